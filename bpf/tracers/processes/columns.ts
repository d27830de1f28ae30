// SPDX-License-Identifier: Apache-2.0

import type { ColumnDescription } from '../../../src-main/shared/tracer';

const sum = (name: string, meaning: string, terminal?: ColumnDescription['terminal']): ColumnDescription => ({
  name,
  unit: 'events',
  meaning,
  part: 'sum',
  ...(terminal && { terminal }),
});

export const COLUMNS: readonly ColumnDescription[] = [
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
  sum('count', 'All that it did: forks, threads, execs, failed ones, renames, exits, signals that it sent.'),
  sum('forks', 'Processes that it started.', { heading: 'FORKS', width: 6, key: 'c' }),
  sum('threads', 'Threads that it started.', { heading: 'THRDS', width: 5 }),
  sum('execs', 'Whether the program began while we watched.', { heading: 'EXECS', width: 5 }),
  sum('exec_errors', 'Programs that it could not run.', { heading: 'ERR', width: 5, key: 'e' }),
  sum('renames', 'Other names that it or its threads took.'),
  sum('signals_sent', 'Signals that it sent.', { heading: 'SIGS', width: 5 }),
  sum('signals_received', 'Signals that were sent to it.'),
  sum('exits', 'Whether it ended.'),
  {
    name: 'ended',
    unit: 'text',
    meaning: 'How it ended: its exit status, or the signal that killed it.',
    terminal: { heading: 'ENDED', width: 8 },
  },
  { name: 'exits_by_end', unit: 'exits by end', meaning: 'Those that ended, by status or signal.' },
  {
    name: 'lifetime_ns',
    unit: 'ns',
    meaning: 'From birth to end, added up over those that ended.',
    part: 'sum',
    terminal: { heading: 'LIVED', width: 6, key: 't' },
  },
  {
    name: 'cpu_ns',
    unit: 'ns',
    meaning: 'CPU time of all its threads since its birth, told at its end.',
    part: 'sum',
    terminal: { heading: 'CPU', width: 6 },
  },
  {
    name: 'peak_rss_bytes',
    unit: 'bytes',
    meaning: 'The most memory that it ever held, told at its end.',
    terminal: { heading: 'PEAK', width: 8, key: 'm' },
  },
];
