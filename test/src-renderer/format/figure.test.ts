// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  durationWords,
  memoryText,
  percentText,
  rateText,
  shortRate,
} from '../../../src-renderer/format/figure';

test('rates have three digits and a comma, and a few have one place', () => {
  const texts = [0, 0.02, 4, 9.96, 94.4, 467, 22_412, 1_234_567].map(rateText);
  assert.deepEqual(texts, ['0', '<0.1', '4.0', '10', '94', '467', '22,400', '1,230,000']);
});

test('durations change their unit where three digits end', () => {
  const texts = [397, 999.4, 999.6, 1140, 99_960, 231e6, 999.6e6, 2.5e9].map(durationWords);
  assert.deepEqual(texts, [
    ...['397 ns', '999 ns', '1.00 µs', '1.14 µs', '100 µs', '231 ms', '1.00 s', '2.50 s'],
  ]);
});

test('a share that is not all is never 100 percent, and one that is not nothing never 0', () => {
  assert.deepEqual([0, 0.0002, 0.036, 0.82, 0.998, 1].map(percentText), [
    '0',
    '<0.1',
    '3.6',
    '82',
    '>99',
    '100',
  ]);
});

test('only the list of places shortens', () => {
  assert.deepEqual([0, 3, 4_730, 276_400, 1.5e6].map(shortRate), ['0', '3.0', '4.7 k', '276 k', '1.5 M']);
});

test('memory has three digits at most', () => {
  const texts = [1, 999, 1000, 1024, 12_345].map((kib) => memoryText(kib * 1024));
  assert.deepEqual(texts, ['1 KiB', '999 KiB', '0.98 MiB', '1 MiB', '12 MiB']);
});
