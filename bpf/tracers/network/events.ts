// SPDX-License-Identifier: Apache-2.0
// Single events of TCP as a person reads them.

import { durationText } from '../../../src-main/shared/amount';
import { errnoName } from '../../../src-main/shared/call-text';
import type { EventRow, Naming, StreamRow } from '../../../src-main/shared/tracer';
import { inWords } from '../../../src-main/shared/unit-words';

/** Each with what a program reads of it first. */
const WHY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ETIMEDOUT: 'nobody answered in time',
  ENETUNREACH: 'no route leads there',
  EHOSTUNREACH: 'the host cannot be reached',
  EADDRNOTAVAIL: 'no local address or port is free for it',
  ECANCELED: 'the program gave up before an answer came',
  ECONNRESET: 'the other side reset it',
  EPIPE: 'the other side reset it after its own end',
  ECONNABORTED: 'it was aborted',
  EMFILE: 'the program has no descriptor left',
  ENFILE: 'the machine has no descriptor left',
};

export const whyText = (error: string): string => (WHY[error] ? `${error}: ${WHY[error]}` : error);

/** `127.0.0.1:80`, `[::1]:80`; null where there is no such end. */
export function endText(address: string | null, port: number): string | null {
  if (address === null || !port) return null;
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function head(row: StreamRow, naming: Naming) {
  const local = naming.text(row.local_address);
  const port = Number(row.local_port);
  return {
    at_ns: row.at as bigint,
    pid: Number(row.pid),
    tid: Number(row.tid),
    comm: naming.process(Number(row.process)).comm,
    cpu: Number(row.cpu),
    net_ns: Number(row.net_ns),
    family: inWords('address_family', row.family),
    socket: row.socket as bigint,
    local_address: local,
    local_port: port || null,
    local: endText(local, port),
  };
}

/** With the other end. */
export function headOfEnds(row: StreamRow, naming: Naming) {
  const remote = naming.text(row.remote_address);
  const port = Number(row.remote_port);
  return {
    ...head(row, naming),
    remote_address: port ? remote : null,
    remote_port: port || null,
    remote: endText(remote, port),
    peer_name: naming.text(row.peer_name),
  };
}

/** And what went wrong. */
function headOfTwo(row: StreamRow, naming: Naming) {
  const error = Number(row.error ?? row.errno);
  return { ...headOfEnds(row, naming), errno: error, error: error ? errnoName(error) : null };
}

/** A length that was not seen from its beginning is none. */
const length = (value: unknown): bigint | null => (value ? (value as bigint) : null);
const taking = (duration: bigint | null) => (duration === null ? '' : `, ${durationText(Number(duration))}`);

export function connectEvent(row: StreamRow, naming: Naming): EventRow {
  const event = headOfTwo(row, naming);
  const duration = length(row.duration);
  const to = event.remote ?? '?';
  return {
    ...event,
    text: event.error
      ? `connect to ${to} fails: ${whyText(event.error)}${taking(duration)}`
      : `connects ${event.local ?? '?'} to ${to}${taking(duration)}`,
    duration_ns: duration,
  };
}

export function acceptEvent(row: StreamRow, naming: Naming): EventRow {
  const event = headOfTwo(row, naming);
  const duration = length(row.duration);
  return {
    ...event,
    text: event.error
      ? `accept at ${event.local ?? '?'} fails: ${whyText(event.error)}`
      : `accepts ${event.remote ?? '?'} at ${event.local ?? '?'}${duration === null ? '' : `, waited ${durationText(Number(duration))}`}`,
    duration_ns: duration,
  };
}

export function listenEvent(row: StreamRow, naming: Naming): EventRow {
  const event = head(row, naming);
  const backlog = Number(row.backlog);
  return { ...event, backlog, text: `listens at ${event.local ?? '?'}, ${backlog} may wait` };
}

/** What a connection counted so far. */
function figuresOf(row: StreamRow) {
  return {
    bytes_sent: row.bytes_sent as bigint,
    bytes_received: row.bytes_received as bigint,
    bytes_retransmitted: row.bytes_retransmitted as bigint,
    srtt_ns: length(row.srtt_ns),
    min_rtt_ns: length(row.min_rtt_ns),
    retransmits: Number(row.retransmits),
  };
}

const figuresText = ({ bytes_sent, bytes_received, retransmits, srtt_ns }: ReturnType<typeof figuresOf>) => [
  `${bytes_sent} bytes sent, ${bytes_received} received`,
  ...(retransmits ? [`${retransmits} segments sent again`] : []),
  ...(srtt_ns === null ? [] : [`round trip ${durationText(Number(srtt_ns))}`]),
];

export function heldEvent(row: StreamRow, naming: Naming): EventRow {
  const { tid: _none, ...event } = headOfEnds(row, naming);
  const state = inWords('tcp_state', row.state);
  const figures = figuresOf(row);
  const local = event.local ?? '?';
  const words =
    event.remote === null
      ? `${local} ${state}`
      : `${local} to ${event.remote} ${state}, ${figuresText(figures).join(', ')}`;
  return { ...event, fd: Number(row.fd), state, ...figures, text: `holds ${words}` };
}

/** How it ended, in words: who said so first, or why the kernel did. */
function endOf(state: string, error: string | null): string {
  if (state === 'listen') return 'stopped listening';
  if (error) return whyText(error);
  if (state === 'last_ack') return 'the other side ended it first';
  if (state === 'fin_wait1' || state === 'fin_wait2' || state === 'closing') return 'ended from here';
  return 'reset from here';
}

export function closeEvent(row: StreamRow, naming: Naming): EventRow {
  const event = headOfTwo(row, naming);
  const state = inWords('tcp_state', row.state);
  const end = endOf(state, event.error);
  const figures = figuresOf(row);
  const ends = event.remote === null ? (event.local ?? '?') : `${event.local ?? '?'} to ${event.remote}`;
  return {
    ...event,
    state,
    end,
    accepted: Boolean(Number(row.accepted)),
    fin_received: Boolean(Number(row.fin_received)),
    ...figures,
    text: `closes ${ends}: ${state === 'listen' ? end : [end, ...figuresText(figures)].join(', ')}`,
    duration_ns: length(row.duration),
  };
}
