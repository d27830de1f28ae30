// SPDX-License-Identifier: Apache-2.0
// The histogram of a tracer by its units: of its durations if it measures any, else of its rows by their count.
import { DURATION_BUCKETS, DURATION_FIRST_NS } from '../../../src-main/shared/contract';
import type { ColumnDescription, Row } from '../../../src-main/shared/tracer';
import { durationWords } from '../../format/figure';
import { bucketFrom, bucketQuantile } from '../../select/durations';
import { columnTitle, octaves, octaveWords } from './figures';

export interface Bar {
  readonly key: number;
  /** What falls into it: "1.02 µs to 2.05 µs". */
  readonly words: string;
  readonly count: number;
}

export interface TracerHistogram {
  readonly title: string;
  /** What a bar counts. */
  readonly counts: string;
  readonly note: string;
  readonly bars: readonly Bar[];
  /** ns; null for rows. */
  readonly half: number | null;
  readonly slowest: number | null;
  /** All buckets of durations; null for rows. */
  readonly buckets: Float64Array | null;
}

function bucketWords(bucket: number): string {
  if (bucket === 0) return `below ${durationWords(DURATION_FIRST_NS)}`;
  const from = durationWords(bucketFrom(bucket));
  return bucket === DURATION_BUCKETS - 1
    ? `${from} and more`
    : `${from} to ${durationWords(2 * bucketFrom(bucket))}`;
}

export function ofDurations(column: ColumnDescription, buckets: Float64Array): TracerHistogram {
  return {
    ...{ title: 'How long each took', counts: columnTitle(column), buckets },
    note: 'of the shown time, log axis',
    bars: [...buckets]
      .map((count, key) => ({ key, words: bucketWords(key), count }))
      .filter(({ count }) => count > 0),
    half: bucketQuantile(buckets, 0.5),
    slowest: bucketQuantile(buckets, 0.99),
  };
}

export function ofRows(rows: readonly Row[], column: ColumnDescription): TracerHistogram {
  const { from, counts } = octaves(rows, column.name);
  return {
    ...{ title: `Rows by ${columnTitle(column).toLowerCase()}`, counts: 'Rows', buckets: null },
    note: 'since watching began, log axes',
    bars: counts.map((count, at) => ({ key: from + at, words: octaveWords(from + at), count })),
    ...{ half: null, slowest: null },
  };
}
