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
import { bucketStart, FilledBuckets, HISTOGRAM_BUCKETS } from '../shared/histogram';
import { DurationRows } from '../shared/row-durations';

/** Not yet, rather than not: errnos that a program asks for by not waiting. */
const RETRIES: ReadonlySet<number> = new Set([11, 110]);

/** A row of what did not fit: no process, no call. */
const REST_CALL = 4095;

type Histogram = Float64Array | Uint32Array;

interface CallRow {
  readonly process: number;
  readonly call: number;
  count: number;
  /** With errno, of whatever kind. */
  errno: number;
  retry: number;
  total: number;
  longest: number;
  /** From `begin` on. A look's own, as long as it is the only one that the row was seen in. */
  histogram: Histogram | undefined;
  begin: number;
  summed: boolean;
  /** By errno, once there is one. */
  errors: Map<number, number> | undefined;
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
      row = newRow(process, call);
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
      addHistogram(row, histogram, i * HISTOGRAM_BUCKETS);
    }
    const counts = columnOf(errors, 'syscall_errors', 'count');
    for (let i = 0; i < errors.rows; i++) {
      const word = errors.keys[2 * i + 1] ?? 0;
      const error = word >>> 16;
      const count = counts[i] ?? 0;
      const row = this.rowOf(errors.keys[2 * i] ?? 0, word & 0xffff);
      row.errors ??= new Map();
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
    const rows = [...this.rows.values()].filter((row) => row.count || row.errors);
    if (rows.length > ROWS_A_SECOND_MOST) {
      // The same rows, whatever order they came in.
      rows.sort((a, b) => b.count - a.count || a.process - b.process || a.call - b.call);
      const rest = newRow(0, REST_CALL);
      for (const row of rows.splice(ROWS_A_SECOND_MOST - 1)) addRow(rest, row);
      rows.push(rest);
    }
    return { calls: columns(rows), errors: errorColumns(rows) };
  }
}

function newRow(process: number, call: number): CallRow {
  return {
    process,
    call,
    count: 0,
    errno: 0,
    retry: 0,
    total: 0,
    longest: 0,
    histogram: undefined,
    begin: 0,
    summed: false,
    errors: undefined,
  };
}

function addHistogram(row: CallRow, counts: Histogram, begin: number): void {
  if (!row.histogram) {
    row.histogram = counts;
    row.begin = begin;
    return;
  }
  if (!row.summed) {
    const own = new Float64Array(HISTOGRAM_BUCKETS);
    for (let bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++)
      own[bucket] = row.histogram[row.begin + bucket] ?? 0;
    row.histogram = own;
    row.begin = 0;
    row.summed = true;
  }
  for (let bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++)
    row.histogram[bucket] = (row.histogram[bucket] ?? 0) + (counts[begin + bucket] ?? 0);
}

function addRow(sum: CallRow, row: CallRow): void {
  sum.count += row.count;
  sum.errno += row.errno;
  sum.retry += row.retry;
  sum.total += row.total;
  sum.longest = Math.max(sum.longest, row.longest);
  if (row.histogram) addHistogram(sum, row.histogram, row.begin);
  for (const [error, count] of row.errors ?? []) {
    sum.errors ??= new Map();
    sum.errors.set(error, (sum.errors.get(error) ?? 0) + count);
  }
}

/** The two tallies are read one after the other: of a busy call the second may be ahead by some. */
function retryOf(row: CallRow): number {
  return Math.min(row.retry, row.errno);
}

function columns(rows: readonly CallRow[]): CallColumns {
  const size = rows.length;
  const [process, failed, retry] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
  const [count, total, longest] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const [p50, p99] = [new Float32Array(size), new Float32Array(size)];
  const call = new Uint16Array(size);
  const durations = new DurationRows(size);
  const filled = new FilledBuckets();
  rows.forEach((row, i) => {
    process[i] = row.process;
    call[i] = row.call;
    count[i] = row.count;
    retry[i] = retryOf(row);
    failed[i] = row.errno - retryOf(row);
    total[i] = row.total;
    longest[i] = row.longest;
    filled.read(row.histogram, row.begin);
    for (let at = 0; at < filled.size; at++)
      durations.add(WIDE_BUCKET[filled.buckets[at] ?? 0] ?? 0, filled.counts[at] ?? 0);
    durations.endRow();
    p50[i] = filled.quantile(0.5, row.longest);
    p99[i] = filled.quantile(0.99, row.longest);
  });
  return { process, call, count, failed, retry, total, longest, ...durations.columns(), p50, p99 };
}

function errorColumns(rows: readonly CallRow[]): ErrorColumns {
  const [row, error, count]: number[][] = [[], [], []];
  rows.forEach(({ errors }, index) => {
    if (!errors) return;
    for (const [nr, times] of errors) {
      row?.push(index);
      error?.push(nr);
      count?.push(times);
    }
  });
  return {
    row: Uint32Array.from(row ?? []),
    error: Uint16Array.from(error ?? []),
    count: Float64Array.from(count ?? []),
  };
}
