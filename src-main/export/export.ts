// SPDX-License-Identifier: Apache-2.0
// One export from the question to the finished file or folder.

import { ExitCode, Failure } from '../shared/failure';
import { AtomicFile, whole } from './atomic-output';
import { readFilter } from './filter-sql';
import { writePerfetto } from './perfetto';
import { type ExportPlan, planExport } from './plan';
import { type Redaction, Redactor } from './redact';
import type { Course, Source } from './source';
import { writeCsv, writeJsonLines } from './text-forms';
import { writeParquet } from './parquet';

export const FORMATS = ['perfetto', 'jsonl', 'csv', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

export interface ExportQuestion {
  readonly format: Format;
  readonly filter: string;
  readonly table: string | undefined;
  readonly redact: ReadonlySet<Redaction>;
}

/** CSV has one kind of row: the table that was named, or the only stream. @throws {Failure} */
function tableOf(source: Source, { format, table }: ExportQuestion): string | undefined {
  if (format !== 'csv' || table !== undefined) return table;
  const streams = [...source.tables.values()].filter(({ kind }) => kind === 'stream');
  if (streams.length === 1) return streams[0]?.name;
  throw new Failure(
    'CSV has room for one table.',
    `The capture has ${streams.length} streams.`,
    `Name one with --table: ${[...source.tables.keys()].join(', ')}.`,
    ExitCode.Usage,
  );
}

/** @throws {Failure} when the filter, the table or the columns do not fit this capture */
export function plannedExport(source: Source, question: ExportQuestion): ExportPlan {
  return planExport(
    source,
    new Redactor(question.redact),
    readFilter(question.filter),
    tableOf(source, question),
  );
}

const WRITERS = { perfetto: writePerfetto, jsonl: writeJsonLines, csv: writeCsv };

/**
 * Writes what was planned to `out`, whole or not at all.
 * @param dir the capture's folder, which Parquet is read from by a DuckDB that may also write
 * @throws {Failure} when the data cannot be read or the place not written
 */
export async function runExport(
  source: Source,
  plan: ExportPlan,
  { format, table }: ExportQuestion,
  dir: string,
  out: string,
  course: Course,
): Promise<void> {
  if (format === 'parquet') return writeParquet(source, plan, { dir, out, one: table !== undefined }, course);
  await whole(new AtomicFile(out), out, (file) => WRITERS[format](source, plan, file, course));
}
