// SPDX-License-Identifier: Apache-2.0
// How many events a second reach the engine as columns, none lost: at a steady rate, and as fast as two CPUs go.

import { counted, startOurs } from './ours';
import { measured } from './programs';
import { type Figure, SHORT } from './rounds';

interface Made {
  readonly pid: number;
  readonly getppid: number;
  readonly seconds: number;
}

interface Load {
  readonly title: string;
  /** Calls a second, both threads together; 0 is flat out. */
  readonly rate: number;
  readonly seconds: number;
  readonly judged: boolean;
}

const LOADS: readonly Load[] = [
  { title: '1 M calls/s', rate: 1e6, seconds: SHORT ? 5 : 60, judged: true },
  { title: '2 M calls/s', rate: 2e6, seconds: SHORT ? 5 : 20, judged: false },
  { title: 'flat out', rate: 0, seconds: SHORT ? 5 : 20, judged: false },
];

const MEMORY_MOST_MIB = 400;

async function sustain(
  { title, rate, seconds, judged }: Load,
  say: (text: string) => void,
): Promise<Figure[]> {
  const ours = await startOurs(['--events', '--limit', '0', '--budget', '0'], { aside: false });
  const before = ours.cpuNs();
  const made = await measured<Made>('paced-calls', [2, rate, seconds]);
  const after = ours.cpuNs();
  const peak = ours.peakKib();
  const document = await ours.end();
  const stream = document.streams.syscalls;
  const delivered = (stream?.by_key ?? [])
    .filter(({ pid, syscall }) => pid === made.pid && syscall === 'getppid')
    .reduce((sum, { count }) => sum + count, 0);
  const tallied = counted(document, made.pid, 'getppid');
  const bench = `sustained, ${title}`;
  const share = (engine: number) => (engine / 1e9 / made.seconds) * 100;
  const figures: Figure[] = [
    {
      bench,
      what: 'calls made, not delivered as events',
      value: made.getppid - delivered,
      unit: 'events',
      ...(judged ? { target: { exactly: 0 } } : {}),
      note: `${made.getppid} made, ${delivered} delivered`,
    },
    {
      bench,
      what: 'lost of any process, for any reason',
      value: document.lost.total,
      unit: '',
      ...(judged ? { target: { exactly: 0 } } : {}),
    },
    {
      bench,
      what: 'calls made, not counted',
      value: made.getppid - tallied,
      unit: 'calls',
      target: { exactly: 0 },
    },
    {
      bench,
      what: 'events delivered',
      value: delivered / made.seconds / 1e6,
      unit: 'M/s',
      ...(judged ? { target: { least: 0.99 } } : {}),
      note: `over ${made.seconds.toFixed(1)} s`,
    },
    { bench, what: 'rows out of order', value: document.lost.late_rows, unit: 'rows' },
    { bench, what: 'times the reader waited for the engine', value: document.lost.reader_stalls, unit: '' },
    { bench, what: 'engine CPU', value: share(after.engine - before.engine), unit: '% of a core' },
    { bench, what: 'helper CPU', value: share(after.helper - before.helper), unit: '% of a core' },
    {
      bench,
      what: 'most memory of the engine',
      value: peak.engine / 1024,
      unit: 'MiB',
      target: { most: MEMORY_MOST_MIB },
    },
  ];
  for (const { what, value, unit } of figures) say(`${bench}: ${what}: ${value} ${unit}`);
  return figures;
}

export async function sustained(say: (text: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const load of LOADS) figures.push(...(await sustain(load, say)));
  return figures;
}
