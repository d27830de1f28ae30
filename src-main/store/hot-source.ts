// SPDX-License-Identifier: Apache-2.0
// The engine's end of a question to the hot window: asked like a capture. What was handed to the store before it is in
// its answer.

import { Failure } from '../shared/failure';
import { Answers } from './asked';
import type { StoreTable } from './columns';
import { type HotTable, hotTables } from './hot-views';
import type { KeptSource } from './kept-scans';
import type { StoreAnswer, StoreMessage } from './messages';
import type { RowsResult } from './capture';
import { type ColumnChunk, type PlainValue, valueAt } from './values';

/** How long the store may take for a piece. */
const LIMIT_MS = 30_000;
const ROWS_MOST = 100_000;

type ReadAnswer = Extract<StoreAnswer, { kind: 'chunk' | 'read' | 'unread' }>;
type Piece = ColumnChunk | null;

const slow = () =>
  new Failure('The store did not answer.', `It took longer than ${LIMIT_MS / 1000} s.`, 'Try again.');

export class HotSource implements KeptSource {
  readonly tables: ReadonlyMap<string, HotTable>;
  /** Up to here seconds are no longer whole: as the last answer said, CLOCK_BOOTTIME, ns. */
  since = 0n;
  private readonly pending = new Map<number, Answers<Piece>>();
  private number = 0;
  private dead: Failure | undefined;

  constructor(
    tables: readonly StoreTable[],
    private readonly post: (message: StoreMessage) => void,
  ) {
    this.tables = hotTables(tables);
  }

  /** @throws {Failure} */
  async rows(
    sql: string,
    params: readonly unknown[] = [],
    most = ROWS_MOST,
    signal?: AbortSignal,
  ): Promise<RowsResult> {
    if (params.length) throw new Error('the hot window takes no parameters');
    let columns: RowsResult['columns'] = [];
    const rows: PlainValue[][] = [];
    for await (const chunk of this.chunks(sql, signal)) {
      columns = chunk.columns.map(({ name, type }) => ({ name, type }));
      for (let at = 0; at < chunk.rows; at++) {
        if (rows.length === most) return { columns, rows, cut: true };
        rows.push(chunk.columns.map((column) => valueAt(column, at)));
      }
    }
    return { columns, rows, cut: false };
  }

  /** Leaving the loop ends the query; so does `signal`. @throws {Failure} */
  async *chunks(sql: string, signal?: AbortSignal): AsyncGenerator<ColumnChunk> {
    if (this.dead) throw this.dead;
    const number = ++this.number;
    const answers = new Answers<Piece>();
    this.pending.set(number, answers);
    let over = false;
    const leave = () => this.post({ kind: 'leave', number });
    signal?.addEventListener('abort', leave);
    try {
      signal?.throwIfAborted();
      this.post({ kind: 'read', number, sql });
      for (;;) {
        const piece = await within(answers.next());
        over = piece === null;
        if (!piece) return;
        yield piece;
        this.post({ kind: 'credit', number });
      }
    } finally {
      signal?.removeEventListener('abort', leave);
      if (!over) leave();
      this.pending.delete(number);
    }
  }

  take(answer: ReadAnswer): void {
    const answers = this.pending.get(answer.number);
    if (answer.kind === 'chunk') answers?.put(answer.chunk);
    else if (answer.kind === 'read') {
      this.since = answer.since;
      answers?.put(null);
    } else {
      const { what, why, mend } = answer.failure;
      answers?.putFailure(new Failure(what, why, mend));
    }
  }

  /** The store is gone. */
  fail(failure: Failure): void {
    this.dead = failure;
    for (const answers of this.pending.values()) answers.fail(failure);
  }
}

async function within<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(slow()), LIMIT_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
