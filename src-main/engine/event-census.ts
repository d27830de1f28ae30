// SPDX-License-Identifier: Apache-2.0
// What came through the ring, counted again on this side: the stream's own tally, and the first rows themselves.

import type { EventRow, EventStream, Naming, StreamRow } from '../shared/tracer';
import type { Batch, Column } from './records';

const RECENT_MOST = 200;

export class EventCensus {
  delivered = 0;
  readonly rows: EventRow[] = [];
  private recent: { raw: StreamRow; row: EventRow }[] = [];
  private recentLeftOut = 0;
  /** Of which events drain() tells, by fields of the stream; undefined: of none. */
  followed: Readonly<Record<string, number>> | undefined;
  private latestBatch: Batch | undefined;
  private readonly counts = new Map<number, Map<number, number>>();

  constructor(
    private readonly stream: EventStream,
    /** Rows that are kept whole; the others are only counted. */
    private readonly keep: number,
    private readonly naming: Naming,
    /** Whether drain() is going to be called. */
    private readonly keepRecent = false,
  ) {}

  /** `whole`: also counts by key and remembers; else a store does, and only the number is taken. */
  take(batch: Batch, whole = true): void {
    if (this.keepRecent) this.takeRecent(batch);
    this.delivered += batch.rows;
    if (whole) this.takeWhole(batch);
  }

  private takeWhole(batch: Batch): void {
    const [outer, middle, inner] = this.stream.countBy.map((name): Column | undefined =>
      name === undefined ? undefined : batch.columns[name]?.[0],
    );
    if (!outer) return;
    let latest = -1;
    let counts = new Map<number, number>();
    for (let i = 0; i < batch.rows; i++) {
      const first = Number(outer[i]);
      if (first !== latest) {
        latest = first;
        counts = this.counts.get(first) ?? new Map<number, number>();
        this.counts.set(first, counts);
      }
      const key = Number(middle?.[i] ?? 0) * 65536 + Number(inner?.[i] ?? 0);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (let i = 0; i < batch.rows && this.rows.length < this.keep; i++)
      this.rows.push(this.stream.event(rowAt(batch, i), this.naming));
    this.latestBatch = batch;
  }

  /** Events since the last call, at most RECENT_MOST, and how many more there were. */
  drain(): { events: { raw: StreamRow; row: EventRow }[]; leftOut: number } {
    const drained = { events: this.recent, leftOut: this.recentLeftOut };
    this.recent = [];
    this.recentLeftOut = 0;
    return drained;
  }

  /** The newest events, oldest of them first: made only when somebody looks. */
  latest(most: number): EventRow[] {
    const batch = this.latestBatch;
    if (!batch) return [];
    const count = Math.min(most, batch.rows);
    return Array.from({ length: count }, (_, i) =>
      this.stream.event(rowAt(batch, batch.rows - count + i), this.naming),
    );
  }

  private takeRecent(batch: Batch): void {
    const { followed } = this;
    if (!followed) return;
    const wanted = Object.entries(followed).map(([name, value]) => ({
      column: batch.columns[name]?.[0],
      value,
    }));
    for (let i = 0; i < batch.rows; i++) {
      if (wanted.some(({ column, value }) => column?.[i] !== value)) continue;
      if (this.recent.length >= RECENT_MOST) {
        this.recentLeftOut++;
        continue;
      }
      const raw = rowAt(batch, i);
      this.recent.push({ raw, row: this.stream.event(raw, this.naming) });
    }
  }

  get processes(): number {
    return this.counts.size;
  }

  /** Adds the counts of some processes to others': see TallyTable.fold(). */
  fold(foldOf: (process: number) => number | undefined): void {
    for (const [process, counts] of [...this.counts]) {
      const fold = foldOf(process);
      if (fold === undefined) continue;
      this.counts.delete(process);
      const into = this.counts.get(fold) ?? new Map<number, number>();
      for (const [key, count] of counts) into.set(key, (into.get(key) ?? 0) + count);
      this.counts.set(fold, into);
    }
  }

  /** {pid, comm, ..., count}, largest first. */
  totals(): EventRow[] {
    const rows: { row: EventRow; count: number }[] = [];
    for (const [first, counts] of this.counts)
      for (const [key, count] of counts)
        rows.push({
          row: this.stream.eventKey([first, Math.floor(key / 65536), key % 65536], this.naming),
          count,
        });
    return rows.sort((a, b) => b.count - a.count).map(({ row, count }) => ({ ...row, count }));
  }
}

export function rowAt(batch: Batch, i: number): StreamRow {
  const row: Record<string, number | bigint | bigint[]> = {};
  for (const [name, columns] of Object.entries(batch.columns))
    row[name] =
      columns.length === 1 ? (columns[0]?.[i] ?? 0) : columns.map((column) => BigInt(column[i] ?? 0));
  return row;
}
