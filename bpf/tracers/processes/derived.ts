// SPDX-License-Identifier: Apache-2.0
// Lives and what happened in them, as a window asks for them: of the hot window and of a capture alike.

import type { DerivedTable } from '../../../src-main/shared/tracer';

const column = (name: string, type: string, unit: string) => ({ name, type, unit });

/** Letters of arguments that a row shows; all of them are in `process_exec`. */
const ARGUMENTS_MOST = 200;
/** Who runs has no end yet. */
const RUNS = '9223372036854775807';
const NO_WORD = 'NULL::VARCHAR';

/**
 * A row for each process, with the programs that it ran one after the other: `comm`, NUL, when it made room for the
 * next one (0 while it runs), NUL, ...
 */
export const LIVES: DerivedTable = {
  name: 'process_lives',
  columns: [
    column('process', 'BIGINT', 'process_ref'),
    column('pid', 'INTEGER', 'pid_nr'),
    column('comm', 'VARCHAR', 'text'),
    column('uid', 'INTEGER', 'uid_nr'),
    column('parent', 'INTEGER', 'pid_nr'),
    column('started_ns', 'BIGINT', 'boot_ns'),
    column('until_ns', 'BIGINT', 'boot_ns'),
    column('programs', 'VARCHAR', 'text'),
    column('unit', 'VARCHAR', 'text'),
    column('container', 'VARCHAR', 'text'),
    column('user_name', 'VARCHAR', 'text'),
    column('cgroup_path', 'VARCHAR', 'text'),
    column('status', 'INTEGER', 'exit_status'),
    column('signal', 'INTEGER', 'signal_nr'),
    column('cpu_ns', 'BIGINT', 'duration_ns'),
    column('peak_rss_bytes', 'BIGINT', 'byte_count_max'),
    column('forks', 'BIGINT', 'event_count'),
    column('argv', 'VARCHAR', 'text'),
  ],
  sql: (has) => {
    if (!has('processes', 'started_ns') || !has('process_counts') || !has('process_exits')) return undefined;
    // In a capture a row may be from before the runtime told the name; the hot window has the name in place of the id.
    const name = has('processes', 'container_name') ? 'container_name' : NO_WORD;
    const id =
      "CASE WHEN regexp_matches(container, '^[0-9a-f]{64}$') THEN left(container, 12) ELSE container END";
    const word = (name: string) => `nullif(max(${name}), '')`;
    const argv = has('process_exec')
      ? `SELECT process, left(max(argv), ${ARGUMENTS_MOST}) AS argv FROM process_exec WHERE errno = 0 GROUP BY process`
      : `SELECT NULL::BIGINT AS process, ${NO_WORD} AS argv WHERE false`;
    return `
      WITH program AS (
        SELECT process, any_value(pid) AS pid, max(comm) AS comm, max(uid) AS uid, any_value(parent) AS parent,
          any_value(started_ns) AS started, max(ended_ns) AS ended, ${word('unit')} AS unit,
          ${word(name)} AS container_name, ${word(id)} AS container_id,
          ${word('user_name')} AS user_name, ${word('cgroup_path')} AS cgroup_path
        FROM processes WHERE pid > 0 GROUP BY process),
      ends AS (SELECT process, max(status) AS status, max(signal) AS signal FROM process_exits GROUP BY process),
      did AS (SELECT process, sum(cpu_ns) AS cpu, max(peak_rss_bytes) AS peak, sum(forks) AS forks, sum(exits) AS exits
        FROM process_counts GROUP BY process),
      run AS (${argv}),
      each AS (
        SELECT *, CASE WHEN ended = 0 THEN ${RUNS} ELSE ended END AS until
        FROM program LEFT JOIN ends USING (process) LEFT JOIN did USING (process) LEFT JOIN run USING (process))
      SELECT arg_max(process, until)::BIGINT AS process, pid::INTEGER AS pid, arg_max(comm, until) AS comm,
        arg_max(uid, until)::INTEGER AS uid, arg_min(parent, until)::INTEGER AS parent,
        started::BIGINT AS started_ns, max(until)::BIGINT AS until_ns,
        string_agg(comm || chr(0) || ended::VARCHAR, chr(0) ORDER BY until) AS programs,
        max(unit) AS unit, coalesce(max(container_name), max(container_id)) AS container, arg_max(user_name, until) AS user_name,
        arg_max(cgroup_path, until) AS cgroup_path, max(status)::INTEGER AS status, max(signal)::INTEGER AS signal,
        (CASE WHEN sum(exits) > 0 THEN sum(cpu) END)::BIGINT AS cpu_ns,
        (CASE WHEN sum(exits) > 0 THEN max(peak) END)::BIGINT AS peak_rss_bytes,
        coalesce(sum(forks), 0)::BIGINT AS forks, arg_max(argv, until) AS argv
      FROM each GROUP BY pid, started`;
  },
};

/** One kind of moment: its stream, and SQL for each column of the table. */
interface Moment {
  readonly stream: string;
  readonly kind: string;
  readonly pid?: string;
  readonly other?: string;
  readonly text: string;
  readonly error?: string;
}

const MOMENTS: readonly Moment[] = [
  {
    stream: 'process_fork',
    kind: "CASE WHEN thread THEN 'thread' ELSE 'fork' END",
    other: 'child_pid',
    text: 'child_tid::VARCHAR',
  },
  {
    ...{ stream: 'process_exec', kind: "CASE WHEN errno = 0 THEN 'exec' ELSE 'failed exec' END" },
    ...{ text: 'coalesce(argv, path)', error: 'error' },
  },
  { stream: 'process_exit', kind: "'exit'", text: 'coalesce(signal_name, status::VARCHAR)' },
  { stream: 'process_signal', kind: "'sends'", other: 'receiver_pid', text: 'signal_name' },
  { stream: 'process_signal', kind: "'signal'", pid: 'receiver_pid', other: 'pid', text: 'signal_name' },
  {
    stream: 'process_rename',
    kind: "'rename'",
    text: "coalesce(old_comm, '?') || chr(0) || coalesce(new_comm, '?')",
  },
];

/** What happened to processes one by one, of all streams: a signal stands with both. */
export const MOMENTS_TABLE: DerivedTable = {
  name: 'process_moments',
  columns: [
    column('at_ns', 'BIGINT', 'boot_ns'),
    column('pid', 'INTEGER', 'pid_nr'),
    column('kind', 'VARCHAR', 'text'),
    column('other_pid', 'INTEGER', 'pid_nr'),
    column('text', 'VARCHAR', 'text'),
    column('error', 'VARCHAR', 'text'),
  ],
  sql: (has) => {
    const selects = MOMENTS.filter(({ stream }) => has(stream)).map(
      ({ stream, kind, pid = 'pid', other = 'NULL', text, error = NO_WORD }) =>
        `SELECT at_ns, ${pid}::INTEGER AS pid, ${kind} AS kind, ${other}::INTEGER AS other_pid, ${text} AS "text", ${error} AS error FROM ${stream}`,
    );
    return selects.length ? selects.join(' UNION ALL ') : undefined;
  },
};
