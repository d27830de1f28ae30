// SPDX-License-Identifier: Apache-2.0

import { errnoName } from '../../../src-main/shared/call-text';
import { signalName } from '../../../src-main/shared/signals';
import {
  defineTracer,
  type Figures,
  type Naming,
  type Row,
  type TracerTrigger,
} from '../../../src-main/shared/tracer';
import { COLUMNS } from './columns';
import { LIVES, MOMENTS_TABLE } from './derived';
import { execEvent, exitEvent, exitWords, forkEvent, renameEvent, signalEvent } from './events';

const SUMS = [
  ...['count', 'forks', 'threads', 'execs', 'exec_errors', 'renames', 'exits', 'signals_sent'],
  ...['signals_received', 'cpu_ns', 'lifetime_ns'],
] as const;

/** What they tell is rare: the same ones count and tell. */
const PROGRAMS = [
  ...['on_process_switch', 'on_process_fork', 'on_process_rename', 'on_process_exec'],
  ...['on_process_exec_failure', 'on_process_signal', 'on_process_exit'],
];

const TRIGGERS: readonly TracerTrigger[] = [
  {
    id: 'exec',
    label: 'a program is run:',
    asks: 'name',
    usual: '',
    when: { stream: 'process_exec', names: ['path', 'asked_path', 'process'], zero: ['error'] },
  },
  {
    id: 'killed',
    label: 'a signal ends a process:',
    asks: 'name or nothing',
    usual: '',
    when: { stream: 'process_exit', names: ['process'], nonzero: ['signal'] },
  },
];

interface Life {
  readonly pid: number;
  readonly comm: string;
  readonly sums: Record<string, bigint>;
  peak: number;
  readonly ends: Record<string, number>;
}

function lifeOf(rows: Map<string, Life>, figures: Figures, naming: Naming): Life {
  const { pid, comm, started } = naming.process(figures.key.process ?? 0);
  const id = `${pid}\0${started}\0${comm}`;
  const life = rows.get(id) ?? { pid, comm, sums: {}, peak: 0, ends: {} };
  rows.set(id, life);
  return life;
}

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const lives = new Map<string, Life>();
  for (const figures of tallies.process_counts ?? []) {
    const life = lifeOf(lives, figures, naming);
    for (const name of SUMS) life.sums[name] = (life.sums[name] ?? 0n) + BigInt(figures.values[name] ?? 0);
    life.peak = Math.max(life.peak, Number(figures.values.peak_rss_bytes ?? 0));
  }
  for (const figures of tallies.process_exits ?? []) {
    const { ends } = lifeOf(lives, figures, naming);
    const how = exitWords(figures.key.status ?? 0, figures.key.signal ?? 0);
    ends[how] = (ends[how] ?? 0) + Number(figures.values.count ?? 0);
  }
  return [...lives.values()].map(({ pid, comm, sums, peak, ends }) => {
    const sum = (name: (typeof SUMS)[number]) => Number(sums[name] ?? 0n);
    const ended = sum('exits') > 0;
    const ways = Object.keys(ends);
    return {
      pid,
      comm,
      count: sum('count'),
      forks: sum('forks'),
      threads: sum('threads'),
      execs: sum('execs'),
      exec_errors: sum('exec_errors'),
      renames: sum('renames'),
      signals_sent: sum('signals_sent'),
      signals_received: sum('signals_received'),
      exits: sum('exits'),
      ended: ways.length > 1 ? `${ways.length} ways` : (ways[0] ?? null),
      exits_by_end: ends,
      lifetime_ns: ended ? (sums.lifetime_ns ?? 0n) : null,
      cpu_ns: ended ? (sums.cpu_ns ?? 0n) : null,
      peak_rss_bytes: ended ? peak : null,
    };
  });
}

const who = (process: number, naming: Naming) => {
  const { pid, comm } = naming.process(process);
  return { pid, comm };
};

export default () =>
  defineTracer({
    name: 'processes',
    question: 'Who starts what, how long does it live, and how does it end?',
    descendsFrom: 'execsnoop, exitsnoop, killsnoop',
    onlyWhenNamed: true,
    programs: { tally: PROGRAMS, stream: PROGRAMS, surveys: [] },
    streams: [
      {
        name: 'process_fork',
        programs: ['on_process_fork'],
        shown: {
          columns: [
            'at_ns',
            'comm',
            'pid',
            'thread',
            { name: 'child_pid', title: 'Child' },
            { name: 'child_tid', title: 'Child thread' },
          ],
          groups: [{ title: 'Process', column: 'comm' }],
        },
        countBy: ['process', 'thread'],
        event: forkEvent,
        eventKey: ([process, thread], naming) => ({ ...who(process, naming), thread: Boolean(thread) }),
      },
      {
        name: 'process_exec',
        programs: ['on_process_exec', 'on_process_exec_failure'],
        shown: {
          columns: ['at_ns', 'comm', 'pid', 'path', { name: 'argv', title: 'Arguments' }, 'error'],
          groups: [
            { title: 'Process', column: 'comm' },
            { title: 'Program', column: 'path' },
            { title: 'Answer', column: 'error' },
          ],
        },
        countBy: ['process', 'error'],
        event: execEvent,
        eventKey: ([process, error], naming) => ({
          ...who(process, naming),
          error: error ? errnoName(error) : null,
        }),
      },
      {
        name: 'process_exit',
        programs: ['on_process_exit'],
        shown: {
          columns: [
            'at_ns',
            'comm',
            'pid',
            'status',
            { name: 'signal_name', title: 'Signal', short: true },
            { name: 'cpu_ns', title: 'CPU time' },
            { name: 'peak_rss_bytes', title: 'Peak memory' },
            { name: 'duration_ns', title: 'Lived' },
          ],
          groups: [
            { title: 'Process', column: 'comm' },
            { title: 'Status', column: 'status' },
            { title: 'Signal', column: 'signal_name' },
          ],
        },
        countBy: ['process', 'status', 'signal'],
        event: exitEvent,
        eventKey: ([process, status, signal], naming) => ({
          ...who(process, naming),
          status,
          signal: signalName(signal),
        }),
      },
      {
        name: 'process_signal',
        programs: ['on_process_signal'],
        shown: {
          columns: [
            'at_ns',
            'comm',
            'pid',
            { name: 'signal_name', title: 'Signal', short: true },
            { name: 'receiver_comm', title: 'To', short: true },
            { name: 'receiver_pid', title: 'To PID' },
            { name: 'receiver_tid', title: 'To thread' },
          ],
          groups: [
            { title: 'Process', column: 'comm' },
            { title: 'Signal', column: 'signal_name' },
          ],
        },
        countBy: ['process', 'signal'],
        event: signalEvent,
        eventKey: ([process, signal], naming) => ({ ...who(process, naming), signal: signalName(signal) }),
      },
      {
        name: 'process_rename',
        programs: ['on_process_rename'],
        shown: {
          columns: [
            'at_ns',
            'comm',
            'pid',
            { name: 'old_comm', title: 'Old name', short: true },
            { name: 'new_comm', title: 'New name' },
          ],
          groups: [
            { title: 'Process', column: 'comm' },
            { title: 'New name', column: 'new_comm' },
          ],
        },
        countBy: ['process'],
        event: renameEvent,
        eventKey: ([process], naming) => who(process, naming),
      },
    ],
    triggers: TRIGGERS,
    tallies: ['process_counts', 'process_exits'],
    snapshots: [],
    derived: [LIVES, MOMENTS_TABLE],
    columns: COLUMNS,
    rows,
  });
