// SPDX-License-Identifier: Apache-2.0
// A capture of a program that counts itself, made by the command line as a person makes one.

import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ElectronApplication } from '@playwright/test';
import type { Started } from './app';

const TREE = process.env.RINGSIDE_E2E_TREE ?? join(__dirname, '../..');
const OWN = process.env.RINGSIDE_E2E_OWN ?? '';
const run = promisify(execFile);
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const ringside = (...words: string[]) =>
  run(process.execPath, [join(TREE, 'out/src-main/cli/main.js'), ...words]);

export interface Recorded {
  readonly dir: string;
  readonly pid: number;
  /** Calls of getppid that the program made. */
  readonly getppid: number;
}

/** Some seconds with a program in them that calls getppid at a steady pace. */
export async function record(seconds = 6): Promise<Recorded> {
  const dir = join(mkdtempSync(join(OWN, 'capture-')), 'a-capture');
  const recording = ringside('record', '--tracers', 'syscalls', '--out', dir, '--seconds', String(seconds));
  // On a busy machine it begins late, and its first second is not a whole one.
  while (!existsSync(join(dir, 'ticks'))) await later(50);
  await later(1000);
  const paced = spawn(join(TREE, 'native/build/ringside-paced-calls'), ['1', '2000', '2'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  paced.stdout.on('data', (part) => {
    text += part;
  });
  await recording;
  return { dir, ...(JSON.parse(text) as { pid: number; getppid: number }) };
}

/** A program of test/workloads from its beginning to its end, by one tracer, with its single events. */
export async function recordCommand(tracer: string, name: string, words: readonly string[]) {
  const dir = join(mkdtempSync(join(OWN, 'capture-')), 'a-capture');
  const program = [join(TREE, `native/build/ringside-${name}`), ...words];
  const recording = ringside(
    'record',
    '--tracers',
    tracer,
    '--name',
    'One program',
    '--out',
    dir,
    '--',
    ...program,
  );
  recording.child.stdin?.end();
  const said = await recording;
  const { pid } = JSON.parse(/\{.*"pid".*\}/.exec(`${said.stdout}${said.stderr}`)?.[0] ?? '{}') as {
    pid: number;
  };
  return { dir, pid };
}

/** The window that a capture has. */
export async function captureWindow({ app }: Pick<Started, 'app'>, open: () => Promise<unknown>) {
  const coming = app.waitForEvent('window');
  await open();
  return coming;
}

/** Of the process in the cage: a child of the replay's. */
export async function replayPid(app: ElectronApplication): Promise<number> {
  const parent = await app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Ringside replay')?.pid ?? 0,
  );
  const { stdout } = await run('pgrep', ['-P', String(parent)]);
  return Number(stdout.trim().split('\n')[0]);
}
