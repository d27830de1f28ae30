// SPDX-License-Identifier: Apache-2.0
// Tables of a capture with everything in them that an export turns into something: calls with registers, processes of
// which one is executed anew and one has another's pid, a tally by second, losses, and texts that break formats.

import { BEGUN, type MadeTable, SECOND } from './make-capture';

const column = (name: string, type: string, unit: string) => ({ name, type, unit, meaning: name });

/** Text that each format has to carry unharmed: quotes, a comma, a line end, another script. */
export const AWKWARD = 'a"b,c\n日é\t\\';
export const PARTS = 3;

/** Process 3 is process 2 after an exec; process 5 has the pid of process 4, which ended. */
const WHO = `CASE i % 5 WHEN 0 THEN 1 WHEN 1 THEN (CASE WHEN p < 2 THEN 2 ELSE 3 END) WHEN 2 THEN (CASE WHEN p < 2 THEN 4 ELSE 5 END)
  WHEN 3 THEN 6 ELSE 7 END::BIGINT`;
const PID = `CASE process WHEN 1 THEN 100 WHEN 2 THEN 200 WHEN 3 THEN 200 WHEN 4 THEN 300 WHEN 5 THEN 300 WHEN 6 THEN 400 ELSE 500 END::INTEGER`;
const COMM = `CASE process WHEN 1 THEN 'node' WHEN 2 THEN 'sh' WHEN 3 THEN 'secretprog' WHEN 4 THEN 'first' WHEN 5 THEN 'second'
  WHEN 6 THEN '${AWKWARD}' ELSE 'postgres' END`;

export const SECRET_NAME = 'secretprog';
export const SECRET_ARGUMENT = 7_777_123_456_789_012_345n;

/** `rows` calls a part, 40 us apart; each took 30 us; call i fails with ENOENT where i % 10 = 0. */
export function calls(rows: number): MadeTable {
  return {
    kind: 'stream',
    columns: [
      column('at_ns', 'BIGINT', 'boot_ns'),
      column('cpu', 'INTEGER', 'cpu_nr'),
      column('call', 'INTEGER', 'call_nr'),
      column('syscall', 'VARCHAR', 'text'),
      column('duration_ns', 'BIGINT', 'duration_ns'),
      column('process', 'BIGINT', 'process_ref'),
      column('comm', 'VARCHAR', 'text'),
      column('pid', 'INTEGER', 'pid_nr'),
      column('tid', 'INTEGER', 'tid_nr'),
      column('errno', 'INTEGER', 'errno_nr'),
      column('error', 'VARCHAR', 'text'),
      column('returned', 'BOOLEAN', 'yes_no'),
      column('result', 'BIGINT', 'call_result'),
      ...[0, 1, 2, 3, 4, 5].map((at) => column(`arg${at}`, 'BIGINT', 'register_value')),
    ],
    part: (p) => `SELECT at_ns, cpu, call, syscall, duration_ns, process, ${COMM} AS comm, ${PID} AS pid,
        (${PID} + i % 2)::INTEGER AS tid, errno, error, TRUE AS returned, result, arg0, arg1, arg2, arg3, arg4, arg5
      FROM (SELECT i, ${BEGUN}::BIGINT + ${p - 1}::BIGINT * ${SECOND} + i * 40000 + 30000 AS at_ns, (i % 2)::INTEGER AS cpu,
        CASE WHEN i % 3 = 0 THEN 257 ELSE 0 END::INTEGER AS call, CASE WHEN i % 3 = 0 THEN 'openat' ELSE 'read' END AS syscall,
        30000::BIGINT AS duration_ns, ${WHO} AS process,
        CASE WHEN i % 10 = 0 THEN 2 ELSE 0 END::INTEGER AS errno, CASE WHEN i % 10 = 0 THEN 'ENOENT' END AS error,
        CASE WHEN i % 10 = 0 THEN -2 ELSE 3 END::BIGINT AS result,
        3::BIGINT AS arg0, ${SECRET_ARGUMENT}::BIGINT AS arg1, i AS arg2, 0::BIGINT AS arg3, 0::BIGINT AS arg4, 0::BIGINT AS arg5
        FROM (SELECT i, ${p} AS p FROM range(${rows}) t(i)))`,
    parts: PARTS,
  };
}

export function processes(): MadeTable {
  return {
    kind: 'identity',
    columns: [
      column('process', 'BIGINT', 'process_ref'),
      column('pid', 'INTEGER', 'pid_nr'),
      column('started_ns', 'BIGINT', 'boot_ns'),
      column('ended_ns', 'BIGINT', 'boot_ns'),
      column('execs', 'BIGINT', 'plain_number'),
      column('comm', 'VARCHAR', 'text'),
    ],
    part: () => `SELECT process, ${PID} AS pid,
        (CASE WHEN process = 5 THEN ${BEGUN + SECOND} ELSE 1000000 + ${PID} END)::BIGINT AS started_ns,
        (CASE WHEN process = 4 THEN ${BEGUN + SECOND - 1} ELSE 0 END)::BIGINT AS ended_ns,
        (CASE WHEN process = 3 THEN 1 ELSE 0 END)::BIGINT AS execs, ${COMM} AS comm
      FROM range(1, 8) t(process)`,
    parts: 1,
  };
}

/** Second p ends at BEGUN + p s; its rows are those of part p of `calls`, added up. */
export function tally(rows: number): MadeTable {
  return {
    kind: 'tally',
    columns: [
      column('at_ns', 'BIGINT', 'boot_ns'),
      column('process', 'BIGINT', 'process_ref'),
      column('pid', 'INTEGER', 'pid_nr'),
      column('comm', 'VARCHAR', 'text'),
      column('call', 'INTEGER', 'call_nr'),
      column('syscall', 'VARCHAR', 'text'),
      column('returned', 'BIGINT', 'event_count'),
      column('never_returned', 'BIGINT', 'event_count'),
      column('errors', 'BIGINT', 'event_count'),
    ],
    part: (
      p,
    ) => `SELECT ${BEGUN}::BIGINT + ${p}::BIGINT * ${SECOND} AS at_ns, process, pid, comm, call, syscall,
        count(*)::BIGINT AS returned, 0::BIGINT AS never_returned, sum((errno > 0)::INTEGER)::BIGINT AS errors
      FROM (${calls(rows).part(p)}) GROUP BY ALL`,
    parts: PARTS,
  };
}

export function ticks(rows: number): MadeTable {
  return {
    kind: 'ticks',
    columns: [
      column('at_ns', 'BIGINT', 'boot_ns'),
      column('span_ns', 'BIGINT', 'duration_ns'),
      column('events', 'BIGINT', 'event_count'),
    ],
    part: (p) =>
      `SELECT ${BEGUN}::BIGINT + ${p}::BIGINT * ${SECOND} AS at_ns, ${SECOND}::BIGINT AS span_ns, ${rows}::BIGINT AS events`,
    parts: PARTS,
  };
}

export function losses(): MadeTable {
  return {
    kind: 'losses',
    columns: [
      column('at_ns', 'BIGINT', 'boot_ns'),
      column('cause', 'VARCHAR', 'text'),
      column('cpu', 'INTEGER', 'cpu_nr'),
      column('count', 'BIGINT', 'event_count'),
    ],
    part: () =>
      `SELECT ${BEGUN + SECOND}::BIGINT AS at_ns, 'ring_full' AS cause, cpu::INTEGER AS cpu, (3 + cpu)::BIGINT AS count FROM range(2) t(cpu)`,
    parts: 1,
  };
}

export const callsTables = (rows: number): Record<string, MadeTable> => ({
  syscall: calls(rows),
  processes: processes(),
  syscalls: tally(rows),
  ticks: ticks(rows),
  losses: losses(),
});
