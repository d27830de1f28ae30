// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Restarts } from '../../../src-main/app/restarts';

describe('what has died', () => {
  it('starts again at once three times in a minute, then waits longer and longer', () => {
    const restarts = new Restarts();
    const waits = [0, 1000, 2000, 3000, 8000, 17_000, 34_000].map((now) => restarts.next(now));
    assert.deepEqual(waits, [300, 300, 300, 4000, 8000, 16_000, 30_000]);
  });
  it('is as good as new after a quiet minute', () => {
    const restarts = new Restarts();
    for (const now of [0, 1, 2, 3]) restarts.next(now);
    assert.equal(restarts.inLastMinute, 4);
    assert.equal(restarts.next(60_100), 300);
    assert.equal(restarts.inLastMinute, 1);
  });
});
