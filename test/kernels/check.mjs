// SPDX-License-Identifier: Apache-2.0
// Compares what the tracer counted with what ringside-known says that it did. usage: node check.mjs FOLDER
// FOLDER holds watch.json (the tallies), watch.err (with ringside-known's own line), and what guest.sh keeps of its other steps.
// Prints a line an item, then figures for the summary as "# name value"; exits with 1 when an item is bad.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { judgeNetwork } from './judge-network.mjs';

const PROGRAM = 'ringside-known';

/**
 * The line {"pid": N, "calls": {"getppid": 10000, ...}} among whatever else went to the same output.
 * @param {string} text
 * @returns {{pid: number, calls: Record<string, number>} | undefined}
 */
export function findKnown(text) {
  for (const line of text.split('\n')) {
    if (!line.startsWith('{')) continue;
    try {
      const value = JSON.parse(line);
      if (Number.isInteger(value.pid) && value.calls) return value;
    } catch {
      // Half a line, or another program's: not the one that is looked for.
    }
  }
  return undefined;
}

/** The sum of every number in a value: a loss may be given whole, by program or by CPU. */
function sum(value) {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).reduce((total, part) => total + sum(part), 0);
  }
  return Number(value ?? 0);
}

/**
 * Each call that was made, with how often it was made and seen. Calls that the list does not name are the C library's
 * own, before main() and after it: their number differs from one machine to the next.
 */
export function compareCounts(known, watch) {
  const rows = watch.tallies.syscalls.filter((row) => row.comm === PROGRAM && row.pid === known.pid);
  return Object.entries(known.calls).map(([name, expected]) => {
    const mine = rows.filter((row) => row.syscall === name);
    const total = (field) => mine.reduce((all, row) => all + row[field], 0);
    const ended = total('returned') + total('in_flight') + total('never_returned');
    return { name, expected, got: total('count'), ended };
  });
}

/**
 * Judges one watch. Where the kernel skipped no program, every count is exact. Where it did (7.x, where a program on the
 * system-call tracepoints can be preempted), what was not seen is at most what was skipped; never is more seen than was done.
 * @returns {{lines: string[], bad: number, exact: number, items: number, misses: number}}
 */
export function judgeCounts(known, watch) {
  const misses = sum(watch.lost?.recursion_misses);
  const items = compareCounts(known, watch);
  const lines = [];
  let bad = 0;
  const say = (good, text) => {
    if (!good) bad++;
    lines.push(`${good ? 'ok  ' : 'bad '} ${text}`);
  };

  for (const { name, expected, got, ended } of items) {
    const unseen = expected - got;
    const numbers = `${name.padEnd(18)} expected ${String(expected).padStart(7)}  got ${String(got).padStart(7)}`;
    say(
      unseen === 0 || (unseen > 0 && unseen <= misses),
      unseen > 0 ? `${numbers}  not seen ${unseen}` : numbers,
    );
    if (Math.abs(got - ended) > misses)
      say(false, `${name.padEnd(18)} entered ${got}, accounted for ${ended}`);
  }
  const unseen = items.reduce((all, item) => all + Math.max(0, item.expected - item.got), 0);
  say(items.length > 0, `${PROGRAM} made ${items.length} kinds of calls`);
  say(
    unseen <= misses,
    `the books close: ${unseen} not seen, ${misses} skipped by the kernel on the whole machine`,
  );
  return {
    lines,
    bad,
    exact: items.filter((item) => item.expected === item.got).length,
    items: items.length,
    misses,
  };
}

/** What kernels before 6.3 lack has to be said, and nothing else. */
const saysTraffic = ({ verdict, reasons = [] }) =>
  verdict === 'partly' &&
  `${reasons.map((reason) => reason.split(' ').at(-1))}` === 'on_socket_send,on_socket_receive';

/** @returns {{lines: string[], bad: number, readyMs: number | undefined}} */
export function judgeDoctor(doctor) {
  const tracers = doctor.tracers ?? [];
  const [major = 0, minor = 0] = `${doctor.kernel?.release}`.split('.').map(Number);
  const early = major > 0 && (major < 6 || (major === 6 && minor < 3));
  const lacking = tracers.filter((tracer) =>
    early && tracer.name === 'network' ? !saysTraffic(tracer) : tracer.verdict !== 'works',
  );
  const ready = doctor.helper?.ready === true;
  const works = tracers.some(({ name }) => name === 'syscalls') && !lacking.length;
  return {
    lines: [
      `${ready ? 'ok  ' : 'bad '} the helper is READY${ready ? '' : `: ${JSON.stringify(doctor.helper)}`}`,
      `${works ? 'ok  ' : 'bad '} doctor: each tracer works${works ? '' : `: ${JSON.stringify(lacking)}`}`,
    ],
    bad: Number(!ready) + Number(!works),
    readyMs: doctor.helper?.ready_ms,
  };
}

/**
 * The opens of `cat /proc/version` and of `cat ./nowhere` in /proc, with their paths. On 7.x either may have been
 * skipped, which the same document says.
 * @returns {{lines: string[], bad: number}}
 */
/** Births, execs and ends of a known command: nothing of them is skipped, since they are no system calls. */
export function judgeProcesses(document) {
  const of = (stream) => document.streams?.[stream]?.rows ?? [];
  const ends = of('process_exit').map(({ status, signal_name }) => signal_name ?? String(status));
  const execs = of('process_exec').filter(({ errno, path_kind }) => errno === 0 && path_kind === 'object');
  const born = new Set(of('process_fork').map(({ child_pid }) => child_pid));
  const known = execs.slice(1).every(({ pid, argv }) => born.has(pid) && argv?.length > 0);
  const wanted = [
    ['a process ends with 7', ends.includes('7')],
    ['a process is killed by SIGKILL', ends.includes('SIGKILL')],
    ['each exec has arguments, and a birth before it', execs.length >= 3 && known],
    ['the program ran before it ended', of('process_exit').every(({ cpu_ns }) => cpu_ns > 0)],
    ['nothing was lost', document.lost?.ring_full === 0 && document.lost?.texts_lost === 0],
  ];
  const lines = wanted.map(([what, is]) => `${is ? 'ok  ' : 'bad '} ${what}`);
  return { lines, bad: lines.filter((line) => line.startsWith('bad')).length };
}

export function judgeFiles(document) {
  const rows = document.streams?.files?.rows ?? [];
  const misses = sum(document.lost?.recursion_misses);
  const wanted = [
    ['/proc/version', 'object', 0],
    ['/proc/./nowhere', 'claim', 2],
  ];
  const lines = wanted.map(([path, kind, errno]) => {
    const found = rows.some((row) => row.path === path && row.path_kind === kind && row.errno === errno);
    if (found) return `ok   ${path} was opened: ${kind}, errno ${errno}`;
    return misses
      ? `ok   ${path} not seen, ${misses} skipped by the kernel on the whole machine`
      : `bad  no open of ${path} as ${kind}`;
  });
  return { lines, bad: lines.filter((line) => line.startsWith('bad')).length };
}

/**
 * The known program ran in a group of v2, which its path names.
 * @returns {{lines: string[], bad: number}}
 */
export function judgeGroups(document) {
  const container = 'c0de'.repeat(16);
  const found = (document.processes ?? []).filter(({ comm }) => comm === PROGRAM);
  const good =
    found.length > 0 && found.every((one) => one.container === container && one.runtime === 'docker');
  const counted = (document.tallies?.syscalls ?? []).some(({ comm }) => comm === PROGRAM);
  return {
    lines: [
      `${good ? 'ok  ' : 'bad '} ${PROGRAM} ran in a container by its group${good ? '' : `: ${JSON.stringify(found)}`}`,
      `${counted ? 'ok  ' : 'bad '} calls in that container were counted by --container`,
    ],
    bad: Number(!good) + Number(!counted),
  };
}

/**
 * Each container that ran in a group of v2 is told by its runtime, pod, group and host name, and its calls are counted.
 * @param {{document: object}} session  what a session watched
 * @param {string} list  RUNTIME POD ID PATH of each, a line each
 * @param {string} said  what each program counted itself
 * @returns {{lines: string[], bad: number}}
 */
export function judgeBoxes({ document }, list, said) {
  const boxes = list
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  const lines = boxes.map(([runtime, pod, id, path]) => {
    const [one, ...more] = (document.processes ?? []).filter(({ container }) => container === id);
    const told = [one?.comm, one?.runtime, one?.pod ?? '-', one?.cgroup_path, one?.uts_name, one?.ended];
    const wanted = ['program', runtime, pod, `/${path}`, `host-${runtime}`, true];
    const good = more.length === 0 && JSON.stringify(told) === JSON.stringify(wanted);
    return good
      ? `ok   a container of ${runtime} has its name`
      : `bad  ${runtime}: ${JSON.stringify([one, more])}`;
  });
  const runs = said.split('\n').map(findKnown).filter(Boolean);
  const made = runs.reduce((sum, { calls }) => sum + calls.getppid, 0);
  const counted = document.tallies.syscalls.filter(({ syscall }) => syscall === 'getppid');
  const got = counted.reduce((sum, { count }) => sum + count, 0);
  const close = made > 0 && got <= made && made - got <= sum(document.lost?.recursion_misses);
  lines.push(`${close ? 'ok  ' : 'bad '} getppid in ${runs.length} containers: expected ${made}, got ${got}`);
  if (runs.length !== boxes.length)
    lines.push(`bad  ${runs.length} of ${boxes.length} programs said what they did`);
  return { lines, bad: lines.filter((line) => line.startsWith('bad')).length };
}

/**
 * Opens by io_uring: as many as the program counted itself, each case with the path that it was told of its descriptor.
 * @returns {{lines: string[], bad: number}}
 */
export function judgeRing(document, said) {
  const rows = (document.streams?.files?.rows ?? []).filter(({ syscall }) => syscall.endsWith('@io_uring'));
  const [, opened, failed] = /^many \d+ (\d+) (\d+)$/m.exec(said) ?? [];
  const many = rows.filter(({ flags }) => /O_NOCTTY/.test(flags));
  const counts = [many.filter(({ errno }) => !errno).length, many.filter(({ errno }) => errno).length];
  const cases = [...said.matchAll(/^(\d+) (\S+) (-?\d+) (\d+) ([0-9a-f]*)$/gm)];
  const left = rows.filter((row) => !many.includes(row));
  const missing = cases.filter(([, pid, name, fd, errno, hex]) => {
    const path = Buffer.from(hex, 'hex').toString();
    const other = ['name', 'own-table', 'tmpfile'].includes(name); // Their paths are told otherwise.
    const at = left.findIndex(
      (row) =>
        row.pid === Number(pid) &&
        row.fd === Number(fd) &&
        (row.errno === Number(errno) || name === 'own-table') &&
        (other || hex === '' || row.path === path),
    );
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const wanted = [
    [
      `io_uring: ${counts.join(' and ')} of ${opened} opened and ${failed} failed`,
      counts.join() === `${opened},${failed}`,
    ],
    [
      `io_uring: ${cases.length} cases, missing ${missing.map(([, , name]) => name).join() || 'none'}`,
      cases.length > 40 && !missing.length,
    ],
    [`io_uring: ${left.length} that nobody made`, left.length === 0],
    ['io_uring: nothing was lost', document.lost?.total === sum(document.lost?.recursion_misses)],
  ];
  const lines = wanted.map(([what, is]) => `${is ? 'ok  ' : 'bad '} ${what}`);
  return { lines, bad: lines.filter((line) => line.startsWith('bad')).length };
}

/**
 * Reads and writes by file, as the program counted them itself: calls and, where the kernel skipped none, bytes.
 * @returns {{lines: string[], bad: number}}
 */
export function judgeIo(document, said) {
  const line = said.split('\n').find((one) => one.startsWith('{"pid"')) ?? '{}';
  const { pid, output, files = {} } = JSON.parse(line);
  const misses = sum(document.lost?.recursion_misses);
  const rows = (document.tallies?.file_io ?? []).filter((row) => row.pid === pid);
  const total = (path, field) =>
    rows.filter((row) => row.path === path).reduce((all, row) => all + row[field], 0);
  let unseen = 0;
  const wrong = Object.entries(files).filter(([path, [reads, writes, read, written]]) => {
    const of = path.length > 511 ? `…${path.slice(-508)}` : path;
    const missing = reads + writes + Number(path === output) - total(of, 'reads') - total(of, 'writes');
    unseen += Math.abs(missing);
    if (path === output || misses) return missing < 0 || missing > misses;
    return missing !== 0 || read !== total(of, 'bytes_read') || written !== total(of, 'bytes_written');
  });
  const wanted = [
    [
      `file_io: ${Object.keys(files).length} files, wrong ${wrong.map(([path]) => path).join() || 'none'}`,
      Object.keys(files).length > 10 && !wrong.length,
    ],
    [`file_io: ${unseen} calls not seen, ${misses} skipped by the kernel`, unseen <= misses],
  ];
  const lines = wanted.map(([what, is]) => `${is ? 'ok  ' : 'bad '} ${what}`);
  return { lines, bad: lines.filter((one) => one.startsWith('bad')).length };
}

function readJson(path) {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${path} is not JSON (${error.message}); it begins: ${JSON.stringify(text.slice(0, 200))}`,
    );
  }
}

/** Runs one part; what it cannot even read is a bad item, and the other part still runs. */
function attempt(what, part) {
  try {
    return part();
  } catch (error) {
    return { lines: [`bad  ${what}: ${error.message}`], bad: 1 };
  }
}

function main(folder) {
  const counts = attempt('counts', () => {
    const known = findKnown(readFileSync(join(folder, 'watch.err'), 'utf8'));
    if (!known) throw new Error(`watch.err has no line of ${PROGRAM}`);
    return judgeCounts(known, readJson(join(folder, 'watch.json')));
  });
  const processes = attempt('processes', () => judgeProcesses(readJson(join(folder, 'processes.json'))));
  const files = attempt('files', () => judgeFiles(readJson(join(folder, 'files.json'))));
  const groups = attempt('groups', () => judgeGroups(readJson(join(folder, 'groups.json'))));
  const text = (name) => readFileSync(join(folder, name), 'utf8');
  const ring = attempt('ring', () => judgeRing(readJson(join(folder, 'ring.json')), text('ring.err')));
  const io = attempt('io', () => judgeIo(readJson(join(folder, 'io.json')), text('io.err')));
  const boxes = attempt('boxes', () =>
    judgeBoxes(JSON.parse(text('boxes.json').split('\n')[1] ?? '{}'), text('boxes.list'), text('boxes.out')),
  );
  const network = attempt('network', () =>
    judgeNetwork(readJson(join(folder, 'network.json')), text('network.err')),
  );
  const doctor = attempt('doctor', () => judgeDoctor(readJson(join(folder, 'doctor.json'))));

  const parts = [counts, files, ring, io, processes, network, groups, boxes, doctor];
  for (const line of parts.flatMap(({ lines }) => lines)) console.log(line);
  if (counts.items !== undefined) {
    console.log(
      `# counts_exact ${counts.exact === counts.items ? 'yes' : 'no'}, ${counts.exact} of ${counts.items}`,
    );
    console.log(`# misses ${counts.misses}`);
  }
  if (doctor.readyMs !== undefined) console.log(`# ready_ms ${Math.round(doctor.readyMs)}`);
  return parts.every(({ bad }) => bad === 0) ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = main(process.argv[2] ?? '.');
}
