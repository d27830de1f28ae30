// SPDX-License-Identifier: Apache-2.0
// A second of a tracer without a view of its own, as the lanes take it: nothing of it fails, and nothing is filtered.

import { DURATION_BUCKETS, type SecondMessage } from '../../src-main/shared/contract';
import type { SecondDigest } from './second-digest';

/** Null for a second in which the tracer was not there. */
export function digestTally(
  { second, seconds, tallies }: SecondMessage,
  tracer: string,
): SecondDigest | null {
  const tally = tallies.find((one) => one.tracer === tracer);
  if (tally === undefined) return null;
  const total = tally.count.reduce((a, b) => a + b, 0);
  return {
    ...{ second, seconds, total, failed: 0, retry: 0, unfiltered: total },
    groups: Float64Array.from(tally.process),
    counts: tally.count,
    durations: tally.durations === null ? null : Float64Array.from(tally.durations),
    errors: new Uint16Array(),
    errorCounts: new Float64Array(),
  };
}

/** Durations of several seconds together; null when they have none. */
export function durationsOf(digests: readonly SecondDigest[]): Float64Array | null {
  const sums = new Float64Array(DURATION_BUCKETS);
  let known = false;
  for (const { durations } of digests) {
    if (durations === null) continue;
    known = true;
    for (let b = 0; b < DURATION_BUCKETS; b++) sums[b] = (sums[b] ?? 0) + (durations[b] ?? 0);
  }
  return known ? sums : null;
}
