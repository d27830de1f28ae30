// SPDX-License-Identifier: Apache-2.0

import { histogramQuantile } from '../../../src-main/shared/histogram';
import {
  type ColumnDescription,
  defineTracer,
  type Figures,
  type Naming,
  type Row,
} from '../../../src-main/shared/tracer';

const SUMS = ['count', 'reads', 'writes', 'errors', 'bytes_read', 'bytes_written', 'total'] as const;

interface Used {
  readonly pid: number;
  readonly comm: string;
  readonly path: string;
  readonly sums: Record<string, bigint>;
  max: number;
  readonly histogram: Float64Array;
}

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const byFile = new Map<string, Used>();
  for (const { key, values, arrays } of tallies.file_io ?? []) {
    const { pid, comm, started } = naming.process(key.process ?? 0);
    const path = naming.name(key.path ?? 0);
    const id = `${pid}\0${started}\0${comm}\0${path}`;
    const used = byFile.get(id) ?? { pid, comm, path, sums: {}, max: 0, histogram: new Float64Array(128) };
    byFile.set(id, used);
    for (const name of SUMS) used.sums[name] = (used.sums[name] ?? 0n) + BigInt(values[name] ?? 0);
    used.max = Math.max(used.max, Number(values.max ?? 0));
    const histogram = arrays.histogram ?? [];
    for (let i = 0; i < histogram.length; i++)
      used.histogram[i] = (used.histogram[i] ?? 0) + (histogram[i] ?? 0);
  }
  return [...byFile.values()].flatMap(({ pid, comm, path, sums, max, histogram }) => {
    const sum = (name: (typeof SUMS)[number]) => Number(sums[name] ?? 0n);
    if (sum('count') === 0) return [];
    return {
      ...{ pid, comm, path, count: sum('count'), reads: sum('reads'), writes: sum('writes') },
      errors: sum('errors'),
      bytes_read: sum('bytes_read'),
      bytes_written: sum('bytes_written'),
      total_ns: sums.total ?? 0n,
      p50_ns: histogramQuantile(histogram, 0.5, max),
      p99_ns: histogramQuantile(histogram, 0.99, max),
      max_ns: max,
    };
  });
}

const sum = (
  name: string,
  unit: string,
  meaning: string,
  terminal?: ColumnDescription['terminal'],
): ColumnDescription => ({ name, unit, meaning, part: 'sum', ...(terminal && { terminal }) });

const COLUMNS: readonly ColumnDescription[] = [
  {
    name: 'path',
    unit: 'text',
    meaning:
      'The file as the process saw it when it first used it; of more than 511 bytes the end. In round brackets a kind without a path, and what found no row.',
    terminal: { heading: 'FILE', width: 32 },
  },
  {
    name: 'pid',
    unit: 'pid',
    meaning: 'The process, numbered as the host sees it; 0 (shown as *) where several share a row.',
    terminal: { heading: 'PID', width: 7, key: 'p' },
  },
  {
    name: 'comm',
    unit: 'text',
    meaning: 'The program’s name, at most 15 bytes; an exec begins a new row.',
    terminal: { heading: 'COMM', width: 15 },
  },
  sum(
    'count',
    'calls',
    'Reads and writes that came back, failed ones too; not what is mapped, nor what io_uring does.',
    { heading: 'CALLS', width: 7, key: 'c' },
  ),
  sum('reads', 'calls', 'Of them, those that read.', { heading: 'READS', width: 7 }),
  sum('writes', 'calls', 'Of them, those that write.', { heading: 'WRITES', width: 7 }),
  sum('errors', 'calls', 'Of them, those that failed.'),
  sum('bytes_read', 'bytes', 'Bytes that they read.', { heading: 'READ', width: 8, key: 'r' }),
  sum('bytes_written', 'bytes', 'Bytes that they wrote.', { heading: 'WRITTEN', width: 8, key: 'w' }),
  sum('total_ns', 'ns', 'Time between entry and return, added up.', { heading: 'TIME', width: 7, key: 't' }),
  { name: 'p50_ns', unit: 'ns', meaning: 'Half of the calls took less.', estimate: 'within 13 %' },
  {
    name: 'p99_ns',
    unit: 'ns',
    meaning: 'Ninety-nine of a hundred calls took less.',
    estimate: 'within 13 %',
    terminal: { heading: '~P99', width: 7 },
  },
  {
    name: 'max_ns',
    unit: 'ns',
    meaning: 'The longest call, exactly.',
    terminal: { heading: 'MAX', width: 7, key: 'm' },
  },
];

export default () =>
  defineTracer({
    name: 'file_io',
    question: 'Which files are read and written, how much, and how long does it take?',
    descendsFrom: 'filetop',
    onlyWhenNamed: true,
    programs: {
      tally: ['on_io_enter', 'on_io_return'],
      stream: ['on_io_enter', 'on_io_return'],
      surveys: [],
    },
    streams: [],
    tallies: ['file_io'],
    snapshots: [],
    triggers: [
      {
        id: 'slow',
        label: 'a read or write takes longer than',
        asks: 'ms',
        usual: '500',
        when: { longest: 'file_io' },
      },
    ],
    columns: COLUMNS,
    rows,
  });
