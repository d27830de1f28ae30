// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnFields, readBatch } from '../../../src-main/engine/records';
import { TextTable } from '../../../src-main/engine/text-table';
import { STREAMS } from '../../../src-main/shared/events.gen';
import { batchOfTexts } from '../../support/text-batch';

const SECOND = 1_000_000_000n;

test('a batch of texts is their columns, then where each ends, then their bytes', () => {
  const layout = STREAMS.text;
  assert.ok(layout);
  assert.equal(layout.tail, 'bytes');
  assert.deepEqual(
    columnFields(layout).map(({ name }) => name),
    ['cpu', 'form', 'at', 'text'],
  );
  const rows = 3;
  const buffer = new ArrayBuffer(8 + 8 + 24 + 24 + 16 + 8);
  new BigUint64Array(buffer, 40, rows).set([7n, 8n, 9n]);
  new Uint32Array(buffer, 64, rows).set([2, 2, 5]);
  new Uint8Array(buffer, 80).set(Buffer.from('abcde'));
  const batch = readBatch(layout, rows, buffer);
  assert.deepEqual([...(batch.columns.text?.[0] ?? [])], [7n, 8n, 9n]);
  assert.deepEqual([...(batch.tail?.ends ?? [])], [2, 2, 5]);
  assert.equal(Buffer.from(batch.tail?.bytes ?? []).toString(), 'abcde');
  const table = new TextTable();
  table.take(batch);
  assert.deepEqual([table.get(7n), table.get(8n), table.get(9n), table.get(1n)], ['ab', '', 'cde', null]);
});

test('what falls out too early is counted, and what is told again stays', () => {
  const table = new TextTable(2, 1000);
  table.take(batchOfTexts([1n, '/a', SECOND], [2n, '/b', SECOND], [1n, '/a', 2n * SECOND]));
  table.take(batchOfTexts([3n, '/c', 2n * SECOND]));
  assert.deepEqual([table.get(1n), table.get(2n), table.get(3n)], ['/a', null, '/c']);
  assert.equal(table.forgotten, 1);
});

test('what nobody has told for long makes room unnoticed', () => {
  const table = new TextTable(1, 1000);
  table.take(batchOfTexts([1n, '/a', SECOND], [2n, '/b', 60n * SECOND]));
  assert.deepEqual([table.get(1n), table.get(2n), table.forgotten], [null, '/b', 0]);
});

test('it is bounded in bytes as well', () => {
  const table = new TextTable(1000, 10);
  table.take(batchOfTexts([1n, '/12345', SECOND], [2n, '/67890', SECOND]));
  assert.deepEqual([table.get(1n), table.get(2n), table.forgotten], [null, '/67890', 1]);
});
