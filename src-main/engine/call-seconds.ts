// SPDX-License-Identifier: Apache-2.0
// System calls by the second, as the window shows them: differences of the tally, added up between two seconds.

import type { NativeScan } from '../helper/native';
import {
  type CallColumns,
  DURATION_BUCKETS,
  DURATION_FIRST_NS,
  type ErrorColumns,
  ROWS_A_SECOND_MOST,
} from '../shared/contract';
import { TALLIES } from '../shared/events.gen';
import { rowDurations } from '../shared/row-durations';
import { bucketStart, HISTOGRAM_BUCKETS, histogramQuantile } from '../shared/histogram';

/** Not yet, rather than not: errnos that a program asks for by not waiting. */
const RETRIES: ReadonlySet<number> = new Set([11, 110]);

/** A row of what did not fit: no process, no call. */
const REST_CALL = 4095;

interface CallRow {
  readonly process: number;
  readonly call: number;
  count: number;
  /** With errno, of whatever kind. */
  errno: number;
  retry: number;
  total: number;
  longest: number;
  readonly histogram: Float64Array;
  readonly errors: Map<number, number>;
}

/** Which of the window's log2 buckets a bucket of the tally falls into: each lies within one octave. */
export const WIDE_BUCKET = Uint8Array.from({ length: HISTOGRAM_BUCKETS }, (_, bucket) => {
  const start = bucketStart(bucket);
  if (start < DURATION_FIRST_NS) return 0;
  return Math.min(DURATION_BUCKETS - 1, Math.floor(Math.log2(start / DURATION_FIRST_NS)) + 1);
});

function columnOf(scan: NativeScan, tally: string, name: string): Float64Array | Uint32Array {
  const index = TALLIES[tally]?.value.fields.findIndex((field) => field.name === name) ?? -1;
  return scan.columns[index] ?? new Float64Array(scan.rows);
}

export class CallSeconds {
  private rows = new Map<number, CallRow>();

  private rowOf(process: number, call: number): CallRow {
    const id = process * 65536 + call;
    let row = this.rows.get(id);
    if (!row) {
      row = {
        process,
        call,
        count: 0,
        errno: 0,
        retry: 0,
        total: 0,
        longest: 0,
        histogram: new Float64Array(HISTOGRAM_BUCKETS),
        errors: new Map(),
      };
      this.rows.set(id, row);
    }
    return row;
  }

  /** Adds what one look found: the scans of `syscalls` and `syscall_errors`. */
  take(calls: NativeScan, errors: NativeScan): void {
    const returned = columnOf(calls, 'syscalls', 'returned');
    const never = columnOf(calls, 'syscalls', 'never_returned');
    const failed = columnOf(calls, 'syscalls', 'errors');
    const total = columnOf(calls, 'syscalls', 'total');
    const max = columnOf(calls, 'syscalls', 'max');
    const histogram = columnOf(calls, 'syscalls', 'histogram');
    for (let i = 0; i < calls.rows; i++) {
      const row = this.rowOf(calls.keys[2 * i] ?? 0, (calls.keys[2 * i + 1] ?? 0) & 0xffff);
      row.count += (returned[i] ?? 0) + (never[i] ?? 0);
      row.errno += failed[i] ?? 0;
      row.total += total[i] ?? 0;
      row.longest = Math.max(row.longest, max[i] ?? 0);
      for (let bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++)
        row.histogram[bucket] =
          (row.histogram[bucket] ?? 0) + (histogram[i * HISTOGRAM_BUCKETS + bucket] ?? 0);
    }
    const counts = columnOf(errors, 'syscall_errors', 'count');
    for (let i = 0; i < errors.rows; i++) {
      const word = errors.keys[2 * i + 1] ?? 0;
      const error = word >>> 16;
      const count = counts[i] ?? 0;
      const row = this.rowOf(errors.keys[2 * i] ?? 0, word & 0xffff);
      row.errors.set(error, (row.errors.get(error) ?? 0) + count);
      if (RETRIES.has(error)) row.retry += count;
    }
  }

  /** Empties itself for the next second. */
  end(): { calls: CallColumns; errors: ErrorColumns } {
    const told = this.soFar();
    this.rows = new Map();
    return told;
  }

  /** The busiest rows whole, the others as one. */
  soFar(): { calls: CallColumns; errors: ErrorColumns } {
    let rows = [...this.rows.values()].filter((row) => row.count || row.errors.size);
    if (rows.length > ROWS_A_SECOND_MOST) {
      rows.sort((a, b) => b.count - a.count);
      const rest = rows.slice(ROWS_A_SECOND_MOST - 1).reduce(together);
      rows = [...rows.slice(0, ROWS_A_SECOND_MOST - 1), { ...rest, process: 0, call: REST_CALL }];
    }
    return { calls: columns(rows), errors: errorColumns(rows) };
  }
}

function together(a: CallRow, b: CallRow): CallRow {
  const errors = new Map(a.errors);
  for (const [error, count] of b.errors) errors.set(error, (errors.get(error) ?? 0) + count);
  return {
    ...a,
    errors,
    count: a.count + b.count,
    errno: a.errno + b.errno,
    retry: a.retry + b.retry,
    total: a.total + b.total,
    longest: Math.max(a.longest, b.longest),
    histogram: a.histogram.map((count, i) => count + (b.histogram[i] ?? 0)),
  };
}

/** The two tallies are read one after the other: of a busy call the second may be ahead by some. */
function retryOf(row: CallRow): number {
  return Math.min(row.retry, row.errno);
}

function columns(rows: readonly CallRow[]): CallColumns {
  const durations = new Uint32Array(rows.length * DURATION_BUCKETS);
  rows.forEach((row, i) => {
    row.histogram.forEach((count, bucket) => {
      const place = i * DURATION_BUCKETS + (WIDE_BUCKET[bucket] ?? 0);
      durations[place] = (durations[place] ?? 0) + count;
    });
  });
  const numbers = (of: (row: CallRow) => number) => Float64Array.from(rows, of);
  return {
    process: Uint32Array.from(rows, (row) => row.process),
    call: Uint16Array.from(rows, (row) => row.call),
    count: numbers((row) => row.count),
    failed: Uint32Array.from(rows, (row) => row.errno - retryOf(row)),
    retry: Uint32Array.from(rows, retryOf),
    total: numbers((row) => row.total),
    longest: numbers((row) => row.longest),
    ...rowDurations(durations),
    p50: Float32Array.from(rows, (row) => histogramQuantile(row.histogram, 0.5, row.longest)),
    p99: Float32Array.from(rows, (row) => histogramQuantile(row.histogram, 0.99, row.longest)),
  };
}

function errorColumns(rows: readonly CallRow[]): ErrorColumns {
  const list = rows.flatMap((row, index) =>
    [...row.errors].map(([error, count]) => ({ index, error, count })),
  );
  return {
    row: Uint32Array.from(list, (one) => one.index),
    error: Uint16Array.from(list, (one) => one.error),
    count: Float64Array.from(list, (one) => one.count),
  };
}
