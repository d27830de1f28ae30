// SPDX-License-Identifier: Apache-2.0
// Digests of a window as points of the lanes. A point is the mean of the seconds it holds, or undefined when none was
// seen: a gap stays a gap.

import { DURATION_BUCKETS } from '../../src-main/shared/contract';
import type { SecondDigest } from './second-digest';
import { pointCount, pointOf, type TimeWindow } from './time-window';

export interface LanePoints {
  /** Calls a second; NaN where nothing was seen. */
  readonly total: Float64Array;
  readonly failed: Float64Array;
  /** Of each series, and at the end of the rest: calls a second. */
  readonly series: readonly Float64Array[];
  /** How many groups the rest is. */
  readonly others: number;
  /** Durations of each point, DURATION_BUCKETS a point, calls a second; null when they are not known. */
  readonly durations: Float64Array | null;
  /** Seconds of each point that were seen. */
  readonly seen: Float64Array;
}

export interface Pick {
  readonly keys: (digest: SecondDigest) => ArrayLike<number>;
  readonly counts: (digest: SecondDigest) => ArrayLike<number>;
}

export const BY_GROUP: Pick = { keys: (one) => one.groups, counts: (one) => one.counts };
export const BY_ANSWER: Pick = { keys: (one) => one.errors, counts: (one) => one.errorCounts };

/**
 * Seconds of a digest that fall into a point: a message after a gap fills several. `share`: of its counts; `span`:
 * seconds that they are of, less than 1 where watching began within the second.
 */
function spread(
  digest: SecondDigest,
  window: TimeWindow,
  put: (point: number, share: number, span: number) => void,
): void {
  for (let i = 0; i < digest.seconds; i++) {
    const second = digest.second - i;
    const span = Math.min(1, digest.seconds - i);
    if (second > window.from && second <= window.to)
      put(pointOf(window, second), span / digest.seconds, span);
  }
}

/** Adds the series of one digest into `row`, the last cell taking the rest. */
function seriesOf(
  digest: SecondDigest,
  at: ReadonlyMap<number, number>,
  pick: Pick,
  row: Float64Array,
): void {
  const [keys, counts] = [pick.keys(digest), pick.counts(digest)];
  const rest = row.length - 1;
  for (let i = 0; i < keys.length; i++) {
    const slot = at.get(keys[i] ?? 0) ?? rest;
    row[slot] = (row[slot] ?? 0) + (counts[i] ?? 0);
  }
}

/** Series rows by digest: valid as long as the same groups are shown. */
export class SeriesCache {
  #shown = '';
  #rows = new WeakMap<SecondDigest, Float64Array>();

  rows(shown: readonly number[], pick: Pick): (digest: SecondDigest) => Float64Array {
    const key = shown.join();
    if (key !== this.#shown) {
      this.#shown = key;
      this.#rows = new WeakMap();
    }
    const at = new Map(shown.map((group, index) => [group, index]));
    return (digest) => {
      let row = this.#rows.get(digest);
      if (row === undefined) {
        row = new Float64Array(shown.length + 1);
        seriesOf(digest, at, pick, row);
        this.#rows.set(digest, row);
      }
      return row;
    };
  }
}

const divided = (values: Float64Array, seen: Float64Array): Float64Array =>
  values.map((value, point) => ((seen[point] ?? 0) > 0 ? value / (seen[point] ?? 1) : Number.NaN));

export function lanePoints(
  digests: readonly SecondDigest[],
  window: TimeWindow,
  { rows, shown, groups }: { rows: (digest: SecondDigest) => Float64Array; shown: number; groups: number },
): LanePoints {
  const count = pointCount(window);
  const [seen, total, failed] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const series = Array.from({ length: shown + 1 }, () => new Float64Array(count));
  const durations = new Float64Array(count * DURATION_BUCKETS);
  let known = true;
  for (const digest of digests) {
    const row = rows(digest);
    known &&= digest.durations !== null;
    spread(digest, window, (point, share, span) => {
      if (point < 0 || point >= count) return;
      seen[point] = (seen[point] ?? 0) + span;
      total[point] = (total[point] ?? 0) + digest.total * share;
      failed[point] = (failed[point] ?? 0) + digest.failed * share;
      for (let s = 0; s <= shown; s++) {
        const values = series[s];
        if (values) values[point] = (values[point] ?? 0) + (row[s] ?? 0) * share;
      }
      if (digest.durations === null) return;
      const first = point * DURATION_BUCKETS;
      for (let b = 0; b < DURATION_BUCKETS; b++)
        durations[first + b] = (durations[first + b] ?? 0) + (digest.durations[b] ?? 0) * share;
    });
  }
  for (let i = 0; i < durations.length; i++)
    durations[i] = (durations[i] ?? 0) / (seen[Math.floor(i / DURATION_BUCKETS)] || 1);
  return {
    total: divided(total, seen),
    failed: divided(failed, seen),
    series: series.map((values) => divided(values, seen)),
    others: Math.max(0, groups - shown),
    durations: known ? durations : null,
    seen,
  };
}

/** The largest sum of all series at one point. */
export function highestPoint({ series }: LanePoints): number {
  let top = 0;
  const count = series[0]?.length ?? 0;
  for (let point = 0; point < count; point++) {
    let sum = 0;
    for (const values of series) sum += values[point] || 0;
    top = Math.max(top, sum);
  }
  return top;
}

/** Index of the stacked series that covers a height (calls a second) at a point; null above all of them. */
export function seriesAt(series: readonly ArrayLike<number>[], point: number, height: number): number | null {
  let top = 0;
  for (const [index, values] of series.entries()) {
    top += values[point] || 0;
    if (height >= 0 && height < top) return index;
  }
  return null;
}
