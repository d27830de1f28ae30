// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesText, countText, durationText, lengthNs, visibleText } from '../../../src-main/shared/amount';

test('counts have three significant digits and stay exact below ten thousand', () => {
  assert.deepEqual([0, 999, 9999, 12_345, 1_234_567, 98_765_432_100].map(countText), [
    '0',
    '999',
    '9999',
    '12.3 k',
    '1.23 M',
    '98.8 G',
  ]);
});

test('durations carry their unit', () => {
  assert.deepEqual([0, 812, 12_300, 4_560_000, 7_890_000_000].map(durationText), [
    '0 ns',
    '812 ns',
    '12.3 µs',
    '4.56 ms',
    '7.89 s',
  ]);
});

test('bytes are IEC', () => {
  assert.deepEqual([512, 1536, 1000 * 1024, 64 * 1024 ** 2, 3 * 1024 ** 3].map(bytesText), [
    '512 B',
    '1.50 KiB',
    '0.98 MiB',
    '64.0 MiB',
    '3.00 GiB',
  ]);
});

test('names of other programs cannot steer the terminal', () => {
  assert.equal(visibleText('a\u001b[2Jb'), 'a\\u{1b}[2Jb');
  assert.equal(visibleText('evil\u202egpj'), 'evil\\u{202e}gpj');
  assert.equal(visibleText('naïve 名'), 'naïve 名');
});

test('lengths of time are read with their unit, or not at all', () => {
  const read = ['10ms', '1.5s', '500 us', '7ns', '10', 'ms', '-1s'].map(lengthNs);
  assert.deepEqual(read, [10e6, 1.5e9, 500e3, 7, undefined, undefined, undefined]);
});
