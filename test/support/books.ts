// SPDX-License-Identifier: Apache-2.0
// What must add up in every document, whatever was watched.

import assert from 'node:assert/strict';
import type { TallyRow, WatchDocument } from './watch';

/** Nothing lost, and for each CPU every run of the event programs accounted for. */
export function assertNothingLost({ lost, streams }: WatchDocument): void {
  assert.equal(lost.total, 0, JSON.stringify({ ...lost, by_cpu: [] }));
  for (const name of [
    'ring_full',
    'busy',
    'tally_full',
    'no_storage',
    'recursion_misses',
    'exit_missed',
    'not_followed',
  ] as const)
    assert.equal(lost[name], 0, name);
  assert.deepEqual(lost.when, []);
  assertBooksClose({ lost, streams });
}

/**
 * seen = what became of each run; while there is a stream, what was tallied = what became of each record; and
 * the addon took out of each ring what the kernel put in.
 */
export function assertBooksClose({ lost, streams }: Pick<WatchDocument, 'lost' | 'streams'>): void {
  assert.ok(lost.by_cpu.length > 0);
  for (const cpu of lost.by_cpu) {
    const where = `CPU ${cpu.cpu}: ${JSON.stringify(cpu)}`;
    assert.equal(
      cpu.seen,
      cpu.tallied + cpu.tally_full + cpu.filtered + cpu.no_enter + cpu.newborn + cpu.no_storage,
      where,
    );
    if (!streams.syscalls) continue;
    assert.equal(
      cpu.tallied + cpu.tally_full,
      cpu.delivered + cpu.ring_full + cpu.busy + cpu.result_filtered,
      where,
    );
    assert.equal(cpu.received, cpu.delivered, where);
  }
  if (streams.syscalls)
    assert.equal(
      lost.by_cpu.reduce((sum, cpu) => sum + cpu.delivered, 0),
      streams.syscalls.delivered,
      'the census is of all that was delivered',
    );
}

/** count = returned + in_flight + never_returned, and errors are of those that returned. */
export function assertRowsAddUp({ tallies }: WatchDocument): void {
  for (const row of tallies.syscalls) {
    const where = JSON.stringify(row);
    assert.equal(row.count, row.returned + row.in_flight + row.never_returned, where);
    assert.equal(sumOf(Object.values(row.errors_by_errno)), row.errors, where);
    assert.ok(row.errors <= row.returned, where);
    assert.equal(row.returned === 0, row.max_ns === null, where);
  }
}

/** The stream's own count by process, call and errno is the tally's, less what has not come to an end. */
export function assertStreamIsTally({ tallies, streams }: WatchDocument): void {
  const key = (row: { pid: number; comm: string; syscall: string }, error: string | null) =>
    `${row.pid} ${row.comm} ${row.syscall} ${error}`;
  const told = new Map<string, number>();
  const add = (name: string, count: number) => {
    if (count) told.set(name, (told.get(name) ?? 0) + count);
  };
  for (const row of tallies.syscalls) {
    for (const [errno, count] of Object.entries(row.errors_by_errno)) add(key(row, errno), count);
    add(key(row, null), row.returned - row.errors + row.never_returned);
  }
  const streamed = new Map<string, number>();
  for (const row of streams.syscalls?.by_key ?? []) {
    const name = key(row, row.error);
    streamed.set(name, (streamed.get(name) ?? 0) + row.count);
  }
  const inOrder = (counts: Map<string, number>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  assert.deepEqual(inOrder(streamed), inOrder(told));
}

export const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

export const rowsOf = (document: WatchDocument, test: (row: TallyRow) => boolean) =>
  document.tallies.syscalls.filter(test);

/** One figure of some rows, added up. */
export function total(
  document: WatchDocument,
  test: (row: TallyRow) => boolean,
  figure: 'count' | 'returned' | 'in_flight' | 'never_returned' | 'errors' = 'count',
): number {
  return sumOf(rowsOf(document, test).map((row) => row[figure]));
}

/** Errors of some rows by errno. */
export function errorsOf(document: WatchDocument, test: (row: TallyRow) => boolean): Record<string, number> {
  const errors: Record<string, number> = {};
  for (const row of rowsOf(document, test))
    for (const [errno, count] of Object.entries(row.errors_by_errno))
      errors[errno] = (errors[errno] ?? 0) + count;
  return errors;
}
