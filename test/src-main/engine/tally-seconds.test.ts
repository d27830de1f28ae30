// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TallySeconds } from '../../../src-main/engine/tally-seconds';
import { tracerTable } from '../../../src-main/engine/tracer-table';
import { DURATION_BUCKETS, ROWS_A_SECOND_MOST, TABLE_ROWS_MOST } from '../../../src-main/shared/contract';
import type { Tally } from '../../../src-main/shared/layout';
import { bucketStart, HISTOGRAM_BUCKETS } from '../../../src-main/shared/histogram';

const field = (name: string, unit: string, bytes: 4 | 8, length = 1) => ({
  ...{ name, unit, bytes, length, offset: 0 },
  kind: bytes === 8 ? ('u64' as const) : ('u32' as const),
});
const tally = (...fields: ReturnType<typeof field>[]): Tally => ({
  name: 'faults',
  key: { struct: 'faults_key', bytes: 8, fields: [] },
  value: { struct: 'faults_cell', bytes: 8, fields },
});
const counted = tally(field('bytes_read', 'plain_number', 8), field('faults', 'event_count', 8));
const timed = tally(
  field('faults', 'event_count', 8),
  field('histogram', 'histogram_count', 4, HISTOGRAM_BUCKETS),
);

/** Rows are [process, other half of the key, count]. */
function scan(rows: readonly (readonly [number, number, number])[], histogram?: Uint32Array) {
  const counts = Float64Array.from(rows, ([, , count]) => count);
  return {
    ...{ rows: rows.length, occupied: 0, entries: 0 },
    keys: Uint32Array.from(rows.flatMap((row) => row.slice(0, 2))),
    columns: histogram ? [counts, histogram] : [new Float64Array(rows.length), counts],
  };
}

test('the first count of a tally is added up by process over the looks of a second, and then anew', () => {
  const seconds = new TallySeconds('faults', counted);
  seconds.take(
    scan([
      [7, 1, 3],
      [7, 2, 4],
      [9, 1, 1],
    ]),
  );
  seconds.take(
    scan([
      [7, 1, 5],
      [8, 1, 0],
    ]),
  );
  const { tracer, process, count, durations } = seconds.end();
  assert.equal(tracer, 'faults');
  assert.deepEqual(
    [[...process], [...count]],
    [
      [7, 9],
      [12, 1],
    ],
  );
  assert.equal(durations, null, 'a tally without a histogram has no durations');
  assert.equal(seconds.end().count.length, 0);
});

test('histograms are one, in the buckets of the charts', () => {
  const seconds = new TallySeconds('faults', timed);
  const [row, bucket] = [new Uint32Array(2 * HISTOGRAM_BUCKETS), HISTOGRAM_BUCKETS - 60];
  row[bucket] = 2;
  row[HISTOGRAM_BUCKETS + bucket] = 3;
  seconds.take(
    scan(
      [
        [7, 0, 2],
        [8, 0, 3],
      ],
      row,
    ),
  );
  const { durations } = seconds.end();
  const wide = Math.floor(Math.log2(bucketStart(bucket) / 128)) + 1;
  assert.equal(durations?.length, DURATION_BUCKETS);
  assert.equal(durations?.[wide], 5);
  assert.deepEqual([...(seconds.end().durations ?? [])], new Array(DURATION_BUCKETS).fill(0));
});

test('what does not fit into a second is process 0, and no count is lost', () => {
  const seconds = new TallySeconds('faults', counted);
  seconds.take(scan(Array.from({ length: 1500 }, (_, i) => [i + 1, 0, i + 1] as const)));
  const { process, count } = seconds.end();
  assert.equal(process.length, ROWS_A_SECOND_MOST);
  assert.equal(process.at(-1), 0);
  assert.equal(
    count.reduce((a, b) => a + b, 0),
    (1500 * 1501) / 2,
  );
});

test('a long table keeps the rows with the most, and sums of all', () => {
  const columns = [
    { name: 'pid', unit: 'pid', meaning: '' },
    { name: 'sent', unit: 'events', meaning: '', part: 'sum' as const },
    { name: 'max', unit: 'ns', meaning: '' },
  ];
  const rows = Array.from({ length: 700 }, (_, i) => ({ pid: i, sent: i === 3 ? 2n ** 60n : i, max: i }));
  const table = tracerTable({ name: 'faults', columns }, rows, 0);
  assert.equal(table.rows.length, TABLE_ROWS_MOST);
  assert.equal(table.rowCount, 700);
  assert.equal(table.rows[0]?.pid, 3);
  assert.deepEqual(table.sums, { sent: 2n ** 60n + BigInt((699 * 700) / 2 - 3) });
});

test('a row that has the most of anything that adds up stays in a long table', () => {
  const part = 'sum' as const;
  const columns = ['calls', 'bytes'].map((name) => ({ name, unit: name, meaning: '', part }));
  const rows = Array.from({ length: 700 }, (_, i) => ({ calls: i, bytes: i === 3 ? 10_000 : 700 - i }));
  const table = tracerTable({ name: 'io', columns }, rows, 0);
  assert.equal(table.rows.length, TABLE_ROWS_MOST);
  const calls = new Set(table.rows.map((row) => row.calls));
  assert.equal(calls.size, TABLE_ROWS_MOST);
  assert.deepEqual(
    [3, 699, 0, 400].map((one) => calls.has(one)),
    [true, true, true, false],
  );
});
