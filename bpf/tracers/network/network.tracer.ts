// SPDX-License-Identifier: Apache-2.0

import { histogramQuantile } from '../../../src-main/shared/histogram';
import {
  defineTracer,
  type Figures,
  type Naming,
  type Row,
  type TracerTrigger,
} from '../../../src-main/shared/tracer';
import { COLUMNS, KINDS } from './columns';
import { TCP_STREAMS } from './streams';
import { TROUBLE_STREAMS } from './trouble';

/** Columns by the fields of cells that add up to them. */
const SUMS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      ...['connects', 'connect_errors', 'accepts', 'accept_errors', 'listens', 'closes', 'resets'],
      ...['opened', 'retransmits', 'ended_bytes_sent', 'ended_bytes_received'],
    ].map((name) => [name, [name]]),
  ),
  connect_ns: ['connect'],
  ...Object.fromEntries(
    KINDS.flatMap((kind) =>
      ['bytes_sent', 'bytes_received', 'sends', 'receives'].map((figure) => [
        `${kind}_${figure}`,
        [`${kind}_${figure}`],
      ]),
    ),
  ),
  bytes_sent: KINDS.map((kind) => `${kind}_bytes_sent`),
  bytes_received: KINDS.map((kind) => `${kind}_bytes_received`),
};

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

const amount = (sum: bigint) => (sum <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(sum) : sum);

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const byProcess = new Map<string, Sums>();
  for (const figures of [...(tallies.tcp_counts ?? []), ...(tallies.socket_traffic ?? [])]) {
    const held = sumsOf(byProcess, figures, naming);
    for (const [name, fields] of Object.entries(SUMS))
      for (const field of fields)
        held.sums[name] = (held.sums[name] ?? 0n) + BigInt(figures.values[field] ?? 0);
    held.max = Math.max(held.max, Number(figures.values.connect_max ?? 0));
    const histogram = figures.arrays.histogram ?? [];
    for (let i = 0; i < histogram.length; i++)
      held.histogram[i] = (held.histogram[i] ?? 0) + (histogram[i] ?? 0);
  }
  return [...byProcess.values()].map(({ pid, comm, sums, max, histogram }) => {
    const of = (name: string) => sums[name] ?? 0n;
    const connected = of('connects') > of('connect_errors');
    return {
      ...{ pid, comm },
      ...Object.fromEntries(Object.keys(SUMS).map((name) => [name, amount(of(name))])),
      connect_p50_ns: connected ? histogramQuantile(histogram, 0.5, max) : null,
      connect_p99_ns: connected ? histogramQuantile(histogram, 0.99, max) : null,
      connect_max_ns: connected ? max : null,
    };
  });
}

const TCP = ['on_tcp_state', 'on_tcp_gone', 'on_tcp_call'];
/** Kernels before 6.3 have neither. */
const TRAFFIC = ['on_socket_send', 'on_socket_receive'];
const TROUBLE = ['on_tcp_retransmit', 'on_tcp_reset_sent', 'on_tcp_reset_received', 'on_packet_drop'];

const TRIGGERS: readonly TracerTrigger[] = [
  {
    id: 'connect-failed',
    label: 'a connect fails, of a program or to an address:',
    asks: 'name or nothing',
    usual: '',
    when: { stream: 'tcp_connect', names: ['remote_address', 'process'], nonzero: ['error'] },
  },
  {
    id: 'connection-reset',
    label: 'a connection is reset or given up, of a program or with an address:',
    asks: 'name or nothing',
    usual: '',
    when: { stream: 'tcp_close', names: ['remote_address', 'process'], nonzero: ['error'] },
  },
];

export default () =>
  defineTracer({
    name: 'network',
    question: 'Who talks to whom, and how well?',
    descendsFrom: 'tcplife, tcpconnect, tcpaccept, tcpretrans, tcptop, dropwatch',
    onlyWhenNamed: true,
    programs: {
      tally: [...TCP, ...TRAFFIC],
      stream: [...TCP, ...TRAFFIC, ...TROUBLE],
      surveys: [],
      inventories: ['on_tcp_held'],
      optional: TRAFFIC.map((name) => [name]),
    },
    triggers: TRIGGERS,
    streams: [...TCP_STREAMS, ...TROUBLE_STREAMS],
    tallies: ['tcp_counts', 'socket_traffic'],
    snapshots: [],
    columns: COLUMNS,
    rows,
  });
