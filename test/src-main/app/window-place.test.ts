// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { soundPlace } from '../../../src-main/app/window-place';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const place = (x: number, y: number, width = 1280, height = 800) => ({
  bounds: { x, y, width, height },
  maximized: false,
});

describe('the place that a window had', () => {
  it('is taken again', () => {
    assert.deepEqual(soundPlace(place(100, 50), [screen]), place(100, 50));
    assert.equal(soundPlace({ ...place(0, 0), maximized: true }, [screen])?.maximized, true);
  });
  it('is forgotten when it is on no screen any more', () => {
    assert.equal(soundPlace(place(2000, 50), [screen]), undefined);
    assert.equal(soundPlace(place(1900, 50), [screen]), undefined);
    assert.deepEqual(soundPlace(place(2000, 50), [screen, { ...screen, x: 1920 }]), place(2000, 50));
  });
  it('is never smaller than the window can be', () => {
    assert.deepEqual(soundPlace(place(0, 0, 10, 10), [screen])?.bounds, {
      x: 0,
      y: 0,
      width: 900,
      height: 600,
    });
  });
  it('is forgotten when the file holds something else', () => {
    for (const value of [
      undefined,
      null,
      1,
      'x',
      {},
      { bounds: null },
      { bounds: { x: 1, y: 1, width: '9', height: 1 } },
    ])
      assert.equal(soundPlace(value, [screen]), undefined);
    assert.equal(soundPlace(place(0, 0, 1e9, 800), [screen]), undefined);
  });
});
