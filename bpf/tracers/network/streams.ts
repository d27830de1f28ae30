// SPDX-License-Identifier: Apache-2.0
// The kinds of events of TCP, and how a window shows them.

import { errnoName } from '../../../src-main/shared/call-text';
import type { EventStream, Naming, ShownColumn, StreamGroup } from '../../../src-main/shared/tracer';
import { unitWord } from '../../../src-main/shared/unit-words';
import { acceptEvent, closeEvent, connectEvent, heldEvent, listenEvent } from './events';

const who = (process: number, naming: Naming) => {
  const { pid, comm } = naming.process(process);
  return { pid, comm };
};
const withError = ([process, error]: readonly [number, number, number], naming: Naming) => ({
  ...who(process, naming),
  error: error ? errnoName(error) : null,
});

const LOCAL: readonly ShownColumn[] = [
  { name: 'local_address', title: 'Local address', short: true },
  { name: 'local_port', title: 'Local port' },
];
const REMOTE: readonly ShownColumn[] = [
  { name: 'remote_address', title: 'Remote address', short: true },
  { name: 'peer_name', title: 'Name', short: true },
  { name: 'remote_port', title: 'Remote port' },
];
const PROCESS: StreamGroup = { title: 'Process', column: 'comm' };
const ANSWER: StreamGroup = { title: 'Answer', column: 'error' };
const TO: readonly StreamGroup[] = [
  { title: 'Name', column: 'peer_name' },
  { title: 'Remote address', column: 'remote_address' },
  { title: 'Remote port', column: 'remote_port' },
];
const AT: StreamGroup = { title: 'Local port', column: 'local_port' };

export const TCP_STREAMS: readonly EventStream[] = [
  {
    name: 'tcp_connect',
    programs: ['on_tcp_state', 'on_tcp_gone', 'on_tcp_call'],
    countBy: ['process', 'error'],
    shown: {
      title: 'Connects',
      columns: [
        ...['at_ns', 'comm', 'pid'],
        ...REMOTE,
        'error',
        { name: 'duration_ns', title: 'Until the answer' },
      ],
      groups: [PROCESS, ...TO, ANSWER],
    },
    event: connectEvent,
    eventKey: withError,
  },
  {
    name: 'tcp_accept',
    programs: ['on_tcp_call'],
    countBy: ['process', 'error'],
    shown: {
      title: 'Accepts',
      columns: [
        ...['at_ns', 'comm', 'pid'],
        ...REMOTE,
        { name: 'local_port', title: 'Local port' },
        'error',
        { name: 'duration_ns', title: 'Waited' },
      ],
      groups: [PROCESS, { title: 'Remote address', column: 'remote_address' }, AT, ANSWER],
    },
    event: acceptEvent,
    eventKey: withError,
  },
  {
    name: 'tcp_listen',
    programs: ['on_tcp_state'],
    countBy: ['process', 'local_port'],
    shown: {
      title: 'Listeners',
      columns: ['at_ns', 'comm', 'pid', ...LOCAL, { name: 'backlog', title: 'Backlog' }],
      groups: [PROCESS, AT],
    },
    event: listenEvent,
    eventKey: ([process, port], naming) => ({ ...who(process, naming), local_port: port }),
  },
  {
    name: 'tcp_close',
    programs: ['on_tcp_state', 'on_tcp_gone'],
    countBy: ['process', 'error', 'state'],
    shown: {
      title: 'Ends',
      columns: [
        ...['at_ns', 'comm', 'pid'],
        ...REMOTE,
        { name: 'bytes_sent', title: 'Sent' },
        { name: 'bytes_received', title: 'Received' },
        { name: 'srtt_ns', title: 'Round trip' },
        { name: 'retransmits', title: 'Sent again' },
        'error',
        { name: 'duration_ns', title: 'Was open' },
      ],
      groups: [PROCESS, ...TO, ANSWER],
    },
    event: closeEvent,
    eventKey: ([process, error, state], naming) => ({
      ...withError([process, error, 0], naming),
      state: unitWord('tcp_state', state),
    }),
  },
  {
    name: 'tcp_held',
    programs: ['on_tcp_held'],
    countBy: ['process', 'state'],
    shown: {
      title: 'Open already',
      columns: [
        { name: 'comm', short: true },
        'pid',
        { name: 'fd', title: 'Descriptor' },
        { name: 'local_port', title: 'Local port' },
        ...REMOTE,
        { name: 'bytes_sent', title: 'Sent' },
        { name: 'bytes_received', title: 'Received' },
        { name: 'srtt_ns', title: 'Round trip' },
      ],
      groups: [PROCESS, ...TO, AT],
    },
    event: heldEvent,
    eventKey: ([process, state], naming) => ({
      ...who(process, naming),
      state: unitWord('tcp_state', state),
    }),
  },
];
