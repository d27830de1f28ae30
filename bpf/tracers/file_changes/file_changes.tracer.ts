// SPDX-License-Identifier: Apache-2.0

import { callName, errnoName } from '../../../src-main/shared/call-text';
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

interface Changes {
  pid: number;
  comm: string;
  syscall: string;
  count: number;
  errors: number;
  byErrno: Record<string, number>;
  total: bigint;
  max: number;
  histogram: Float64Array;
}

function entryFor(rows: Map<string, Changes>, figures: Figures, naming: Naming): Changes {
  const { pid, comm, started } = naming.process(figures.key.process ?? 0);
  const syscall = callName(figures.key.call ?? 0);
  const id = `${pid}\0${started}\0${comm}\0${syscall}`;
  const entry = rows.get(id) ?? {
    ...{ pid, comm, syscall, count: 0, errors: 0, byErrno: {}, total: 0n, max: 0 },
    histogram: new Float64Array(128),
  };
  rows.set(id, entry);
  return entry;
}

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const byCall = new Map<string, Changes>();
  for (const figures of tallies.file_changes ?? []) {
    const entry = entryFor(byCall, figures, naming);
    entry.count += Number(figures.values.count ?? 0);
    entry.errors += Number(figures.values.errors ?? 0);
    entry.total += BigInt(figures.values.total ?? 0);
    entry.max = Math.max(entry.max, Number(figures.values.max ?? 0));
    const histogram = figures.arrays.histogram ?? [];
    for (let i = 0; i < histogram.length; i++)
      entry.histogram[i] = (entry.histogram[i] ?? 0) + (histogram[i] ?? 0);
  }
  for (const figures of tallies.file_change_errors ?? []) {
    const { byErrno } = entryFor(byCall, figures, naming);
    const name = errnoName(figures.key.error ?? 0);
    byErrno[name] = (byErrno[name] ?? 0) + Number(figures.values.count ?? 0);
  }
  return [...byCall.values()]
    .filter(({ count }) => count > 0)
    .map((entry) => ({
      pid: entry.pid,
      comm: entry.comm,
      syscall: entry.syscall,
      count: entry.count,
      errors: entry.errors,
      errors_by_errno: entry.byErrno,
      total_ns: entry.total,
      p50_ns: histogramQuantile(entry.histogram, 0.5, entry.max),
      p99_ns: histogramQuantile(entry.histogram, 0.99, entry.max),
      max_ns: entry.max,
    }));
}

function event(row: StreamRow, naming: Naming): Row {
  const [path, newPath] = [naming.text(row.path), naming.text(row.new_path)];
  const [fd, error] = [Number(row.fd), Number(row.error)];
  const length = Number(row.length);
  const syscall = callName(Number(row.call));
  // `rename "/a" -> "/b" = 0`
  const words = [syscall, path === null ? '?' : `"${path}"`];
  if (newPath !== null) words.push('->', `"${newPath}"`);
  if (length >= 0) words.push(`to ${length}`);
  words.push('=', error ? errnoName(error) : '0');
  return {
    at_ns: row.at as bigint,
    pid: Number(row.pid),
    tid: Number(row.tid),
    comm: naming.process(Number(row.process)).comm,
    cpu: Number(row.cpu),
    syscall,
    path,
    new_path: newPath,
    path_kind: inWords('path_kind', row.path_kind),
    length: length < 0 ? null : length,
    flags: Number(row.flags),
    mode: Number(row.mode),
    fd,
    errno: error,
    error: error ? errnoName(error) : null,
    text: words.join(' '),
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
    name: 'syscall',
    unit: 'text',
    meaning: 'The call; name@i386 is a 32-bit call.',
    terminal: { heading: 'SYSCALL', width: 14 },
  },
  {
    name: 'count',
    unit: 'calls',
    meaning: 'Changes that came back, failed ones too.',
    part: 'sum',
    terminal: { heading: 'CALLS', width: 7, key: 'c' },
  },
  {
    name: 'errors',
    unit: 'calls',
    meaning: 'Changes that failed.',
    part: 'sum',
    terminal: { heading: 'ERR', width: 6, key: 'e' },
  },
  { name: 'errors_by_errno', unit: 'calls by errno', meaning: 'The failed changes by reason.' },
  {
    name: 'total_ns',
    unit: 'ns',
    meaning: 'Time between entry and return, added up: of fsync the wait for the disk.',
    part: 'sum',
    terminal: { heading: 'TIME', width: 7, key: 't' },
  },
  { name: 'p50_ns', unit: 'ns', meaning: 'Half of the calls took less.', estimate: 'within 13 %' },
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
    terminal: { heading: 'MAX', width: 7, key: 'm' },
  },
];

export default () =>
  defineTracer({
    name: 'file_changes',
    question: 'Which files are made, moved and deleted, and how long until they are safe on the disk?',
    descendsFrom: 'filelife, fsslower',
    onlyWhenNamed: true,
    programs: {
      tally: ['on_change_enter', 'on_change_return'],
      stream: ['on_change_enter', 'on_change_return_stream'],
      surveys: [],
    },
    triggers: [
      {
        id: 'sync',
        label: 'an fsync takes longer than',
        asks: 'ms',
        usual: '500',
        when: { longest: 'file_changes', calls: ['fsync', 'fdatasync'] },
      },
    ],
    tallies: ['file_changes', 'file_change_errors'],
    snapshots: [],
    columns: COLUMNS,
    rows,
    streams: [
      {
        name: 'file_change',
        documentName: 'file_changes',
        programs: ['on_change_return', 'on_change_return_stream'],
        countBy: ['process', 'call', 'error'],
        shown: {
          columns: ['at_ns', 'comm', 'pid', 'syscall', 'path', 'new_path', 'error', 'duration_ns'],
          groups: [
            { title: 'Process', column: 'comm' },
            { title: 'Call', column: 'syscall' },
            { title: 'File', column: 'path' },
            { title: 'Folder', column: 'path', part: 'folder' },
            { title: 'Answer', column: 'error' },
          ],
        },
        event,
        eventKey([process, call, error], naming) {
          const { pid, comm } = naming.process(process);
          return { pid, comm, syscall: callName(call), error: error ? errnoName(error) : null };
        },
      },
    ],
  });
