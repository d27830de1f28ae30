// SPDX-License-Identifier: Apache-2.0
// 20,000 processes of about a millisecond, 2,000 a second: each execve and each exit_group is counted, also
// when the tables are so small that most processes share a row by name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNothingLost, assertRowsAddUp, rowsOf, sumOf, total } from '../support/books';
import { type Setting, watch, workload } from '../support/watch';

const PROCESSES = 20_000;
const RATE = 2000;

interface Storm {
  readonly pid: number;
  readonly processes: number;
  readonly ended_well: number;
  readonly seconds: number;
}

/** The storm itself, its forks up to their exec, and what they become. */
const STARTER = 'ringside-storm';
const BRIEF = 'exe';

for (const size of ['normal', 'small'] as const) {
  test(`20,000 short processes are counted exactly with --size ${size}`, async (t) => {
    const setting: Setting = { size };
    const { status, stderr, document } = await watch(
      [],
      [workload('storm'), String(PROCESSES), String(RATE)],
      setting,
    );
    assert.equal(status, 0, stderr);
    const storm = JSON.parse(stderr) as Storm;
    assert.equal(storm.ended_well, PROCESSES, 'the storm itself saw all of them end well');
    assertNothingLost(document);
    assertRowsAddUp(document);
    const comms = new Set(document.tallies.syscalls.map((row) => row.comm));
    assert.deepEqual([...comms].sort(), [BRIEF, STARTER], 'every row has its name, shared or not');
    const calls = (
      comm: string,
      syscall: string,
      figure: 'count' | 'returned' | 'never_returned' = 'count',
    ) => total(document, (row) => row.comm === comm && row.syscall === syscall, figure);
    // An execve that works belongs to the program that it starts; the storm itself was started by one.
    assert.equal(calls(BRIEF, 'execve', 'returned'), PROCESSES);
    assert.equal(calls(STARTER, 'execve'), 1);
    assert.equal(calls(BRIEF, 'exit_group', 'never_returned'), PROCESSES);
    assert.equal(calls(BRIEF, 'exit_group'), PROCESSES);
    assert.equal(calls(STARTER, 'exit_group'), 1);
    assert.equal(calls(BRIEF, 'clock_nanosleep', 'returned'), PROCESSES);
    assert.equal(
      total(document, () => true, 'in_flight'),
      0,
    );
    const shared = sumOf(rowsOf(document, (row) => row.pid === 0).map((row) => row.count));
    if (size === 'small') {
      assert.ok(document.lost.folded_processes > 0, 'processes that found no row of their own are told');
      assert.ok(shared > 0, 'and their calls are in the rows that they share');
    }
    t.diagnostic(
      `${PROCESSES} execve, ${PROCESSES} exit_group, difference 0, at ${Math.round(PROCESSES / storm.seconds)} ` +
        `processes a second; ${document.lost.folded_processes} shared a row by name in the kernel`,
    );
  });
}
