// SPDX-License-Identifier: Apache-2.0
// Every system call of a two-thread loop recorded to disk: ours, perf record and strace in turn, and the least that any program
// at each call's entry and return costs. What each adds to a call (in the loop's own CPU time and in the observer's), bytes a
// call, what is lost; and the capture asked for answers.

import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Capture } from '../../src-main/store/capture';
import { ask, manifestOf, number } from '../support/plain-duck';
import { ringsideKeptLine, workload } from '../support/watch';
import { mine, output } from './programs';
import { type Figure, isQuiet, median, SHORT, spread } from './rounds';

const SECONDS = SHORT ? 3 : 10;
const ROUNDS_HERE = SHORT ? 1 : 3;
const RATES = [500_000, 1_000_000] as const;
const EVENTS = 'raw_syscalls:sys_enter,raw_syscalls:sys_exit';
/** A run of which nothing is left but to begin and to end. */
const START_SECONDS = 0.05;
/** Of perf's, at most. */
const COST_MOST = 1 / 3;
const BYTES_MOST = 1 / 10;

interface Made {
  readonly pid: number;
  readonly getppid: number;
  readonly clock_nanosleep: number;
}

interface Run {
  readonly calls: number;
  /** CPU time of the loop and of whoever observes it, ns a call. */
  readonly loopNs: number;
  readonly observerNs: number;
  readonly bytes: number;
  readonly lost: number;
}

type Observe = (file: string, command: readonly string[]) => readonly string[];
type Look = (file: string, made: Made) => Promise<{ bytes: number; lost: number }>;

/** Runs a line and says CPU time of it and of all its children, by the shell's own clock. */
const timed = (name: string, line: readonly string[]) => [
  ...['bash', '-c', `TIMEFORMAT='${name} %3U %3S'; time "$@"`, 'bash', ...line],
];

/** The same, also of those that outlive it for a moment: the helper ends when it sees that the engine has. */
const timedWhole = (name: string, line: readonly string[]) => [
  ...[workload('adopter'), 'bash', '-c'],
  `TIMEFORMAT='${name} %3U %3S'; time { "$@"; status=$?; sleep 0.5; (exit $status); }`,
  ...['bash', ...line],
];

const callsOf = (made: Made) => made.getppid + made.clock_nanosleep;

function bytesBelow(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}

const ours: Observe = (file, command) =>
  ringsideKeptLine(['record', '--tracers', 'syscalls', '--json', '--out', file, '--', ...command]);

const inOurs: Look = async (file, made) => {
  const its = `WHERE pid = ${made.pid} AND syscall IN ('getppid', 'clock_nanosleep')`;
  const rows = await number(file, 'syscall', 'count(*)', its);
  const { losses } = manifestOf(file);
  const missing = callsOf(made) - rows;
  if (missing && !losses.total && !Object.keys(losses.not_written).length)
    throw new Error(`${missing} calls are missing, and the manifest does not say so`);
  return { bytes: bytesBelow(file), lost: missing };
};

const perf: Observe = (file, command) => [
  ...['unshare', '--mount', 'sh', '-c'],
  'mountpoint -q /sys/kernel/tracing || mount -t tracefs tracefs /sys/kernel/tracing; exec "$@"',
  ...['sh', '/usr/bin/perf', 'record', '-e', EVENTS, '-o', file, '--', ...command],
];

const inPerf: Look = async (file, made) => {
  const stats = await output('/usr/bin/perf', ['report', '-i', file, '--stats']);
  const samples = Number(/SAMPLE events:\s*(\d+)/.exec(stats)?.[1] ?? 0);
  // An entry and an exit each; a call is whole or it is lost.
  return { bytes: statSync(file).size, lost: Math.max(0, callsOf(made) - Math.floor(samples / 2)) };
};

/** Programs of the bench's own around the command, and a reader that looks at nothing. */
const floor =
  (programs: 'empty' | 'clock' | 'ring'): Observe =>
  (_, command) => [workload('bench-floor'), programs, ...command];
const notThere: Look = async () => ({ bytes: 0, lost: 0 });

const strace: Observe = (file, command) => ['/usr/bin/strace', '-f', '-o', file, ...command];
const inStrace: Look = async (file) => ({ bytes: statSync(file).size, lost: 0 });

const OBSERVERS = {
  nothing: { line: (_: string, command: readonly string[]) => command, look: notThere },
  'two empty programs': { line: floor('empty'), look: notThere },
  'two looks at the clock': { line: floor('clock'), look: notThere },
  'and a ring record of 32 bytes': { line: floor('ring'), look: notThere },
  ours: { line: ours, look: inOurs },
  'perf record': { line: perf, look: inPerf },
  'strace -f': { line: strace, look: inStrace },
} as const satisfies Record<string, { line: Observe; look: Look }>;

/** What no recorder of system calls that runs in the kernel can be cheaper than, on this machine. */
const FLOORS = ['two empty programs', 'two looks at the clock', 'and a ring record of 32 bytes'] as const;

/** In turn in each round; what is beside them for the sake of scale is in the first one alone. */
const COMPARED = ['nothing', 'ours', 'perf record'] as const;

type Name = keyof typeof OBSERVERS;
const NAMES = Object.keys(OBSERVERS) as Name[];

function run(line: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = mine(spawn(line[0] ?? '', line.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] }));
    let said = '';
    for (const from of [child.stdout, child.stderr])
      from.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    child.once('error', reject);
    child.once('close', (code) =>
      code ? reject(new Error(`${line.join(' ')}: ${code}\n${said}`)) : resolve(said),
    );
  });
}

function cpuNs(said: string, name: string): number {
  const [, user, system] = new RegExp(`^${name} ([\\d.]+) ([\\d.]+)$`, 'm').exec(said) ?? [];
  if (user === undefined) throw new Error(`no CPU time of ${name} in:\n${said}`);
  return (Number(user) + Number(system)) * 1e9;
}

async function once(name: Name, rate: number, file: string, seconds = SECONDS): Promise<Run> {
  const { line, look } = OBSERVERS[name];
  const command = timed('loop', [workload('paced-calls'), '2', String(rate), String(seconds)]);
  const said = await run(timedWhole('all', line(file, command)));
  const made = JSON.parse(/^\{"pid":.*"seconds".*\}$/m.exec(said)?.[0] ?? '{}') as Made;
  const { bytes, lost } = await look(file, made);
  const calls = callsOf(made);
  const loop = cpuNs(said, 'loop');
  return {
    calls,
    loopNs: loop / calls,
    observerNs: Math.max(0, cpuNs(said, 'all') - loop) / calls,
    bytes: bytes / calls,
    lost,
  };
}

async function atRate(rate: number, folder: string, say: (text: string) => void): Promise<Figure[]> {
  const bench = `record, ${rate / 1e6} M calls/s`;
  const runs = new Map<Name, Run[]>(NAMES.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS_HERE; round++)
    for (const name of round ? COMPARED : NAMES) {
      const file = join(folder, `${rate}-${round}-${NAMES.indexOf(name)}`);
      const one = await once(name, rate, file);
      runs.get(name)?.push(one);
      say(`${bench} ${round + 1}/${ROUNDS_HERE} ${name}: ${JSON.stringify(one)}`);
      if (name !== 'ours') rmSync(file, { recursive: true, force: true });
    }
  /** CPU time of an observer that only begins and ends, ns. */
  const starts = new Map<Name, number>();
  for (const name of ['ours', 'perf record'] as const) {
    const file = join(folder, `${rate}-start-${NAMES.indexOf(name)}`);
    const { observerNs, calls } = await once(name, rate, file, START_SECONDS);
    starts.set(name, observerNs * calls);
    rmSync(file, { recursive: true, force: true });
  }
  const of = (name: Name, value: (run: Run) => number) => median((runs.get(name) ?? []).map(value));
  const bases = (runs.get('nothing') ?? []).map(({ loopNs }) => loopNs);
  const quiet = isQuiet(bases);
  const added = (name: Name) =>
    of(name, (one) => one.loopNs + one.observerNs) - of('nothing', (one) => one.loopNs);
  const note = `the base moved ${(spread(bases) * 100).toFixed(1)} %`;
  const onceNs = (name: Name) => (starts.get(name) ?? 0) / of(name, ({ calls }) => calls);
  const splitOf = (name: Name) =>
    `in the loop ${(of(name, (one) => one.loopNs) - of('nothing', (one) => one.loopNs)).toFixed(0)}, observer ${of(name, (one) => one.observerNs).toFixed(0)}`;
  const floors = FLOORS.flatMap((name): Figure[] => [
    { bench, what: `${name}: added to a call`, value: added(name), unit: 'ns of CPU', note: splitOf(name) },
    { bench, what: `${name} / perf`, value: added(name) / added('perf record'), unit: '' },
  ]);
  const figures = (['ours', 'perf record', 'strace -f'] as const).flatMap((name): Figure[] => [
    {
      bench,
      what: `${name}: added to a call`,
      value: added(name),
      unit: 'ns of CPU',
      note: `${splitOf(name)}${
        starts.has(name) ? `, ${onceNs(name).toFixed(0)} of it once, to begin and to end` : ''
      }`,
    },
    { bench, what: `${name}: bytes a call`, value: of(name, ({ bytes }) => bytes), unit: '' },
    {
      bench,
      what: `${name}: calls lost`,
      value: (of(name, ({ lost }) => lost) / of(name, ({ calls }) => calls)) * 100,
      unit: '%',
      note: `${of(name, ({ calls }) => calls)} calls made of ${rate * SECONDS}`,
      ...(name === 'ours' && rate === RATES[0] ? { target: { exactly: 0 }, quiet } : {}),
    },
  ]);
  return [
    ...floors,
    ...figures,
    {
      bench,
      what: 'added cost, ours / perf',
      value: added('ours') / added('perf record'),
      unit: '',
      target: { most: COST_MOST },
      quiet,
      note,
    },
    {
      bench,
      what: 'added cost, ours / perf, without what is once',
      value: (added('ours') - onceNs('ours')) / (added('perf record') - onceNs('perf record')),
      unit: '',
    },
    {
      bench,
      what: 'bytes a call, ours / perf',
      value: of('ours', ({ bytes }) => bytes) / of('perf record', ({ bytes }) => bytes),
      unit: '',
      target: { most: BYTES_MOST },
    },
  ];
}

const FIRST = `SELECT at_ns // 1000000000 AS second, syscall, count(*) AS calls FROM {syscall} GROUP BY ALL`;
const P99 = `SELECT pid, any_value(comm) AS comm, quantile_cont(duration_ns, 0.99) AS p99 FROM {syscall} GROUP BY pid`;

async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** The largest capture of the run, opened anew each time. */
async function answers(dir: string): Promise<Figure[]> {
  const bench = 'record, answers';
  const rows = await number(dir, 'syscall', 'count(*)');
  const note = `${rows} events`;
  const times: Record<string, number[]> = { first: [], p99: [], opened: [], ours: [] };
  for (let round = 0; round < 5; round++) {
    times.first?.push(await took(() => ask(dir, FIRST)));
    times.p99?.push(await took(() => ask(dir, P99)));
    let capture: Capture | undefined;
    times.opened?.push(
      await took(async () => {
        capture = await Capture.open(dir);
        await capture.rows(FIRST.replace('{syscall}', 'syscall'));
      }),
    );
    times.ours?.push(await took(async () => capture?.rows(P99.replace('{syscall}', 'syscall'))));
    capture?.close();
  }
  const line = (what: string, name: string, most: number): Figure => {
    const value = median(times[name] ?? []);
    return { bench, what, value, unit: 's', target: { most }, note };
  };
  return [
    line('plain DuckDB: open, calls by second and name', 'first', 1.5),
    line('plain DuckDB: p99 by process', 'p99', 0.5),
    line('Capture: open, calls by second and name', 'opened', 1.5),
    line('Capture: p99 by process', 'ours', 0.5),
  ];
}

export async function record(say: (text: string) => void): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-record-'));
  chownSync(folder, 1000, 1000);
  try {
    const figures: Figure[] = [];
    for (const rate of RATES) figures.push(...(await atRate(rate, folder, say)));
    const captures = readdirSync(folder).map((name) => join(folder, name));
    const sizes = await Promise.all(captures.map((dir) => number(dir, 'syscall', 'count(*)')));
    figures.push(...(await answers(captures[sizes.indexOf(Math.max(...sizes))] ?? '')));
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
