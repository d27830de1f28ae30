// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PAGE_ROWS_MOST, type RowsQuestion, type RowsRequest } from '../../../src-main/shared/rows-contract';
import { RowsWhole } from '../../../src-renderer/stores/rows-whole';

const question = (table: string): RowsQuestion => ({
  ...{ table, terms: [], text: '', stretch: null, group: null, order: null },
});

function made() {
  const sent: RowsRequest[] = [];
  const asked = new RowsWhole('part', (request) => sent.push(request));
  const answer = (value: number, id = sent.at(-1)?.id ?? 0, failure = false) =>
    asked.take({
      ...{ kind: 'rows', id, asker: 'part', from: 0, rows: failure ? [] : [[value]], total: 1, ms: 1 },
      ...{ columns: [{ name: 'n', type: 'BIGINT', unit: '' }], bootUnixMs: 7 },
      failure: failure ? { what: 'no', why: '', mend: '' } : null,
    });
  return { asked, sent, answer, tables: () => sent.map((one) => one.question.table) };
}

describe('all rows of a question that has few', () => {
  it('are asked for in one page, in the name of who asks', () => {
    const { asked, sent, answer } = made();
    asked.ask(question('a'));
    assert.deepEqual([sent[0]?.asker, sent[0]?.from, sent[0]?.count], ['part', 0, PAGE_ROWS_MOST]);
    assert.equal(asked.total, null);
    answer(5);
    assert.deepEqual([asked.rows, asked.total, asked.bootUnixMs], [[[5]], 1, 7]);
  });

  it('are asked for once at a time: of those that wait, the last', () => {
    const { asked, answer, tables } = made();
    for (const table of ['a', 'b', 'c']) asked.ask(question(table));
    assert.deepEqual(tables(), ['a']);
    answer(1);
    assert.deepEqual(tables(), ['a', 'c']);
    assert.deepEqual(asked.rows, [[1]], 'what was found stays until the next answer');
    answer(2);
    assert.deepEqual([tables().length, asked.rows], [2, [[2]]]);
  });

  it('are asked for anew when who was asked is gone, and its answer is late then', () => {
    const { asked, sent, answer, tables } = made();
    asked.ask(question('a'));
    const late = sent.at(-1)?.id;
    asked.dropped();
    asked.ask(question('a'));
    assert.deepEqual(tables(), ['a', 'a']);
    answer(9, late);
    assert.equal(asked.total, null);
    answer(2);
    assert.deepEqual(asked.rows, [[2]]);
  });

  it('of somebody else begin with nothing, and an answer that comes late is none of theirs', () => {
    const { asked, sent, answer } = made();
    asked.begin('one', question('a'));
    answer(1);
    asked.begin('one', question('a'));
    assert.deepEqual(asked.rows, [[1]]);
    const late = sent.at(-1)?.id;
    asked.begin('other', question('b'));
    assert.deepEqual([asked.rows, asked.total], [[], null]);
    answer(9, late);
    assert.equal(asked.total, null);
    answer(2);
    assert.deepEqual(asked.rows, [[2]]);
  });

  it('say why there are none', () => {
    const { asked, answer } = made();
    asked.ask(question('a'));
    answer(0, undefined, true);
    assert.deepEqual([asked.failure?.what, asked.total, asked.rows], ['no', null, []]);
  });
});
