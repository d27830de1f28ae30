// SPDX-License-Identifier: Apache-2.0
// Rows as a Parquet file, made at once from the columns that came: DuckDB would take ten times as long for it.

import { addon } from '../helper/native';
import type { StoreColumn, StoreTable } from './columns';
import type { ColumnData, Numbers } from './duck';
import type { HotRows } from './hot-rows';
import { BLANK_SUM, RunningSum } from './part-sum';
import { type Told, type Word, wordsOf } from './words';

const CREATED_BY = 'ringside version 1';

interface Source {
  readonly pieces: ArrayBufferView[];
  /** Where it came as texts: what each number stands for. */
  readonly texts?: readonly string[];
}

function sourceOf(data: readonly ColumnData[]): Source {
  if (data.every((piece): piece is Numbers => ArrayBuffer.isView(piece))) return { pieces: data.map(bitsOf) };
  const numbers = new Map<string, number>();
  const numberOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const pieces = data.map((piece) => Uint32Array.from(piece as readonly string[], numberOf));
  return { pieces, texts: [...numbers.keys()] };
}

/** What is no whole number is written as the bits that it has. */
const bitsOf = (piece: Numbers) =>
  piece instanceof Float64Array ? new BigUint64Array(piece.buffer, piece.byteOffset, piece.length) : piece;

function wordsFor(
  { from }: StoreColumn,
  { texts }: Source,
  told: Told,
): ((number: number) => Word) | undefined {
  if (from.words) return wordsOf(from.words.table, from.words.word, told);
  if (!texts) return undefined;
  return (number) => (from.emptyIsNull ? texts[number] || null : (texts[number] ?? null));
}

/** A part with its sum in it; its rows in the order of the batches. */
export function partBytes(table: StoreTable, batches: readonly HotRows[], told: Told): Buffer {
  const sources = table.hot.map((_, index) => sourceOf(batches.map(({ data }) => data[index] ?? [])));
  const columns = table.columns.map((column) => {
    const source = table.hot.findIndex(({ name }) => name === column.from.hot);
    const from = sources[source];
    if (!from) throw new Error(`column ${column.name} of ${table.name} is made of no column that came`);
    const { name, type } = column;
    return { name, type, source, words: wordsFor(column, from, told) };
  });
  const file = addon().parquetPart(
    {
      rows: batches.reduce((sum, { rows }) => sum + rows, 0),
      sources: sources.map(({ pieces }) => pieces),
      columns: columns.map(({ words, ...column }) => ({ ...column, hasWords: words !== undefined })),
      ...BLANK_SUM,
      createdBy: CREATED_BY,
    },
    (column, numbers) => Array.from(numbers, (number) => columns[column]?.words?.(number) ?? null),
  );
  return new RunningSum().seal(Buffer.from(file));
}
