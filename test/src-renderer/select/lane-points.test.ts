// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matcherOf } from '../../../src-renderer/select/filter-match';
import { BY_GROUP, lanePoints, SeriesCache } from '../../../src-renderer/select/lane-points';
import { digestSecond } from '../../../src-renderer/select/second-digest';
import { timeWindow } from '../../../src-renderer/select/time-window';
import { named, second } from '../second';

const NAMES = named({ 1: 'a' });

function rates(messages: readonly ReturnType<typeof second>[]) {
  const digests = messages.map((one) => digestSecond(one, matcherOf([], NAMES), 'process'));
  const rows = new SeriesCache().rows([1], BY_GROUP);
  return lanePoints(digests, timeWindow(96, 100), { rows, shown: 1, groups: 1 });
}

test('a second is a point, and an unseen one is none', () => {
  const { total, seen } = rates([
    second(98, [{ process: 1, call: 0, count: 6 }]),
    second(100, [{ process: 1, call: 0, count: 8 }]),
  ]);
  assert.deepEqual([...total], [Number.NaN, 6, Number.NaN, 8]);
  assert.deepEqual([...seen], [0, 1, 0, 1]);
});

test('a message of several seconds is spread over them', () => {
  const { total } = rates([second(100, [{ process: 1, call: 0, count: 9 }], { seconds: 3 })]);
  assert.deepEqual([...total], [Number.NaN, 3, 3, 3]);
});

test('where watching began within a second, its rate is of what was seen', () => {
  const { total, seen, durations } = rates([
    second(98, [{ process: 1, call: 0, count: 2, bucket: 0 }], { seconds: 0.25 }),
    second(99, [{ process: 1, call: 0, count: 12, bucket: 0 }], { seconds: 1.5 }),
  ]);
  assert.deepEqual([...seen], [0, 0.75, 1, 0]);
  // 2 of the first message and a third of the second's 12, in three quarters of a second.
  assert.deepEqual([...total], [Number.NaN, 8, 8, Number.NaN]);
  assert.equal(durations?.[25], 8);
});
