// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TallyTable } from '../../../src-main/engine/tally-table';
import type { NativeHelper, NativeScan } from '../../../src-main/helper/native';
import type { Tally } from '../../../src-main/shared/layout';

const tally: Tally = {
  name: 'example',
  key: {
    struct: 'key',
    bytes: 8,
    fields: [
      { name: 'process', offset: 0, kind: 'u32', bytes: 4, length: 1, unit: 'process_ref' },
      { name: 'call', offset: 4, kind: 'u16', bytes: 2, length: 1, unit: 'call_nr' },
      { name: 'error', offset: 6, kind: 'u16', bytes: 2, length: 1, unit: 'errno_nr' },
    ],
  },
  value: {
    struct: 'value',
    bytes: 24,
    fields: [
      { name: 'count', offset: 0, kind: 'u64', bytes: 8, length: 1, unit: 'event_count' },
      { name: 'max', offset: 8, kind: 'u64', bytes: 8, length: 1, unit: 'duration_max_ns' },
      { name: 'parts', offset: 16, kind: 'u32', bytes: 4, length: 2, unit: 'histogram_count' },
    ],
  },
};

/** An addon that answers each scan with the next of `scans`: [low, high, count, max, part 0, part 1] a row. */
function table(scans: number[][][], snapshot = false, adds = true, of = tally): TallyTable {
  const native = {
    scan(): NativeScan {
      const rows = scans.shift() ?? [];
      return {
        rows: rows.length,
        occupied: rows.length,
        entries: 64,
        keys: Uint32Array.from(rows.flatMap((row) => [row[0] ?? 0, row[1] ?? 0])),
        columns: [
          Float64Array.from(rows.map((row) => row[2] ?? 0)),
          Float64Array.from(rows.map((row) => row[3] ?? 0)),
          Uint32Array.from(rows.flatMap((row) => [row[4] ?? 0, row[5] ?? 0])),
        ],
      };
    },
  };
  return new TallyTable(of, native as unknown as NativeHelper, { snapshot, adds });
}

test('differences add up, the largest stays the largest', () => {
  const counted = table([[[5, 1 | (2 << 16), 10, 100, 4, 6]], [[5, 1 | (2 << 16), 1, 90, 1, 0]]]);
  counted.update();
  const changed = counted.update();
  assert.equal(changed.rows, 1);
  const row = counted.rows()[0];
  assert.deepEqual(row?.key, { process: 5, call: 1, error: 2 });
  assert.deepEqual(row?.values, { count: 11, max: 100 });
  assert.deepEqual([...(row?.arrays.parts ?? [])], [5, 6]);
});

test('a sum beyond 2^53 stays exact', () => {
  const counted = table([[[1, 0, Number.MAX_SAFE_INTEGER, 0, 0, 0]], [[1, 0, 2, 0, 0, 0]]]);
  counted.update();
  counted.update();
  assert.equal(counted.rows()[0]?.values.count, 9007199254740993n);
});

test('what was counted before the baseline is forgotten', () => {
  const counted = table([[[1, 0, 7, 0, 0, 0]], []]);
  counted.baseline();
  counted.update();
  assert.equal(counted.size, 0);
});

test('what nobody asks for is handed on, and not added up', () => {
  const counted = table([[[1, 0, 7, 0, 0, 0]]], false, false);
  assert.deepEqual([counted.update().rows, counted.size], [1, 0]);
});

test('a snapshot holds the last survey alone', () => {
  const counted = table([[[1, 0, 3, 0, 0, 0]], [[2, 0, 4, 0, 0, 0]]], true);
  counted.update();
  counted.update();
  assert.deepEqual(
    counted.rows().map((row) => row.key.process),
    [2],
  );
});

test('rows that share a name add up and lose nothing but the pid', () => {
  const counted = table([
    [
      [1, 7, 3, 50, 1, 2],
      [2, 7, 4, 90, 2, 2],
      [3, 7, 5, 10, 5, 0],
    ],
  ]);
  counted.update();
  counted.fold((process) => (process === 3 ? undefined : -1));
  const rows = counted.rows().map(({ key, values, arrays }) => ({
    process: key.process,
    ...values,
    parts: [...(arrays.parts ?? [])],
  }));
  assert.deepEqual(rows, [
    { process: 3, count: 5, max: 10, parts: [5, 0] },
    { process: -1, count: 7, max: 90, parts: [3, 4] },
  ]);
});

test('names whose place was taken by another go to those without a row, adding up', () => {
  const fields = tally.key.fields.map((field) => ({
    ...field,
    unit: field.name === 'call' ? 'name_ref' : field.unit,
  }));
  const scans = [
    [
      [1, 7, 10, 5, 1, 0],
      [1, 8, 1, 9, 0, 1],
      [1, 0, 2, 1, 0, 0],
      [2, 7, 4, 1, 0, 0],
    ],
  ];
  const counted = table(scans, false, true, { ...tally, key: { ...tally.key, fields } });
  counted.update();
  counted.foldNames((name) => name === 7);
  const rows = counted.rows().map(({ key, values }) => [key.process, key.call, values.count, values.max]);
  assert.deepEqual(rows.sort(), [
    [1, 0, 12, 5],
    [1, 8, 1, 9],
    [2, 0, 4, 1],
  ]);
  assert.equal(counted.size, 3);
});
