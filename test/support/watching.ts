// SPDX-License-Identifier: Apache-2.0
// A watching that a test begins and ends itself, for what no command is the parent of: the kernel notes from
// `begin()` on, and everything that ended before `end()` is in what it gives back.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type Setting, startScript, type WatchDocument } from './watch';

/** One cell of a tally, all CPUs together. */
export interface Cell {
  readonly key: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, number>>;
  readonly arrays: Readonly<Record<string, readonly number[]>>;
}

export interface Watched {
  readonly document: WatchDocument;
  /** `syscalls` with its histogram, `syscall_errors`, `syscall_survey`. */
  readonly tallies: Readonly<Record<string, readonly Cell[]>>;
  /** By program, then CPU. */
  readonly accounts: Readonly<Record<string, readonly Readonly<Record<string, number>>[]>>;
}

/** Begins; `options` are the words of `watch syscalls`. */
export async function begin(
  options: readonly string[],
  setting: Setting = {},
): Promise<{ end(): Promise<Watched> }> {
  const running = startScript('test/support/watching-session.js', options, setting);
  assert.ok(running.child.stdout && running.child.stdin);
  await Promise.race([
    once(running.child.stdout, 'data'),
    running.ended.then((ended) => assert.fail(`the watching did not begin: ${ended.stderr}`)),
  ]);
  return {
    async end() {
      running.child.stdin?.end();
      const { status, stdout, stderr } = await running.ended;
      assert.equal(status, 0, stderr);
      const [begun, line = ''] = stdout.split('\n');
      assert.equal(begun, 'begun');
      return JSON.parse(line) as Watched;
    },
  };
}
