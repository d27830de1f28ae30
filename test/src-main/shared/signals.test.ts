// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { describe, it } from 'node:test';
import { sentBy, signalCode, signalName, signalResult } from '../../../src-main/shared/signals';

describe('signals', () => {
  it('are called as the C library calls them', () => {
    const ALIASES = new Set(['SIGIOT', 'SIGPOLL', 'SIGUNUSED', 'SIGCLD']);
    for (const [name, number] of Object.entries(constants.signals))
      if (!ALIASES.has(name)) assert.equal(signalName(number), name);
    assert.deepEqual([0, 32, 34, 64, 65].map(signalName), [
      null,
      'SIGRT_0',
      'SIGRT_2',
      'SIGRT_32',
      'signal 65',
    ]);
  });

  it('say by their code who is behind them', () => {
    assert.deepEqual([signalCode(11, 1), sentBy(11, 1)], ['SEGV_MAPERR', 'kernel']);
    assert.deepEqual([signalCode(9, 0), sentBy(9, 0)], ['SI_USER', 'program']);
    assert.deepEqual([signalCode(10, -6), sentBy(10, -6)], ['SI_TKILL', 'program']);
    assert.deepEqual([signalCode(17, 2), sentBy(17, 2)], ['CLD_KILLED', 'child']);
    assert.deepEqual([signalCode(14, 128), sentBy(14, 128)], ['SI_KERNEL', 'kernel']);
    assert.deepEqual([signalCode(14, -2), sentBy(14, -2)], ['SI_TIMER', 'timer']);
    assert.deepEqual([signalCode(10, 77), sentBy(10, 77)], ['77', 'kernel']);
  });

  it('say what became of them', () => {
    assert.deepEqual([0, 1, 9].map(signalResult), ['delivered', 'ignored', '9']);
  });
});
