// SPDX-License-Identifier: Apache-2.0
// 5,000 times /bin/true in a loop: each birth, exec and end is there, once, and of the same process; by the command's
// subtree, and each filter takes what it names.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { assertWholeLives, beginLives, type LivesDocument, watchLives } from '../support/lives';
import { LONG } from '../support/long';

const ROUNDS = LONG ? 50_000 : 5000;
const loop = (rounds: number) => `i=0; while [ $i -lt ${rounds} ]; do /bin/true; i=$((i+1)); done`;

test(`${ROUNDS} times /bin/true is as many births, execs and ends`, async (t) => {
  const { document, status, stderr } = await watchLives(['/bin/sh', '-c', loop(ROUNDS)]);
  assert.equal(status, 0, stderr);
  assertWholeLives(document);
  const { process_fork: forks, process_exec: execs, process_exit: exits } = document.streams;
  const children = forks.rows.map(({ child_pid }) => child_pid);
  assert.equal(children.length, ROUNDS);
  const [shell, ...programs] = execs.rows;
  assert.deepEqual([shell?.comm, shell?.argv], ['sh', ['/bin/sh', '-c', loop(ROUNDS)]]);
  assert.deepEqual(
    programs.map(({ pid }) => pid),
    children,
  );
  const last = exits.rows.at(-1);
  assert.deepEqual([last?.pid, last?.status, last?.comm], [shell?.pid, 0, 'sh']);
  assert.deepEqual(
    exits.rows.slice(0, -1).map(({ pid }) => pid),
    children,
  );
  for (const { path, argv, comm, old_comm, from_tid, pid } of programs)
    assert.deepEqual(
      [path, argv, comm, old_comm, from_tid],
      ['/usr/bin/true', ['/bin/true'], 'true', 'sh', pid],
    );
  for (const { status: of, signal } of exits.rows) assert.deepEqual([of, signal], [0, null]);
  // Each birth comes before its exec, and that before its end.
  const at = (rows: readonly { pid: number; at_ns: number }[]) => rows.map(({ at_ns }) => at_ns);
  const [born, begun, ended] = [at(forks.rows), at(programs), at(exits.rows)];
  born.forEach((ns, i) => {
    assert.ok(ns < (begun[i] ?? 0) && (begun[i] ?? 0) < (ended[i] ?? 0), `${i}`);
  });
  t.diagnostic(`${ROUNDS} births, execs and ends, difference 0`);
});

test('what is read of arguments is what the program was given', async () => {
  const words = ['a\nb', '\x1b[31m', '\\xff\\xfe', '', ' ', '<img onerror>'];
  const long = 100_000;
  const script = `exec "/bin/true", "a\\nb", "\\e[31m", "\\xff\\xfe", "", " ", "<img onerror>", "x" x ${long}`;
  const { document, stderr } = await watchLives(['/usr/bin/perl', '-e', script]);
  assertWholeLives(document);
  const told = document.streams.process_exec.rows.find(({ comm }) => comm === 'true');
  assert.ok(told, stderr);
  const before = ['/bin/true', ...words];
  assert.deepEqual(told.argv?.slice(0, -1), before);
  const bytes = Buffer.byteLength('/bin/true\0a\nb\0\x1b[31m\0??\0\0 \0<img onerror>\0');
  assert.equal(told.argv_bytes, bytes + long + 1);
  assert.equal(told.argv?.at(-1), 'x'.repeat(4096 - bytes));
  const whole = document.streams.process_exec.rows[0];
  // What would look like a byte that is no text is told apart from one.
  assert.deepEqual(whole?.argv, ['/usr/bin/perl', '-e', script.replace(/\\x/g, '\\x5cx')]);
});

test('a script is known by its interpreter, and by what was asked for', async () => {
  const script = '/usr/bin/ldd';
  const { document } = await watchLives([script, '/bin/true']);
  const [first] = document.streams.process_exec.rows;
  assert.equal(first?.asked_path, script);
  assert.match(first?.path ?? '', /^\/usr\/bin\/(bash|dash)$/);
  assert.deepEqual(first?.argv?.slice(-2), [script, '/bin/true']);
});

const commands = ({ streams }: LivesDocument) => streams.process_exec.rows.map(({ comm }) => comm);

test('each filter takes what it names, and events are narrowed by result and length', async () => {
  const watching = await beginLives(['--uid', '1002']);
  for (const uid of [1001, 1002])
    spawnSync('/bin/sh', ['-c', 'sleep 0.01; ls >/dev/null; true'], { uid, cwd: '/' });
  const document = await watching.end();
  assertWholeLives(document);
  assert.deepEqual(commands(document).sort(), ['ls', 'sh', 'sleep']);

  const slow = await beginLives(['--comm', 'sleep', '--longer-than', '100ms']);
  spawnSync('/bin/sh', ['-c', 'sleep 0.01; sleep 0.2; sleep 0.02']);
  const longer = await slow.end();
  assert.deepEqual(
    longer.streams.process_exit.rows.map(({ comm }) => comm),
    ['sleep'],
  );
  assert.ok((longer.streams.process_exit.rows[0]?.duration_ns ?? 0) > 1e8);
  const ended = longer.tallies.processes.reduce((sum, { exits }) => sum + exits, 0);
  assert.equal(ended, 3, 'the tally has all of them');

  const failing = await watchLives(
    ['/bin/sh', '-c', '/nowhere/x; true; false; ls /nowhere; /etc/passwd; true'],
    {},
    [...['--events', '--errors', '--budget', '0']],
  );
  const { process_exec: execs, process_exit: exits } = failing.document.streams;
  assert.deepEqual(
    execs.rows.map(({ path, error, path_kind }) => [path, error, path_kind]),
    [
      ['/nowhere/x', 'ENOENT', 'claim'],
      ['/etc/passwd', 'EACCES', 'claim'],
    ],
  );
  assert.deepEqual(
    exits.rows.map(({ status }) => status),
    [127, 2, 126],
  );
});

test('without single events the counts are the same', async () => {
  const { document } = await watchLives(['/bin/sh', '-c', loop(100)], {}, []);
  assert.deepEqual(document.streams, {});
  const rows = document.tallies.processes;
  const [shell, ...others] = rows.filter(({ comm }) => comm === 'sh');
  assert.deepEqual([shell?.forks, shell?.execs, shell?.exits, others.length], [100, 1, 1, 0]);
  const programs = rows.filter(({ comm }) => comm === 'true');
  assert.equal(programs.length, 100);
  for (const row of programs) assert.deepEqual([row.execs, row.exits, row.exits_by_end], [1, 1, { 0: 1 }]);
});
