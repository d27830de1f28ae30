// SPDX-License-Identifier: Apache-2.0

import { DURATION_BUCKETS } from '../../src-main/shared/contract';
import { DurationRows } from '../../src-main/shared/row-durations';

/** From DURATION_BUCKETS counts a row, one row after the other. */
export function rowDurations(counts: Uint32Array) {
  const size = counts.length / DURATION_BUCKETS;
  const rows = new DurationRows(size);
  for (let row = 0; row < size; row++) {
    for (let bucket = 0; bucket < DURATION_BUCKETS; bucket++) {
      const count = counts[row * DURATION_BUCKETS + bucket] ?? 0;
      if (count) rows.add(bucket, count);
    }
    rows.endRow();
  }
  return rows.columns();
}
