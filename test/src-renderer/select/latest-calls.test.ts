// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callByName } from '../../../src-main/shared/call-text';
import { CALLS_I386, CALLS_X86_64 } from '../../../src-main/shared/calls.gen';
import { FAMILY_BEGINNINGS, type Family, familyOf } from '../../../src-renderer/select/call-family';
import { latestCalls, ofFamily } from '../../../src-renderer/select/latest-calls';
import { second } from '../second';

const of = (name: string): number => {
  const [call] = callByName(name);
  assert.ok(call !== undefined, name);
  return call;
};

test('calls belong to the family that a person would look under', () => {
  const expected: Record<string, Family> = {
    ...{ openat: 'file', read: 'file', writev: 'file', sendfile: 'file', statx: 'file', ioctl: 'file' },
    ...{ mmap: 'memory', brk: 'memory', mprotect: 'memory', process_madvise: 'memory' },
    ...{ sendto: 'network', recvmsg: 'network', connect: 'network', socketpair: 'network' },
    ...{ execve: 'process', clone3: 'process', exit_group: 'process', getppid: 'process' },
    ...{ epoll_wait: 'wait', futex: 'wait', wait4: 'wait', accept4: 'wait' },
    ...{ getrandom: 'other', clock_gettime: 'other', bpf: 'other' },
  };
  const found = Object.keys(expected).map((name) => [name, familyOf(of(name))]);
  assert.deepEqual(Object.fromEntries(found), expected);
});

test('each beginning is that of a call', () => {
  const names = [...CALLS_X86_64.values(), ...CALLS_I386.values()].map(({ name }) => name);
  const without = FAMILY_BEGINNINGS.filter((start) => !names.some((name) => name.startsWith(start)));
  assert.deepEqual(without, []);
});

test('seconds are added up by call and by answer, failures before retries', () => {
  const [read, futex, statx] = [of('read'), of('futex'), of('statx')];
  const sums = latestCalls([
    second(101, [
      { process: 1, call: read, count: 10, errors: { 11: 9 }, bucket: 3 },
      { process: 1, call: futex, count: 4, bucket: 20 },
    ]),
    second(103, [{ process: 2, call: statx, count: 30, errors: { 2: 5 }, bucket: 2 }], { seconds: 2 }),
    second(104, [{ process: 1, call: read, count: 1, errors: { 2: 1 }, bucket: 3 }]),
  ]);
  assert.equal(sums.seconds, 4);
  assert.equal(sums.count, 45);
  assert.deepEqual(
    sums.calls.map(({ call, count, failed }) => [call, count, failed]),
    [
      [statx, 30, 5],
      [read, 11, 1],
      [futex, 4, 0],
    ],
  );
  assert.deepEqual(sums.answers, [
    { error: 2, call: statx, count: 6 },
    { error: 11, call: read, count: 9 },
  ]);
  assert.equal(sums.waiting[20], 4);
  assert.equal(sums.working[3], 11);
  assert.equal(sums.working[20], 0);
  assert.deepEqual(
    ofFamily(sums.calls, 'wait').map(({ call }) => call),
    [futex],
  );
});
