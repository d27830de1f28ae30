// SPDX-License-Identifier: Apache-2.0

import {
  type ColumnDescription,
  defineTracer,
  type Figures,
  type Naming,
  type Row,
} from '../../../src-main/shared/tracer';
import { unitWord } from '../../../src-main/shared/unit-words';

const KINDS = ['minor', 'major', 'user_read', 'user_write', 'user_exec', 'kernel'] as const;
type Kind = (typeof KINDS)[number];
type Faults = Row & { pid: number; comm: string; count: number } & Record<Kind, number>;

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const byProcess = new Map<string, Faults>();
  for (const { key, values } of [...(tallies.page_faults ?? []), ...(tallies.page_fault_exceptions ?? [])]) {
    const { pid, comm, started } = naming.process(key.process ?? 0);
    const id = `${pid}\0${started}\0${comm}`;
    const none = {
      pid,
      comm,
      count: 0,
      minor: 0,
      major: 0,
      user_read: 0,
      user_write: 0,
      user_exec: 0,
      kernel: 0,
    };
    const row = byProcess.get(id) ?? none;
    const kind = unitWord('fault_kind', key.kind_nr ?? 0) as Kind;
    const count = Number(values.count ?? 0);
    row[kind] += count;
    if (kind === 'minor' || kind === 'major') row.count += count;
    byProcess.set(id, row);
  }
  return [...byProcess.values()].filter((row) => KINDS.some((kind) => row[kind] > 0));
}

const sum = (
  name: 'count' | Kind,
  unit: string,
  meaning: string,
  terminal: ColumnDescription['terminal'],
): ColumnDescription => ({ name, unit, meaning, part: 'sum', ...(terminal && { terminal }) });

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
  sum('count', 'faults', 'Page faults, minor and major, as getrusage counts them.', {
    heading: 'FAULTS',
    width: 9,
    key: 'c',
  }),
  sum('minor', 'faults', 'The page was in memory already, or is a new one.', { heading: 'MINOR', width: 9 }),
  sum('major', 'faults', 'The page had to be read from a disk.', { heading: 'MAJOR', width: 7, key: 'm' }),
  sum('user_read', 'exceptions', 'Raised by the program’s own reading.', { heading: 'READ', width: 8 }),
  sum('user_write', 'exceptions', 'Raised by the program’s own writing.', { heading: 'WRITE', width: 8 }),
  sum('user_exec', 'exceptions', 'Raised by fetching an instruction.', { heading: 'EXEC', width: 8 }),
  sum('kernel', 'exceptions', 'Raised by the kernel as it touched the program’s memory for it.', {
    heading: 'KERNEL',
    width: 8,
  }),
];

const PROGRAMS = [
  'on_faults_fork',
  'on_faults_exec',
  'on_faults_exit',
  'on_fault_user',
  'on_fault_kernel',
] as const;

export default () =>
  defineTracer({
    name: 'memory',
    question: 'Who needs memory that is not there yet?',
    descendsFrom: 'perf stat -e page-faults',
    onlyWhenNamed: true,
    programs: { tally: PROGRAMS, stream: PROGRAMS, surveys: ['on_faults_survey'] },
    tallies: ['page_faults', 'page_fault_exceptions'],
    snapshots: [],
    columns: COLUMNS,
    rows,
    streams: [],
  });
