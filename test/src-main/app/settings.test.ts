// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changedSettings, soundSettings } from '../../../src-main/app/settings';

const defaults = { colorScheme: 'system', density: 'compact', zoom: 100, layout: {}, triggers: [] };

describe('settings from a file or a page', () => {
  it('are the defaults where there is nothing sound', () => {
    for (const value of [undefined, null, 7, 'dark', [], {}, { colorScheme: 'pink', density: 3, layout: [] }])
      assert.deepEqual(soundSettings(value), defaults);
  });
  it('keep what is sound beside what is not', () => {
    assert.deepEqual(
      soundSettings({
        colorScheme: 'dark',
        density: 'roomy',
        layout: {
          pane: 292,
          widths: [1, 2],
          order: ['a', 'b'],
          bad: Number.NaN,
          deep: { a: 1 },
          mixed: [1, 'a'],
        },
        extra: true,
      }),
      {
        colorScheme: 'dark',
        density: 'compact',
        zoom: 100,
        layout: { pane: 292, widths: [1, 2], order: ['a', 'b'] },
        triggers: [],
      },
    );
  });
  it('are bounded in every direction', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`pane ${index}`, index]));
    assert.equal(Object.keys(soundSettings({ layout: many }).layout).length, 200);
    const long = { a: 'x'.repeat(101).split(''), ['n'.repeat(101)]: 1, b: ['x'.repeat(101)] };
    assert.deepEqual(soundSettings({ layout: long }), defaults);
  });
  it('keep triggers where every one is sound', () => {
    const triggers = [
      { kind: 'longer', ms: 500 },
      { kind: 'pressure', resource: 'io', percent: 20 },
    ];
    assert.deepEqual(soundSettings({ triggers }).triggers, triggers);
    for (const bad of [{ kind: 'longer', ms: -1 }, { kind: 'pressure', resource: 'gpu', percent: 1 }, 7])
      assert.deepEqual(soundSettings({ triggers: [...triggers, bad] }).triggers, []);
  });
  it('change only where a window changed them', () => {
    const before = soundSettings({ layout: { a: 1, b: 1 } });
    const now = soundSettings({
      colorScheme: 'light',
      layout: { a: 1, b: 2 },
      triggers: [{ kind: 'longer', ms: 1 }],
    });
    const after = soundSettings({ zoom: 150, layout: { a: 3, b: 1 } });
    assert.deepEqual(changedSettings(now, before, after), {
      ...now,
      zoom: 150,
      layout: { a: 3, b: 2 },
    });
  });
  it('do not reach into prototypes', () => {
    const value: unknown = JSON.parse('{"layout":{"__proto__":{"polluted":1},"a":1}}');
    assert.equal(Object.getPrototypeOf(soundSettings(value).layout), Object.prototype);
    assert.ok(!('polluted' in {}));
  });
});
