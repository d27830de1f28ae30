// SPDX-License-Identifier: Apache-2.0
// What strace says of a command: an oracle that shares nothing with us but the kernel.

import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface StraceCounts {
  /** By call: each counted where it begins. */
  readonly calls: ReadonlyMap<string, number>;
  /** By "CALL ERRNO", as the program was told. Restart codes are "?" and no errors, as with us. */
  readonly errors: ReadonlyMap<string, number>;
}

/** "1234  read(3, ...) = 0", or the same in two halves. Exits and signals look like neither. */
const BEGUN = /^(\d+) +(\w+)\(/;
const RESUMED = /^(\d+) +<\.\.\. (\w+) resumed>/;
const ERROR = /\) += -1 (E[A-Z0-9]+) \(/;

/** Counts what `strace -f -o` wrote: of all processes, or of one. */
export function parseStrace(text: string, pid?: number): StraceCounts {
  const calls = new Map<string, number>();
  const errors = new Map<string, number>();
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const line of text.split('\n')) {
    const begun = BEGUN.exec(line);
    const [, owner, name] = begun ?? RESUMED.exec(line) ?? [];
    if (!name || (pid !== undefined && Number(owner) !== pid)) continue;
    if (begun) add(calls, name);
    const error = ERROR.exec(line)?.[1];
    if (error) add(errors, `${name} ${error}`);
  }
  return { calls, errors };
}

export interface Straced {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly text: string;
}

/** Runs a command under strace as the ordinary user that tests watch as. */
export async function strace(command: readonly string[], uid = 1000): Promise<Straced> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-strace-'));
  const file = join(folder, 'calls');
  chownSync(folder, uid, uid);
  try {
    const child = spawn('strace', ['-f', '-qq', '-o', file, '--', ...command], {
      uid,
      gid: uid,
      env: { ...process.env, HOME: '/tmp' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end();
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    const status = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? -1));
    });
    return { status, ...said, text: readFileSync(file, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
