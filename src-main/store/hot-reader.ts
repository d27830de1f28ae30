// SPDX-License-Identifier: Apache-2.0
// The store's end of a question to the hot window: typed columns piece by piece, handed over, as many as there is room
// for. Seconds go on being taken in meanwhile; HotSource is the other end.

import { Asked } from './asked';
import type { AnswerFailure, StoreAnswer } from './messages';
import { sqlFailure } from './sql-failure';
import type { ColumnChunk } from './values';

const buffersOf = ({ columns }: ColumnChunk): ArrayBuffer[] =>
  columns.flatMap(({ values, valid }) =>
    [values, valid].flatMap((array) => (ArrayBuffer.isView(array) ? [array.buffer as ArrayBuffer] : [])),
  );

/** Who is asked. */
export interface HotRead {
  chunks(sql: string, signal?: AbortSignal): AsyncGenerator<ColumnChunk>;
  readonly since: bigint;
}

export class HotReader {
  private readonly asked = new Map<number, Asked>();

  constructor(
    private readonly hot: HotRead,
    private readonly tell: (answer: StoreAnswer, handedOver?: ArrayBuffer[]) => void,
  ) {}

  async read(number: number, sql: string): Promise<void> {
    const own = new Asked();
    this.asked.set(number, own);
    try {
      for await (const chunk of this.hot.chunks(sql, own.stop.signal)) {
        await own.room();
        this.tell({ kind: 'chunk', number, chunk }, buffersOf(chunk));
      }
      this.tell({ kind: 'read', number, since: this.hot.since });
    } catch (error) {
      const { what, why, mend } = sqlFailure(error);
      this.tell({ kind: 'unread', number, failure: { what, why, mend } satisfies AnswerFailure });
    } finally {
      this.asked.delete(number);
    }
  }

  credit(number: number): void {
    this.asked.get(number)?.give();
  }

  /** Nobody waits for it any more. */
  leave(number: number): void {
    this.asked.get(number)?.cancel();
  }
}
