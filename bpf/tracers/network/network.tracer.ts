// SPDX-License-Identifier: Apache-2.0

import { histogramQuantile } from '../../../src-main/shared/histogram';
import { defineTracer, type Figures, type Naming, type Row } from '../../../src-main/shared/tracer';
import { COLUMNS } from './columns';
import { TCP_STREAMS } from './streams';

const SUMS = [
  ...['connects', 'connect_errors', 'accepts', 'accept_errors', 'listens', 'closes', 'resets'],
  ...['bytes_sent', 'bytes_received', 'retransmits', 'connect'],
] as const;

interface Sums {
  readonly pid: number;
  readonly comm: string;
  readonly sums: Record<string, bigint>;
  max: number;
  readonly histogram: Float64Array;
}

function sumsOf(byProcess: Map<string, Sums>, figures: Figures, naming: Naming): Sums {
  const { pid, comm, started } = naming.process(figures.key.process ?? 0);
  const id = `${pid}\0${started}\0${comm}`;
  const held = byProcess.get(id) ?? { pid, comm, sums: {}, max: 0, histogram: new Float64Array(128) };
  byProcess.set(id, held);
  return held;
}

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const byProcess = new Map<string, Sums>();
  for (const figures of tallies.tcp_counts ?? []) {
    const held = sumsOf(byProcess, figures, naming);
    for (const name of SUMS) held.sums[name] = (held.sums[name] ?? 0n) + BigInt(figures.values[name] ?? 0);
    held.max = Math.max(held.max, Number(figures.values.connect_max ?? 0));
    const histogram = figures.arrays.histogram ?? [];
    for (let i = 0; i < histogram.length; i++)
      held.histogram[i] = (held.histogram[i] ?? 0) + (histogram[i] ?? 0);
  }
  return [...byProcess.values()].map(({ pid, comm, sums, max, histogram }) => {
    const sum = (name: (typeof SUMS)[number]) => Number(sums[name] ?? 0n);
    const connected = sum('connects') > sum('connect_errors');
    return {
      pid,
      comm,
      count: sum('connects') - sum('connect_errors') + sum('accepts'),
      connects: sum('connects'),
      connect_errors: sum('connect_errors'),
      accepts: sum('accepts'),
      accept_errors: sum('accept_errors'),
      listens: sum('listens'),
      closes: sum('closes'),
      resets: sum('resets'),
      bytes_sent: sums.bytes_sent ?? 0n,
      bytes_received: sums.bytes_received ?? 0n,
      retransmits: sum('retransmits'),
      connect_ns: sums.connect ?? 0n,
      connect_p50_ns: connected ? histogramQuantile(histogram, 0.5, max) : null,
      connect_p99_ns: connected ? histogramQuantile(histogram, 0.99, max) : null,
      connect_max_ns: connected ? max : null,
    };
  });
}

/** What they tell is rare: the same ones count and tell. */
const PROGRAMS = ['on_tcp_state', 'on_tcp_gone', 'on_tcp_call'];

export default () =>
  defineTracer({
    name: 'network',
    question: 'Who talks to whom, and how well?',
    descendsFrom: 'tcplife, tcpconnect, tcpaccept',
    onlyWhenNamed: true,
    programs: { tally: PROGRAMS, stream: PROGRAMS, surveys: [], inventories: ['on_tcp_held'] },
    streams: TCP_STREAMS,
    tallies: ['tcp_counts'],
    snapshots: [],
    columns: COLUMNS,
    rows,
  });
