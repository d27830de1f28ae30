// SPDX-License-Identifier: Apache-2.0
// All rows of a question that has few: one page, asked for again as long as somebody shows it.

import type { AnswerMessage, AnswerValue } from '../../src-main/shared/capture-contract';
import {
  PAGE_ROWS_MOST,
  type RowsMessage,
  type RowsQuestion,
  type RowsRequest,
} from '../../src-main/shared/rows-contract';

/** Who takes the answers to what an asker asked. */
export interface RowsTaker {
  take(message: RowsMessage): void;
  /** Nobody answers any more what is under way: who was asked is gone. */
  dropped(): void;
}

export class RowsWhole implements RowsTaker {
  readonly #asker: string;
  readonly #most: number;
  readonly #send: (request: RowsRequest) => void;
  #id = 0;
  #under = false;
  #next: RowsQuestion | null = null;
  #key = '';
  rows: readonly (readonly AnswerValue[])[] = [];
  columns: AnswerMessage['columns'] = [];
  /** Of all that the question finds, also beyond `most`; null until it is known. */
  total: number | null = null;
  /** When the clock of `boot_ns` was 0, Unix time, ms. */
  bootUnixMs = 0;
  failure: AnswerMessage['failure'] = null;
  /** Counts the answers: what is made of the rows is kept by it. */
  version = 0;

  constructor(asker: string, send: (request: RowsRequest) => void, most = PAGE_ROWS_MOST) {
    this.#asker = asker;
    this.#send = send;
    this.#most = Math.min(most, PAGE_ROWS_MOST);
  }

  /** Until the answer comes, what was found before stays; of several questions meanwhile the last is asked. */
  ask(question: RowsQuestion): void {
    if (this.#under) {
      this.#next = question;
      return;
    }
    this.#under = true;
    this.#id++;
    this.#send({
      ...{ kind: 'rows', id: this.#id, asker: this.#asker, question },
      ...{ from: 0, count: this.#most },
    });
  }

  /** Of somebody else: nothing that was found before is of use, and nothing that is under way. */
  begin(key: string, question: RowsQuestion): void {
    if (key !== this.#key) this.forget();
    this.#key = key;
    this.ask(question);
  }

  dropped(): void {
    this.#under = false;
    this.#next = null;
    this.#id++;
  }

  forget(): void {
    this.dropped();
    this.#key = '';
    this.rows = [];
    this.total = null;
    this.failure = null;
    this.version++;
  }

  take({ id, rows, columns, total, failure, bootUnixMs }: RowsMessage): void {
    if (id !== this.#id || !this.#under) return;
    this.#under = false;
    this.version++;
    this.failure = failure;
    this.bootUnixMs = bootUnixMs;
    this.rows = rows;
    this.total = failure === null ? total : null;
    if (columns.length > 0) this.columns = columns;
    const next = this.#next;
    this.#next = null;
    if (next !== null) this.ask(next);
  }
}
