// SPDX-License-Identifier: Apache-2.0
// DuckDB's vectors as plain JavaScript: typed arrays of numbers, else lists.

import type { DuckDBDataChunk, DuckDBType, DuckDBVector } from '@duckdb/node-api';
import { DuckDBTypeId } from '@duckdb/node-api';

export interface ColumnName {
  readonly name: string;
  /** As SQL names it. */
  readonly type: string;
}

export type Numbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** One column of a piece of a result. */
export interface ColumnPart extends ColumnName {
  /** Numbers of up to 64 bits in an array of their type; anything else as a list of plain values. */
  readonly values: Numbers | readonly PlainValue[];
  /** 0 where the value is NULL, one a row; undefined where none is. Lists have null in them as well. */
  readonly valid: Uint8Array | undefined;
}

/** Up to 2,048 rows of a result. */
export interface ColumnChunk {
  readonly rows: number;
  readonly columns: readonly ColumnPart[];
}

/** Integers of 64 bits and more are bigint; what has no plain form (a date, a list) is text as SQL writes it. */
export type PlainValue = null | boolean | number | bigint | string;

type Plain = (value: unknown) => PlainValue;

const itself: Plain = (value) => value as PlainValue;
const asNumber: Plain = (value) => Number(String(value));

const PLAIN: Partial<Record<DuckDBTypeId, Plain>> = {
  [DuckDBTypeId.BOOLEAN]: itself,
  [DuckDBTypeId.HUGEINT]: itself,
  [DuckDBTypeId.UHUGEINT]: itself,
  [DuckDBTypeId.VARCHAR]: itself,
  [DuckDBTypeId.ENUM]: itself,
  [DuckDBTypeId.DECIMAL]: asNumber,
};

/** Types whose vectors hold a typed array. */
const NUMBERS: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
]);

/** A vector of numbers, as DuckDB's binding keeps it: a bit a row, or none where nothing is NULL. */
interface NumberVector {
  readonly items: Numbers;
  readonly validity: { readonly data: BigUint64Array | null };
}

function validRows(bits: BigUint64Array | null, rows: number): Uint8Array | undefined {
  if (!bits) return undefined;
  const words = new Uint32Array(bits.buffer, bits.byteOffset, bits.length * 2);
  const valid = new Uint8Array(rows);
  let nulls = 0;
  for (let row = 0; row < rows; row++) {
    const bit = ((words[row >>> 5] as number) >>> (row & 31)) & 1;
    valid[row] = bit;
    nulls += 1 - bit;
  }
  return nulls ? valid : undefined;
}

function columnPart(
  { name, type }: ColumnName,
  id: DuckDBTypeId,
  vector: DuckDBVector,
  rows: number,
): ColumnPart {
  if (NUMBERS.has(id)) {
    const { items, validity } = vector as unknown as NumberVector;
    // A copy: the vector's own memory is DuckDB's and goes with the chunk.
    return { name, type, values: items.slice(0, rows), valid: validRows(validity.data, rows) };
  }
  const plain = PLAIN[id] ?? String;
  const values: PlainValue[] = new Array(rows);
  let valid: Uint8Array | undefined;
  for (let row = 0; row < rows; row++) {
    const value = vector.getItem(row) as unknown;
    if (value === null || value === undefined) {
      valid ??= new Uint8Array(rows).fill(1);
      valid[row] = 0;
      values[row] = null;
    } else values[row] = plain(value);
  }
  return { name, type, values, valid };
}

export function columnChunk(
  chunk: DuckDBDataChunk,
  columns: readonly ColumnName[],
  types: readonly DuckDBType[],
): ColumnChunk {
  const rows = chunk.rowCount;
  return {
    rows,
    columns: columns.map((column, index) =>
      columnPart(
        column,
        (types[index] as DuckDBType).typeId,
        chunk.getColumnVector(index) as DuckDBVector,
        rows,
      ),
    ),
  };
}

export function emptyChunk(columns: readonly ColumnName[]): ColumnChunk {
  return { rows: 0, columns: columns.map((column) => ({ ...column, values: [], valid: undefined })) };
}

/** One value of a column. */
export function valueAt({ values, valid }: ColumnPart, row: number): PlainValue {
  return valid && !valid[row] ? null : (values[row] as PlainValue);
}
