// SPDX-License-Identifier: Apache-2.0
// Rows of the engine as columns of the store's hot tables.

import type { TallyRow } from '../engine/tally-sum';
import type { HotColumn, StoreTable } from './columns';
import type { ColumnData } from './duck';

/** Rows on their way into a hot table. */
export interface HotRows {
  readonly table: string;
  readonly rows: number;
  readonly data: readonly ColumnData[];
  /** What the columns lie in, where it can be used again once they are written. */
  readonly buffer?: ArrayBuffer;
}

type Value = number | bigint | string;

/** One column of the type that the table has. */
export function columnOf(column: HotColumn, rows: number, value: (row: number) => Value): ColumnData {
  const numbers = <A extends Uint16Array | Uint32Array | Int32Array | Float64Array>(array: A): A => {
    for (let row = 0; row < rows; row++) array[row] = Number(value(row));
    return array;
  };
  switch (column.type) {
    case 'VARCHAR':
      return Array.from({ length: rows }, (_, row) => String(value(row)));
    case 'USMALLINT':
      return numbers(new Uint16Array(rows));
    case 'UINTEGER':
      return numbers(new Uint32Array(rows));
    case 'INTEGER':
      return numbers(new Int32Array(rows));
    case 'DOUBLE':
      return numbers(new Float64Array(rows));
    default: {
      const array = new BigInt64Array(rows);
      for (let row = 0; row < rows; row++) {
        const one = value(row);
        array[row] = typeof one === 'bigint' ? one : BigInt(Math.round(Number(one)));
      }
      return array;
    }
  }
}

/** Rows that are objects, by the kernel's names of their fields. */
export function objectRows(table: StoreTable, rows: readonly Readonly<Record<string, Value>>[]): HotRows {
  return {
    table: table.name,
    rows: rows.length,
    data: table.hot.map((column) => {
      const none = column.type === 'VARCHAR' ? '' : 0;
      return columnOf(column, rows.length, (row) => rows[row]?.[column.field] ?? none);
    }),
  };
}

/** What a name says that a key is about. */
export type NameOf = (name: number) => string;

const keyValue = ({ field, named }: HotColumn, row: TallyRow | undefined, nameOf: NameOf): Value =>
  named ? nameOf(row?.key[field] ?? 0) : (row?.key[field] ?? 0);

/** A tally's rows of one second, all `at` the same moment (CLOCK_BOOTTIME, ns). */
export function tallyRows(
  table: StoreTable,
  rows: readonly TallyRow[],
  at: bigint,
  nameOf: NameOf = () => '',
): HotRows {
  const value = (column: HotColumn, row: TallyRow | undefined): Value =>
    column.field === 'at' ? at : (row?.values[column.field] ?? keyValue(column, row, nameOf));
  return {
    table: table.name,
    rows: rows.length,
    data: table.hot.map((column) => columnOf(column, rows.length, (index) => value(column, rows[index]))),
  };
}

/** What `field`, a histogram of the tally, grew by: a row a bucket. */
export function histogramRows(
  table: StoreTable,
  field: string,
  rows: readonly TallyRow[],
  at: bigint,
  nameOf: NameOf = () => '',
): HotRows {
  const list: { row: TallyRow; bucket: number; count: number }[] = [];
  for (const row of rows) {
    const counts = row.arrays[field] ?? [];
    for (let bucket = 0; bucket < counts.length; bucket++)
      if (counts[bucket]) list.push({ row, bucket, count: counts[bucket] ?? 0 });
  }
  const value = (column: HotColumn, index: number): Value => {
    const one = list[index];
    if (column.field === 'at') return at;
    if (column.field === 'bucket') return one?.bucket ?? 0;
    return column.field === 'count' ? (one?.count ?? 0) : keyValue(column, one?.row, nameOf);
  };
  return {
    table: table.name,
    rows: list.length,
    data: table.hot.map((column) => columnOf(column, list.length, (index) => value(column, index))),
  };
}
