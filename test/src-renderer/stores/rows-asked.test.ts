// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PAGE_ROWS, PAGES_MOST } from '../../../src-renderer/select/paged-rows';
import { RowsAsked } from '../../../src-renderer/stores/rows-asked';
import type { RowsMessage, RowsQuestion, RowsRequest } from '../../../src-main/shared/rows-contract';

const QUESTION: RowsQuestion = {
  table: 'file_open',
  terms: [],
  text: '',
  stretch: null,
  group: null,
  order: null,
};
const TOTAL = 100_000;

function made() {
  const sent: RowsRequest[] = [];
  const asked = new RowsAsked((request) => sent.push(request));
  /** Answers what was asked for last; row i is [i]. */
  const answer = (over: Partial<RowsMessage> = {}) => {
    const { id = 0, from = 0, count = 0 } = sent.at(-1) ?? {};
    const rows = Array.from({ length: count }, (_, at) => [from + at]);
    asked.take({
      ...{ kind: 'rows', id, from, rows, total: TOTAL, bootUnixMs: 0, ms: 1, failure: null },
      ...{ columns: [{ name: 'n', type: 'BIGINT', unit: '' }], ...over },
    });
  };
  return { asked, sent, answer, pages: () => sent.map(({ from }) => from / PAGE_ROWS) };
}

describe('the rows that a window asks for', () => {
  it('come page by page, one under way, what is in sight first', () => {
    const { asked, answer, pages } = made();
    asked.ask(QUESTION);
    assert.deepEqual(pages(), [0]);
    asked.sight(50_000, 50_020);
    assert.deepEqual(pages(), [0]);
    answer();
    assert.deepEqual(pages(), [0, 195]);
    answer();
    assert.deepEqual(asked.rows.at(50_010)?.values, [50_010]);
    assert.deepEqual(asked.rows.at(0)?.values, [0]);
    assert.equal(asked.rows.at(1000), undefined);
    assert.deepEqual(pages(), [0, 195], 'all in sight and beside it is at hand');
  });

  it('are fetched anew when who was asked is gone', () => {
    const { asked, answer, pages } = made();
    asked.ask(QUESTION);
    asked.sight(0, 10);
    assert.deepEqual(pages(), [0]);
    asked.dropped();
    asked.sight(0, 10);
    assert.deepEqual(pages(), [0, 0]);
    answer();
    assert.deepEqual(asked.rows.at(0)?.values, [0]);
  });

  it('are fetched ahead of what is in sight', () => {
    const { asked, answer, pages } = made();
    asked.ask(QUESTION);
    answer();
    asked.sight(PAGE_ROWS - 30, PAGE_ROWS - 10);
    assert.deepEqual(pages(), [0, 1]);
  });

  it('stay until another question is answered, and not one of its pages longer', () => {
    const { asked, sent, answer } = made();
    asked.ask(QUESTION);
    answer();
    asked.ask({ ...QUESTION, text: 'x' });
    const before = sent.length;
    assert.ok(asked.waiting);
    assert.deepEqual(asked.rows.at(3)?.values, [3]);
    asked.take({
      ...{ kind: 'rows', id: 1, from: 0, rows: [[7]], total: 1, bootUnixMs: 0, ms: 1, failure: null },
      columns: [],
    });
    assert.deepEqual(asked.rows.at(3)?.values, [3], 'an answer to what was asked before');
    answer({ rows: [[9]], total: 1 });
    assert.equal(asked.rows.length, 1);
    assert.deepEqual(asked.rows.at(0)?.values, [9]);
    assert.equal(sent.length, before, 'all of it is at hand');
    assert.ok(!asked.waiting);
  });

  it('are no more than some pages', () => {
    const { asked, answer } = made();
    asked.ask(QUESTION);
    answer();
    for (let page = 1; page <= PAGES_MOST + 5; page++) {
      asked.sight(page * PAGE_ROWS + 100, page * PAGE_ROWS + 120);
      answer();
    }
    assert.equal(asked.rows.at(0), undefined);
    assert.ok(asked.rows.at((PAGES_MOST + 5) * PAGE_ROWS));
  });

  it('go when there is a failure instead', () => {
    const { asked, answer } = made();
    asked.ask(QUESTION);
    answer();
    asked.ask({ ...QUESTION, text: 'x' });
    answer({ rows: [], total: 0, failure: { what: 'No.', why: 'So.', mend: 'Do.' } });
    assert.equal(asked.failure?.what, 'No.');
    assert.equal(asked.rows.length, 0);
  });
});
