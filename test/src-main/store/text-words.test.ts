// SPDX-License-Identifier: Apache-2.0
// Rows that name texts find them, each row in its place, also those whose text nobody knows.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tablesOf } from '../../../src-main/store/columns';
import { TextWords } from '../../../src-main/store/text-words';
import { batchOfTexts } from '../../support/text-batch';

const tables = tablesOf([{ streams: [{ name: 'file_open' }], tallies: ['file_opens'], snapshots: [] }]);
const opens = tables.find(({ name }) => name === 'file_open');
assert.ok(opens);

describe('texts of a stream', () => {
  it('stand in a column of their own name', () => {
    const columns = opens.columns.map(({ name, type }) => `${name} ${type}`);
    assert.ok(columns.includes('path VARCHAR') && columns.includes('host_path VARCHAR'));
    assert.ok(columns.includes('path_kind VARCHAR'));
  });

  it('are found by their references, and nobody’s by one that was not told', () => {
    const words = new TextWords();
    words.take(batchOfTexts([1n, '/etc/passwd', 1n], [2n, "it's \n<b>", 1n], [1n, '/etc/passwd', 2n]));
    const numbers = words.of([1n, 99n, 2n, 1n]);
    assert.deepEqual(
      Array.from(numbers, (number) => words.text(number)),
      ['/etc/passwd', undefined, "it's \n<b>", '/etc/passwd'],
    );
  });

  it('are bounded: the older half goes, and what is told again stays', () => {
    const words = new TextWords(8);
    for (let ref = 1n; ref <= 8n; ref++) words.take(batchOfTexts([ref, `/${ref}`, 1n]));
    words.take(batchOfTexts([1n, '/1', 2n]));
    const found = words.of([1n, 2n, 5n, 8n]);
    assert.deepEqual(
      Array.from(found, (number) => words.text(number)),
      ['/1', undefined, '/5', '/8'],
    );
    assert.equal(words.size, 5);
  });
});
