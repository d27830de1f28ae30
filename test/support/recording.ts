// SPDX-License-Identifier: Apache-2.0
// Recordings of tests: `ringside record` as an ordinary user with a helper behind its socket, into a folder of his.

import assert from 'node:assert/strict';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Running, ringside, type Setting, startRingside, type Watched } from './watch';

const USER = 1000;

/** A folder of the ordinary user, which goes with the tests of this file. */
export function userFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `ringside-${name}-`));
  chownSync(folder, USER, USER);
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What `record --json` says at its end. */
export interface RecordDocument {
  readonly capture: string;
  readonly seconds: number;
  readonly rows: number;
  readonly bytes: number;
  readonly files: number;
  readonly lost: number;
  readonly not_written: number;
  readonly ended: string;
  readonly notices: readonly { second: number; text: string }[];
}

const argvOf = (dir: string, words: readonly string[], command: readonly string[] = []) => [
  ...['record', '--tracers', 'syscalls', '--json', '--out', dir, ...words],
  ...(command.length ? ['--', ...command] : []),
];

/** Records, or a command, to the end. */
export async function record(
  dir: string,
  words: readonly string[],
  command: readonly string[] = [],
  setting: Setting = {},
): Promise<Watched & { document: RecordDocument }> {
  const ended = await ringside(argvOf(dir, words, command), setting);
  assert.match(ended.stdout, /^\{.*\}\n$/, ended.stderr);
  return { ...ended, document: JSON.parse(ended.stdout) as RecordDocument };
}

/** Begins to record; the caller ends it. */
export const startRecord = (dir: string, words: readonly string[], setting: Setting = {}): Running =>
  startRingside(argvOf(dir, words), setting);
