// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ColumnDescription, Row } from '../../../../src-main/shared/tracer';
import {
  addCellTerm,
  narrow,
  narrowedOf,
  removeCellTerm,
  rowMatcher,
} from '../../../../src-renderer/views/generic/narrowed';

const column = (name: string, unit: string, part?: 'key' | 'sum') =>
  ({ name, unit, meaning: '', ...(part ? { part } : {}) }) as ColumnDescription;
const COLUMNS = [
  column('comm', 'text'),
  column('pid', 'pid'),
  column('kind', 'text'),
  column('count', 'calls', 'sum'),
];
const ROWS: Row[] = [
  { comm: 'cat', pid: 7, kind: 'minor', count: 3n },
  { comm: 'cat', pid: 0, kind: 'major', count: 1n },
  { comm: 'Dog', pid: 8, kind: 'minor', count: 2n },
];
const found = (tracer: string) => {
  const fits = rowMatcher(narrowedOf(tracer), COLUMNS);
  return ROWS.flatMap((row, at) => (fits(row) ? [at] : []));
};

test('rows that say it alone, or without them; two values of a column are either', () => {
  assert.deepEqual(found('a'), [0, 1, 2]);
  addCellTerm('a', { column: 'comm', op: 'is', value: 'cat' });
  assert.deepEqual(found('a'), [0, 1]);
  addCellTerm('a', { column: 'kind', op: 'not', value: 'major' });
  assert.deepEqual(found('a'), [0]);
  addCellTerm('a', { column: 'comm', op: 'is', value: 'Dog' });
  assert.deepEqual(found('a'), [0, 2]);
  assert.deepEqual(found('b'), [0, 1, 2], 'each tracer has its own');
});

test('the contrary takes its place, and a term can be taken away', () => {
  addCellTerm('c', { column: 'comm', op: 'is', value: 'cat' });
  addCellTerm('c', { column: 'comm', op: 'not', value: 'cat' });
  assert.equal(narrowedOf('c').terms.length, 1);
  assert.deepEqual(found('c'), [2]);
  removeCellTerm('c', { column: 'comm', op: 'not', value: 'cat' });
  assert.deepEqual(found('c'), [0, 1, 2]);
});

test('text in any cell as it is read: capitals or not, and a PID of several', () => {
  narrow('d', { text: 'dOG' });
  assert.deepEqual(found('d'), [2]);
  narrow('d', { text: 'several' });
  assert.deepEqual(found('d'), [1]);
  narrow('d', { text: '3' });
  assert.deepEqual(found('d'), [0]);
});
