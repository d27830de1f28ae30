// SPDX-License-Identifier: Apache-2.0
// Calls that do not come back: tasks that end by themselves, are ended by others, or are still there at the end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNothingLost, assertRowsAddUp, assertStreamIsTally, rowsOf, total } from '../support/books';
import { type TallyRow, type WatchDocument, watch, workload } from '../support/watch';

const THREADS = 32;

async function endings(how: string): Promise<{ pid: number; document: WatchDocument }> {
  const { status, stderr, document } = await watch(['--events'], [workload('endings'), how]);
  assert.equal(status, 0, stderr);
  assertNothingLost(document);
  assertRowsAddUp(document);
  assertStreamIsTally(document);
  assert.equal(
    total(document, () => true, 'in_flight'),
    0,
    'nothing is left under way',
  );
  return { pid: (JSON.parse(stderr) as { pid: number }).pid, document };
}

/** The one row of a call: [returned, never returned]. */
function ends(document: WatchDocument, pid: number, syscall: string, comm = 'ringside-ending'): number[] {
  const rows = rowsOf(document, (row) => row.pid === pid && row.comm === comm && row.syscall === syscall);
  assert.equal(rows.length, 1, `${rows.length} rows of ${comm} ${syscall}`);
  const { returned, never_returned } = rows[0] as TallyRow;
  return [returned, never_returned];
}

test('threads that end while their leader is in a call', async () => {
  const { pid, document } = await endings('threads');
  assert.deepEqual(ends(document, pid, 'exit'), [0, THREADS]);
  assert.deepEqual(ends(document, pid, 'getpgrp'), [100 * THREADS, 0]);
  assert.deepEqual(ends(document, pid, 'read'), [THREADS, 0]);
  assert.deepEqual(ends(document, pid, 'poll'), [1, 0]);
  assert.deepEqual(ends(document, pid, 'exit_group'), [0, 1]);
});

test('threads that are ended inside their calls by exit_group', async () => {
  const { pid, document } = await endings('group');
  assert.deepEqual(ends(document, pid, 'pause'), [0, THREADS]);
  assert.deepEqual(ends(document, pid, 'exit_group'), [0, 1]);
});

test('threads that are ended inside their calls by another one’s exec', async () => {
  const { pid, document } = await endings('exec');
  // The leader waits in pause as well; the thread that execs takes its place and pid.
  assert.deepEqual(ends(document, pid, 'pause'), [0, THREADS + 1]);
  assert.deepEqual(ends(document, pid, 'execve', 'true'), [1, 0]);
  assert.deepEqual(ends(document, pid, 'exit_group', 'true'), [0, 1]);
});

test('a process that SIGKILL ends inside nanosleep', async () => {
  const { pid, document } = await endings('killed');
  assert.deepEqual(ends(document, pid, 'nanosleep'), [0, 1]);
});

test('a process that SIGTERM ends inside epoll_wait, which would have said EINTR', async () => {
  const { pid, document } = await endings('waiting');
  assert.deepEqual(ends(document, pid, 'epoll_wait'), [0, 1]);
  const row = document.streams.syscalls?.rows.find((event) => event.syscall === 'epoll_wait');
  assert.equal(row?.result, null, 'the event says that there was no result');
  assert.equal(row?.error, null);
});

test('a call that is under way when the watching ends', async () => {
  const begun = Date.now();
  const { status, document } = await watch(['--events', '--seconds', '0.8'], ['/bin/sleep', '2.5']);
  assert.equal(status, 0);
  assert.ok(Date.now() - begun >= 2500, 'the command was not ended by --seconds');
  assert.ok(document.seconds < 2, `watched for ${document.seconds} s`);
  const [sleep, ...others] = rowsOf(document, (row) => row.syscall === 'clock_nanosleep');
  assert.deepEqual(others, []);
  assert.ok(sleep);
  assert.deepEqual([sleep.comm, sleep.count, sleep.returned, sleep.in_flight], ['sleep', 1, 0, 1]);
  assert.deepEqual([sleep.p50_ns, sleep.p99_ns, sleep.max_ns], [null, null, null]);
  assert.equal(
    total(document, () => true, 'in_flight'),
    1,
  );
  assertNothingLost(document);
  assertRowsAddUp(document);
  assertStreamIsTally(document);
});
