// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DURATION_BUCKETS } from '../../../src-main/shared/contract';
import { digestTally, durationsOf } from '../../../src-renderer/select/tally-digest';
import { second } from '../second';

const durations = (bucket: number, count: number) => {
  const counts = new Uint32Array(DURATION_BUCKETS);
  counts[bucket] = count;
  return counts;
};
const told = (at: number, counts: readonly [number, number][], buckets: Uint32Array | null) => ({
  ...second(at, []),
  tallies: [
    {
      tracer: 'faults',
      process: Uint32Array.from(counts, ([process]) => process),
      count: Float64Array.from(counts, ([, count]) => count),
      durations: buckets,
    },
  ],
});

test('a second of a tally is its counts by process, and nothing of it fails', () => {
  const digest = digestTally(
    told(
      7,
      [
        [3, 20],
        [5, 1],
      ],
      null,
    ),
    'faults',
  );
  assert.equal(digest?.total, 21);
  assert.equal(digest?.failed, 0);
  assert.deepEqual([...(digest?.groups ?? [])], [3, 5]);
  assert.equal(digestTally(second(8, []), 'faults'), null, 'the tracer was not there yet');
});

test('durations of a stretch are one histogram, or none', () => {
  const digests = [told(1, [], durations(4, 2)), told(2, [], durations(4, 3)), told(3, [], durations(9, 1))]
    .map((message) => digestTally(message, 'faults'))
    .filter((digest) => digest !== null);
  const sums = durationsOf(digests);
  assert.deepEqual([sums?.[4], sums?.[9]], [5, 1]);
  const [none] = [digestTally(told(1, [], null), 'faults')];
  assert.equal(none && durationsOf([none]), null);
});
