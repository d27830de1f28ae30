// SPDX-License-Identifier: Apache-2.0
// Rows that were made a Parquet file of by our own code are read again by two readers, each written by others: every
// value of every column, whatever it is and however its column came to be written.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { addon } from '../../../src-main/helper/native';
import { type HotColumn, type StoreTable, tablesOf } from '../../../src-main/store/columns';
import { partBytes } from '../../../src-main/store/part-bytes';
import { columnOf, type HotRows } from '../../../src-main/store/hot-rows';
import { checkSum } from '../../../src-main/store/part-sum';
import { loadTracers } from '../../../src-main/engine/tracers';
import { wordsOf } from '../../../src-main/store/words';
import { HISTOGRAM_BUCKETS } from '../../../src-main/shared/histogram';
import { parquetRows } from '../../support/other-reader';

const folder = mkdtempSync(join(tmpdir(), 'ringside-part-bytes-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'part.parquet');

type Value = bigint | number | string | boolean | null;
type Rows = Record<string, Value>[];

/** As DuckDB has it: BIGINT is a bigint, and nothing else is. */
const plain = (value: DuckDBValue | unknown): Value => (value === undefined ? null : (value as Value));

async function duckRows(path: string): Promise<Rows> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('SET threads = 1');
  const rows = (await connection.runAndReadAll(`FROM read_parquet('${path}')`)).getRowObjects();
  connection.closeSync();
  instance.closeSync();
  return rows as Rows;
}

async function bothRead(bytes: Uint8Array, expected: Rows): Promise<void> {
  writeFileSync(file, bytes);
  for (const found of [await duckRows(file), (await parquetRows(file)) as Rows]) {
    assert.equal(found.length, expected.length);
    // One by one: all at once would be a difference that nobody can print.
    for (let row = 0; row < expected.length; row++) {
      const [one, other] = [found[row] ?? {}, expected[row] ?? {}];
      for (const name in other)
        if (plain(one[name]) !== other[name]) assert.equal(one[name], other[name], `${name} of row ${row}`);
      assert.equal(Object.keys(one).length, Object.keys(other).length);
    }
  }
}

/** Numbers that follow from a seed. */
function chance(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const LONG = BigInt.asIntN(64, 1n << 63n);

describe('numbers', () => {
  /** A source, and what its column is to hold. */
  type Shape = (row: number, next: (below: number) => number) => bigint;
  const shapes: Readonly<Record<string, Shape>> = {
    same: () => 7n,
    two: (_, next) => BigInt(next(2)),
    four: (_, next) => [LONG, -1n, 0n, 1n << 40n][next(4)] ?? 0n,
    fifth: (row, next) => (row % 777 ? BigInt(next(2)) : BigInt(row)),
    few: (_, next) => BigInt(next(5)) - 2n,
    runs: (row) => BigInt(Math.floor(row / 100)),
    rising: (row, next) => 1_700_000_000_000_000_000n + BigInt(row * 1000 + next(999)),
    falling: (row) => -BigInt(row) * 123_456_789n,
    extremes: (row) => [LONG, -1n, 0n, ~LONG][row % 4] ?? 0n,
    any: (_, next) => BigInt.asIntN(64, (BigInt(next(2 ** 32)) << 32n) | BigInt(next(2 ** 32))),
    late: (row, next) => (row < 3000 ? 0n : BigInt(next(2 ** 31))),
  };

  for (const rows of [1, 7, 8, 9, 129, 5000, 140_000])
    it(`are read again by two readers: ${rows} rows of every shape, in pieces`, async () => {
      const next = chance(rows);
      // Many rows are for what only many rows bring: a second row group, a dictionary that is given up.
      const some = Object.entries(shapes).slice(rows > 100_000 ? -2 : 0);
      const values = some.map(([name, shape]) => ({
        name,
        list: BigInt64Array.from({ length: rows }, (_, row) => shape(row, next)),
      }));
      const cuts = [0, ...Array.from({ length: 3 }, () => next(rows + 1)), rows].sort((a, b) => a - b);
      const pieces = (array: BigInt64Array | Int32Array | Uint16Array) =>
        cuts.slice(1).map((cut, index) => array.subarray(cuts[index], cut));
      const sources = values.flatMap(({ list }) => [
        pieces(list),
        pieces(Int32Array.from(list, (value) => Number(BigInt.asIntN(32, value)))),
        pieces(Uint16Array.from(list, (value) => Number(BigInt.asUintN(16, value)))),
      ]);
      const columns = values.flatMap(({ name }, index) => [
        { name: `${name}_64`, type: 'BIGINT' as const, source: 3 * index, hasWords: false },
        { name: `${name}_32`, type: 'INTEGER' as const, source: 3 * index + 1, hasWords: false },
        { name: `${name}_16`, type: 'INTEGER' as const, source: 3 * index + 2, hasWords: false },
        { name: `${name}_yes`, type: 'BOOLEAN' as const, source: 3 * index + 2, hasWords: false },
        { name: `${name}_word`, type: 'VARCHAR' as const, source: 3 * index + 2, hasWords: true },
        { name: `${name}_other`, type: 'INTEGER' as const, source: 3 * index + 2, hasWords: true },
        { name: `${name}_double`, type: 'DOUBLE' as const, source: 3 * index, hasWords: false },
      ]);
      // Each third has none; several have the same; some are not ASCII.
      const word = (number: number) => (number % 3 ? `é${number % 100}\0` : null);
      const other = (number: number) => (number % 5 ? (number % 700) - 300 : null);
      const bytes = addon().parquetPart(
        { rows, sources, columns, key: 'k', value: 'v', createdBy: 'test' },
        (column, numbers) =>
          Array.from(numbers, (number) =>
            columns[column]?.type === 'VARCHAR' ? word(number) : other(number),
          ),
      );
      const expected = Array.from({ length: rows }, (_, row) =>
        Object.fromEntries(
          values.flatMap(({ name, list }) => {
            const value = list[row] ?? 0n;
            const short = Number(BigInt.asUintN(16, value));
            return [
              [`${name}_64`, value],
              [`${name}_32`, Number(BigInt.asIntN(32, value))],
              [`${name}_16`, short],
              [`${name}_yes`, short !== 0],
              [`${name}_word`, word(short)],
              [`${name}_other`, other(short)],
              [`${name}_double`, new Float64Array(BigInt64Array.of(value).buffer)[0] ?? 0],
            ];
          }),
        ),
      );
      await bothRead(new Uint8Array(bytes), expected);
    });

  it('that are not what was promised are refused', () => {
    const part = { rows: 2, columns: [], key: '', value: '', createdBy: '' };
    const none = () => [];
    assert.throws(
      () => addon().parquetPart({ ...part, sources: [[new Uint32Array(3)]] }, none),
      /number of rows/,
    );
    assert.throws(() => addon().parquetPart({ ...part, sources: [[new Float64Array(2)]] }, none), /unsigned/);
    const mixed = [new Uint32Array(1), new Uint16Array(1)];
    assert.throws(() => addon().parquetPart({ ...part, sources: [mixed] }, none), /one length/);
    const text = [{ name: 'a', type: 'VARCHAR' as const, source: 0, hasWords: false }];
    const sources = [[new Uint32Array(2)]];
    assert.throws(() => addon().parquetPart({ ...part, sources, columns: text }, none), /no words/);
    const worded = [{ name: 'a', type: 'VARCHAR' as const, source: 0, hasWords: true }];
    assert.throws(() => addon().parquetPart({ ...part, sources, columns: worded }, none), /as many words/);
  });
});

describe('a part of each table that there is', () => {
  const tables = tablesOf(loadTracers());
  const told = {
    process: (number: number) => (number % 4 ? { pid: number * 2, comm: `c"${number}` } : undefined),
    text: (number: number) => (number % 3 ? `/text/${number}` : undefined),
  };

  function batchOf(table: StoreTable, rows: number, next: (below: number) => number): HotRows {
    const of: Record<string, number> = { USMALLINT: 5000, UINTEGER: 50_000, INTEGER: 50_000 };
    const value = (column: HotColumn) => {
      if (column.type === 'BIGINT') return BigInt.asIntN(64, BigInt(next(2 ** 32)) << BigInt(next(33)));
      if (column.type === 'VARCHAR') return ['', 'a "word"\0', `é${next(50)}`][next(3)] ?? '';
      if (column.type === 'DOUBLE') return next(2 ** 32) / 7;
      return next(column.name === 'bucket' ? HISTOGRAM_BUCKETS : (of[column.type] ?? 2));
    };
    const data = table.hot.map((column) => columnOf(column, rows, () => value(column)));
    return { table: table.name, rows, data };
  }

  /** What its columns are to hold, by the table's own description. */
  function expectedOf(table: StoreTable, batches: readonly HotRows[]): Rows {
    return batches.flatMap(({ rows, data }) =>
      Array.from({ length: rows }, (_, row) =>
        Object.fromEntries(
          table.columns.map(({ name, type, from }) => {
            const value = data[table.hot.findIndex((column) => column.name === from.hot)]?.[row] ?? 0;
            const { words } = from;
            const one = words ? wordsOf(words.table, words.word, told)(Number(value)) : value;
            if (one === null || (one === '' && from.emptyIsNull)) return [name, null];
            if (type === 'BOOLEAN') return [name, Boolean(one)];
            if (type === 'VARCHAR') return [name, one];
            return [name, type === 'BIGINT' ? BigInt(one) : Number(one)];
          }),
        ),
      ),
    );
  }

  for (const table of tables)
    it(`${table.name}: holds every row, its sum, and the schema that DuckDB would write`, async () => {
      const next = chance(table.name.length);
      const batches = [batchOf(table, 300, next), batchOf(table, 1, next), batchOf(table, 1500, next)];
      await bothRead(partBytes(table, batches, told), expectedOf(table, batches));
      assert.equal(await checkSum(file), 'sound');
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      const again = join(folder, 'again.parquet');
      await connection.run(`COPY (FROM '${file}') TO '${again}' (FORMAT parquet)`);
      const schema = async (path: string) =>
        (
          await connection.runAndReadAll(
            `SELECT name, type, repetition_type, num_children, converted_type, logical_type FROM parquet_schema('${path}')`,
          )
        ).getRowObjects();
      assert.deepEqual(await schema(file), await schema(again));
      connection.closeSync();
      instance.closeSync();
    });

  it('tells the least and the most of each column, by which readers leave row groups out', async () => {
    const table = tables.find(({ name }) => name === 'syscall') as StoreTable;
    const rows = 300_000;
    const data = table.hot.map((column) =>
      columnOf(column, rows, (row) =>
        column.field === 'at' ? BigInt(row) : column.field === 'call' ? row % 3 : -1,
      ),
    );
    writeFileSync(file, partBytes(table, [{ table: table.name, rows, data }], told));
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const said = await connection.runAndReadAll(
      `SELECT row_group_num_rows AS rows, path_in_schema AS name, stats_min_value AS least, stats_max_value AS most
       FROM parquet_metadata('${file}') WHERE name IN ('at_ns', 'syscall', 'arg0') ORDER BY row_group_id, name DESC`,
    );
    assert.deepEqual(
      said.getRowObjects().map((row) => [Number(row.rows), row.name, row.least, row.most]),
      [0, 100_000, 200_000].flatMap((from) => [
        [100_000, 'syscall', 'open', 'write'],
        [100_000, 'at_ns', String(from), String(from + 99_999)],
        [100_000, 'arg0', '-1', '-1'],
      ]),
    );
    connection.closeSync();
    instance.closeSync();
  });
});
