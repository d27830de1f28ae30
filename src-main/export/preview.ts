// SPDX-License-Identifier: Apache-2.0
// What a redaction would take out, before anything is written: of each column how many values, and some of them with
// what would stand in their place.

import { visibleText } from '../shared/amount';
import type { PlainValue } from '../store/values';
import { type ExportPlan, type PlannedColumn, selectRows, type TablePlan } from './plan';
import { Params, quoted } from './question';
import type { Source } from './source';

const EXAMPLES = 3;

export interface ColumnPreview {
  readonly name: string;
  readonly redacted: string;
  readonly values: number;
  /** About: an estimate within a few per cent. */
  readonly different: number;
  readonly examples: readonly { readonly before: string; readonly after: string }[];
}

export interface TablePreview {
  readonly name: string;
  /** That the filter lets through. */
  readonly rows: number;
  readonly columns: readonly ColumnPreview[];
}

const shown = (value: PlainValue | undefined) => visibleText(String(value ?? ''));

async function columnPreview(
  source: Source,
  plan: ExportPlan,
  table: TablePlan,
  column: PlannedColumn,
  signal: AbortSignal,
): Promise<ColumnPreview> {
  const reason = column.redacted ?? 'text';
  const name = quoted(column.name);
  const from = `FROM ${quoted(table.name)} WHERE ${table.where}`;
  const counts = await source.rows(
    `SELECT count(${name}), approx_count_distinct(${name}) ${from}`,
    table.values,
    1,
    signal,
  );
  const params = new Params();
  for (const value of table.values) params.add(value);
  const token = plan.redactor.sql(column.name, reason, params);
  // Out of the first rows: looking for different values in all of them would take as long as the export.
  const some = await source.rows(
    `SELECT DISTINCT CAST(${name} AS VARCHAR), ${token} FROM (SELECT ${name} ${from} AND ${name} IS NOT NULL LIMIT 1000) LIMIT ${EXAMPLES}`,
    params.values,
    EXAMPLES,
    signal,
  );
  return {
    name: column.name,
    redacted: reason === 'text' ? 'text of unknown content' : reason,
    values: Number(counts.rows[0]?.[0] ?? 0),
    different: Number(counts.rows[0]?.[1] ?? 0),
    examples: some.rows.map(([before, after]) => ({ before: shown(before), after: shown(after) })),
  };
}

export async function previewExport(
  source: Source,
  plan: ExportPlan,
  signal: AbortSignal,
): Promise<TablePreview[]> {
  const tables: TablePreview[] = [];
  for (const table of plan.tables) {
    const { sql, values } = selectRows(table, plan.redactor);
    const counted = await source.rows(`SELECT count(*) FROM (${sql})`, values, 1, signal);
    const columns: ColumnPreview[] = [];
    for (const column of table.columns)
      if (column.redacted) columns.push(await columnPreview(source, plan, table, column, signal));
    tables.push({ name: table.name, rows: Number(counted.rows[0]?.[0] ?? 0), columns });
  }
  return tables;
}

/** The manifest's own words, which go with any redaction. */
export function manifestExamples(
  source: Source,
  plan: ExportPlan,
): { what: string; before: string; after: string }[] {
  const before = source.manifest;
  const after = plan.redactor.manifest(before);
  return [
    { what: 'name', before: before.name, after: after.name },
    { what: 'note', before: before.note, after: after.note },
    { what: 'host', before: before.host.hostname, after: after.host.hostname },
    ...before.marks
      .slice(0, EXAMPLES)
      .map(({ text }, at) => ({ what: 'mark', before: text, after: after.marks[at]?.text ?? '' })),
  ]
    .filter((one) => one.before !== one.after)
    .map(({ what, ...both }) => ({ what, before: shown(both.before), after: shown(both.after) }));
}
