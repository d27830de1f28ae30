// SPDX-License-Identifier: Apache-2.0
// Rows of streams that wait to be written, as they came. Nobody asks them anything before they are on disk, so no table
// is made of them: part-bytes.ts makes a file of the batches themselves.

import type { HotRows } from './hot-rows';

/** Batches that are written together. */
export interface Pieces {
  readonly rows: number;
  readonly bytes: number;
  readonly batches: readonly HotRows[];
}

interface Waiting {
  open: HotRows[];
  /** Their processes are known, so they can be written. */
  sealed: HotRows[];
}

const widthOf = ({ data }: HotRows) =>
  data.reduce(
    (sum, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 24 * column.length),
    0,
  );

export class StreamBuffer {
  /** Of everything that waits or is being written. */
  bytes = 0;
  private readonly waiting = new Map<string, Waiting>();
  private taken = 0;

  constructor(tables: readonly string[]) {
    for (const table of tables) this.waiting.set(table, { open: [], sealed: [] });
  }

  append(rows: HotRows): void {
    this.waiting.get(rows.table)?.open.push(rows);
    this.bytes += widthOf(rows);
  }

  /** What came so far can be written: the names of its processes are told by now. */
  seal(): void {
    for (const waiting of this.waiting.values()) waiting.sealed.push(...waiting.open.splice(0));
  }

  /** What can be written of a stream; undefined when there is nothing. To be given back by done(). */
  take(table: string): Pieces | undefined {
    const batches = this.waiting.get(table)?.sealed.splice(0) ?? [];
    if (!batches.length) return undefined;
    const bytes = batches.reduce((sum, batch) => sum + widthOf(batch), 0);
    this.taken += bytes;
    return { rows: batches.reduce((sum, { rows }) => sum + rows, 0), bytes, batches };
  }

  done({ bytes }: Pieces): void {
    this.taken -= bytes;
    this.bytes -= bytes;
  }

  /** Nobody writes any more. */
  forget(): void {
    for (const waiting of this.waiting.values()) {
      waiting.open = [];
      waiting.sealed = [];
    }
    this.bytes = this.taken;
  }
}
