// SPDX-License-Identifier: Apache-2.0
// The judge is judged: node --test test/kernels/check.test.mjs

import assert from 'node:assert/strict';
import test from 'node:test';
import {
  findKnown,
  judgeBoxes,
  judgeCounts,
  judgeDoctor,
  judgeFiles,
  judgeGroups,
  judgeIo,
  judgeProcesses,
  judgeRing,
} from './check.mjs';
import { judgeNetwork } from './judge-network.mjs';

const KNOWN = { pid: 77, calls: { getppid: 10000, openat: 3 } };

/** A tally of ringside-known in which every call that was entered also returned. */
function watched(counts, lost = { recursion_misses: 0 }, who = { pid: 77, comm: 'ringside-known' }) {
  const syscalls = Object.entries(counts).map(([syscall, count]) => ({
    ...who,
    syscall,
    count,
    returned: count,
    in_flight: 0,
    never_returned: 0,
  }));
  return { seconds: 1, tallies: { syscalls }, lost };
}

test('exact counts are good, and other calls of the same program do not matter', () => {
  const verdict = judgeCounts(KNOWN, watched({ getppid: 10000, openat: 3, brk: 5 }));
  assert.equal(verdict.bad, 0);
  assert.equal(verdict.exact, 2);
});

test('one call too few or too many is bad', () => {
  assert.ok(judgeCounts(KNOWN, watched({ getppid: 9999, openat: 3 })).bad > 0);
  assert.ok(judgeCounts(KNOWN, watched({ getppid: 10001, openat: 3 })).bad > 0);
  assert.ok(judgeCounts(KNOWN, watched({ getppid: 10000 })).bad > 0);
});

test('what the kernel skipped accounts for what was not seen, and for no more', () => {
  const few = { recursion_misses: { on_sys_enter: 6, on_sys_exit: 4 } };
  const verdict = judgeCounts(KNOWN, watched({ getppid: 9990, openat: 3 }, few));
  assert.equal(verdict.bad, 0);
  assert.equal(verdict.exact, 1);
  assert.equal(verdict.misses, 10);
  assert.match(verdict.lines.join('\n'), /getppid .*not seen 10\n/);
  assert.ok(judgeCounts(KNOWN, watched({ getppid: 9989, openat: 3 }, few)).bad > 0);
  assert.ok(
    judgeCounts(KNOWN, watched({ getppid: 9991, openat: 1 }, few)).bad > 0,
    'together more than was skipped',
  );
  assert.ok(
    judgeCounts(KNOWN, watched({ getppid: 10001, openat: 3 }, few)).bad > 0,
    'seen more often than done',
  );
});

test('another process of the same name, or another name, is not counted', () => {
  const counts = { getppid: 10000, openat: 3 };
  assert.ok(judgeCounts(KNOWN, watched(counts, {}, { pid: 78, comm: 'ringside-known' })).bad > 0);
  assert.ok(judgeCounts(KNOWN, watched(counts, {}, { pid: 77, comm: 'node' })).bad > 0);
});

test('a call that was entered and then forgotten is bad', () => {
  const watch = watched({ getppid: 10000, openat: 3 });
  watch.tallies.syscalls[1].returned = 2;
  assert.equal(judgeCounts(KNOWN, watch).bad, 1);
  watch.tallies.syscalls[1].never_returned = 1;
  assert.equal(judgeCounts(KNOWN, watch).bad, 0);
});

test('an empty list proves nothing', () => {
  assert.ok(judgeCounts({ pid: 77, calls: {} }, watched({})).bad > 0);
});

test('the line of ringside-known is found among others', () => {
  assert.deepEqual(findKnown(`watching\n{"pid":1\n${JSON.stringify(KNOWN)}\ndone`), KNOWN);
  assert.equal(findKnown('{"seconds": 1}\n'), undefined);
});

test('doctor: READY and works, or bad', () => {
  const good = { helper: { ready: true, ready_ms: 212 }, tracers: [{ name: 'syscalls', verdict: 'works' }] };
  assert.equal(judgeDoctor(good).bad, 0);
  assert.equal(judgeDoctor(good).readyMs, 212);
  assert.equal(judgeDoctor({ ...good, tracers: [{ name: 'syscalls', verdict: 'works in part' }] }).bad, 1);
  const partly = [...good.tracers, { name: 'files', verdict: 'partly' }];
  assert.equal(judgeDoctor({ ...good, tracers: partly }).bad, 1);
  assert.equal(judgeDoctor({}).bad, 2);
  const reasons = ['on_socket_send', 'on_socket_receive'].map(
    (name) => `this kernel lacks the hook of ${name}`,
  );
  const on = (release, network) =>
    judgeDoctor({
      ...good,
      kernel: { release },
      tracers: [...good.tracers, { name: 'network', ...network }],
    }).bad;
  assert.equal(on('6.1.0-56', { verdict: 'partly', reasons }), 0);
  assert.equal(on('6.1.0-56', { verdict: 'works', reasons: [] }), 1, 'it has to be said');
  assert.equal(on('6.1.0-56', { verdict: 'partly', reasons: [...reasons, 'another'] }), 1);
  assert.equal(on('6.12.1', { verdict: 'partly', reasons }), 1);
  assert.equal(on('6.12.1', { verdict: 'works', reasons: [] }), 0);
});

test('an open without its path, or known in another way, is bad', () => {
  const opened = { path: '/proc/version', path_kind: 'object', errno: 0 };
  const failed = { path: '/proc/./nowhere', path_kind: 'claim', errno: 2 };
  const judged = (rows, misses = 0) =>
    judgeFiles({ streams: { files: { rows } }, lost: { recursion_misses: misses } }).bad;
  assert.equal(judged([opened, failed]), 0);
  assert.equal(judged([opened]), 1);
  assert.equal(judged([{ ...opened, path: null }, failed]), 1);
  assert.equal(judged([opened, { ...failed, path_kind: 'object' }]), 1);
  assert.equal(judged([opened], 3), 0, 'what the kernel skipped nobody can see');
  assert.equal(judgeFiles({ streams: {} }).bad, 2);
});

test('a birth, an exec or an end that is missing or empty is bad', () => {
  const exec = (pid) => ({ pid, argv: ['sh'], errno: 0, path_kind: 'object' });
  const [born, execs] = [[{ child_pid: 2 }, { child_pid: 3 }], [1, 2, 3].map(exec)];
  const ends = [
    { status: 7, signal_name: null, cpu_ns: 5 },
    { status: null, signal_name: 'SIGKILL', cpu_ns: 5 },
  ];
  const judged = ({ forks = born, begun = execs, exits = ends, full = 0 }) =>
    judgeProcesses({
      streams: {
        process_fork: { rows: forks },
        process_exec: { rows: begun },
        process_exit: { rows: exits },
      },
      lost: { ring_full: full, texts_lost: 0 },
    }).bad;
  assert.equal(judged({}), 0);
  assert.equal(judged({ forks: born.slice(1) }), 1);
  assert.equal(judged({ begun: [...execs.slice(1), { ...exec(2), argv: null }] }), 1);
  assert.equal(judged({ exits: ends.slice(1) }), 1);
  assert.equal(judged({ exits: ends.map((end) => ({ ...end, cpu_ns: 0 })) }), 1);
  assert.equal(judged({ full: 1 }), 1);
  assert.equal(judgeProcesses({}).bad, 4);
});

test('the known program is in its container, and counted there', () => {
  const container = 'c0de'.repeat(16);
  const processes = [{ comm: 'ringside-known', container, runtime: 'docker' }, { comm: 'sh' }];
  const tallies = { syscalls: [{ comm: 'ringside-known', count: 1 }] };
  assert.equal(judgeGroups({ processes, tallies }).bad, 0);
  assert.equal(judgeGroups({ processes: processes.slice(1), tallies }).bad, 1);
  assert.equal(judgeGroups({ processes: [...processes, { comm: 'ringside-known' }], tallies }).bad, 1);
  assert.equal(judgeGroups({ processes, tallies: { syscalls: [] } }).bad, 1);
  assert.equal(judgeGroups({}).bad, 2);
});

test('each container has its words, and its calls are counted', () => {
  const list = 'docker - dd system.slice/docker-dd.scope\ncri-o 7f ee kube/crio-ee.scope\n';
  const said = `${JSON.stringify(KNOWN)}\n`.repeat(2);
  const told = (runtime, id, cgroup_path, pod) => ({
    ...{ comm: 'program', runtime, container: id, cgroup_path, uts_name: `host-${runtime}`, ended: true },
    ...(pod ? { pod } : {}),
  });
  const processes = [
    told('docker', 'dd', '/system.slice/docker-dd.scope'),
    told('cri-o', 'ee', '/kube/crio-ee.scope', '7f'),
  ];
  const judged = (change, count = 20000) =>
    judgeBoxes(
      { document: { processes: change(processes), tallies: { syscalls: [{ syscall: 'getppid', count }] } } },
      list,
      said,
    ).bad;
  assert.equal(
    judged((all) => all),
    0,
  );
  assert.equal(
    judged((all) => all, 19999),
    1,
  );
  assert.equal(
    judged((all) => all.slice(1)),
    1,
  );
  assert.equal(
    judged((all) => [...all, all[0]]),
    1,
  );
  for (const word of ['runtime', 'cgroup_path', 'uts_name', 'ended'])
    assert.equal(
      judged(([first, second]) => [{ ...first, [word]: 'other' }, second]),
      1,
      word,
    );
});

test('opens by a ring: as many as were made, each with its path', () => {
  const ring = (rest) => ({
    pid: 7,
    syscall: 'openat@io_uring',
    fd: 4,
    errno: 0,
    flags: 'O_RDONLY',
    ...rest,
  });
  const many = { flags: 'O_RDONLY|O_NOCTTY' };
  const cases = Array.from({ length: 41 }, (_, index) => `/f/${index}`);
  const said = [
    ...cases.map((path, index) => `7 case-${index} 4 0 ${Buffer.from(path).toString('hex')}`),
    'many 7 2 1\n',
  ].join('\n');
  const rows = [
    ...cases.map((path) => ring({ path })),
    ...[ring(many), ring(many), ring({ ...many, fd: -1, errno: 2 })],
  ];
  const judged = (all, total = 0) =>
    judgeRing({ streams: { files: { rows: all } }, lost: { total, recursion_misses: 0 } }, said).bad;
  assert.equal(judged(rows), 0);
  assert.equal(judged(rows, 1), 1);
  assert.equal(judged(rows.slice(1)), 1);
  assert.equal(judged(rows.slice(0, -1)), 1);
  assert.equal(judged([ring({ path: '/g' }), ...rows.slice(1)]), 2);
  assert.equal(judged([...rows, ring({ path: '/f/1' })]), 1);
});

test('what ringside-talks says of TCP has to be told, each once', () => {
  const ends = { pid: 7, local_port: 40000, remote: '127.0.0.1', remote_port: 9000 };
  const info = { bytes_sent: 5, bytes_received: 8, rtt_us: 3, retransmits: 0, state: 7, errno: 0 };
  const said = [
    { what: 'listen' },
    { what: 'connect', ...ends },
    { what: 'connect', errno: 111 },
    { what: 'accept' },
    { what: 'close', owner: 7, ...ends, ...info },
    { what: 'stop' },
    { what: 'many', count: 1 },
  ];
  const text = said.map((line) => `${JSON.stringify(line)}\n`).join('');
  const close = (local_port, more = {}) => ({
    ...{ pid: 7, local_port, remote_port: 9000, remote_address: '127.0.0.1', errno: 0 },
    ...{ bytes_sent: 5, bytes_received: 7, srtt_ns: 3000, retransmits: 0, ...more },
  });
  const closes = [close(40000), close(40001), close(40002), close(40003), close(9000)];
  const connects = [{ errno: 0 }, { errno: 0 }, { errno: 111, error: 'ECONNREFUSED' }];
  const judged = (change = {}) =>
    judgeNetwork(
      {
        streams: {
          tcp_connect: { rows: change.connects ?? connects },
          tcp_accept: { rows: change.accepts ?? [{}, {}] },
          tcp_listen: { rows: [{}] },
          tcp_close: { rows: change.closes ?? closes },
        },
        lost: { ring_full: 0, texts_lost: 0 },
      },
      change.text ?? text,
    ).bad;
  assert.equal(judged(), 0);
  assert.equal(judged({ connects: connects.slice(1) }), 1);
  assert.equal(judged({ accepts: [{}] }), 1);
  assert.equal(judged({ closes: closes.slice(0, 4) }), 1);
  for (const word of ['bytes_sent', 'bytes_received', 'srtt_ns', 'retransmits', 'errno'])
    assert.equal(judged({ closes: [close(40000, { [word]: 99 }), ...closes.slice(1)] }), 1, word);
  assert.ok(judged({ text: '' }) > 3);
});

test('reads and writes by file: each call and byte, with its path', () => {
  const paths = Array.from({ length: 12 }, (_, at) => `/${at}`);
  const said = (files) => JSON.stringify({ pid: 5, output: '(pipes)', files });
  const files = Object.fromEntries(paths.map((path) => [path, [2, 1, 30, 10, 0, 999]]));
  const io = (reads, bytes_read, lost = {}) => ({
    lost,
    tallies: {
      file_io: paths.map((path) => ({ pid: 5, path, reads, writes: 1, bytes_read, bytes_written: 10 })),
    },
  });
  assert.equal(judgeIo(io(2, 30), said(files)).bad, 0);
  assert.ok(judgeIo(io(2, 29), said(files)).bad > 0, 'a byte too few');
  assert.ok(judgeIo(io(1, 30), said(files)).bad > 0, 'a call too few');
  assert.ok(judgeIo(io(3, 30), said(files)).bad > 0, 'a call too many');
  const skipped = { recursion_misses: { on_io_enter: 12 } };
  assert.equal(judgeIo(io(1, 29, skipped), said(files)).bad, 0);
  assert.ok(judgeIo(io(3, 30, skipped), said(files)).bad > 0, 'more than was done');
  assert.ok(judgeIo(io(2, 30), said({})).bad > 0, 'no files at all');
  assert.ok(judgeIo(io(2, 30), 'nothing was said').bad > 0);
});
