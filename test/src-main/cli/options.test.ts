// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, parseWatch, type WatchOptions } from '../../../src-main/cli/options';
import { ExitCode, Failure } from '../../../src-main/shared/failure';

const parsed = (...argv: string[]) => parseWatch(argv) as WatchOptions;

function complaint(...argv: string[]): Failure {
  try {
    parseWatch(argv);
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.exitCode, ExitCode.Usage);
    assert.ok(error.what && error.why && error.mend, 'what, why, what to do');
    return error;
  }
  throw new assert.AssertionError({ message: `accepted: ${argv.join(' ')}` });
}

test('everything after -- is the command, untouched', () => {
  const options = parsed('syscalls', '--json', '--', 'ls', '--json', '--', 'x');
  assert.deepEqual(options.command, ['ls', '--json', '--', 'x']);
  assert.equal(options.question.subtree, true);
});

test('tracers are named with commas', () => {
  assert.deepEqual(parsed('syscalls,files').tracers, ['syscalls', 'files']);
});

test('a filter is what was asked for and nothing else', () => {
  assert.deepEqual(parsed('syscalls').question, {});
  assert.deepEqual(
    parsed('syscalls', '--comm', 'sh', '--uid', '0', '--errors', '--longer-than', '10ms').question,
    {
      comm: 'sh',
      uid: 0,
      errorsOnly: true,
      longerThan: 10_000_000n,
    },
  );
});

test('a process is named with its start, so that a reused pid is not it', () => {
  const { pid } = parsed('syscalls', '--pid', String(process.pid)).question;
  assert.equal(pid?.pid, process.pid);
  assert.ok((pid?.startTicks ?? 0n) > 0n);
});

test('lengths of time take a unit', () => {
  assert.equal(duration('500us'), 500_000n);
  assert.equal(duration('1.5s'), 1_500_000_000n);
  assert.equal(duration('20 ms'), 20_000_000n);
});

test('a group is named by one of three options; a number is a group of v2, a slash begins a path', () => {
  assert.equal(parsed('syscalls', '--cgroup', '42').question.cgroup, 42n);
  assert.deepEqual(parsed('syscalls', '--cgroup', '42').names, {});
  for (const [option, by, name] of [
    ['--cgroup', 'cgroup', '/system.slice/a.service'],
    ['--container', 'container', 'web'],
    ['--unit', 'unit', 'nginx'],
  ] as const) {
    const { names, question } = parsed('syscalls', option, name);
    assert.deepEqual([names, question.cgroup], [{ group: { by, name } }, undefined]);
  }
  assert.deepEqual(parsed('syscalls', '--user', 'ada').names, { user: 'ada' });
});

for (const argv of [
  [],
  ['a', 'b'],
  ['syscalls', '--'],
  ['syscalls', '--nonsense'],
  ['syscalls', '--pid', '0'],
  ['syscalls', '--pid', 'x'],
  ['syscalls', '--pid', '4194303'],
  ['syscalls', '--seconds', '0'],
  ['syscalls', '--seconds', '-1'],
  ['syscalls', '--uid', '1.5'],
  ['syscalls', '--comm', 'longer than fifteen bytes'],
  ['syscalls', '--longer-than', '10'],
  ['syscalls', '--longer-than', 'ms'],
  ['syscalls', '--calls', 'opneat'],
  ['syscalls', '--limit', '1000000000'],
  ['syscalls', '--size', 'huge'],
  ['syscalls', '--cgroup', 'system.slice'],
  ['syscalls', '--cgroup', '/a', '--unit', 'a'],
  ['syscalls', '--container', 'a', '--unit', 'a'],
  ['syscalls', '--uid', '1', '--user', 'ada'],
  ['syscalls', '--container', ''],
  ['syscalls', '--user', ''],
])
  test(`"${argv.join(' ')}" gets a clear complaint`, () => {
    complaint(...argv);
  });
