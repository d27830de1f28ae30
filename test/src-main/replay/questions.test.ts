// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Asked, Questions, tableInfos } from '../../../src-main/replay/questions';
import {
  ANSWER_TEXT_MOST,
  type AnswerMessage,
  captureRequest,
  SQL_MOST,
} from '../../../src-main/shared/capture-contract';
import { Failure } from '../../../src-main/shared/failure';

const column = (name: string, unit: string) => ({ name, type: 'BIGINT', unit, meaning: `of ${name}` });
const table = (name: string, ...columns: ReturnType<typeof column>[]) =>
  [name, { name, kind: 'stream' as const, columns, rows: 2, bytes: 10, parts: 1 }] as const;
const TABLES = new Map([
  table('syscall', column('at_ns', 'boot_ns'), column('n', 'event_count')),
  table('other', column('n', 'bytes')),
]);

const column_ = (name: string) => ({ name, type: 'BIGINT' });

function asking(rows: Asked['rows']) {
  const answers: AnswerMessage[] = [];
  let heard = () => {};
  const next = () => new Promise<void>((resolve) => (heard = resolve));
  const questions = new Questions((answer) => {
    answers.push(answer);
    heard();
  });
  return { questions, answers, next, capture: { tables: TABLES, rows } };
}

describe('queries of a window', () => {
  it('are answered with the units that the capture has, where they are one', async () => {
    const { questions, answers, next, capture } = asking(async () => ({
      columns: [column_('at_ns'), column_('n'), column_('made')],
      rows: [[1n, 2n, null]],
      cut: false,
    }));
    const told = next();
    questions.take({ kind: 'query', id: 3, sql: 'SELECT' }, capture);
    await told;
    const [answer] = answers;
    assert.deepEqual(
      answer?.columns.map(({ unit }) => unit),
      ['boot_ns', '', ''],
    );
    assert.deepEqual(
      [answer?.id, answer?.rows, answer?.cut, answer?.failure],
      [3, [[1n, 2n, null]], false, null],
    );
  });

  it('are cut where their texts are too long together', async () => {
    const long = 'x'.repeat(ANSWER_TEXT_MOST / 2);
    const { questions, answers, next, capture } = asking(async () => ({
      columns: [column_('text')],
      rows: [[long], [long], [long]],
      cut: false,
    }));
    const told = next();
    questions.take({ kind: 'query', id: 1, sql: 'SELECT' }, capture);
    await told;
    assert.deepEqual([answers[0]?.rows.length, answers[0]?.cut], [2, true]);
  });

  it('say why they were not answered', async () => {
    const { questions, answers, next, capture } = asking(async () => {
      throw new Failure('a', 'b', 'c');
    });
    const told = next();
    questions.take({ kind: 'query', id: 1, sql: 'SELECT' }, capture);
    await told;
    assert.deepEqual(answers[0]?.failure, { what: 'a', why: 'b', mend: 'c' });
    const closed = next();
    questions.take({ kind: 'query', id: 2, sql: 'SELECT' }, undefined);
    await closed;
    assert.equal(answers[1]?.failure?.why, 'The capture is not open.');
  });

  it('are cancelled by their number, and by the next one', async () => {
    const { questions, answers, next, capture } = asking(
      (_sql, _params, _most, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('stopped'))),
        ),
    );
    questions.take({ kind: 'query', id: 1, sql: 'SELECT 1' }, capture);
    questions.take({ kind: 'cancel-query', id: 7 }, capture);
    assert.equal(answers.length, 0);
    const first = next();
    questions.take({ kind: 'query', id: 2, sql: 'SELECT 2' }, capture);
    await first;
    const second = next();
    questions.take({ kind: 'cancel-query', id: 2 }, capture);
    await second;
    assert.deepEqual(
      answers.map(({ id, failure }) => [id, failure?.what]),
      [
        [1, 'The query was cancelled.'],
        [2, 'The query was cancelled.'],
      ],
    );
  });

  it('are taken only as what they are', () => {
    const query = (sql: unknown, id: unknown = 1) => captureRequest({ kind: 'query', id, sql });
    assert.deepEqual(query('SELECT 1'), { kind: 'query', id: 1, sql: 'SELECT 1' });
    for (const bad of [query(7), query('x'.repeat(SQL_MOST + 1)), query('', -1), query('', 'x')])
      assert.equal(bad, undefined);
    assert.deepEqual(captureRequest({ kind: 'hold', at: 3 }), { kind: 'hold', at: 3 });
    assert.equal(captureRequest({ kind: 'hold', at: -1 }), undefined);
  });
});

it('tables are told with their columns', () => {
  assert.deepEqual(tableInfos({ tables: TABLES })[1], {
    name: 'other',
    kind: 'stream',
    rows: 2,
    columns: [column('n', 'bytes')],
  });
});
