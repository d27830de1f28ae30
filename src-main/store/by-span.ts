// SPDX-License-Identifier: Apache-2.0
// Rows of a query by the first of their columns, a span of seconds.

import type { ColumnChunk, Numbers } from './values';

/** Called with rows of one span: the columns, and from where to where in them. */
type Take = (columns: readonly Numbers[], from: number, to: number) => void;

const columnsOf = (chunk: ColumnChunk) => chunk.columns.map(({ values }) => values as Numbers);

/** Rows of a query, asked for by their first column, a span. */
export interface BySpan {
  rows(span: number, take: Take): Promise<void>;
  /** Ends the query. */
  close(): void;
}

/** Of a stretch, which is short: all rows at once, in whatever order they come. Nobody has to sort them. */
export class Gathered implements BySpan {
  private readonly slices = new Map<number, { columns: readonly Numbers[]; from: number; to: number }[]>();
  private readonly read: Promise<void>;

  constructor(private readonly chunks: AsyncGenerator<ColumnChunk>) {
    this.read = this.readAll();
    // Who waits for it is told; nobody may.
    this.read.catch(() => undefined);
  }

  private async readAll(): Promise<void> {
    for await (const chunk of this.chunks) {
      const columns = columnsOf(chunk);
      for (let from = 0; from < chunk.rows; ) {
        const span = Number(columns[0]?.[from]);
        let to = from + 1;
        while (to < chunk.rows && Number(columns[0]?.[to]) === span) to++;
        const slices = this.slices.get(span);
        if (slices) slices.push({ columns, from, to });
        else this.slices.set(span, [{ columns, from, to }]);
        from = to;
      }
    }
  }

  async rows(span: number, take: Take): Promise<void> {
    await this.read;
    for (const { columns, from, to } of this.slices.get(span) ?? []) take(columns, from, to);
    this.slices.delete(span);
  }

  close(): void {
    this.chunks.return(undefined).catch(() => undefined);
  }
}

/** Of anything longer: rows come in the order of their spans, and only what is at hand is in memory. */
export class Cursor implements BySpan {
  private chunk: ColumnChunk | undefined;
  private at = 0;
  /** Asked for before it is needed: the source works while this side does. */
  private ahead: Promise<IteratorResult<ColumnChunk>>;

  constructor(private readonly chunks: AsyncGenerator<ColumnChunk>) {
    this.ahead = this.next();
  }

  private next(): Promise<IteratorResult<ColumnChunk>> {
    const next = this.chunks.next();
    // Who waits for it is told; nobody may.
    next.catch(() => undefined);
    return next;
  }

  close(): void {
    this.chunks.return(undefined).catch(() => undefined);
  }

  async rows(span: number, take: Take): Promise<void> {
    for (;;) {
      if (!this.chunk || this.at >= this.chunk.rows) {
        const next = await this.ahead;
        if (next.done) return;
        this.ahead = this.next();
        this.chunk = next.value;
        this.at = 0;
        continue;
      }
      const columns = columnsOf(this.chunk);
      const spans = columns[0];
      const from = this.at;
      while (this.at < this.chunk.rows && Number(spans?.[this.at]) <= span) this.at++;
      if (this.at > from) take(columns, from, this.at);
      if (this.at < this.chunk.rows) return;
    }
  }
}
