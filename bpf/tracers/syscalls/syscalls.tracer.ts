// SPDX-License-Identifier: Apache-2.0

import { callName, callText, errnoName } from '../../../src-main/shared/call-text';
import { histogramQuantile } from '../../../src-main/shared/histogram';
import {
  defineTracer,
  type Figures,
  type Naming,
  type Row,
  type StreamRow,
} from '../../../src-main/shared/tracer';

interface Calls {
  pid: number;
  comm: string;
  syscall: string;
  returned: number;
  in_flight: number;
  never_returned: number;
  failed: number;
  errors: Record<string, number>;
  total_ns: bigint;
  max_ns: number;
  histogram: Float64Array;
}

function entryFor(rows: Map<string, Calls>, figures: Figures, naming: Naming): Calls {
  const { pid, comm, started } = naming.process(figures.key.process ?? 0);
  const syscall = callName(figures.key.call ?? 0);
  const id = `${pid}\0${started}\0${comm}\0${syscall}`;
  let entry = rows.get(id);
  if (!entry) {
    entry = {
      pid,
      comm,
      syscall,
      returned: 0,
      in_flight: 0,
      never_returned: 0,
      failed: 0,
      errors: {},
      total_ns: 0n,
      max_ns: 0,
      histogram: new Float64Array(128),
    };
    rows.set(id, entry);
  }
  return entry;
}

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const byCall = new Map<string, Calls>();
  for (const figures of tallies.syscalls ?? []) {
    const entry = entryFor(byCall, figures, naming);
    entry.returned += Number(figures.values.returned ?? 0);
    entry.never_returned += Number(figures.values.never_returned ?? 0);
    entry.failed += Number(figures.values.errors ?? 0);
    entry.total_ns += BigInt(figures.values.total ?? 0);
    entry.max_ns = Math.max(entry.max_ns, Number(figures.values.max ?? 0));
    const histogram = figures.arrays.histogram ?? [];
    for (let i = 0; i < histogram.length; i++)
      entry.histogram[i] = (entry.histogram[i] ?? 0) + (histogram[i] ?? 0);
  }
  for (const figures of tallies.syscall_errors ?? []) {
    const entry = entryFor(byCall, figures, naming);
    const name = errnoName(figures.key.error ?? 0);
    entry.errors[name] = (entry.errors[name] ?? 0) + Number(figures.values.count ?? 0);
  }
  for (const figures of tallies.syscall_survey ?? [])
    entryFor(byCall, figures, naming).in_flight += Number(figures.values.in_flight ?? 0);
  return [...byCall.values()]
    .map(({ histogram, ...entry }) => ({
      pid: entry.pid,
      comm: entry.comm,
      syscall: entry.syscall,
      count: entry.returned + entry.in_flight + entry.never_returned,
      returned: entry.returned,
      in_flight: entry.in_flight,
      never_returned: entry.never_returned,
      errors: entry.failed,
      errors_by_errno: errorsByErrno(entry),
      total_ns: entry.total_ns,
      p50_ns: entry.returned ? histogramQuantile(histogram, 0.5, entry.max_ns) : null,
      p99_ns: entry.returned ? histogramQuantile(histogram, 0.99, entry.max_ns) : null,
      max_ns: entry.returned ? entry.max_ns : null,
    }))
    .filter((row) => row.count > 0);
}

/** Where the table of errnos was full, the rest is told without its reason. */
function errorsByErrno({ errors, failed }: Pick<Calls, 'errors' | 'failed'>): Record<string, number> {
  const rest = failed - Object.values(errors).reduce((sum, count) => sum + count, 0);
  return rest > 0 ? { ...errors, '(others)': rest } : errors;
}

const callRecord = (row: StreamRow) => ({
  call: Number(row.call),
  args: row.args as readonly bigint[],
  result: row.result as bigint,
  error: Number(row.error),
  finished: row.returned !== 0,
});

function event(row: StreamRow, naming: Naming): Row {
  const record = callRecord(row);
  return {
    at_ns: row.at as bigint,
    pid: Number(row.pid),
    tid: Number(row.tid),
    comm: naming.process(Number(row.process)).comm,
    cpu: Number(row.cpu),
    syscall: callName(record.call),
    text: callText(record),
    args: record.args.map((argument) => `0x${argument.toString(16)}`).join(' '),
    result: record.finished ? record.result : null,
    error: record.error ? errnoName(record.error) : null,
    duration_ns: row.duration as bigint,
  };
}

export default () =>
  defineTracer({
    name: 'syscalls',
    question: 'What do programs ask of the kernel, how often, how long, and what fails?',
    descendsFrom: 'strace, syscount',
    programs: {
      tally: ['on_call_fork', 'on_call_enter', 'on_call_return', 'on_call_death'],
      stream: ['on_call_fork', 'on_call_enter_args', 'on_call_return_stream', 'on_call_death'],
      calls: {
        tally: ['on_call_enter', 'on_call_return'],
        stream: ['on_call_enter_args', 'on_call_return_stream'],
      },
      surveys: ['on_call_survey'],
    },
    tallies: ['syscalls', 'syscall_errors'],
    snapshots: ['syscall_survey'],
    columns: [
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
        name: 'syscall',
        unit: 'text',
        meaning: 'The call; name@i386 is a 32-bit call.',
        terminal: { heading: 'SYSCALL', width: 17 },
      },
      {
        name: 'count',
        unit: 'calls',
        meaning: 'Calls entered: returned, under way, and never returned together.',
        terminal: { heading: 'CALLS', width: 7, key: 'c' },
      },
      { name: 'returned', unit: 'calls', meaning: 'Calls that came back; times and errors are of these.' },
      { name: 'in_flight', unit: 'calls', meaning: 'Calls that had not come back when the watching ended.' },
      {
        name: 'never_returned',
        unit: 'calls',
        meaning: 'Calls in which the task ended: exit, or a kill inside a call.',
      },
      {
        name: 'errors',
        unit: 'calls',
        meaning: 'Calls that failed; restarts by signals are not failures.',
        terminal: { heading: 'ERR', width: 6, key: 'e' },
      },
      { name: 'errors_by_errno', unit: 'calls by errno', meaning: 'The failed calls by reason.' },
      {
        name: 'total_ns',
        unit: 'ns',
        meaning: 'Time between entry and return, added up, waiting included.',
        terminal: { heading: 'TIME', width: 7, key: 't' },
      },
      {
        name: 'p50_ns',
        unit: 'ns',
        meaning: 'Half of the calls took less.',
        estimate: 'within 13 %',
      },
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
        terminal: { heading: 'MAX', width: 6, key: 'm' },
      },
    ],
    rows,
    streams: [
      {
        name: 'syscall',
        documentName: 'syscalls',
        programs: ['on_call_return', 'on_call_return_stream', 'on_call_death'],
        countBy: ['process', 'call', 'error'],
        event,
        eventKey([process, call, error], naming) {
          const { pid, comm } = naming.process(process);
          return { pid, comm, syscall: callName(call), error: error ? errnoName(error) : null };
        },
      },
    ],
  });
