// SPDX-License-Identifier: Apache-2.0
// A made capture, exported; and DuckDB's own reading of its parts, to compare with.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { type ExportQuestion, plannedExport, runExport } from '../../src-main/export/export';
import type { Course } from '../../src-main/export/source';
import { Capture } from '../../src-main/store/capture';
import { callsTables } from './calls-capture';
import { type MadeTable, makeCapture } from './make-capture';

export const unhurried = (): Course => ({ signal: new AbortController().signal, tell() {} });

/** Runs `work` in a folder that goes afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-export-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The capture is `FOLDER/capture`. */
export function withCapture<T>(
  work: (folder: string) => Promise<T>,
  tables: Readonly<Record<string, MadeTable>> = callsTables(1000),
): Promise<T> {
  return inFolder(async (folder) => {
    await makeCapture(join(folder, 'capture'), tables);
    return work(folder);
  });
}

/** Exports `FOLDER/capture` to `FOLDER/NAME`, and gives that path. */
export async function exported(
  folder: string,
  name: string,
  question: Partial<ExportQuestion> & Pick<ExportQuestion, 'format'>,
  course = unhurried(),
): Promise<string> {
  const all: ExportQuestion = { filter: '', table: undefined, redact: new Set(), ...question };
  const dir = join(folder, 'capture');
  const out = join(folder, name);
  const capture = await Capture.open(dir);
  try {
    await runExport(capture, plannedExport(capture, all), all, dir, out, course);
  } finally {
    capture.close();
  }
  return out;
}

/** What DuckDB says, by itself. `{T}` in the SQL stands for the parts of table T. */
export async function asked(folder: string, sql: string): Promise<DuckDBValue[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const whole = sql.replace(
      /\{(\w+)\}/g,
      (_, table) => `'${join(folder, 'capture', table, 'part-*.parquet')}'`,
    );
    return (await connection.runAndReadAll(whole)).getRows();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
