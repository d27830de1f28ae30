// SPDX-License-Identifier: Apache-2.0
// Whose call it was: programs of one process, threads, forks, and processes that are given a pid again.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { assertNothingLost, assertRowsAddUp, assertStreamIsTally, rowsOf, total } from '../support/books';
import { watch, workload } from '../support/watch';
import { begin } from '../support/watching';

test('an exec begins a new row: the same process, another name', async () => {
  const { status, stderr, document } = await watch(
    ['--events'],
    ['/bin/sh', '-c', `exec ${workload('known')}`],
  );
  assert.equal(status, 0, stderr);
  const { pid } = JSON.parse(stderr) as { pid: number };
  const comms = new Set(rowsOf(document, (row) => row.pid === pid).map((row) => row.comm));
  assert.deepEqual([...comms].sort(), ['ringside-known', 'sh']);
  const its = (comm: string, syscall: string) =>
    total(document, (row) => row.pid === pid && row.comm === comm && row.syscall === syscall);
  assert.equal(its('sh', 'execve'), 1, 'the call that started the shell is the shell’s');
  assert.equal(its('ringside-known', 'execve'), 1, 'the one that replaced it is its successor’s');
  assert.equal(its('sh', 'exit_group'), 0);
  assert.equal(its('ringside-known', 'exit_group'), 1);
  assert.equal(its('ringside-known', 'getppid'), 10000);
  assertNothingLost(document);
  assertRowsAddUp(document);
  assertStreamIsTally(document);
});

test('an exec that fails stays with the program that tried it', async () => {
  const { status, document } = await watch([], ['/bin/sh', '-c', 'exec /there/is/no/such/program']);
  assert.equal(status, 127);
  const [row, ...others] = rowsOf(document, ({ syscall }) => syscall === 'execve');
  assert.deepEqual(others, []);
  assert.deepEqual([row?.comm, row?.count, row?.errors_by_errno], ['sh', 2, { ENOENT: 1 }]);
});

test('threads are summed under their process, and told apart in the stream', async () => {
  const { stderr, document } = await watch(
    ['--events', '--calls', 'getpgrp', '--limit', '100000'],
    [workload('known')],
  );
  const { pid } = JSON.parse(stderr) as { pid: number };
  const rows = rowsOf(document, ({ syscall }) => syscall === 'getpgrp');
  assert.deepEqual(
    rows.map((row) => [row.pid, row.count]),
    [[pid, 60000]],
  );
  const byThread = new Map<number, number>();
  for (const event of document.streams.syscalls?.rows ?? []) {
    assert.equal(event.pid, pid);
    byThread.set(event.tid, (byThread.get(event.tid) ?? 0) + 1);
  }
  assert.deepEqual([...byThread.values()], [20000, 20000, 20000]);
  assert.ok(!byThread.has(pid), 'the leader made none of them');
});

test('a fork has a row of its own', async () => {
  // perl's `getppid` is one system call; /bin/sh would answer from memory.
  const script = 'if (fork) { wait } else { getppid for 1..5 } getppid for 1..2;';
  const { status, stderr, document } = await watch(['--calls', 'getppid'], ['/usr/bin/perl', '-e', script]);
  assert.equal(status, 0, stderr);
  const rows = document.tallies.syscalls;
  assert.deepEqual(rows.map((row) => [row.comm, row.count]).sort(), [
    ['perl', 2],
    ['perl', 7],
  ]);
  assert.notEqual(rows[0]?.pid, rows[1]?.pid);
});

test('a process that is given the pid of an ended one has a row of its own', async () => {
  for (let attempt = 0; ; attempt++) {
    const watching = await begin(['--events', '--comm', 'ringside-again']);
    const again = spawnSync(workload('again'), { encoding: 'utf8' });
    const { document } = await watching.end();
    // 75: somebody else was given the pid in between.
    if (again.status === 75 && attempt < 5) continue;
    assert.equal(again.status, 0, again.stderr);
    const said = JSON.parse(again.stdout) as { pid: number; getpgrp: [number, number] };
    const rows = rowsOf(document, ({ pid, syscall }) => pid === said.pid && syscall === 'getpgrp');
    assert.deepEqual(
      rows.map((row) => [row.comm, row.count]).sort((a, b) => Number(a[1]) - Number(b[1])),
      said.getpgrp.map((count) => ['ringside-again', count]),
    );
    const ends = rowsOf(document, ({ pid, syscall }) => pid === said.pid && syscall === 'exit_group');
    assert.deepEqual(
      ends.map((row) => row.count),
      [1, 1],
    );
    assertNothingLost(document);
    return;
  }
});
