// SPDX-License-Identifier: Apache-2.0
// Any tally by the second, for a tracer without a view of its own: its count by process, its histogram as a whole.

import type { NativeScan } from '../helper/native';
import { DURATION_BUCKETS, ROWS_A_SECOND_MOST, type TallyColumns } from '../shared/contract';
import type { Tally } from '../shared/layout';
import { WIDE_BUCKET } from './call-seconds';

export class TallySeconds {
  private counts = new Map<number, number>();
  private durations: Uint32Array | undefined;
  private readonly countAt: number;
  private readonly histogramAt: number;

  constructor(
    private readonly tracer: string,
    { value }: Tally,
  ) {
    this.countAt = value.fields.findIndex(({ unit }) => unit === 'event_count');
    this.histogramAt = value.fields.findIndex(({ unit }) => unit === 'histogram_count');
  }

  /** Adds what one look found. */
  take({ rows, keys, columns }: NativeScan): void {
    const counts = columns[this.countAt];
    for (let row = 0; row < rows; row++) {
      const process = keys[2 * row] ?? 0;
      this.counts.set(process, (this.counts.get(process) ?? 0) + (counts?.[row] ?? 0));
    }
    const histogram = columns[this.histogramAt];
    if (!histogram) return;
    this.durations ??= new Uint32Array(DURATION_BUCKETS);
    for (let cell = 0; cell < rows * WIDE_BUCKET.length; cell++) {
      const bucket = WIDE_BUCKET[cell % WIDE_BUCKET.length] ?? 0;
      this.durations[bucket] = (this.durations[bucket] ?? 0) + (histogram[cell] ?? 0);
    }
  }

  /** Empties itself for the next second. */
  end(): TallyColumns {
    const told = this.soFar();
    this.counts = new Map();
    this.durations = undefined;
    return told;
  }

  /** The busiest processes each, the others as process 0. */
  soFar(): TallyColumns {
    let rows = [...this.counts].filter(([, count]) => count > 0);
    if (rows.length > ROWS_A_SECOND_MOST) {
      rows.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const rest = rows.slice(ROWS_A_SECOND_MOST - 1).reduce((sum, [, count]) => sum + count, 0);
      rows = [...rows.slice(0, ROWS_A_SECOND_MOST - 1), [0, rest]];
    }
    const durations =
      this.histogramAt < 0 ? null : (this.durations?.slice() ?? new Uint32Array(DURATION_BUCKETS));
    return {
      tracer: this.tracer,
      process: Uint32Array.from(rows, ([process]) => process),
      count: Float64Array.from(rows, ([, count]) => count),
      durations,
    };
  }
}
