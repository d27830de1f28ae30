// SPDX-License-Identifier: Apache-2.0
// A window is told each name once, and again when it has become another.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NamesTold } from '../../../src-main/engine/names-told';
import type { Known, ToldSecond } from '../../../src-main/engine/second-teller';
import { HISTORY_SECONDS } from '../../../src-main/shared/contract';

const second = (...process: number[]) =>
  ({ calls: { process: Uint32Array.from(process) }, tallies: [] }) as unknown as ToldSecond;

describe('names told', () => {
  const words = new Map<number, { container?: string; unit?: string }>();
  const known: Known = (id) => {
    const one = words.get(id);
    return one && { pid: id, comm: `c${id}`, uid: 0, parent: 1, ...one };
  };
  const told = (names: NamesTold, ...process: number[]) =>
    names.of(second(...process), known).map(({ id, container, unit }) => [id, container ?? unit ?? null]);

  it('once, as long as it stays, and again after it was long away', () => {
    const names = new NamesTold();
    words.clear();
    words.set(1, {}).set(2, { unit: 'a.service' });
    assert.deepEqual(told(names, 1, 2, 1), [
      [1, null],
      [2, 'a.service'],
    ]);
    assert.deepEqual(told(names, 1, 2, 3), []);
    for (let i = 0; i < 2 * HISTORY_SECONDS; i++) assert.deepEqual(told(names, 1), []);
    assert.deepEqual(told(names, 1, 2), [[2, 'a.service']]);
  });

  it('again when a runtime has said how a container is called, also of a process that has ended', () => {
    const names = new NamesTold();
    words.clear();
    words.set(1, { container: 'c0dec0dec0de' }).set(2, { container: 'c0dec0dec0de' });
    assert.equal(told(names, 1, 2).length, 2);
    assert.deepEqual(told(names, 2), []);
    words.set(1, { container: 'web' }).set(2, { container: 'web' });
    assert.deepEqual(told(names, 2), [
      [2, 'web'],
      [1, 'web'],
    ]);
    assert.deepEqual(told(names, 1, 2), []);
  });

  it('again when it was moved while it runs', () => {
    const names = new NamesTold();
    words.clear();
    words.set(1, { unit: 'a.service' });
    told(names, 1);
    words.set(1, { unit: 'b.service' });
    assert.deepEqual(told(names, 1), [[1, 'b.service']]);
  });

  it('what a process is called after nobody waits any more is not asked', () => {
    const names = new NamesTold();
    words.clear();
    words.set(1, { container: 'c0dec0dec0de' });
    told(names, 1);
    for (let i = 0; i < 61; i++) assert.deepEqual(told(names), []);
    words.set(1, { container: 'web' });
    assert.deepEqual(told(names), []);
    assert.deepEqual(told(names, 1), [[1, 'web']]);
  });
});
