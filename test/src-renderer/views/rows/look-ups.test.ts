// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookUpWords } from '../../../../src-renderer/views/rows/look-ups';

const COLUMNS = ['name', 'count', 'failed', 'places'].map((name) => ({ name }));
const words = (...values: (string | number | bigint)[]) => lookUpWords({ values }, COLUMNS);

test('where a name was looked for is told in a sentence', () => {
  assert.equal(
    words('libfoo.so', 15, 14, 14),
    'Tried 14 places for libfoo.so: 14 of 15 opens failed, the others found it.',
  );
  assert.equal(words('none.conf', 1, 1n, 1n), 'Tried 1 place for none.conf, and it was in none of them.');
  assert.equal(words('libc.so.6', 40, 0, 1), 'Each open of libc.so.6 found it.');
});
