// SPDX-License-Identifier: Apache-2.0
// A capture written by DuckDB alone, after src-main/store/README.md: an independent truth for what reads captures.
// Nothing of the product's own writer is used.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export interface MadeTable {
  readonly kind: string;
  readonly columns: readonly { name: string; type: string; unit: string; meaning: string }[];
  /** SQL of the rows of one part, by its number from 1. */
  readonly part: (part: number) => string;
  readonly parts: number;
}

/** ns; each part of `syscall` has one second of rows. */
export const SECOND = 1_000_000_000;
export const BEGUN = 5_000 * SECOND;

const column = (name: string, type: string, unit: string, meaning: string) => ({ name, type, unit, meaning });

/** `rows` calls a part: row i of part p is at BEGUN + p s + i us, took i ns, and every tenth failed with EAGAIN. */
export function callsTable(parts: number, rows: number): MadeTable {
  return {
    kind: 'stream',
    columns: [
      column('at_ns', 'BIGINT', 'boot_ns', 'when it returned'),
      column('duration_ns', 'BIGINT', 'duration_ns', 'how long it took'),
      column('pid', 'INTEGER', 'pid', 'of the process'),
      column('comm', 'VARCHAR', 'comm', 'the program'),
      column('syscall', 'VARCHAR', 'call_nr', 'the call'),
      column('result', 'BIGINT', '', 'what it returned'),
      column('errno', 'INTEGER', 'errno_nr', '0 is success'),
      column('error', 'VARCHAR', 'errno_nr', 'its name'),
      column('is_compat', 'BOOLEAN', 'yes_no', 'by the 32-bit door'),
    ],
    part: (part) => `SELECT
        ${BEGUN} + ${part}::BIGINT * ${SECOND} + i * 1000 AS at_ns, i::BIGINT AS duration_ns,
        (100 + i % 7)::INTEGER AS pid, 'prog' || (i % 7) AS comm,
        CASE WHEN i % 2 = 0 THEN 'read' ELSE 'openat' END AS syscall,
        CASE WHEN i % 10 = 0 THEN -11::BIGINT ELSE 9007199254740993 END AS result,
        CASE WHEN i % 10 = 0 THEN 11 ELSE 0 END::INTEGER AS errno,
        CASE WHEN i % 10 = 0 THEN 'EAGAIN' END AS error, i % 100 = 0 AS is_compat
      FROM range(${rows}) t(i)`,
    parts,
  };
}

/** One row a second. */
export function ticksTable(parts: number): MadeTable {
  return {
    kind: 'ticks',
    columns: [
      column('at_ns', 'BIGINT', 'boot_ns', 'the end of the second'),
      column('events', 'BIGINT', 'count', 'counted'),
    ],
    part: (part) => `SELECT ${BEGUN} + ${part}::BIGINT * ${SECOND} AS at_ns, 1000::BIGINT AS events`,
    parts,
  };
}

export function manifestDocument(tables: Readonly<Record<string, MadeTable>>): Record<string, unknown> {
  return {
    format: 1,
    ringside: '0.1.0',
    state: 'complete',
    ended: 'asked',
    name: 'a test',
    note: 'first line\nsecond line',
    preset: null,
    host: {
      hostname: 'elsewhere',
      kernel: '6.12.9',
      machine: 'x86_64',
      cpus: 64,
      boot_id: '6f1a1c5e-0000-4000-8000-000000000000',
      machine_id: '0123456789abcdef0123456789abcdef',
    },
    clocks: {
      unix_minus_boot_ns: '1764000000000000000',
      begun_boot_ns: String(BEGUN),
      ended_boot_ns: String(BEGUN + 10 * SECOND),
    },
    schema: 'cafe',
    tracers: [{ name: 'syscalls', question: 'Which calls?' }],
    filter: { pid: 100, calls: ['read', 'openat'], errors: true },
    tables: Object.fromEntries(
      Object.entries(tables).map(([name, { kind, columns }]) => [name, { kind, columns, rows: 0, bytes: 0 }]),
    ),
    losses: { total: 3, by_cause: { ring_full: 3 }, not_written: {} },
    cost: { bpf_ns: 1_000_000, app_ns: 2_000_000 },
    marks: [{ at_ns: String(BEGUN + SECOND), text: 'here' }],
  };
}

export const partName = (part: number): string => `part-${String(part).padStart(6, '0')}.parquet`;

/** Writes the SQL's rows as one Parquet file. */
export async function writeParquet(file: string, sql: string, options = 'COMPRESSION zstd'): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run(`COPY (${sql}) TO '${file.replaceAll("'", "''")}' (FORMAT parquet, ${options})`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A whole capture in `dir`, which is made. */
export async function makeCapture(
  dir: string,
  tables: Readonly<Record<string, MadeTable>> = { syscall: callsTable(3, 1000), ticks: ticksTable(3) },
): Promise<void> {
  mkdirSync(dir, { recursive: true });
  for (const [name, table] of Object.entries(tables)) {
    mkdirSync(join(dir, name));
    for (let part = 1; part <= table.parts; part++)
      await writeParquet(join(dir, name, partName(part)), table.part(part));
  }
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifestDocument(tables)));
}
