// SPDX-License-Identifier: Apache-2.0
// Rows that name texts find them, each row in its place, also those whose text nobody knows.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { selectWritten, tablesOf } from '../../../src-main/store/columns';
import { Duck } from '../../../src-main/store/duck';
import { columnOf } from '../../../src-main/store/hot-rows';
import { HotStore } from '../../../src-main/store/hot-store';
import { TextWords } from '../../../src-main/store/text-words';
import { batchOfTexts } from '../../support/text-batch';

const tables = tablesOf([{ streams: [{ name: 'file_open' }], tallies: ['file_opens'], snapshots: [] }]);
const opens = tables.find(({ name }) => name === 'file_open');
assert.ok(opens);

async function written(refs: readonly bigint[], texts: (words: TextWords) => Promise<void>) {
  const hot = await HotStore.open([]);
  const words = await TextWords.create(hot.duck);
  await texts(words);
  const numbers = words.of(refs);
  const data = opens?.hot.map((column) =>
    column.name === 'path'
      ? numbers
      : columnOf(column, refs.length, (row) =>
          column.field === 'at' ? BigInt(row) : column.field === 'path_kind' ? 1 : 0,
        ),
  );
  hot.duck.source('rows_of_it', opens?.hot ?? [], () => [{ rows: refs.length, data: data ?? [] }]);
  const rows = await hot.duck.rows(selectWritten(opens ?? tables[0] ?? assert.fail(), 'rows_of_it(0)'));
  hot.end();
  return rows;
}

describe('texts of a stream', () => {
  it('stand in a column of their own name', () => {
    const columns = opens.columns.map(({ name, type }) => `${name} ${type}`);
    assert.ok(columns.includes('path VARCHAR') && columns.includes('host_path VARCHAR'));
    assert.ok(columns.includes('path_kind VARCHAR'));
  });

  it('are found by each row, and rows keep their order where one has none', async () => {
    const refs = Array.from({ length: 3000 }, (_, row) => (row % 7 === 3 ? 99n : row % 2 ? 1n : 2n));
    const rows = await written(refs, (words) =>
      words.take(batchOfTexts([1n, '/etc/passwd', 1n], [2n, "it's \n<b>", 1n], [1n, '/etc/passwd', 2n])),
    );
    assert.deepEqual(
      rows.map(({ at_ns }) => Number(at_ns)),
      refs.map((_, row) => row),
    );
    const expected = refs.map((ref) => (ref === 1n ? '/etc/passwd' : ref === 2n ? "it's \n<b>" : null));
    assert.deepEqual(
      rows.map(({ path }) => path),
      expected,
    );
    assert.deepEqual([...new Set(rows.map(({ path_kind }) => path_kind))], ['object']);
  });

  it('are bounded: the older half goes, and what is told again stays', async () => {
    const duck = await Duck.open(64, 1);
    const words = await TextWords.create(duck, 8);
    for (let ref = 1n; ref <= 8n; ref++) await words.take(batchOfTexts([ref, `/${ref}`, 1n]));
    await words.take(batchOfTexts([1n, '/1', 2n]));
    const found = words.of([1n, 2n, 5n, 8n]);
    assert.deepEqual(
      Array.from(found, (number) => number > 0),
      [true, false, true, true],
    );
    const rows = await duck.rows('SELECT text FROM texts WHERE "number" > 0 ORDER BY "number"');
    assert.equal(rows.length, 5);
    duck.closeAll();
  });
});
