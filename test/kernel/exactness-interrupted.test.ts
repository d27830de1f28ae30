// SPDX-License-Identifier: Apache-2.0
// Calls that signals interrupt: what the kernel makes again is no error, and strace says the same of all.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNothingLost, assertRowsAddUp, assertStreamIsTally, rowsOf } from '../support/books';
import { parseStrace, strace } from '../support/strace';
import { type WatchDocument, watch, workload } from '../support/watch';

interface Interrupted {
  readonly pid: number;
  readonly calls: Readonly<Record<string, number>>;
  /** How often the program itself was told EINTR, also where the kernel turned a restart code into it. */
  readonly told_eintr: Readonly<Record<string, number>>;
}

async function interrupted(): Promise<{ document: WatchDocument; said: Interrupted }> {
  const { status, stderr, document } = await watch(['--events'], [workload('interrupted')]);
  assert.equal(status, 0, stderr);
  return { document, said: JSON.parse(stderr) as Interrupted };
}

test('interrupted calls are counted as often as they were entered, and restarts are no errors', async () => {
  const { document, said } = await interrupted();
  assertNothingLost(document);
  assertRowsAddUp(document);
  assertStreamIsTally(document);
  for (const [name, count] of Object.entries(said.calls)) {
    const [row, ...others] = rowsOf(document, ({ pid, syscall }) => pid === said.pid && syscall === name);
    assert.deepEqual(others, []);
    assert.equal(row?.count, count, name);
    // The last restart_syscall of the stopped sleep ends with the process.
    assert.equal(row?.never_returned, name === 'restart_syscall' ? 1 : 0, name);
  }
  const errors = (name: string) =>
    rowsOf(document, ({ pid, syscall }) => pid === said.pid && syscall === name)[0]?.errors_by_errno;
  for (const name of ['read', 'readv', 'nanosleep', 'clock_nanosleep', 'restart_syscall'])
    assert.deepEqual(errors(name), {}, `${name} was given restart codes only`);
  assert.deepEqual(errors('epoll_wait'), { EINTR: said.told_eintr.epoll_wait });
  for (const row of document.tallies.syscalls)
    for (const errno of Object.keys(row.errors_by_errno))
      assert.doesNotMatch(errno, /^ERESTART|^errno|5\d\d/);
});

test('strace says the same of the interrupted process', async (t) => {
  const { document, said } = await interrupted();
  const straced = await strace([workload('interrupted')]);
  assert.equal(straced.status, 0, straced.stderr);
  const told = parseStrace(straced.text, (JSON.parse(straced.stdout) as Interrupted).pid);
  const rows = rowsOf(document, ({ pid }) => pid === said.pid);
  assert.deepEqual(
    Object.fromEntries(rows.map((row) => [row.syscall, row.count]).sort()),
    Object.fromEntries([...told.calls].sort()),
  );
  const errors = rows.flatMap((row) =>
    Object.entries(row.errors_by_errno).map(([errno, count]) => [`${row.syscall} ${errno}`, count]),
  );
  assert.deepEqual(Object.fromEntries(errors.sort()), Object.fromEntries([...told.errors].sort()));
  t.diagnostic(`${rows.length} calls by name, ${JSON.stringify(Object.fromEntries(errors))}, difference 0`);
});
