// SPDX-License-Identifier: Apache-2.0
// Rows of streams that wait to be written, as they came. Nobody asks them anything before they are on disk, so no table
// is made of them: a query reads the batches themselves, and a call costs half of what it would in a table.

import type { StoreTable } from './columns';
import type { Duck } from './duck';
import type { HotRows } from './hot-rows';

/** Batches that are written together. */
export interface Pieces {
  readonly id: number;
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
  private readonly taken = new Map<number, Pieces>();
  private nextId = 1;

  constructor(duck: Duck, tables: readonly StoreTable[]) {
    for (const table of tables) {
      this.waiting.set(table.name, { open: [], sealed: [] });
      duck.source(functionOf(table.name), table.hot, (id) => this.taken.get(id)?.batches ?? []);
    }
  }

  append(rows: HotRows): void {
    this.waiting.get(rows.table)?.open.push(rows);
    this.bytes += widthOf(rows);
  }

  /** What came so far can be written: the names of its processes come with the second that is told next. */
  seal(): void {
    for (const waiting of this.waiting.values()) waiting.sealed.push(...waiting.open.splice(0));
  }

  /** What can be written of a stream; undefined when there is nothing. To be given back by done(). */
  take(table: string): Pieces | undefined {
    const batches = this.waiting.get(table)?.sealed.splice(0) ?? [];
    if (!batches.length) return undefined;
    const pieces: Pieces = {
      id: this.nextId++,
      rows: batches.reduce((sum, { rows }) => sum + rows, 0),
      bytes: batches.reduce((sum, batch) => sum + widthOf(batch), 0),
      batches,
    };
    this.taken.set(pieces.id, pieces);
    return pieces;
  }

  /** SQL of their rows, in their order. */
  relation(table: string, { id }: Pieces): string {
    return `${functionOf(table)}(${id})`;
  }

  done({ id, bytes }: Pieces): void {
    if (this.taken.delete(id)) this.bytes -= bytes;
  }

  /** Nobody writes any more. */
  forget(): void {
    for (const waiting of this.waiting.values()) {
      waiting.open = [];
      waiting.sealed = [];
    }
    this.bytes = [...this.taken.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }
}

const functionOf = (table: string) => `batches_of_${table}`;
