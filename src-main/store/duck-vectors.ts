// SPDX-License-Identifier: Apache-2.0
// DuckDB's vectors as pieces of a result.

import { type DuckDBDataChunk, type DuckDBType, DuckDBTypeId, type DuckDBVector } from '@duckdb/node-api';
import type { ColumnChunk, ColumnName, ColumnPart, Numbers, PlainValue } from './values';

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
