// SPDX-License-Identifier: Apache-2.0
// The table of a tracer without a view of its own, bounded: the rows with the most, and the sums of all.

import { TABLE_ROWS_MOST, type TracerTable } from '../shared/contract';
import type { Cell, ColumnDescription, Row } from '../shared/tracer';

/** Exact past 2^53, as the rows themselves are. */
function sum(a: number | bigint, b: Cell | undefined): number | bigint {
  if (typeof b !== 'number' && typeof b !== 'bigint') return a;
  const next = Number(a) + Number(b);
  return Number.isSafeInteger(next) ? next : BigInt(a) + BigInt(b);
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
  const [most] = adding;
  const ordered =
    rows.length > TABLE_ROWS_MOST && most !== undefined
      ? [...rows].sort((a, b) => Number(b[most] ?? 0) - Number(a[most] ?? 0))
      : rows;
  return { tracer: name, since, rows: ordered.slice(0, TABLE_ROWS_MOST), rowCount: rows.length, sums };
}
