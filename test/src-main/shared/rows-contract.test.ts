// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { captureRequest } from '../../../src-main/shared/capture-contract';
import {
  LOOKED_AT_MOST,
  PAGE_ROWS_MOST,
  ROW_TERMS_MOST,
  type RowsRequest,
} from '../../../src-main/shared/rows-contract';

const SOUND: RowsRequest = {
  kind: 'rows',
  id: 7,
  question: {
    table: 'file_open',
    terms: [
      { column: 'error', op: 'is', value: null },
      { column: 'path', op: 'has', value: 'lib' },
      { column: 'duration_ns', op: 'least', value: 1_000n },
    ],
    text: 'x',
    stretch: { from: 10, to: 20 },
    group: { column: 'path', part: 'folder' },
    order: { column: 'count', descending: true },
  },
  from: 256,
  count: 256,
};

const asked = (over: object) => ({ ...SOUND, question: { ...SOUND.question, ...over } });

describe('a page of rows, as a window asks for it', () => {
  it('is taken as it is when it is sound', () => {
    assert.deepEqual(captureRequest({ ...SOUND }), SOUND);
    const plain = { ...SOUND, question: { ...SOUND.question, stretch: null, group: null, order: null } };
    assert.deepEqual(captureRequest({ ...plain }), plain);
    assert.deepEqual(captureRequest({ ...SOUND, asker: 'lives' }), { ...SOUND, asker: 'lives' });
  });

  const term = { column: 'pid', op: 'is', value: 1 };
  const wrong: readonly (readonly [string, object])[] = [
    ['more rows than a page has', { ...SOUND, count: PAGE_ROWS_MOST + 1 }],
    ['no row', { ...SOUND, count: 0 }],
    ['a place before the first', { ...SOUND, from: -1 }],
    ['half a place', { ...SOUND, from: 0.5 }],
    ['an asker without a name', { ...SOUND, asker: 3 }],
    ['no question', { ...SOUND, question: null }],
    ['no table', asked({ table: 3 })],
    ['too many terms', asked({ terms: Array(ROW_TERMS_MOST + 1).fill(term) })],
    ['a term of another kind', asked({ terms: [{ ...term, op: 'like' }] })],
    ['a term without a column', asked({ terms: [{ ...term, column: undefined }] })],
    ['a value that is a list', asked({ terms: [{ ...term, value: [1] }] })],
    ['no number', asked({ terms: [{ ...term, value: Number.NaN }] })],
    ['a text that is searched for as a number', asked({ terms: [{ ...term, op: 'has' }] })],
    ['a bound that is a text', asked({ terms: [{ ...term, op: 'least', value: '1' }] })],
    ['a text without end', asked({ text: 'x'.repeat(5000) })],
    ['a stretch that runs backwards', asked({ stretch: { from: 2, to: 1 } })],
    ['half a second', asked({ stretch: { from: 0.5, to: 1 } })],
    ['a group without a column', asked({ group: {} })],
    ['an order without a direction', asked({ order: { column: 'pid' } })],
  ];
  for (const [what, message] of wrong)
    it(`is refused with ${what}`, () => assert.equal(captureRequest({ ...message }), undefined));
});

describe('tables whose events are looked at', () => {
  it('are some names, or none', () => {
    for (const tables of [[], ['file_open', 'process_exec']])
      assert.deepEqual(captureRequest({ kind: 'look', tables }), { kind: 'look', tables });
    for (const tables of [null, 'file_open', [3], Array(LOOKED_AT_MOST + 1).fill('x')])
      assert.equal(captureRequest({ kind: 'look', tables }), undefined);
  });
});
