// SPDX-License-Identifier: Apache-2.0
// Durations of many rows. Of 25 buckets a row fills a few, and ten minutes of a thousand rows are kept: only those that
// hold something take room.
//
//     row 0        row 1   row 2
//     |5:12|6:3    |5:1    |          bucket:count; durationStart = [0, 2, 3, 3]

import { type CallColumns, DURATION_BUCKETS } from './contract';

type RowDurations = Pick<CallColumns, 'durationStart' | 'durationBucket' | 'durationCount'>;

/** From DURATION_BUCKETS counts a row, one row after the other. */
export function rowDurations(counts: Uint32Array): RowDurations {
  const rows = counts.length / DURATION_BUCKETS;
  const filled = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const durationStart = new Uint32Array(rows + 1);
  const durationBucket = new Uint8Array(filled);
  const durationCount = new Uint32Array(filled);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (let bucket = 0; bucket < DURATION_BUCKETS; bucket++) {
      const count = counts[row * DURATION_BUCKETS + bucket] ?? 0;
      if (count === 0) continue;
      durationBucket[at] = bucket;
      durationCount[at++] = count;
    }
    durationStart[row + 1] = at;
  }
  return { durationStart, durationBucket, durationCount };
}

/** Adds a row's counts, times `sign`, to the DURATION_BUCKETS counts of `sums` from `from` on. */
export function addDurations(
  { durationStart, durationBucket, durationCount }: RowDurations,
  row: number,
  sums: Float64Array,
  from = 0,
  sign: 1 | -1 = 1,
): void {
  const end = durationStart[row + 1] ?? 0;
  for (let at = durationStart[row] ?? 0; at < end; at++) {
    const place = from + (durationBucket[at] ?? 0);
    sums[place] = (sums[place] ?? 0) + sign * (durationCount[at] ?? 0);
  }
}
