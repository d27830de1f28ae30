// SPDX-License-Identifier: Apache-2.0
// Pieces of results as plain JavaScript: typed arrays of numbers, else lists. Nothing of DuckDB is needed to hold them.

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

export function emptyChunk(columns: readonly ColumnName[]): ColumnChunk {
  return { rows: 0, columns: columns.map((column) => ({ ...column, values: [], valid: undefined })) };
}

/** One value of a column. */
export function valueAt({ values, valid }: ColumnPart, row: number): PlainValue {
  return valid && !valid[row] ? null : (values[row] as PlainValue);
}
