// SPDX-License-Identifier: Apache-2.0
// `watch -- COMMAND`: to the command, and to whoever started us, it is as if we were not there.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNothingLost, rowsOf, total } from '../support/books';
import { parseDocument, ringside, type Setting, startRingside, watch } from '../support/watch';

const sh = (script: string, options: readonly string[] = [], setting: Setting = {}) =>
  watch(options, ['/bin/sh', '-c', script], setting);

/** Starts `watch --json -- sh -c SCRIPT`; resolves when the script has said `ready` on standard error. */
async function startReady(script: string, options: readonly string[] = []) {
  const running = startRingside([
    ...['watch', 'syscalls', '--json', ...options, '--', '/bin/sh', '-c'],
    `${script}`,
  ]);
  await new Promise<void>((resolve, reject) => {
    running.child.stderr?.on('data', (text: string) => text.includes('ready') && resolve());
    running.ended.then(({ stderr }) => reject(new Error(`ended before it was ready: ${stderr}`)), reject);
  });
  return running;
}

test('its exit status is ours', async () => {
  assert.equal((await sh('exit 7')).status, 7);
  assert.equal((await sh('exit 0')).status, 0);
});

test('a signal that ends it is told as a shell tells it', async () => {
  const { status, document } = await sh('kill -TERM $$; sleep 5');
  assert.equal(status, 143);
  assert.equal(
    total(document, ({ syscall }) => syscall === 'exit_group'),
    0,
    'it did not end by itself',
  );
  assert.equal((await sh('kill -KILL $$')).status, 137);
});

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const) {
  test(`${signal} is passed on, and what it makes of it is ours`, async () => {
    const name = signal.slice(3);
    const running = await startReady(`trap 'exit 9' ${name}; echo ready >&2; while :; do sleep 0.05; done`);
    process.kill(running.pid, signal);
    const ended = await running.ended;
    assert.equal(ended.status, 9, ended.stderr);
    assert.ok(total(parseDocument(ended), ({ syscall }) => syscall === 'exit_group') > 0);
  });
}

test('it reads our standard input', async () => {
  const { status, stderr } = await watch([], ['/bin/cat'], { input: 'one\ntwo\n' });
  assert.equal(status, 0);
  assert.equal(stderr, 'one\ntwo\n', 'with --json its output goes to standard error');
});

test('without --json its output is its own, and the summary goes to standard error', async () => {
  const { status, stdout, stderr } = await ringside([
    ...['watch', 'syscalls', '--', '/bin/sh', '-c', 'echo out; echo err >&2; exit 3'],
  ]);
  assert.equal(status, 3);
  assert.equal(stdout, 'out\n');
  assert.match(stderr, /^err\n/);
  assert.match(stderr, /execve/);
  assert.match(stderr, /lost 0/);
});

test('it runs in the caller’s directory, also under npm', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ringside-directory-')));
  rmSync(folder, { recursive: true });
  assert.equal((await sh('pwd', [], { cwd: '/usr/lib' })).stderr, '/usr/lib\n');
  // npm runs scripts in the package's directory and says in INIT_CWD where it was called.
  assert.equal((await sh('pwd', [], { environment: { INIT_CWD: '/usr/share' } })).stderr, '/usr/share\n');
  const gone = await sh('true', [], { environment: { INIT_CWD: folder } });
  assert.match(gone.stderr, /cannot enter .*: No such file/);
});

test('a command that is not there, or cannot run, is told in a sentence', async () => {
  // A folder of PATH that one may not enter makes no difference, as with a shell.
  const environment = { PATH: `/root:${process.env.PATH}` };
  const missing = await watch([], ['ringside-no-such-command'], { environment });
  assert.equal(missing.status, 127);
  assert.equal(
    missing.stderr,
    'ringside: cannot start ringside-no-such-command: No such file or directory\n',
  );
  assert.deepEqual(missing.document.tallies.syscalls, [], 'what the gate tried is not reported');
  const refused = await watch([], ['/etc/passwd'], { environment });
  assert.equal(refused.status, 126);
  assert.equal(refused.stderr, 'ringside: cannot start /etc/passwd: Permission denied\n');
});

test('the gate’s own calls are not reported, only the execve of the command', async () => {
  const { status, document } = await watch(['--events'], ['true']);
  assert.equal(status, 0);
  assert.deepEqual([...new Set(document.tallies.syscalls.map((row) => row.comm))], ['true']);
  const [first] = document.streams.syscalls?.rows ?? [];
  assert.equal(first?.syscall, 'execve', 'the first event');
  const execs = rowsOf(document, ({ syscall }) => syscall === 'execve');
  assert.deepEqual(
    execs.map((row) => [row.count, row.returned, row.errors]),
    [[1, 1, 0]],
    'one execve, though the gate looked along PATH',
  );
  assert.equal(
    total(document, ({ syscall }) => syscall === 'chdir'),
    0,
  );
  assertNothingLost(document);
});

test('--seconds ends the watching and not the command', async () => {
  const { status, document } = await sh('sleep 1.5; /bin/true; exit 5', ['--seconds', '0.5']);
  assert.equal(status, 5, 'the command went on to its own end');
  assert.ok(document.seconds < 1.2, `${document.seconds} s`);
  assert.equal(rowsOf(document, ({ comm }) => comm === 'true').length, 0, 'what came after is not in it');
});

test('children that end up to 200 ms after it are in the document', async () => {
  const { status, document } = await sh('(sleep 0.1; exec /bin/true) & exit 4');
  assert.equal(status, 4);
  const ends = rowsOf(document, ({ syscall }) => syscall === 'exit_group');
  assert.deepEqual(ends.map((row) => row.comm).sort(), ['sh', 'sleep', 'true']);
  assert.equal(
    total(document, () => true, 'in_flight'),
    0,
  );
});

test('a child that stays is not waited for, and not ended', async () => {
  const { status, stderr, document } = await sh('sleep 30 >&- 2>&- & echo $! >&2; exit 6');
  assert.equal(status, 6);
  const pid = Number(stderr);
  try {
    assert.match(readFileSync(`/proc/${pid}/comm`, 'utf8'), /sleep/, 'it is still there');
    const sleeping = rowsOf(document, (row) => row.pid === pid && row.syscall === 'clock_nanosleep');
    assert.deepEqual(
      sleeping.map((row) => [row.count, row.in_flight]),
      [[1, 1]],
    );
    assert.ok(document.seconds < 5, `${document.seconds} s`);
  } finally {
    process.kill(pid, 'SIGKILL');
  }
});

test('it does not inherit the way to the helper', async () => {
  const { stderr } = await sh('ls -l /proc/self/fd >&2; ls /proc/self/fd');
  const sockets = stderr.split('\n').filter((line) => /socket:/.test(line) && !/ [012] -> /.test(line));
  assert.deepEqual(sockets, []);
});
