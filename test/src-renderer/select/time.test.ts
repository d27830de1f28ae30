// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bandsOf, secondsSeen } from '../../../src-renderer/select/bands';
import { matcherOf } from '../../../src-renderer/select/filter-match';
import { BY_GROUP, lanePoints, SeriesCache } from '../../../src-renderer/select/lane-points';
import { RowOrder } from '../../../src-renderer/select/row-order';
import { digestSecond } from '../../../src-renderer/select/second-digest';
import {
  liveWindow,
  pointCount,
  pointOf,
  pointStretch,
  secondAt,
} from '../../../src-renderer/select/time-window';
import { ColourSlots, GroupSums, largestGroups } from '../../../src-renderer/select/top-series';
import { YTop } from '../../../src-renderer/select/y-top';
import { named, second } from '../second';

const one = (at: number, count = 10, seconds = 1) =>
  second(at, [{ process: 1, call: 0, count }], { seconds });

test('a second keeps its point while the window moves, and points tile the window', () => {
  for (const latest of [1000, 1001, 1002, 1003, 1004]) {
    const window = liveWindow(latest, 600);
    assert.equal(window.step, 5);
    assert.equal(pointStretch(window, pointOf(window, 900)).from, 895);
    let at = window.from;
    for (let point = 0; point < pointCount(window); point++) {
      assert.equal(pointStretch(window, point).from, at);
      at = pointStretch(window, point).to;
    }
    assert.equal(at, window.to);
  }
});

test('both edges of the plot are inside the window', () => {
  const window = liveWindow(1000, 120);
  assert.deepEqual(
    [0, 0.999, 1].map((place) => secondAt(window, place)),
    [881, 1000, 1000],
  );
});

test('a gap, a loss and the time before are told apart', () => {
  const losses = [{ cause: 'ring full', cpu: 1, count: 7 }];
  const messages = [one(101), one(102), one(106), second(107, [], { losses }), second(108, [], { losses })];
  const bands = bandsOf(messages, { from: 95, to: 110 }, 100);
  assert.deepEqual(
    bands.map(({ kind, from, to, lost }) => [kind, from, to, lost]),
    [
      ['before', 95, 100, 0],
      ['none', 102, 105, 0],
      ['lost', 106, 108, 14],
      ['none', 108, 110, 0],
    ],
  );
  assert.equal(bands[2]?.cause, 'ring full on CPU 1');
  assert.equal(secondsSeen(messages, { from: 95, to: 110 }), 5);
});

test('a point without data is NaN, and a message over a gap is spread over its seconds', () => {
  const matcher = matcherOf([], named({ 1: 'node' }));
  const digests = [one(101), one(104, 30, 2)].map((message) => digestSecond(message, matcher, 'process'));
  const window = { from: 100, to: 104, step: 1 };
  const rows = new SeriesCache().rows([1], BY_GROUP);
  const { total, series } = lanePoints(digests, window, { rows, shown: 1, groups: 1 });
  assert.deepEqual([...total], [10, Number.NaN, 15, 15]);
  assert.deepEqual([...(series[0] ?? [])], [10, Number.NaN, 15, 15]);
});

test('the top of an axis rises at once and falls after eight calm seconds', () => {
  const top = new YTop();
  assert.equal(top.update(47_000, 0), 50_000);
  assert.equal(top.update(58_000, 1000), 80_000);
  assert.equal(top.update(20_000, 2000), 80_000);
  assert.equal(top.update(20_000, 9000), 80_000);
  assert.equal(top.update(20_000, 10_000), 30_000);
});

test('the largest eight have a series, and their colours stay', () => {
  const sums = new GroupSums();
  sums.add([1, 2, 3, 4, 5, 6, 7, 8, 9], [90, 80, 70, 60, 50, 40, 30, 20, 19], 1);
  const shown = largestGroups(sums, new Set());
  assert.deepEqual(shown, [1, 2, 3, 4, 5, 6, 7, 8]);
  const slots = new ColourSlots();
  assert.deepEqual(slots.give(shown), [0, 1, 2, 3, 4, 5, 6, 7]);
  sums.add([9], [3], 1);
  assert.deepEqual(largestGroups(sums, new Set(shown)).at(-1), 8, 'a little larger is not enough');
  sums.add([9], [60], 1);
  const next = largestGroups(sums, new Set(shown));
  assert.equal(next[1], 9);
  assert.equal(slots.give(next)[1], 7, 'the one who left gives the colour');
  assert.equal(slots.slotOf(1), 0);
});

test('colours that begin by size do not hang on what was shown before', () => {
  const colours = (before: readonly number[]) => {
    const slots = new ColourSlots();
    slots.give(before);
    slots.begin([5, 3, 1, 2, 4, 6, 7, 8, 9]);
    return slots.give([1, 9, 5]);
  };
  assert.deepEqual(colours([]), [2, 1, 0], 'who is not of the eight has the first that nobody shown has');
  assert.deepEqual(colours([9, 8, 7, 6, 1, 3]), colours([]));
});

test('rows keep their places while they are held, and for two seconds', () => {
  const order = new RowOrder();
  const arrange = (values: Record<string, number>, held: boolean, nowMs: number, still = false) =>
    order
      .arrange(
        Object.entries(values).map(([key, value]) => ({ key, value })),
        (row) => row.value,
        {
          asked: 'rate',
          descending: true,
          held,
          still,
          nowMs,
        },
      )
      .map((row) => row.key)
      .join('');
  assert.equal(arrange({ a: 3, b: 2, c: 1 }, false, 0), 'abc');
  assert.equal(arrange({ a: 3, b: 2, c: 9 }, false, 1000), 'abc');
  assert.equal(arrange({ a: 3, b: 2, c: 9 }, false, 2000), 'cab');
  assert.equal(arrange({ a: 9, b: 2, d: 99 }, true, 9000), 'abd');
  assert.equal(arrange({ a: 9, b: 2, d: 99 }, true, 9001, true), 'dab', 'nothing moves under the pointer');
});
