// SPDX-License-Identifier: Apache-2.0
// Seconds for tests, written as rows.
import { DURATION_BUCKETS, type LossInfo, type SecondMessage } from '../../src-main/shared/contract';
import { rowDurations } from '../support/row-durations';

export interface RowText {
  process: number;
  call: number;
  count: number;
  /** errno -> count; EAGAIN and ETIMEDOUT are retries. */
  errors?: Readonly<Record<number, number>>;
  /** Bucket that all durations fall into. */
  bucket?: number;
  longest?: number;
  p50?: number;
}

const RETRIES = new Set([11, 110]);

export function second(
  at: number,
  rows: readonly RowText[],
  { seconds = 1, losses = [] }: { seconds?: number; losses?: readonly LossInfo[] } = {},
): SecondMessage {
  const errorRows = rows.flatMap((row, index) =>
    Object.entries(row.errors ?? {}).map(([error, count]) => ({ index, error: Number(error), count })),
  );
  const sum = (index: number, retry: boolean) =>
    errorRows
      .filter((one) => one.index === index && RETRIES.has(one.error) === retry)
      .reduce((total, { count }) => total + count, 0);
  const durations = new Uint32Array(rows.length * DURATION_BUCKETS);
  rows.forEach((row, index) => {
    durations[index * DURATION_BUCKETS + (row.bucket ?? 4)] = row.count;
  });
  const floats = (pick: (row: RowText, index: number) => number) => Float64Array.from(rows, pick);
  return {
    kind: 'second',
    second: at,
    seconds,
    processes: [],
    calls: {
      process: Uint32Array.from(rows, (row) => row.process),
      call: Uint16Array.from(rows, (row) => row.call),
      count: floats((row) => row.count),
      failed: Uint32Array.from(rows, (_, index) => sum(index, false)),
      retry: Uint32Array.from(rows, (_, index) => sum(index, true)),
      total: floats((row) => row.count * 1000),
      longest: floats((row) => row.longest ?? 2000),
      ...rowDurations(durations),
      p50: Float32Array.from(rows, (row) => row.p50 ?? 0),
      p99: Float32Array.from(rows, (row) => row.p50 ?? 0),
    },
    errors: {
      row: Uint32Array.from(errorRows, (one) => one.index),
      error: Uint16Array.from(errorRows, (one) => one.error),
      count: Float64Array.from(errorRows, (one) => one.count),
    },
    tallies: [],
    tables: [],
    status: {
      tracers: ['syscalls'],
      eventsPerSecond: rows.reduce((total, row) => total + row.count, 0),
      losses,
      lostTotal: losses.reduce((total, loss) => total + loss.count, 0),
      costKernel: 0,
      costApp: 0,
      streaming: false,
      notices: [],
    },
  };
}

export const named = (names: Readonly<Record<number, string>>) => (id: number) =>
  names[id] === undefined ? undefined : { id, pid: id * 100, comm: names[id], uid: 0, parent: 0 };
