// SPDX-License-Identifier: Apache-2.0
// Events as a Parquet file, made at once from the batches that came: DuckDB would take ten times as long for it.

import { addon } from '../helper/native';
import type { StoreTable } from './columns';
import type { HotRows } from './hot-rows';
import { BLANK_SUM, RunningSum } from './part-sum';
import { type Told, wordsOf } from './words';

const CREATED_BY = 'ringside version 1';

/** A part of a stream with its sum in it; its rows in the order of the batches. */
export function eventPart(table: StoreTable, batches: readonly HotRows[], told: Told): Buffer {
  const origin = (name: string) => {
    const from = table.columns.find((column) => column.name === name)?.from;
    const source = table.hot.findIndex((column) => column.name === from?.hot);
    if (!from || source < 0)
      throw new Error(`column ${name} of ${table.name} is made of no column that came`);
    return { source, words: from.words && wordsOf(from.words.table, from.words.word, told) };
  };
  const columns = table.columns.map((column) => ({ ...column, ...origin(column.name) }));
  const file = addon().parquetPart(
    {
      rows: batches.reduce((sum, { rows }) => sum + rows, 0),
      sources: table.hot.map((_, index) =>
        batches.map(({ data }) => data[index] as unknown as ArrayBufferView),
      ),
      columns: columns.map(({ name, type, source, words }) => {
        if (type === 'DOUBLE')
          throw new Error(`column ${name} of ${table.name} is of a type that streams do not have`);
        return { name, type, source, hasWords: words !== undefined };
      }),
      ...BLANK_SUM,
      createdBy: CREATED_BY,
    },
    (column, numbers) => Array.from(numbers, (number) => columns[column]?.words?.(number) ?? null),
  );
  return new RunningSum().seal(Buffer.from(file));
}
