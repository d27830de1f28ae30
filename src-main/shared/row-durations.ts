// SPDX-License-Identifier: Apache-2.0
// Durations of many rows. Of 25 buckets a row fills a few, and ten minutes of a thousand rows are kept: only those that
// hold something take room.
//
//     row 0        row 1   row 2
//     |5:12|6:3    |5:1    |          bucket:count; durationStart = [0, 2, 3, 3]

import { type CallColumns, DURATION_BUCKETS } from './contract';

type RowDurations = Pick<CallColumns, 'durationStart' | 'durationBucket' | 'durationCount'>;

/** Written row by row: the buckets of a row in their order, the same one also several times. */
export class DurationRows {
  private readonly starts: Uint32Array;
  private readonly buckets: Uint8Array;
  private readonly counts: Uint32Array;
  private row = 0;
  private at = 0;

  constructor(rows: number) {
    this.starts = new Uint32Array(rows + 1);
    this.buckets = new Uint8Array(rows * DURATION_BUCKETS);
    this.counts = new Uint32Array(rows * DURATION_BUCKETS);
  }

  add(bucket: number, count: number): void {
    const last = this.at - 1;
    if (last >= (this.starts[this.row] ?? 0) && this.buckets[last] === bucket) {
      this.counts[last] = (this.counts[last] ?? 0) + count;
      return;
    }
    this.buckets[this.at] = bucket;
    this.counts[this.at++] = count;
  }

  endRow(): void {
    this.starts[++this.row] = this.at;
  }

  columns(): RowDurations {
    return {
      durationStart: this.starts,
      durationBucket: this.buckets.slice(0, this.at),
      durationCount: this.counts.slice(0, this.at),
    };
  }
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
