// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonValue } from '../../../src-main/engine/document';

test('integers above 2^53 are strings, in lists and objects too', () => {
  assert.deepEqual(jsonValue({ small: 5n, large: 2n ** 60n, list: [2n ** 53n, -(2n ** 60n)], none: null }), {
    small: 5,
    large: '1152921504606846976',
    list: ['9007199254740992', '-1152921504606846976'],
    none: null,
  });
  assert.equal(jsonValue(2 ** 53), '9007199254740992');
  assert.equal(jsonValue(0.5), 0.5);
});
