// SPDX-License-Identifier: Apache-2.0

import { callName, errnoName, openFlagsText } from '../../../src-main/shared/call-text';
import { histogramQuantile } from '../../../src-main/shared/histogram';
import {
  type ColumnDescription,
  defineTracer,
  type Figures,
  type Naming,
  type Row,
  type StreamRow,
} from '../../../src-main/shared/tracer';
import { inWords } from '../../../src-main/shared/unit-words';
import { HELD } from './held';

interface Opens {
  pid: number;
  comm: string;
  count: number;
  errors: number;
  byErrno: Record<string, number>;
  total: bigint;
  max: number;
  histogram: Float64Array;
}

function entryFor(rows: Map<string, Opens>, figures: Figures, naming: Naming): Opens {
  const { pid, comm, started } = naming.process(figures.key.process ?? 0);
  const id = `${pid}\0${started}\0${comm}`;
  const entry = rows.get(id) ?? {
    ...{ pid, comm, count: 0, errors: 0, byErrno: {}, total: 0n, max: 0 },
    histogram: new Float64Array(128),
  };
  rows.set(id, entry);
  return entry;
}

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const byProcess = new Map<string, Opens>();
  for (const figures of tallies.file_opens ?? []) {
    const entry = entryFor(byProcess, figures, naming);
    entry.count += Number(figures.values.count ?? 0);
    entry.errors += Number(figures.values.errors ?? 0);
    entry.total += BigInt(figures.values.total ?? 0);
    entry.max = Math.max(entry.max, Number(figures.values.max ?? 0));
    const histogram = figures.arrays.histogram ?? [];
    for (let i = 0; i < histogram.length; i++)
      entry.histogram[i] = (entry.histogram[i] ?? 0) + (histogram[i] ?? 0);
  }
  for (const figures of tallies.file_open_errors ?? []) {
    const { byErrno } = entryFor(byProcess, figures, naming);
    const name = errnoName(figures.key.error ?? 0);
    byErrno[name] = (byErrno[name] ?? 0) + Number(figures.values.count ?? 0);
  }
  return [...byProcess.values()]
    .filter(({ count }) => count > 0)
    .map((entry) => ({
      pid: entry.pid,
      comm: entry.comm,
      count: entry.count,
      errors: entry.errors,
      errors_by_errno: entry.byErrno,
      total_ns: entry.total,
      p50_ns: histogramQuantile(entry.histogram, 0.5, entry.max),
      p99_ns: histogramQuantile(entry.histogram, 0.99, entry.max),
      max_ns: entry.max,
    }));
}

/** `openat "/etc/passwd" O_RDONLY|O_CLOEXEC = 3` */
function textOf(call: number, path: string | null, flags: string, fd: number, error: number): string {
  const shown = path === null ? '?' : `"${path}"`;
  return `${callName(call)} ${shown} ${flags} = ${error ? errnoName(error) : fd}`;
}

function event(row: StreamRow, naming: Naming): Row {
  const path = naming.text(row.path);
  const flags = openFlagsText(BigInt(Number(row.flags)));
  const [fd, error] = [Number(row.fd), Number(row.error ?? row.errno)];
  return {
    at_ns: row.at as bigint,
    pid: Number(row.pid),
    tid: Number(row.tid),
    comm: naming.process(Number(row.process)).comm,
    cpu: Number(row.cpu),
    syscall: callName(Number(row.call)),
    path,
    host_path: naming.text(row.host_path),
    path_kind: inWords('path_kind', row.path_kind),
    flags,
    mode: Number(row.mode),
    fd,
    errno: error,
    error: error ? errnoName(error) : null,
    text: textOf(Number(row.call), path, flags, fd, error),
    duration_ns: row.duration as bigint,
  };
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
    name: 'count',
    unit: 'opens',
    meaning: 'Opens that came back, failed ones too.',
    part: 'sum',
    terminal: { heading: 'OPENS', width: 8, key: 'c' },
  },
  {
    name: 'errors',
    unit: 'opens',
    meaning: 'Opens that failed.',
    part: 'sum',
    terminal: { heading: 'ERR', width: 8, key: 'e' },
  },
  { name: 'errors_by_errno', unit: 'opens by errno', meaning: 'The failed opens by reason.' },
  {
    name: 'total_ns',
    unit: 'ns',
    meaning: 'Time between entry and return, added up.',
    part: 'sum',
    terminal: { heading: 'TIME', width: 8, key: 't' },
  },
  { name: 'p50_ns', unit: 'ns', meaning: 'Half of the opens took less.', estimate: 'within 13 %' },
  {
    name: 'p99_ns',
    unit: 'ns',
    meaning: 'Ninety-nine of a hundred opens took less.',
    estimate: 'within 13 %',
    terminal: { heading: '~P99', width: 8 },
  },
  {
    name: 'max_ns',
    unit: 'ns',
    meaning: 'The longest open, exactly.',
    terminal: { heading: 'MAX', width: 8, key: 'm' },
  },
];

/** Opens by io_uring: where a kernel has no rings, there are none. */
const RING_PROGRAMS = ['on_ring_open', 'on_ring_open_sqe', 'on_ring_answer'];

export default () =>
  defineTracer({
    name: 'files',
    question: 'Which files do programs open, and which do they not find?',
    descendsFrom: 'opensnoop',
    onlyWhenNamed: true,
    programs: {
      tally: ['on_open_enter', 'on_open_return', ...RING_PROGRAMS],
      stream: ['on_open_enter', 'on_open_return_stream', ...RING_PROGRAMS],
      surveys: [],
      inventories: ['on_held'],
      optional: [['on_ring_open', 'on_ring_open_sqe'], ['on_ring_answer']],
    },
    triggers: [
      {
        id: 'failing',
        label: 'opens fail, more than',
        asks: '%',
        usual: '50',
        when: { failing: 'file_open_errors', of: 'file_opens' },
      },
    ],
    tallies: ['file_opens', 'file_open_errors'],
    snapshots: [],
    columns: COLUMNS,
    rows,
    streams: [
      {
        name: 'file_open',
        documentName: 'files',
        programs: ['on_open_return', 'on_open_return_stream', 'on_ring_answer'],
        countBy: ['process', 'call', 'error'],
        shown: {
          columns: ['at_ns', 'comm', 'pid', 'path', 'error', 'duration_ns'],
          groups: [
            { title: 'Process', column: 'comm' },
            { title: 'File', column: 'path' },
            { title: 'Folder', column: 'path', part: 'folder' },
            { title: 'Name', column: 'path', part: 'name' },
            { title: 'Answer', column: 'error' },
          ],
        },
        event,
        eventKey([process, call, error], naming) {
          const { pid, comm } = naming.process(process);
          return { pid, comm, syscall: callName(call), error: error ? errnoName(error) : null };
        },
      },
      HELD,
    ],
  });
