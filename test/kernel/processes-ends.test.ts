// SPDX-License-Identifier: Apache-2.0
// How processes end, against what their parent is told by wait4() and what they measure themselves. The program runs as
// root, or as somebody else; the engine that watches it is an ordinary user.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { assertWholeLives, beginLives, linesOf, livesOf, said } from '../support/lives';
import { workload } from '../support/watch';

const AT_ONCE = 2000;
const THREADS = 300;

for (const uid of [0, 1001])
  test(`each status and each signal is what wait4 says, of a program of user ${uid}`, async (t) => {
    const { document, said: lines } = await livesOf(['ends'], uid);
    assertWholeLives(document);
    const told = said(lines, 'end');
    assert.ok(told.length > 50, `${told.length}`);
    const exits = new Map(document.streams.process_exit.rows.map((row) => [row.pid, row]));
    for (const [pid = 0, status = 0] of told) {
      const { status: exit, signal, core_dumped } = exits.get(pid) ?? assert.fail(`no exit of ${pid}`);
      assert.equal(((exit ?? 0) << 8) | (signal ?? 0) | (core_dumped ? 0x80 : 0), status, `${pid}`);
    }
    assert.equal(exits.size, told.length + 1, 'and the program itself');
    const children = document.streams.process_fork.rows.map(({ child_pid }) => child_pid);
    assert.deepEqual(
      children,
      told.map(([pid]) => pid),
    );
    t.diagnostic(`${told.length} ends, difference 0`);
  });

test('a fault and a kill are told apart by who sent the signal', async () => {
  const { document, said: lines } = await livesOf(['ends']);
  const last = said(lines, 'end')
    .slice(-2)
    .map(([pid]) => pid);
  const signals = document.streams.process_signal.rows;
  const faults = last.map((pid) => signals.find(({ receiver_pid }) => receiver_pid === pid));
  assert.deepEqual(
    faults.map((one) => [one?.signal_name, one?.code, one?.sent_by]),
    [
      ['SIGSEGV', 'SEGV_MAPERR', 'kernel'],
      ['SIGILL', 'ILL_ILLOPN', 'kernel'],
    ],
  );
  const killed = signals.filter(({ signal_name }) => signal_name === 'SIGKILL');
  assert.deepEqual(
    killed.map(({ pid, receiver_pid, code, sent_by }) => [pid === receiver_pid, code, sent_by]),
    [[true, 'SI_USER', 'program']],
  );
});

test('CPU time lies between what the program read and what wait4 says, peak memory is the same', async (t) => {
  const { document, said: lines } = await livesOf(['usage']);
  assertWholeLives(document);
  const own = new Map(said(lines, 'own').map(([pid = 0, ns = 0]) => [pid, ns]));
  const told = said(lines, 'rusage');
  const exits = new Map(document.streams.process_exit.rows.map((row) => [row.pid, row]));
  assert.ok(told.length >= 6);
  for (const [pid = 0, maxrss = 0, user = 0, system = 0] of told) {
    const { cpu_ns, peak_rss_bytes } = exits.get(pid) ?? assert.fail(`no exit of ${pid}`);
    t.diagnostic(`${own.get(pid)} <= ${cpu_ns} <= ${(user + system) * 1000} ns; ${peak_rss_bytes} bytes`);
    assert.equal(peak_rss_bytes, maxrss * 1024, `${pid}`);
    assert.ok(cpu_ns >= (own.get(pid) ?? 0), `${pid}: ${cpu_ns} is less than ${own.get(pid)}`);
    // wait4 rounds both down to microseconds.
    assert.ok(cpu_ns <= (user + system + 2) * 1000, `${pid}: ${cpu_ns} is more than ${user + system} us`);
  }
});

test('a process that ends at once is there, with its birth and its end', async () => {
  const { document, said: lines } = await livesOf(['at-once', String(AT_ONCE)]);
  assertWholeLives(document);
  const children = said(lines, 'child').map(([pid]) => pid);
  assert.equal(children.length, AT_ONCE);
  const { process_fork: forks, process_exit: exits } = document.streams;
  assert.deepEqual(
    forks.rows.map(({ child_pid }) => child_pid),
    children,
  );
  assert.deepEqual(
    exits.rows.slice(0, -1).map(({ pid }) => pid),
    children,
  );
  for (const { status, comm } of exits.rows) assert.deepEqual([status, comm], [0, 'ringside-lives']);
});

test('threads are children of their own process, and their ends are not its end', async () => {
  const { document, said: lines } = await livesOf(['threads', String(THREADS)]);
  assertWholeLives(document);
  const [[pid, count] = []] = said(lines, 'threads');
  const births = document.streams.process_fork.rows;
  assert.equal(count, THREADS);
  assert.equal(births.length, THREADS);
  for (const one of births) assert.deepEqual([one.thread, one.pid, one.child_pid], [true, pid, pid]);
  assert.equal(new Set(births.map(({ child_tid }) => child_tid)).size, THREADS);
  assert.deepEqual(
    document.streams.process_exit.rows.map((row) => row.pid),
    [pid],
  );
});

test('a thread that becomes another program takes the place of its process', async () => {
  // The program that it becomes has another name.
  const watching = await beginLives([]);
  const run = spawnSync(workload('lives'), ['thread-exec'], { encoding: 'utf8' });
  const document = await watching.end();
  const lines = linesOf(run.stdout);
  const [[pid = 0, tid = 0] = []] = said(lines, 'thread');
  assert.ok(tid > pid);
  const execs = document.streams.process_exec.rows.filter((row) => row.pid === pid);
  assert.deepEqual(
    execs.map((row) => [row.tid, row.from_tid, row.argv, row.old_comm, row.error]),
    [[pid, tid, ['true', 'of a thread'], 'ringside-lives', null]],
  );
  const exits = document.streams.process_exit.rows.filter((row) => row.pid === pid);
  assert.deepEqual(
    exits.map((row) => [row.status, row.comm]),
    [[0, 'true']],
  );
});

test('names are told with the one before, as the bytes are', async () => {
  const watching = await beginLives([]);
  const run = spawnSync(workload('lives'), ['names'], { encoding: 'utf8' });
  const document = await watching.end();
  const names = run.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' ').slice(1));
  const text = (hex = '') => Buffer.from(hex, 'hex').toString('latin1').replace('\xe9', '\\xe9');
  const pid = Number(names[0]?.[0]);
  const rows = document.streams.process_rename.rows.filter((row) => row.pid === pid);
  assert.deepEqual(
    rows.map((row) => [row.old_comm, row.new_comm]),
    names.map(([, before, now]) => [text(before), text(now)]),
  );
});
