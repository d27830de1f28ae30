// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bothWanted } from '../../../src-main/engine/filter';
import { WindowRows } from '../../../src-main/engine/window-rows';
import type { RowsMessage } from '../../../src-main/shared/rows-contract';

function made() {
  let changes = 0;
  const rows = new WindowRows(
    () => undefined,
    () => changes++,
  );
  const reader = () => {
    const told: RowsMessage[] = [];
    return { told, tellRows: (message: RowsMessage) => told.push(message) };
  };
  return { rows, reader, changes: () => changes };
}

describe('rows that windows look at', () => {
  it('want the events of their streams, each once, and none when nobody looks', () => {
    const { rows, reader, changes } = made();
    const [one, other] = [reader(), reader()];
    assert.equal(rows.wanted(), undefined);
    rows.take(one, { kind: 'look', tables: ['file_open'] });
    rows.take(other, { kind: 'look', tables: ['file_change'] });
    rows.take(other, { kind: 'look', tables: ['file_change'] });
    assert.deepEqual(rows.wanted(), { streams: ['file_change', 'file_open'] });
    assert.equal(changes(), 2);
    rows.take(other, { kind: 'look', tables: ['file_open'] });
    assert.deepEqual(rows.wanted(), { streams: ['file_open'] });
    rows.take(one, { kind: 'look', tables: [] });
    rows.end(other);
    assert.equal(rows.wanted(), undefined);
    assert.equal(changes(), 5);
  });

  it('say so while there is nothing that has them', async () => {
    const { rows, reader } = made();
    const one = reader();
    const question = { table: 'x', terms: [], text: '', stretch: null, group: null, order: null };
    rows.take(one, { kind: 'rows', id: 1, question, from: 0, count: 1 });
    await new Promise(setImmediate);
    assert.match(one.told[0]?.failure?.what ?? '', /no rows/);
  });
});

describe('events of streams', () => {
  it('that two want are those of both; of all, where one wants all', () => {
    const both = bothWanted({ streams: ['b'] }, { streams: ['a', 'b'] });
    assert.deepEqual(both, { streams: ['a', 'b'] });
    assert.deepEqual(bothWanted({ streams: ['b'] }, {}), {});
    assert.deepEqual(bothWanted({ streams: ['b'] }, undefined), { streams: ['b'] });
  });
});
