// SPDX-License-Identifier: Apache-2.0

import type { ColumnDescription } from '../../../src-main/shared/tracer';

const sum = (
  name: string,
  unit: string,
  meaning: string,
  terminal?: ColumnDescription['terminal'],
): ColumnDescription => ({ name, unit, meaning, part: 'sum', ...(terminal && { terminal }) });

const WORDS = {
  tcp: 'TCP',
  udp: 'UDP',
  unix: 'Unix sockets',
  other: 'other sockets (netlink, raw ...)',
} as const;

/** In the order in which the kernel side counts them. */
export const KINDS = ['tcp', 'udp', 'unix', 'other'] as const;

const ofKind = (kind: (typeof KINDS)[number]): ColumnDescription[] => [
  sum(`${kind}_bytes_sent`, 'bytes', `Of what it sent, by ${WORDS[kind]}.`),
  sum(`${kind}_bytes_received`, 'bytes', `Of what it received, by ${WORDS[kind]}.`),
  sum(`${kind}_sends`, 'calls', `Its calls that sent by ${WORDS[kind]}.`),
  sum(`${kind}_receives`, 'calls', `Its calls that received by ${WORDS[kind]}.`),
];

export const COLUMNS: readonly ColumnDescription[] = [
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
  sum('opened', 'connections', 'TCP connections that it made or accepted.'),
  sum('bytes_sent', 'bytes', 'What it sent by sockets of any kind; needs Linux 6.3.', {
    heading: 'SENT',
    width: 9,
    key: 's',
  }),
  sum('bytes_received', 'bytes', 'What it received by sockets of any kind; needs Linux 6.3.', {
    heading: 'RECV',
    width: 9,
    key: 'r',
  }),
  sum('connects', 'connections', 'TCP connections that it asked for and got an answer to, good or bad.', {
    heading: 'CONN',
    width: 7,
    key: 'c',
  }),
  sum('connect_errors', 'connections', 'Of those, the ones that failed: refused, no route, no answer.', {
    heading: 'FAIL',
    width: 6,
    key: 'e',
  }),
  sum('accepts', 'connections', 'TCP connections that others made to it, and it accepted.', {
    heading: 'ACC',
    width: 7,
    key: 'a',
  }),
  sum('accept_errors', 'calls', 'Times that it could not accept: mostly no descriptor was left.'),
  sum('listens', 'sockets', 'Times that it began to listen for TCP connections.'),
  sum('closes', 'connections', 'Its TCP connections and listeners that ended.', {
    heading: 'CLOSE',
    width: 7,
  }),
  sum('resets', 'connections', 'Of those, the ones that an error ended: a reset, or nobody answered.', {
    heading: 'RESET',
    width: 6,
  }),
  sum('retransmits', 'segments', 'Segments that its ended TCP connections had to send again.', {
    heading: 'RETR',
    width: 6,
  }),
  sum('connect_ns', 'ns', 'From the first SYN to the answer, added up over the connects that went well.'),
  {
    name: 'connect_p50_ns',
    unit: 'ns',
    meaning: 'Half of the connects that went well took less.',
    estimate: 'within 13 %',
    terminal: { heading: '~P50', width: 7 },
  },
  {
    name: 'connect_p99_ns',
    unit: 'ns',
    meaning: 'Ninety-nine of a hundred connects that went well took less.',
    estimate: 'within 13 %',
  },
  {
    name: 'connect_max_ns',
    unit: 'ns',
    meaning: 'The longest connect that went well, exactly.',
    terminal: { heading: 'MAX', width: 7, key: 'm' },
  },
  sum('ended_bytes_sent', 'bytes', 'What its ended TCP connections sent by the kernel’s own count.'),
  sum('ended_bytes_received', 'bytes', 'What its ended TCP connections received by the kernel’s own count.'),
  ...KINDS.flatMap(ofKind),
];
