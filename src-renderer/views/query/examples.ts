// SPDX-License-Identifier: Apache-2.0
// Questions that run as they stand, for whatever tables a capture has.

import type { TableInfo } from '../../../src-main/shared/capture-contract';

export interface Example {
  readonly title: string;
  readonly sql: string;
}

const KNOWN: readonly (Example & { readonly table: string })[] = [
  {
    table: 'syscalls',
    title: 'Who makes the most calls',
    sql: `SELECT comm, pid, sum(returned) AS calls, sum(errors) AS errors
FROM syscalls
GROUP BY comm, pid
ORDER BY calls DESC`,
  },
  {
    table: 'syscalls',
    title: 'Where the time goes, by call',
    sql: `SELECT syscall, sum(returned) AS calls, sum(total_ns) AS total_ns, max(max_ns) AS max_ns
FROM syscalls
GROUP BY syscall
ORDER BY total_ns DESC`,
  },
  {
    table: 'syscall_errors',
    title: 'What fails, and why',
    sql: `SELECT comm, syscall, error, sum("count") AS failed
FROM syscall_errors
GROUP BY ALL
ORDER BY failed DESC`,
  },
  {
    table: 'syscall',
    title: 'The slowest single calls',
    sql: `SELECT at_ns, duration_ns, comm, pid, tid, syscall, result, error
FROM syscall
ORDER BY duration_ns DESC
LIMIT 100`,
  },
  {
    table: 'syscall',
    title: 'Quantiles of each call',
    sql: `SELECT syscall, count(*) AS calls,
  quantile_cont(duration_ns, 0.5) AS p50_ns, quantile_cont(duration_ns, 0.99) AS p99_ns
FROM syscall
GROUP BY syscall
ORDER BY p99_ns DESC`,
  },
  {
    table: 'losses',
    title: 'What was lost, and when',
    sql: `SELECT at_ns, cause, cpu, "count" FROM losses ORDER BY at_ns`,
  },
  {
    table: 'ticks',
    title: 'What each second counted',
    sql: `SELECT "second", events, lost FROM ticks ORDER BY "second"`,
  },
];

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Everything of a table, a screenful of it. */
export const firstRows = (table: string): string => `SELECT *\nFROM ${quoted(table)}\nLIMIT 100`;

export const examplesFor = (tables: readonly TableInfo[]): Example[] => [
  ...KNOWN.filter(({ table }) => tables.some(({ name }) => name === table)),
  ...tables
    .filter(({ name }) => !KNOWN.some(({ table }) => table === name))
    .slice(0, 5)
    .map(({ name }) => ({ title: `Rows of ${name}`, sql: firstRows(name) })),
];
