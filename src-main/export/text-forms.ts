// SPDX-License-Identifier: Apache-2.0
// Rows as lines of text: JSON, one object a row with its table named, and CSV after RFC 4180.

import { csvText } from '../shared/csv-text';
import type { ColumnChunk, ColumnPart, PlainValue } from '../store/values';
import { valueAt } from '../store/values';
import type { AtomicFile } from './atomic-output';
import type { ExportPlan } from './plan';
import { inOrder } from './slices';
import type { Course, Source } from './source';

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Integers that a reader of JSON would round are strings; what JSON has no number for is null. */
export function jsonText(value: PlainValue): string {
  if (typeof value === 'bigint') return value > SAFE || value < -SAFE ? `"${value}"` : value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return 'null';
  return JSON.stringify(value);
}

function jsonLines(table: string, { rows, columns }: ColumnChunk): string {
  const keys = columns.map(({ name }) => `,${JSON.stringify(name)}:`);
  const begin = `{"table":${JSON.stringify(table)}`;
  let lines = '';
  for (let row = 0; row < rows; row++) {
    lines += begin;
    for (let at = 0; at < columns.length; at++)
      lines += keys[at] + jsonText(valueAt(columns[at] as ColumnPart, row));
    lines += '}\n';
  }
  return lines;
}

function csvLines({ rows, columns }: ColumnChunk): string {
  let lines = '';
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < columns.length; at++)
      lines += (at > 0 ? ',' : '') + csvText(valueAt(columns[at] as ColumnPart, row));
    lines += '\r\n';
  }
  return lines;
}

export async function writeJsonLines(
  source: Source,
  plan: ExportPlan,
  file: AtomicFile,
  course: Course,
): Promise<void> {
  for (const table of plan.tables)
    for await (const chunk of inOrder(source, plan, table, course)) file.write(jsonLines(table.name, chunk));
}

/** The plan has one table. */
export async function writeCsv(
  source: Source,
  plan: ExportPlan,
  file: AtomicFile,
  course: Course,
): Promise<void> {
  for (const table of plan.tables) {
    file.write(`${table.columns.map(({ name }) => csvText(name)).join(',')}\r\n`);
    for await (const chunk of inOrder(source, plan, table, course)) file.write(csvLines(chunk));
  }
}
