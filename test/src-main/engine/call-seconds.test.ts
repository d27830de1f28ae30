// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallSeconds } from '../../../src-main/engine/call-seconds';
import { windowMessage } from '../../../src-main/engine/window-link';
import type { NativeScan } from '../../../src-main/helper/native';
import { DURATION_BUCKETS, ROWS_A_SECOND_MOST } from '../../../src-main/shared/contract';
import { addDurations } from '../../../src-main/shared/row-durations';
import { TALLIES } from '../../../src-main/shared/events.gen';
import { rowDurations } from '../../support/row-durations';

/** A scan of a tally: each row is [process, rest of the key, {field: value}]. */
function scan(tally: string, rows: [number, number, Record<string, number>][]): NativeScan {
  const fields = TALLIES[tally]?.value.fields ?? [];
  return {
    rows: rows.length,
    occupied: rows.length,
    entries: 1024,
    keys: Uint32Array.from(rows.flatMap(([process, rest]) => [process, rest])),
    columns: fields.map((field) =>
      field.bytes === 8
        ? Float64Array.from(rows, ([, , values]) => values[field.name] ?? 0)
        : Uint32Array.from(
            rows.flatMap(([, , values]) => {
              const buckets = new Array<number>(field.length).fill(0);
              buckets[1] = values.returned ?? 0;
              return buckets;
            }),
          ),
    ),
  };
}

const none = scan('syscall_errors', []);

test('looks of one second add up, by process and call', () => {
  const seconds = new CallSeconds();
  seconds.take(scan('syscalls', [[7, 257, { returned: 3, total: 30, max: 20 }]]), none);
  seconds.take(
    scan('syscalls', [[7, 257, { returned: 2, never_returned: 1, errors: 3, total: 5, max: 4 }]]),
    scan('syscall_errors', [
      [7, 257 | (2 << 16), { count: 2 }],
      [7, 257 | (11 << 16), { count: 1 }],
    ]),
  );
  const { calls, errors } = seconds.end();
  assert.deepEqual([...calls.process], [7]);
  assert.deepEqual([...calls.call], [257]);
  assert.deepEqual(
    [calls.count[0], calls.failed[0], calls.retry[0], calls.total[0], calls.longest[0]],
    [6, 2, 1, 35, 20],
  );
  const { durationStart, durationBucket, durationCount } = calls;
  assert.deepEqual([[...durationStart], [...durationBucket], [...durationCount]], [[0, 1], [0], [5]]);
  assert.deepEqual(
    [[...errors.error], [...errors.count]],
    [
      [2, 11],
      [2, 1],
    ],
  );
  assert.equal(seconds.end().calls.process.length, 0, 'the next second begins empty');
});

test('what does not fit a second is one row, and nothing of it is lost', () => {
  const rows = Array.from(
    { length: ROWS_A_SECOND_MOST + 500 },
    (_, i): [number, number, Record<string, number>] => [i + 1, 5, { returned: 1 }],
  );
  const told = (all: typeof rows) => {
    const seconds = new CallSeconds();
    seconds.take(scan('syscalls', all), none);
    return seconds.end().calls;
  };
  const calls = told(rows);
  assert.equal(calls.process.length, ROWS_A_SECOND_MOST);
  assert.equal(calls.process.at(-1), 0);
  assert.equal(
    calls.count.reduce((sum, count) => sum + count, 0),
    ROWS_A_SECOND_MOST + 500,
  );
  assert.deepEqual(told([...rows].reverse()), calls, 'the same rows, whatever order they come in');
});

test('durations of rows come back as they were put in', () => {
  const counts = new Uint32Array(3 * DURATION_BUCKETS);
  counts.set([12, 3], 5);
  counts[2 * DURATION_BUCKETS + 24] = 7;
  const columns = rowDurations(counts);
  const back = new Float64Array(counts.length);
  for (let row = 0; row < 3; row++) addDurations(columns, row, back, row * DURATION_BUCKETS);
  assert.deepEqual([...back], [...counts]);
  for (let row = 0; row < 3; row++) addDurations(columns, row, back, row * DURATION_BUCKETS, -1);
  assert.ok(back.every((count) => count === 0));
});

test('of what a window sends only what the contract has is taken', () => {
  assert.deepEqual(windowMessage({ kind: 'follow', pid: 5 }), { kind: 'follow', pid: 5 });
  assert.deepEqual(windowMessage({ kind: 'credit', count: 1 }), { kind: 'credit', count: 1 });
  assert.deepEqual(windowMessage({ kind: 'seen', seen: false, pid: 5 }), { kind: 'seen', seen: false });
  assert.deepEqual(windowMessage({ kind: 'demonstrate', pid: 5 }), { kind: 'demonstrate' });
  for (const wrong of [
    null,
    5,
    {},
    { kind: 'credit', count: 1e9 },
    { kind: 'credit', count: -1 },
    { kind: 'follow', pid: '5' },
    { kind: 'open' },
    { kind: 'seen', seen: 1 },
  ])
    assert.equal(windowMessage(wrong), undefined);
});
