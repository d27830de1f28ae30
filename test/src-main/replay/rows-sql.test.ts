// SPDX-License-Identifier: Apache-2.0
// Rows of a table that is made of others come in the order that is asked for: those of each lie one after the other.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { rowsSql } from '../../../src-main/replay/rows-sql';

const MADE = {
  name: 'made',
  columns: [
    { name: 'at_ns', type: 'BIGINT', unit: 'boot_ns' },
    { name: 'kind', type: 'VARCHAR', unit: 'text' },
  ],
  sql: "SELECT unnest([1, 4, 6]) AS at_ns, 'fork' AS kind UNION ALL SELECT unnest([2, 3, 7]), 'exit'",
};

test('a table that is made of others is in order of time, either way, page by page', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const [descending, wanted] of [
    [false, [1, 2, 3, 4, 6, 7]],
    [true, [7, 6, 4, 3, 2, 1]],
  ] as const) {
    const question = {
      ...{ table: 'made', terms: [], text: '', stretch: null, group: null },
      order: { column: 'at_ns', descending },
    };
    const { page, backwards } = rowsSql(question, MADE, 0n);
    assert.equal(backwards, false);
    const found: number[] = [];
    for (const from of [0, 4]) {
      const rows = (await connection.runAndReadAll(page(from, 4, 6))).getRows();
      found.push(...rows.map(([at]) => Number(at)));
    }
    assert.deepEqual(found, wanted);
  }
  connection.closeSync();
});
