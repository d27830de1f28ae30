// SPDX-License-Identifier: Apache-2.0
// What any engine finds in a capture: DuckDB with its own defaults, over the parts' names, without our reader.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';

export type PlainRow = Record<string, DuckDBValue>;

/** Rows of a question in which `{table}` stands for all parts of a table. */
export async function ask(dir: string, sql: string): Promise<PlainRow[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const filled = sql.replace(
      /\{(\w+)\}/g,
      (_, table) => `read_parquet('${dir}/${table}/part-*.parquet', filename = true, file_row_number = true)`,
    );
    return (await connection.runAndReadAll(filled)).getRowObjects();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** One number; 0 for NULL and where the table has no part. */
export async function number(dir: string, table: string, expression: string, where = ''): Promise<number> {
  if (!partsOf(dir, table).length) return 0;
  const [row] = await ask(dir, `SELECT ${expression} AS n FROM {${table}} ${where}`);
  return Number(row?.n ?? 0);
}

/** The names of a table's parts, in order. */
export function partsOf(dir: string, table: string): string[] {
  const folder = join(dir, table);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith('part-'))
    .sort();
}

export const tablesOnDisk = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();

/** Rows that come before the row they follow in time, within a part or from one part to the next; of all or some. */
export const outOfOrder = (dir: string, table: string, where = '', slackNs = 0): Promise<number> =>
  number(
    dir,
    `${table}`,
    'count(*)',
    `JOIN (SELECT filename AS f, file_row_number AS r,
       lag(at_ns) OVER (ORDER BY filename, file_row_number) AS before FROM {${table}} ${where}) AS p
     ON filename = p.f AND file_row_number = p.r WHERE at_ns + ${slackNs} < p.before`,
  );

interface ManifestDocument {
  readonly state: string;
  readonly ended: string | null;
  readonly clocks: {
    readonly unix_minus_boot_ns: string;
    readonly begun_boot_ns: string;
    readonly ended_boot_ns: string | null;
  };
  readonly tables: Readonly<Record<string, { rows: number; bytes: number }>>;
  readonly losses: {
    readonly total: number;
    readonly not_written: Readonly<Record<string, number>>;
  };
  readonly [more: string]: unknown;
}

export const manifestOf = (dir: string): ManifestDocument =>
  JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as ManifestDocument;
