// SPDX-License-Identifier: Apache-2.0
// Single events of processes as a person reads them.

import { durationText } from '../../../src-main/shared/amount';
import { errnoName } from '../../../src-main/shared/call-text';
import { sentBy, signalCode, signalName, signalResult } from '../../../src-main/shared/signals';
import type { EventRow, Naming, StreamRow } from '../../../src-main/shared/tracer';
import { inWords } from '../../../src-main/shared/unit-words';

const head = (row: StreamRow, naming: Naming) => ({
  at_ns: row.at as bigint,
  pid: Number(row.pid),
  tid: Number(row.tid),
  comm: naming.process(Number(row.process)).comm,
  cpu: Number(row.cpu),
});

/** `3`, or the name of the signal that ended it. */
export const exitWords = (status: number, signal: number): string => signalName(signal) ?? String(status);

export function forkEvent(row: StreamRow, naming: Naming): EventRow {
  const thread = Boolean(Number(row.thread));
  const [childPid, childTid] = [Number(row.child_pid), Number(row.child_tid)];
  return {
    ...head(row, naming),
    thread,
    child_pid: childPid,
    child_tid: childTid,
    text: thread ? `starts thread ${childTid}` : `starts process ${childPid}`,
  };
}

/** Arguments as they lie in memory, each ended by a NUL; the last one without, where it was cut. */
export function argumentsOf(text: string): string[] {
  const list = text.split('\0');
  if (list.at(-1) === '') list.pop();
  return list;
}

export function execEvent(row: StreamRow, naming: Naming): EventRow {
  const [path, argv] = [naming.text(row.path), naming.text(row.argv)];
  const error = Number(row.error ?? row.errno);
  const list = argv === null ? null : argumentsOf(argv);
  const shown = path === null ? '?' : `"${path}"`;
  return {
    ...head(row, naming),
    from_tid: Number(row.from_tid),
    path,
    path_kind: inWords('path_kind', row.path_kind),
    asked_path: naming.text(row.asked_path),
    argv: list,
    argv_bytes: Number(row.argv_bytes),
    cwd: naming.text(row.cwd),
    old_comm: naming.text(row.old_comm),
    errno: error,
    error: error ? errnoName(error) : null,
    text: error ? `exec ${shown} = ${errnoName(error)}` : `exec ${shown} ${JSON.stringify(list ?? [])}`,
  };
}

export function exitEvent(row: StreamRow, naming: Naming): EventRow {
  const [status, signal] = [Number(row.status), Number(row.signal)];
  const core = Boolean(Number(row.core_dumped));
  const cpu = row.cpu_ns as bigint;
  const how = signal
    ? `killed by ${exitWords(status, signal)}${core ? ', core dumped' : ''}`
    : `exit ${status}`;
  return {
    ...head(row, naming),
    status: signal ? null : status,
    signal: signal || null,
    signal_name: signalName(signal),
    core_dumped: core,
    cpu_ns: cpu,
    peak_rss_bytes: row.peak_rss_bytes as bigint,
    text: `${how}, CPU ${durationText(Number(cpu))}`,
    duration_ns: row.duration as bigint,
  };
}

export function signalEvent(row: StreamRow, naming: Naming): EventRow {
  const [signal, code] = [Number(row.signal), Number(row.code)];
  const receiver = naming.process(Number(row.receiver)).comm;
  const receiverPid = Number(row.receiver_pid);
  const result = signalResult(Number(row.result));
  return {
    ...head(row, naming),
    signal,
    signal_name: signalName(signal),
    sent_by: sentBy(signal, code),
    code: signalCode(signal, code),
    receiver_pid: receiverPid,
    receiver_tid: Number(row.receiver_tid),
    receiver_comm: receiver,
    group: Boolean(Number(row.group)),
    result,
    text: `${signalName(signal)} to ${receiverPid} ${receiver} (${signalCode(signal, code)}): ${result}`,
  };
}

export function renameEvent(row: StreamRow, naming: Naming): EventRow {
  const [before, now] = [naming.text(row.old_comm), naming.text(row.new_comm)];
  return {
    ...head(row, naming),
    old_comm: before,
    new_comm: now,
    text: `renames itself from "${before ?? '?'}" to "${now ?? '?'}"`,
  };
}
