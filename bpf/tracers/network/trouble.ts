// SPDX-License-Identifier: Apache-2.0
// What goes wrong on the way: segments sent again, resets, packets that the kernel threw away.

import type { EventRow, EventStream, Naming, StreamRow } from '../../../src-main/shared/tracer';
import { inWords, unitWord } from '../../../src-main/shared/unit-words';
import { dropSentence } from './drop-reasons';
import { endText, headOfEnds } from './events';

const WORDS = {
  tcp_retransmit: 'sends again to',
  tcp_reset_sent: 'resets',
  tcp_reset_received: 'is reset by',
} as const;

const TITLES = {
  tcp_retransmit: 'Sent again',
  tcp_reset_sent: 'Resets sent',
  tcp_reset_received: 'Resets received',
} as const;

const who = (process: number, naming: Naming) => {
  const { pid, comm } = naming.process(process);
  return { pid, comm };
};

const trouble = (name: keyof typeof WORDS, program: string): EventStream => ({
  name,
  programs: [program],
  countBy: ['process', 'state'],
  shown: {
    title: TITLES[name],
    columns: [
      ...['at_ns', 'comm', 'pid'],
      { name: 'local_port', title: 'Local port' },
      { name: 'remote_address', title: 'Remote address', short: true },
      { name: 'remote_port', title: 'Remote port' },
    ],
    groups: [
      { title: 'Process', column: 'comm' },
      { title: 'Remote address', column: 'remote_address' },
      { title: 'Remote port', column: 'remote_port' },
    ],
  },
  event(row: StreamRow, naming: Naming): EventRow {
    const event = headOfEnds(row, naming);
    const state = inWords('tcp_state', row.state);
    return {
      ...event,
      state,
      text: `${event.local ?? '?'} ${WORDS[name]} ${event.remote ?? '?'} (${state})`,
    };
  },
  eventKey: ([process, state], naming) => ({ ...who(process, naming), state: unitWord('tcp_state', state) }),
});

const DROPS: EventStream = {
  name: 'packet_drop',
  programs: ['on_packet_drop'],
  countBy: ['process', 'protocol'],
  shown: {
    title: 'Dropped',
    columns: [
      ...['at_ns', 'reason'],
      { name: 'source_address', title: 'From', short: true },
      { name: 'target_address', title: 'To', short: true },
      { name: 'target_port', title: 'Port' },
      { name: 'bytes', title: 'Bytes' },
    ],
    groups: [
      { title: 'Reason', column: 'reason' },
      { title: 'To', column: 'target_address' },
      { title: 'Port', column: 'target_port' },
      { title: 'From', column: 'source_address' },
    ],
  },
  event(row, naming) {
    const reason = naming.text(row.reason);
    const sentence = dropSentence(reason);
    const [from, to] = [naming.text(row.source_address), naming.text(row.target_address)];
    const [fromPort, toPort] = [Number(row.source_port), Number(row.target_port)];
    const protocol = inWords('ip_protocol', row.protocol);
    const process = Number(row.process);
    const ends = `${endText(from, fromPort) ?? from ?? '?'} to ${endText(to, toPort) ?? to ?? '?'}`;
    return {
      at_ns: row.at as bigint,
      pid: Number(row.pid) || null,
      comm: process ? naming.process(process).comm : null,
      cpu: Number(row.cpu),
      net_ns: Number(row.net_ns) || null,
      protocol,
      source_address: from,
      source_port: fromPort || null,
      target_address: to,
      target_port: toPort || null,
      bytes: Number(row.bytes),
      reason,
      meaning: sentence,
      text: `drops ${protocol} ${ends}: ${reason ?? '?'}${sentence === null ? '' : `. ${sentence}`}`,
    };
  },
  eventKey: ([process, protocol], naming) => ({
    ...(process ? who(process, naming) : { pid: null, comm: null }),
    protocol: unitWord('ip_protocol', protocol),
  }),
};

export const TROUBLE_STREAMS: readonly EventStream[] = [
  trouble('tcp_retransmit', 'on_tcp_retransmit'),
  trouble('tcp_reset_sent', 'on_tcp_reset_sent'),
  trouble('tcp_reset_received', 'on_tcp_reset_received'),
  DROPS,
];
