// SPDX-License-Identifier: Apache-2.0
// Parquet again: each table merged into one file in order of time. The folder is a capture itself, so it opens in the
// window, packs into one file, and is what to send when something has been taken out.

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { listed, quoted as text } from '../store/locked-duck';
import { MANIFEST_FILE, type Manifest } from '../store/manifest';
import { findParts } from '../store/parts';
import { Problems } from '../store/problems';
import { AtomicFile, AtomicFolder, whole } from './atomic-output';
import { filterText } from './filter-sql';
import { type ExportPlan, hasTime, selectRows, type TablePlan } from './plan';
import { quoted } from './question';
import type { Course, Source } from './source';

const MEMORY = '512MiB';

interface Place {
  readonly dir: string;
  readonly out: string;
  /** One table as a file, not all as a folder. */
  readonly one: boolean;
}

/**
 * A DuckDB that reads the capture's parts and writes into one folder: sorting more than its memory holds needs a
 * place, and the one that reads for everybody (`store/locked-duck.ts`) has none and may not write.
 */
async function openWriter(
  files: readonly string[],
  folder: string,
): Promise<{ connection: DuckDBConnection; close: () => void }> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    threads: '2',
    temp_directory: join(folder, '.sorting'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run(`SET allowed_paths = ${listed(files)}`);
  await connection.run(`SET allowed_directories = ${listed([folder])}`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** What the file says of itself, for a reader that has nothing but the file. */
function metadata(table: TablePlan, plan: ExportPlan, manifest: Manifest): string {
  const said = JSON.stringify({
    table: table.name,
    columns: table.columns.map(({ name, unit, redacted }) => ({
      name,
      unit,
      ...(redacted ? { redacted } : {}),
    })),
    clocks: manifest.clocks,
    redacted: [...plan.redactor.chosen],
  });
  return `KV_METADATA {ringside: ${text(said)}}`;
}

/** The manifest of what was written. */
function manifestOf(plan: ExportPlan, manifest: Manifest, rows: ReadonlyMap<string, number>): object {
  const chosen = [...plan.redactor.chosen];
  return {
    ...manifest,
    tables: Object.fromEntries(
      plan.tables.map(({ name, kind, columns }) => [
        name,
        {
          kind: kind ?? 'stream',
          columns: columns.map(({ redacted, ...column }) => ({
            ...column,
            meaning: redacted
              ? `${column.meaning} (taken out: ${redacted}; a token per value)`
              : column.meaning,
          })),
          rows: rows.get(name) ?? 0,
          bytes: 0,
        },
      ]),
    ),
    export: {
      redacted: chosen,
      // A filter may name what was taken out.
      filter: chosen.length > 0 ? plan.filter.length > 0 : filterText(plan.filter),
      left_out: chosen.length > 0 ? plan.leftOut.length : plan.leftOut,
    },
  };
}

export async function writeParquet(
  source: Source,
  plan: ExportPlan,
  place: Place,
  course: Course,
): Promise<void> {
  const output = place.one ? new AtomicFile(place.out) : new AtomicFolder(place.out);
  await whole<AtomicFile | AtomicFolder>(output, place.out, () =>
    fill(source, plan, place, output.unfinished, course),
  );
}

async function fill(
  source: Source,
  plan: ExportPlan,
  { dir, one }: Place,
  unfinished: string,
  course: Course,
): Promise<void> {
  const root = resolve(dir);
  const parts = findParts(root, new Problems());
  const files = new Map(
    [...parts].map(([table, list]) => [table, list.map(({ name }) => join(root, name))] as const),
  );
  const { connection, close } = await openWriter(
    [...files.values()].flat(),
    one ? resolve(unfinished, '..') : unfinished,
  );
  const interrupt = () => connection.interrupt();
  course.signal.addEventListener('abort', interrupt);
  const manifest = plan.redactor.manifest(source.manifest);
  const rows = new Map<string, number>();
  try {
    for (const table of plan.tables) {
      course.signal.throwIfAborted();
      course.tell(table.name, 0, table.rows);
      const own = files.get(table.name) ?? [];
      const from =
        own.length > 0 ? `read_parquet(${listed(own)}, hive_partitioning = false)` : nothing(table);
      await connection.run(`CREATE VIEW ${quoted(table.name)} AS SELECT * FROM ${from}`);
      const folder = join(unfinished, table.name);
      if (!one) mkdirSync(folder, { mode: 0o700 });
      const file = one ? unfinished : join(folder, 'part-000001.parquet');
      const { sql, values } = selectRows(table, plan.redactor, {
        tail: hasTime(table) ? 'ORDER BY at_ns' : '',
      });
      const done = await connection.run(
        `COPY (${sql}) TO ${text(file)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false, ${metadata(table, plan, manifest)})`,
        [...values],
      );
      chmodSync(file, 0o600);
      rows.set(table.name, Number((await done.getRows())[0]?.[0] ?? 0));
      course.tell(table.name, rows.get(table.name) ?? 0, table.rows);
    }
  } catch (error) {
    course.signal.throwIfAborted();
    throw error;
  } finally {
    course.signal.removeEventListener('abort', interrupt);
    close();
  }
  if (!one)
    writeFileSync(
      join(unfinished, MANIFEST_FILE),
      `${JSON.stringify(manifestOf(plan, manifest, rows), null, 1)}\n`,
      { mode: 0o600 },
    );
}

/** A table without a part, of the types that the manifest gives it. */
const nothing = (table: TablePlan): string =>
  `(SELECT ${table.columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${quoted(name)}`).join(', ')} WHERE false)`;
