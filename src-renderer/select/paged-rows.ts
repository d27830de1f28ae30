// SPDX-License-Identifier: Apache-2.0
// Rows of which only some pages are at hand: those looked at last.

import type { AnswerValue } from '../../src-main/shared/capture-contract';

export const PAGE_ROWS = 256;
/** Pages at hand, 16,384 rows. */
export const PAGES_MOST = 64;

export interface PagedRow {
  readonly index: number;
  readonly values: readonly AnswerValue[];
}

export class PagedRows {
  readonly length: number;
  readonly #pages: ReadonlyMap<number, readonly PagedRow[]>;

  constructor(length = 0, pages: ReadonlyMap<number, readonly PagedRow[]> = new Map()) {
    this.length = length;
    this.#pages = pages;
  }

  at(index: number): PagedRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** No more than the first so many. */
  first(most: number): PagedRows {
    return new PagedRows(Math.min(most, this.length), this.#pages);
  }

  /** With one page more; where there are too many, without the one that came first. */
  with(length: number, page: number, values: readonly (readonly AnswerValue[])[]): PagedRows {
    const pages = new Map(this.#pages);
    pages.delete(page);
    pages.set(
      page,
      values.map((one, at) => ({ index: page * PAGE_ROWS + at, values: one })),
    );
    for (const old of pages.keys()) {
      if (pages.size <= PAGES_MOST) break;
      pages.delete(old);
    }
    return new PagedRows(length, pages);
  }

  /** The first page of these rows that is not at hand; null when all are. */
  missing(first: number, end: number): number | null {
    const last = Math.floor((Math.min(end, this.length) - 1) / PAGE_ROWS);
    for (let page = Math.floor(Math.max(0, first) / PAGE_ROWS); page <= last; page++)
      if (!this.#pages.has(page)) return page;
    return null;
  }
}
