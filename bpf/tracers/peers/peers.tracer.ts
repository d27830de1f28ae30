// SPDX-License-Identifier: Apache-2.0

import {
  type ColumnDescription,
  defineTracer,
  type Figures,
  type Naming,
  type Row,
} from '../../../src-main/shared/tracer';

const SUMS = ['bytes_sent', 'bytes_received', 'sends', 'receives'] as const;

interface Talk {
  readonly pid: number;
  readonly comm: string;
  readonly name: string;
  readonly sums: Record<string, number>;
}

/** `tcp 192.0.2.7:443`, `tcp 192.0.2.7 to :5432`, `udp any`, `unix`: as the kernel side writes it. */
const NAME = /^(tcp|udp) \[?([^\] ]+?)\]?(?:( to )?:(\d+))?$/;

/** A name that the kernel side wrote, taken apart; what is in no such form is a peer without an address. */
export function peerOf(name: string) {
  const [, protocol, peer = '', served, port] = NAME.exec(name) ?? [];
  if (protocol === undefined) return { peer: name, protocol: null, side: null, port: null };
  const side = port === undefined ? null : served ? 'serves' : 'asks';
  return { peer, protocol: protocol.toUpperCase(), side, port: port === undefined ? null : Number(port) };
}

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const talks = new Map<string, Talk>();
  for (const { key, values } of tallies.peer_traffic ?? []) {
    const { pid, comm, started } = naming.process(key.process ?? 0);
    const name = naming.name(key.peer ?? 0);
    const id = `${pid}\0${started}\0${comm}\0${name}`;
    const talk = talks.get(id) ?? { pid, comm, name, sums: {} };
    talks.set(id, talk);
    for (const figure of SUMS) talk.sums[figure] = (talk.sums[figure] ?? 0) + Number(values[figure] ?? 0);
  }
  return [...talks.values()]
    .filter(({ sums }) => SUMS.some((figure) => sums[figure]))
    .map(({ pid, comm, name, sums }) => ({ ...{ pid, comm }, ...peerOf(name), ...sums }));
}

const COLUMNS: readonly ColumnDescription[] = [
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
  {
    name: 'peer',
    unit: 'text',
    meaning:
      'The address at the other end; any: a socket that is tied to nobody; unix, other: sockets without an internet address.',
    part: 'key',
    terminal: { heading: 'PEER', width: 26 },
  },
  {
    name: 'port',
    unit: 'text',
    meaning: 'Of a program that asks: the port that it asks. Of one that serves: its own.',
    part: 'key',
    terminal: { heading: 'PORT', width: 6 },
  },
  {
    name: 'protocol',
    unit: 'text',
    meaning: 'TCP or UDP; none where there is no internet address.',
    part: 'key',
    terminal: { heading: 'PROTO', width: 6 },
  },
  {
    name: 'side',
    unit: 'text',
    meaning: 'serves: the program chose the port at this end. asks: the kernel did.',
    part: 'key',
    terminal: { heading: 'SIDE', width: 7 },
  },
  {
    name: 'sends',
    unit: 'calls',
    meaning: 'Calls that sent something.',
    part: 'sum',
    terminal: { heading: 'SENDS', width: 7 },
  },
  {
    name: 'receives',
    unit: 'calls',
    meaning: 'Calls that received something; those that only looked (MSG_PEEK) are left out.',
    part: 'sum',
    terminal: { heading: 'RECVS', width: 7 },
  },
  {
    name: 'bytes_sent',
    unit: 'bytes',
    meaning: 'What the program sent to this peer, as its calls returned it.',
    part: 'sum',
    terminal: { heading: 'SENT', width: 9, key: 's' },
  },
  {
    name: 'bytes_received',
    unit: 'bytes',
    meaning: 'What the program received from it. splice() is not among it.',
    part: 'sum',
    terminal: { heading: 'RECV', width: 9, key: 'r' },
  },
];

export default () =>
  defineTracer({
    name: 'peers',
    question: 'Who talks to whom, and how much?',
    descendsFrom: 'tcptop',
    onlyWhenNamed: true,
    programs: {
      tally: ['on_peer_send', 'on_peer_receive'],
      stream: ['on_peer_send', 'on_peer_receive'],
      surveys: [],
    },
    triggers: [],
    streams: [],
    tallies: ['peer_traffic'],
    snapshots: [],
    columns: COLUMNS,
    rows,
  });
