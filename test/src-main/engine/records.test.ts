// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnFields, readBatch, readRows } from '../../../src-main/engine/records';
import type { Layout } from '../../../src-main/shared/layout';

/*
 *  0        4    6    8                16         24 (stride)
 *  | number | wee|  ..|  time          | name[5]  |...
 */
const layout: Layout = {
  struct: 'example',
  bytes: 21,
  fields: [
    { name: 'number', offset: 0, kind: 'u32', bytes: 4, length: 1, unit: 'event_count' },
    { name: 'wee', offset: 4, kind: 'u16', bytes: 2, length: 1, unit: 'cpu_nr' },
    { name: 'unused', offset: 6, kind: 'u16', bytes: 2, length: 1, unit: 'number' },
    { name: 'time', offset: 8, kind: 's64', bytes: 8, length: 1, unit: 'call_result' },
    { name: 'name', offset: 16, kind: 'text', bytes: 5, length: 5, unit: 'text' },
  ],
};

test('records are read one stride after the other', () => {
  const buffer = new ArrayBuffer(48);
  const view = new DataView(buffer);
  view.setUint32(24, 4_000_000_000, true);
  view.setUint16(28, 7, true);
  view.setBigInt64(32, -5n, true);
  new Uint8Array(buffer, 40, 5).set(Buffer.from('ab\0xy'));
  const rows = readRows<Record<string, unknown>>(layout, buffer);
  assert.equal(rows.length, 2);
  assert.deepEqual(
    { ...rows[1], unused: 0 },
    { number: 4_000_000_000, wee: 7, unused: 0, time: -5n, name: 'ab' },
  );
});

test('a name that is not UTF-8 is kept as far as it can be shown', () => {
  const buffer = new ArrayBuffer(24);
  new Uint8Array(buffer, 16, 3).set([0x61, 0xff, 0x62]);
  assert.equal(readRows<{ name: string }>(layout, buffer)[0]?.name, 'a\ufffdb');
});

test('columns are found where ColumnBatch::pack() put them: each 8-byte aligned, unused ones not at all', () => {
  assert.deepEqual(
    columnFields(layout).map((field) => field.name),
    ['number', 'wee', 'time'],
  );
  const rows = 3;
  const buffer = new ArrayBuffer(16 + 8 + 24);
  new Uint32Array(buffer, 0, rows).set([1, 2, 3]);
  new Uint16Array(buffer, 16, rows).set([4, 5, 6]);
  new BigInt64Array(buffer, 24, rows).set([7n, -8n, 9n]);
  const batch = readBatch(layout, rows, buffer);
  assert.deepEqual([...(batch.columns.number?.[0] ?? [])], [1, 2, 3]);
  assert.deepEqual([...(batch.columns.wee?.[0] ?? [])], [4, 5, 6]);
  assert.deepEqual([...(batch.columns.time?.[0] ?? [])], [7n, -8n, 9n]);
});
