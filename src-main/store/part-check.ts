// SPDX-License-Identifier: Apache-2.0
// Which parts can be read. Each part's footer is read, not its data; one table's parts have one set of columns.

import { visibleText } from '../shared/amount';
import { type DuckBounds, LockedDuck, listed } from './locked-duck';
import { COLUMNS_MOST, type ManifestColumn, PLAIN_NAME } from './manifest';
import type { PartFile } from './parts';
import type { Problems } from './problems';
import type { ColumnName } from './values';

/** What a capture's columns are made of; each engine reads these. */
const TYPES: ReadonlySet<string> = new Set(['BIGINT', 'INTEGER', 'BOOLEAN', 'DOUBLE', 'VARCHAR']);
/** Footers asked for at a time. */
const GROUP = 500;

export interface CheckedPart extends PartFile {
  readonly rows: number;
  readonly columns: readonly ColumnName[];
}

interface SchemaRow {
  readonly file_name: string;
  readonly name: string;
  readonly duckdb_type: string | null;
  readonly num_children: bigint | null;
}

const firstLine = (error: unknown) =>
  visibleText(
    String((error as Error).message ?? error)
      .replace(/\/proc\/self\/fd\/\d+\//g, '')
      .split('\n')[0]
      ?.slice(0, 200) ?? '',
  );

/** Why these are no columns of a capture, or undefined. */
function unfit(columns: readonly ColumnName[]): string | undefined {
  if (!columns.length) return 'it has no columns';
  if (columns.length > COLUMNS_MOST) return `it has more than ${COLUMNS_MOST} columns`;
  if (new Set(columns.map(({ name }) => name)).size < columns.length) return 'it has a column twice';
  for (const { name, type } of columns) {
    const shown = visibleText(name.slice(0, 80));
    if (!PLAIN_NAME.test(name)) return `"${shown}" cannot be the name of a column`;
    if (!TYPES.has(type))
      return `its column "${shown}" is of a type that a capture has not: ${visibleText(type)}`;
  }
  return undefined;
}

async function footers(duck: LockedDuck, root: string, parts: readonly PartFile[]): Promise<CheckedPart[]> {
  const files = listed(parts.map(({ name }) => `${root}/${name}`));
  const counts = await duck.run(`SELECT file_name, num_rows FROM parquet_file_metadata(${files})`);
  const rowsOf = new Map(counts.map((row) => [String(row.file_name), Number(row.num_rows)]));
  // The root of a schema comes first and has children; a nested column has some too, and then a type that is refused.
  const limit = parts.length * (COLUMNS_MOST + 2);
  const schema = (await duck.run(
    `SELECT file_name, name, duckdb_type, num_children FROM parquet_schema(${files}) LIMIT ${limit}`,
  )) as unknown as SchemaRow[];
  const columnsOf = new Map<string, ColumnName[]>();
  for (const { file_name, name, duckdb_type, num_children } of schema) {
    const columns = columnsOf.get(file_name);
    if (!columns) columnsOf.set(file_name, []);
    else columns.push({ name, type: num_children ? 'NESTED' : (duckdb_type ?? 'NONE') });
  }
  return parts.map((part) => {
    const file = `${root}/${part.name}`;
    return { ...part, rows: rowsOf.get(file) ?? 0, columns: columnsOf.get(file) ?? [] };
  });
}

/** One broken part fails the whole question, so a group is halved until it is found. */
async function readable(
  duck: LockedDuck,
  root: string,
  parts: readonly PartFile[],
  problems: Problems,
): Promise<CheckedPart[]> {
  try {
    return await footers(duck, root, parts);
  } catch (error) {
    const [only] = parts;
    if (parts.length === 1 && only) {
      problems.add(`${only.name} was left out: ${firstLine(error)}`);
      return [];
    }
    const middle = parts.length >> 1;
    return [
      ...(await readable(duck, root, parts.slice(0, middle), problems)),
      ...(await readable(duck, root, parts.slice(middle), problems)),
    ];
  }
}

const signature = (columns: readonly ColumnName[]) =>
  columns.map(({ name, type }) => `${name} ${type}`).join();

/** The columns that the manifest names where a part has them, else those of most rows of parts. */
function agreed(
  parts: readonly CheckedPart[],
  named: readonly ManifestColumn[] | undefined,
): string | undefined {
  const votes = new Map<string, number>();
  for (const part of parts) {
    const columns = signature(part.columns);
    votes.set(columns, (votes.get(columns) ?? 0) + 1);
  }
  const wanted = named && signature(named);
  if (wanted !== undefined && votes.has(wanted)) return wanted;
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/**
 * Those of a table's parts that can be read together; `problems` gets the others.
 * @param named the table's columns as the manifest has them
 */
export async function checkParts(
  duck: LockedDuck,
  root: string,
  parts: readonly PartFile[],
  named: readonly ManifestColumn[] | undefined,
  problems: Problems,
): Promise<CheckedPart[]> {
  const sound: CheckedPart[] = [];
  for (let at = 0; at < parts.length; at += GROUP)
    for (const part of await readable(duck, root, parts.slice(at, at + GROUP), problems)) {
      const why = unfit(part.columns);
      if (why === undefined) sound.push(part);
      else problems.add(`${part.name} was left out: ${why}`);
    }
  const columns = agreed(sound, named);
  return sound.filter((part) => {
    const fits = signature(part.columns) === columns;
    if (!fits) problems.add(`${part.name} was left out: it has other columns than the rest of its table`);
    return fits;
  });
}

/** The columns of a table that has no part yet. */
export function emptyColumns(named: readonly ManifestColumn[]): ColumnName[] | undefined {
  const columns = named.map(({ name, type }) => ({ name, type }));
  return unfit(columns) === undefined ? columns : undefined;
}

/** Reads all data of each part, as a query would. @returns those that fail, and why */
export async function unreadable(
  root: string,
  parts: readonly CheckedPart[],
  bounds: DuckBounds,
): Promise<Map<CheckedPart, string>> {
  const failed = new Map<CheckedPart, string>();
  const paths = parts.map(({ name }) => `${root}/${name}`);
  let duck = await LockedDuck.open(paths, bounds);
  for (const part of parts) {
    const sums = part.columns.map(({ name }) => `count("${name}"), max("${name}")`);
    try {
      await duck.run(`SELECT ${sums.join(', ')} FROM read_parquet(${listed([`${root}/${part.name}`])})`);
    } catch (error) {
      failed.set(part, firstLine(error));
      // An error of DuckDB's own makes it refuse everything from then on, and the next part would be blamed.
      duck.close();
      duck = await LockedDuck.open(paths, bounds);
    }
  }
  duck.close();
  return failed;
}
