// SPDX-License-Identifier: Apache-2.0
// One lookup as a person reads it.

import { durationText } from '../../../src-main/shared/amount';
import type { EventRow, Naming, StreamRow } from '../../../src-main/shared/tracer';
import { inWords, unitWord } from '../../../src-main/shared/unit-words';

/** "example.org A is 192.0.2.1 60s, 1.20 ms"; what stands for an answer in a sentence of its own. */
function textOf(
  what: string,
  result: string,
  answers: string | null,
  attempts: number,
  taking: string,
): string {
  const again = attempts > 1 ? `, asked ${attempts} times` : '';
  switch (result) {
    case 'encrypted':
      return 'encrypted, not readable';
    case 'unreadable':
      return 'a message came, not readable: its memory was not at hand';
    case 'unanswered':
      return `${what} is not answered${again}${taking}`;
    case 'noerror':
      return `${what} ${answers ? `is ${answers}` : 'has none'}${again}${taking}`;
    default:
      return `${what}: ${result.toUpperCase()}${again}${taking}`;
  }
}

export function answerEvent(row: StreamRow, naming: Naming): EventRow {
  const result = inWords('dns_result', row.result);
  const name = naming.text(row.name);
  const type = naming.text(row.type);
  const answers = naming.text(row.answers);
  const attempts = Number(row.attempts);
  const duration = row.duration ? (row.duration as bigint) : null;
  const taking = duration === null ? '' : `, ${durationText(Number(duration))}`;
  return {
    at_ns: row.at as bigint,
    pid: Number(row.pid),
    tid: Number(row.tid),
    comm: naming.process(Number(row.process)).comm,
    cpu: Number(row.cpu),
    net_ns: Number(row.net_ns),
    name,
    type,
    result,
    answers,
    local_port: Number(row.local_port) || null,
    server: naming.text(row.server),
    server_port: Number(row.server_port) || null,
    transport: inWords('dns_transport', row.transport),
    attempts,
    cut: Boolean(Number(row.cut)),
    id: Number(row.id),
    records: Number(row.records),
    bytes: Number(row.bytes),
    text: textOf(`${name ?? '?'} ${type ?? '?'}`, result, answers, attempts, taking),
    duration_ns: duration,
  };
}

export function answerKey(
  [process, result, transport]: readonly [number, number, number],
  naming: Naming,
): EventRow {
  const { pid, comm } = naming.process(process);
  return {
    ...{ pid, comm, result: unitWord('dns_result', result) },
    transport: unitWord('dns_transport', transport),
  };
}
