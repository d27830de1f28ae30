// SPDX-License-Identifier: Apache-2.0
// The rows that this window asks for: one question, one page under way, the pages in sight first.

import type { AnswerMessage } from '../../src-main/shared/capture-contract';
import type { RowsMessage, RowsQuestion, RowsRequest } from '../../src-main/shared/rows-contract';
import { PAGE_ROWS, PagedRows } from '../select/paged-rows';

/** Rows above and below those in sight that are fetched as well. */
const AHEAD = 64;

export class RowsAsked {
  readonly #send: (request: RowsRequest) => void;
  #question: RowsQuestion | null = null;
  #id = 0;
  /** The page that is under way; null for none. */
  #under: number | null = null;
  #sight = { first: 0, end: PAGE_ROWS };
  /** The rows are another question's until its first page comes. */
  #stale = false;
  rows = new PagedRows();
  /** Of all that the question finds; null until it is known. */
  total: number | null = null;
  columns: AnswerMessage['columns'] = [];
  /** When the clock of `boot_ns` was 0, Unix time, ms. */
  bootUnixMs = 0;
  failure: AnswerMessage['failure'] = null;

  constructor(send: (request: RowsRequest) => void) {
    this.#send = send;
  }

  get question(): RowsQuestion | null {
    return this.#question;
  }

  /** Whether what is shown is not what was asked for last, or not yet. */
  get waiting(): boolean {
    return this.#stale || (this.#question !== null && this.total === null && this.failure === null);
  }

  /** Until the answer comes, what was found before stays. */
  ask(question: RowsQuestion): void {
    const sameColumns =
      this.#question?.table === question.table &&
      JSON.stringify(this.#question.group) === JSON.stringify(question.group);
    this.#question = question;
    if (!sameColumns) this.forget();
    this.#sight = { first: 0, end: PAGE_ROWS };
    this.again();
  }

  /** The same question, of what there is now. */
  again(): void {
    this.#stale = this.total !== null;
    this.#under = null;
    this.#fetch();
  }

  forget(): void {
    this.rows = new PagedRows();
    this.total = null;
    this.columns = [];
    this.failure = null;
  }

  dropped(): void {
    this.#under = null;
  }

  /** Rows from `first` up to `end` are in sight. */
  sight(first: number, end: number): void {
    this.#sight = { first, end };
    if (this.#under === null) this.#fetch();
  }

  take({ id, from, total, columns, rows, failure, bootUnixMs }: RowsMessage): void {
    if (id !== this.#id || this.#under === null) return;
    this.#under = null;
    this.failure = failure;
    this.bootUnixMs = bootUnixMs;
    if (failure !== null) {
      this.rows = new PagedRows();
      this.total = null;
      this.#stale = false;
      return;
    }
    const held = this.#stale || total !== this.total ? new PagedRows() : this.rows;
    this.#stale = false;
    this.total = total;
    if (columns.length > 0) this.columns = columns;
    this.rows = held.with(total, Math.floor(from / PAGE_ROWS), rows);
    this.#fetch();
  }

  #fetch(): void {
    const { first, end } = this.#sight;
    const page = this.#stale || this.total === null ? Math.floor(first / PAGE_ROWS) : this.#next(first, end);
    if (page === null || this.#question === null) return;
    this.#under = page;
    this.#id++;
    this.#send({
      ...{ kind: 'rows', id: this.#id, question: this.#question },
      ...{ from: page * PAGE_ROWS, count: PAGE_ROWS },
    });
  }

  #next(first: number, end: number): number | null {
    return this.rows.missing(first, end) ?? this.rows.missing(first - AHEAD, end + AHEAD);
  }
}
