// SPDX-License-Identifier: Apache-2.0
// What of a capture is exported: its tables with the filter put to them and the columns that are taken out.

import { ExitCode, Failure } from '../shared/failure';
import type { FilterTerm } from '../shared/filter-terms';
import type { ManifestColumn, TableKind } from '../store/manifest';
import { conditionOf, filterText } from './filter-sql';
import { type Param, Params, quoted } from './question';
import type { Redaction, Redactor } from './redact';
import type { Source } from './source';

export interface PlannedColumn extends ManifestColumn {
  /** Why it is given as tokens; undefined where it is given as it is. */
  readonly redacted: Redaction | 'text' | undefined;
}

export interface TablePlan {
  readonly name: string;
  readonly kind: TableKind | undefined;
  readonly columns: readonly PlannedColumn[];
  /** Rows of the table before the filter. */
  readonly rows: number;
  /** The filter as SQL, with its parameters from `$1` on. */
  readonly where: string;
  readonly values: readonly Param[];
}

export interface ExportPlan {
  readonly tables: readonly TablePlan[];
  readonly redactor: Redactor;
  readonly filter: readonly FilterTerm[];
  /** Sentences about what the filter could not be put to. */
  readonly leftOut: readonly string[];
}

/** Tables that say who and how: a filter that knows nothing of them leaves them whole. */
const ABOUT_ALL: ReadonlySet<TableKind | undefined> = new Set(['identity', 'ticks', 'losses', undefined]);

/**
 * @param wanted a table by name, or undefined for all
 * @throws {Failure} when there is no such table, or the filter fits none
 */
export function planExport(
  source: Source,
  redactor: Redactor,
  filter: readonly FilterTerm[],
  wanted?: string,
): ExportPlan {
  if (wanted !== undefined && !source.tables.has(wanted))
    throw new Failure(
      `The capture has no table "${wanted}".`,
      `It has ${[...source.tables.keys()].join(', ')}.`,
      'Name one of these with --table.',
      ExitCode.Usage,
    );
  const tables: TablePlan[] = [];
  const leftOut: string[] = [];
  for (const table of source.tables.values()) {
    if (wanted !== undefined && table.name !== wanted) continue;
    const params = new Params();
    const condition = conditionOf(filter, new Set(table.columns.map(({ name }) => name)), params);
    if (condition.cannot.length > 0 && !ABOUT_ALL.has(table.kind)) {
      leftOut.push(`Table ${table.name} is left out: it does not say "${filterText(condition.cannot)}".`);
      continue;
    }
    tables.push({
      name: table.name,
      kind: table.kind,
      columns: table.columns.map((column) => {
        const redacted = redactor.reason(column);
        return { ...column, type: redacted ? 'VARCHAR' : column.type, redacted };
      }),
      rows: table.rows,
      where: condition.sql,
      values: params.values,
    });
  }
  if (tables.length === 0)
    throw new Failure(
      'Nothing is left to export.',
      leftOut.join(' '),
      'Use a filter that the table knows: its columns say which.',
      ExitCode.Usage,
    );
  return { tables, redactor, filter, leftOut };
}

/** One statement and its parameters. */
export interface Question {
  readonly sql: string;
  readonly values: readonly Param[];
}

export const hasTime = (table: TablePlan): boolean => table.columns.some(({ name }) => name === 'at_ns');

/** SELECT of a table's rows as they are to be seen. `more` is a further condition of ours, `tail` what follows. */
export function selectRows(
  table: TablePlan,
  redactor: Redactor,
  { more = 'TRUE', tail = '' }: { more?: string; tail?: string } = {},
): Question {
  const params = new Params();
  for (const value of table.values) params.add(value);
  const columns = table.columns.map(({ name, redacted }) =>
    redacted ? `${redactor.sql(name, redacted, params)} AS ${quoted(name)}` : quoted(name),
  );
  // The inner name keeps a column's token from being taken for the column in the conditions.
  const sql = `SELECT ${columns.join(', ')} FROM (SELECT * FROM ${quoted(table.name)} WHERE ${table.where} AND ${more}) AS r ${tail}`;
  return { sql, values: params.values };
}
