// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as schema from '../../../src-main/shared/events.gen';
import { PATH_KINDS, pathKindText } from '../../../src-main/shared/path-kind';

const bits = Object.entries(schema).flatMap(([name, bit]) =>
  name.startsWith('PATH_') && typeof bit === 'number' ? [bit as number] : [],
);

test('each bit of the kernel side has a word of its own', () => {
  assert.ok(bits.length >= 9);
  const words = bits.map(pathKindText);
  assert.equal(new Set(words).size, bits.length);
  assert.ok(!words.includes('unknown'));
  assert.ok(bits.every((bit) => bit < PATH_KINDS));
});

test('how it is known comes first, then what else is known', () => {
  const { PATH_OBJECT, PATH_DELETED, PATH_OVERLAY, PATH_TMPFILE } = schema;
  assert.equal(pathKindText(PATH_OBJECT | PATH_OVERLAY | PATH_DELETED), 'object deleted overlay');
  assert.equal(pathKindText(PATH_OBJECT | PATH_TMPFILE | PATH_DELETED), 'object tmpfile');
  assert.equal(pathKindText(0), 'unknown');
});
