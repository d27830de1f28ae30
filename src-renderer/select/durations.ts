// SPDX-License-Identifier: Apache-2.0
// Log2 buckets of the contract: bucket 0 is below 128 ns, bucket b from 128 * 2^(b-1) to twice that.

import { DURATION_BUCKETS, DURATION_FIRST_NS } from '../../src-main/shared/contract';

export const bucketFrom = (bucket: number): number =>
  bucket <= 0 ? DURATION_FIRST_NS / 2 : DURATION_FIRST_NS * 2 ** (bucket - 1);

/** The bucket that holds the quantile, and how far into it the quantile lies (0 to 1); null when nothing counts. */
function place(counts: ArrayLike<number>, quantile: number, from: number): [number, number] | null {
  let total = 0;
  for (let b = 0; b < DURATION_BUCKETS; b++) total += counts[from + b] ?? 0;
  if (!(total > 0)) return null;
  const wanted = quantile * total;
  let below = 0;
  for (let b = 0; b < DURATION_BUCKETS; b++) {
    const here = counts[from + b] ?? 0;
    if (below + here >= wanted && here > 0) return [b, (wanted - below) / here];
    below += here;
  }
  return [DURATION_BUCKETS - 1, 1];
}

/**
 * A quantile of buckets, ns, laid evenly into its bucket on the log axis. `hint` is a better estimate from elsewhere
 * (the engine's own, finer histogram): it is taken as far as the bucket allows. Null when nothing was counted.
 */
export function bucketQuantile(
  counts: ArrayLike<number>,
  quantile: number,
  { from = 0, hint = 0 }: { from?: number; hint?: number } = {},
): number | null {
  const found = place(counts, quantile, from);
  if (found === null) return null;
  const low = bucketFrom(found[0]);
  return hint > 0 ? Math.min(Math.max(hint, low), low * 2) : low * 2 ** found[1];
}

/** The end of the highest bucket that holds anything: no call of these can have taken longer. Infinity for the last. */
export function longestPossible(counts: ArrayLike<number>, from = 0): number {
  for (let b = DURATION_BUCKETS - 1; b >= 0; b--)
    if ((counts[from + b] ?? 0) > 0) return b === DURATION_BUCKETS - 1 ? Infinity : bucketFrom(b) * 2;
  return 0;
}

/** Where a duration stands on the axis of all charts of durations: 0 at the start of bucket 0, 1 at the end of the last. */
export function durationPlace(ns: number): number {
  const first = Math.log2(DURATION_FIRST_NS / 2);
  return Math.min(1, Math.max(0, (Math.log2(Math.max(ns, 1)) - first) / DURATION_BUCKETS));
}

/** What that axis says under it. */
export const DURATION_MARKS: readonly { place: number; text: string }[] = [
  { place: durationPlace(1e3), text: '1 µs' },
  { place: durationPlace(1e6), text: '1 ms' },
  { place: durationPlace(1e9), text: '1 s' },
];
