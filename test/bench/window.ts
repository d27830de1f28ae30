// SPDX-License-Identifier: Apache-2.0
// The window's promises, by the real app: an ordinary user behind the keeper, sandboxed, on a display without a GPU.
// The scenarios are test/e2e/bench; here is what they are judged by.

import { spawn } from 'node:child_process';
import { ROOT } from '../../src-main/helper/native';
import { type AppProcess, appBelow, cpuByRole, type Memory, memoryOf } from './app-processes';
import { mine } from './programs';
import { type Figure, median, SHORT } from './rounds';

const MIB = 2 ** 20;
const SAMPLE_MS = 5_000;
/** The slope of memory is that of the last minutes, when the kept history is full. */
const SLOPE_MINUTES = SHORT ? 0.5 : 5;
const FLOOR_MS = SHORT ? 10_000 : 60_000;

const SHORTLY = {
  RINGSIDE_BENCH_SECONDS: '5',
  RINGSIDE_BENCH_STARTS: '2',
  RINGSIDE_BENCH_CALM: '10',
  RINGSIDE_BENCH_ROWS: '20000',
  RINGSIDE_BENCH_LONG_SECONDS: '40',
};

interface Line {
  readonly moment?: string;
  readonly start?: Readonly<Record<string, number>>;
  readonly pass?: string;
  readonly [figure: string]: unknown;
}

/** The app as it was seen from outside at a moment. */
interface Look {
  readonly atMs: number;
  readonly cpu: ReadonlyMap<string, number>;
  readonly processes: readonly AppProcess[];
}

interface Scenario {
  readonly lines: readonly Line[];
  readonly looks: ReadonlyMap<string, Look>;
  readonly memory: readonly { readonly atMs: number; readonly memory: Memory }[];
}

function look(pid: number): Look {
  const processes = appBelow(pid);
  return { atMs: performance.now(), cpu: cpuByRole(processes), processes };
}

/** Runs one scenario, reading the app's processes at each moment that it tells, and their memory all along. */
async function play(name: string, say: (text: string) => void): Promise<Scenario> {
  const child = mine(
    spawn(process.execPath, ['build/scripts/window-bench.mjs', name], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...(SHORT ? SHORTLY : {}) },
    }),
  );
  const pid = child.pid ?? 0;
  const lines: Line[] = [];
  const looks = new Map<string, Look>();
  const memory: { atMs: number; memory: Memory }[] = [];
  const sampler = setInterval(() => {
    if (![...looks.keys()].some((moment) => moment.endsWith('begins'))) return;
    const processes = appBelow(pid);
    if (processes.length) memory.push({ atMs: performance.now(), memory: memoryOf(processes) });
  }, SAMPLE_MS);
  let text = '';
  let whole = '';
  child.stdout.on('data', (part: Buffer) => {
    whole += part.toString();
    text += part.toString();
    const ready = text.split('\n');
    text = ready.pop() ?? '';
    for (const one of ready) {
      const json = /@@ (\{.*\})/.exec(one)?.[1];
      if (!json) continue;
      const line = JSON.parse(json) as Line;
      lines.push(line);
      if (line.moment) looks.set(line.moment, look(pid));
      say(`window-${name}: ${json}`);
    }
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(sampler);
  if (status !== 0) throw new Error(`the scenario ended with ${status}:\n${whole}`);
  return { lines, looks, memory };
}

/** Share of one core between two moments, %: all together, and by role for the note. */
function share({ looks }: Scenario, name: string): { all: number; note: string } {
  const [from, to] = [looks.get(`${name} begins`), looks.get(`${name} ends`)];
  if (!from || !to) throw new Error(`nothing was read at ${name}`);
  const ns = (to.atMs - from.atMs) * 1e6;
  const parts = [...to.cpu].map(
    ([role, used]) => [role, ((used - (from.cpu.get(role) ?? 0)) / ns) * 100] as const,
  );
  return {
    all: parts.reduce((sum, [, part]) => sum + part, 0),
    note: parts.map(([role, part]) => `${role} ${part.toFixed(2)}`).join(', '),
  };
}

export async function windowStart(say: (text: string) => void): Promise<Figure[]> {
  const { lines } = await play('start', say);
  const starts = lines.flatMap(({ start }) => (start ? [start] : []));
  const of = (name: string) => starts.map((marks) => marks[name] ?? Number.NaN);
  const bench = 'window-start';
  const note = `of ${starts.length} starts, warm`;
  const steps = Object.keys(starts[0] ?? {}).filter((name) => name !== 'first-chart');
  return [
    {
      ...{ bench, what: 'command to the first moving chart, median', unit: 'ms', note },
      ...{ value: median(of('first-chart')), target: { most: 2000 } },
    },
    {
      ...{ bench, what: 'command to the first moving chart, worst', unit: 'ms', note },
      ...{ value: Math.max(...of('first-chart')), target: { most: 2000 } },
    },
    ...steps.map((name) => ({
      ...{ bench, what: `command to: ${name}, median`, unit: 'ms', value: median(of(name)) },
      note: `worst ${Math.max(...of(name))}`,
    })),
  ];
}

export async function windowLive(say: (text: string) => void): Promise<Figure[]> {
  const scenario = await play('live', say);
  return scenario.lines.flatMap((line): Figure[] => {
    if (!line.pass) return [];
    const bench = `window-live, ${line.pass}`;
    const value = (name: string) => Number(line[name]);
    const percent = (name: string) => value(name) * 100;
    const { all, note } = share(scenario, line.pass);
    return [
      {
        ...{ bench, what: 'the page’s main thread is busy', unit: '%', target: { most: 25 } },
        ...{ value: percent('busy') },
        note: `script ${percent('script').toFixed(1)}, layout ${percent('layout').toFixed(1)}; ${value('seconds').toFixed(0)} s`,
      },
      {
        ...{ bench, what: 'frames under 25 ms', unit: '%', target: { least: 95 } },
        ...{
          value: percent('under25'),
          note: `of ${value('frames')}; worst ${value('worstFrame').toFixed(0)} ms`,
        },
      },
      {
        ...{ bench, what: 'longest task of the page', unit: 'ms', target: { most: 100 } },
        ...{ value: value('longest'), note: `${value('longTasks')} over 50 ms` },
      },
      { bench, what: 'whole app, with a frame at each refresh', value: all, unit: '% of a core', note },
    ];
  });
}

export async function windowRows(say: (text: string) => void): Promise<Figure[]> {
  const { lines } = await play('rows', say);
  const of = (name: string) => Number(lines.find((line) => line[name] !== undefined)?.[name]);
  const pass = lines.find((line) => line.pass) ?? {};
  const bench = `window-rows, ${of('rows').toLocaleString('en-US')} by wheel`;
  return [
    {
      ...{ bench, what: 'frames under 25 ms', unit: '%', target: { least: 95 } },
      ...{ value: Number(pass.under25) * 100 },
      note: `of ${Number(pass.frames)}; worst ${Number(pass.worstFrame).toFixed(0)} ms, page busy ${(Number(pass.busy) * 100).toFixed(0)} %`,
    },
    { bench, what: 'until rows far away are there', value: of('jump'), unit: 'ms' },
  ];
}

export async function windowIdle(say: (text: string) => void): Promise<Figure[]> {
  const scenario = await play('idle', say);
  const figure = (name: string, most: number): Figure => {
    const { all, note } = share(scenario, name);
    return {
      bench: 'window-idle',
      what: `whole app, ${name}`,
      value: all,
      unit: '% of a core',
      target: { most },
      note,
    };
  };
  return [figure('shown', 5), figure('hidden', 1)];
}

/** What is left when garbage is away: the least of each minute, since a heap goes up and down by more than it grows. */
function floors(points: readonly { readonly atMs: number; readonly value: number }[]) {
  const minutes = new Map<number, { atMs: number; value: number }>();
  for (const point of points) {
    const minute = Math.floor((point.atMs - (points[0]?.atMs ?? 0)) / FLOOR_MS);
    const least = minutes.get(minute);
    if (!least || point.value < least.value) minutes.set(minute, point);
  }
  return [...minutes.values()];
}

/** Least squares, per minute. */
function slope(points: readonly { readonly atMs: number; readonly value: number }[]): number {
  const minutes = points.map(({ atMs }) => atMs / 60_000);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(minutes), mean(points.map(({ value }) => value))];
  let [both, square] = [0, 0];
  points.forEach(({ value }, i) => {
    const dx = (minutes[i] ?? 0) - x;
    both += dx * (value - y);
    square += dx * dx;
  });
  return both / square;
}

export async function windowLong(say: (text: string) => void): Promise<Figure[]> {
  const { memory, looks } = await play('long', say);
  const end = looks.get('long ends')?.atMs ?? 0;
  const within = memory.filter(({ atMs }) => atMs <= end);
  const last = within.at(-1)?.memory;
  if (!last) throw new Error('no memory was read');
  const late = within.filter(({ atMs }) => atMs > end - SLOPE_MINUTES * 60_000);
  const parts = [...last.pssByRole].map(([role, bytes]) => `${role} ${(bytes / MIB).toFixed(0)}`).join(', ');
  const bench = 'window-long';
  return [
    {
      ...{ bench, what: 'whole app, most memory (PSS)', unit: 'MiB', target: { most: 600 } },
      ...{ value: Math.max(...within.map((one) => one.memory.pss)) / MIB, note: `at the end ${parts}` },
    },
    {
      ...{ bench, what: 'whole app, memory at the end (RSS: shared pages once a process)', unit: 'MiB' },
      value: last.rss / MIB,
    },
    {
      ...{ bench, what: 'whole app, growth of PSS', unit: 'MiB a minute', target: { most: 1 } },
      value: slope(floors(late.map(({ atMs, memory: { pss } }) => ({ atMs, value: pss / MIB })))),
      note: `least squares over the least of each minute, ${late.length} looks in the last ${SLOPE_MINUTES} minutes; of ${((end - (looks.get('long begins')?.atMs ?? 0)) / 60_000).toFixed(1)}`,
    },
  ];
}
