// SPDX-License-Identifier: Apache-2.0
// The table of a tracer without a view of its own, bounded: the rows with the most, of whatever adds up, and the sums of all.

import { TABLE_ROWS_MOST, type TracerTable } from '../shared/contract';
import type { Cell, ColumnDescription, Row } from '../shared/tracer';

/** Exact past 2^53, as the rows themselves are. */
function sum(a: number | bigint, b: Cell | undefined): number | bigint {
  if (typeof b !== 'number' && typeof b !== 'bigint') return a;
  const next = Number(a) + Number(b);
  return Number.isSafeInteger(next) ? next : BigInt(a) + BigInt(b);
}

/** Those with the most of each, as many of each; what is left of the room are more of the first. */
function most(rows: readonly Row[], adding: readonly string[]): Row[] {
  const kept = new Set<Row>();
  const by = (one: string) => [...rows].sort((a, b) => Number(b[one] ?? 0) - Number(a[one] ?? 0));
  const each = Math.floor(TABLE_ROWS_MOST / adding.length);
  for (const one of adding) for (const row of by(one).slice(0, each)) kept.add(row);
  for (const row of by(adding[0] ?? '')) {
    if (kept.size >= TABLE_ROWS_MOST) break;
    kept.add(row);
  }
  return [...kept];
}

export function tracerTable(
  { name, columns }: { readonly name: string; readonly columns: readonly ColumnDescription[] },
  rows: readonly Row[],
  since: number,
): TracerTable {
  const adding = columns.filter(({ part }) => part === 'sum').map((column) => column.name);
  const sums = Object.fromEntries(
    adding.map((one) => [one, rows.reduce<number | bigint>((total, row) => sum(total, row[one]), 0)]),
  );
  const shown = rows.length > TABLE_ROWS_MOST && adding.length > 0 ? most(rows, adding) : rows;
  return { tracer: name, since, rows: shown.slice(0, TABLE_ROWS_MOST), rowCount: rows.length, sums };
}
