// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bucketStart, HISTOGRAM_BUCKETS, histogramQuantile } from '../../../src-main/shared/histogram';

/** The same steps as histogram_bucket() in bpf/lib/tally.bpf.h, in plain arithmetic. */
function bucketOf(ns: number): number {
  if (ns < 32) return 0;
  const octave = Math.floor(Math.log2(ns / 32));
  return Math.min(HISTOGRAM_BUCKETS - 1, octave * 4 + Math.floor((ns / 32 / 2 ** octave - 1) * 4) + 1);
}

test('buckets begin where the kernel side begins them', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map(bucketStart), [0, 32, 40, 48, 56, 64, 80]);
  for (let bucket = 1; bucket < HISTOGRAM_BUCKETS - 1; bucket++) {
    assert.equal(bucketOf(bucketStart(bucket)), bucket);
    assert.equal(bucketOf(bucketStart(bucket + 1) - 1), bucket);
  }
});

test('an estimate is within 13 % of the truth', () => {
  for (let ns = 40; ns < 60e9; ns *= 1.37) {
    const counts = new Float64Array(HISTOGRAM_BUCKETS);
    counts[bucketOf(ns)] = 100;
    const estimate = histogramQuantile(counts, 0.5, Number.MAX_SAFE_INTEGER);
    assert.ok(Math.abs(estimate - ns) / ns <= 0.13, `${ns} ns estimated as ${estimate} ns`);
  }
});

test('an estimate is never above the exact maximum', () => {
  const counts = new Float64Array(HISTOGRAM_BUCKETS);
  counts[bucketOf(900)] = 1;
  assert.equal(histogramQuantile(counts, 0.99, 901), 901);
});

test('of nothing there is no quantile', () => {
  assert.equal(histogramQuantile([], 0.5, 0), 0);
});
