// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Playback } from '../../../src-main/replay/playback';
import type { SecondMessage } from '../../../src-main/shared/contract';

/** Seconds 1, 2 and 3, a gap of two, and 6. */
const ALL = [
  [1, 1],
  [2, 1],
  [3, 1],
  [6, 3],
].map(([second, seconds]) => ({ kind: 'second', second, seconds }) as SecondMessage);

function playback() {
  const told: (number | 'begin')[] = [];
  let moves = 0;
  const one = new Playback(ALL, {
    begin: () => told.push('begin'),
    tell: ({ second }) => told.push(second),
    moved: () => {
      moves++;
    },
  });
  return { one, told, moves: () => moves };
}

describe('a playback', () => {
  it('tells all at once, and then stands at the end', () => {
    const { one, told } = playback();
    one.tellAll();
    assert.deepEqual(told, [1, 2, 3, 6]);
    assert.deepEqual(one.state(), {
      kind: 'player',
      position: 6,
      seconds: 6,
      latest: 6,
      speed: 0,
      playing: false,
    });
  });

  it('goes forward by what is new, and back by beginning anew', () => {
    const { one, told } = playback();
    one.hold(2);
    one.hold(2.5);
    one.hold(3);
    assert.deepEqual(told, [1, 2, 3]);
    one.hold(1);
    assert.deepEqual(told, [1, 2, 3, 'begin', 1]);
    one.hold(99);
    assert.deepEqual(told, [1, 2, 3, 'begin', 1, 2, 3, 6]);
  });

  it('tells a second that covers a gap when the gap is over', () => {
    const { one, told } = playback();
    one.hold(5.9);
    assert.deepEqual(told, [1, 2, 3]);
    assert.equal(one.state().position, 5.9);
  });

  it('plays at its speed, from the beginning again when it was at the end, and stops at the end', async () => {
    const { one, told, moves } = playback();
    one.tellAll();
    one.play(64);
    assert.deepEqual(told, [1, 2, 3, 6, 'begin']);
    assert.deepEqual([one.state().playing, one.state().speed], [true, 64]);
    while (one.state().playing) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(told.slice(5), [1, 2, 3, 6]);
    assert.ok(moves() > 1);
  });

  it('holds where it is', () => {
    const { one } = playback();
    one.play(1, 2);
    one.hold();
    assert.deepEqual([one.state().playing, one.state().position], [false, 2]);
  });

  it('of nothing is at its end', () => {
    const empty = new Playback([], {
      begin: () => assert.fail(),
      tell: () => assert.fail(),
      moved: () => {},
    });
    empty.tellAll();
    empty.hold(3);
    assert.equal(empty.state().position, 0);
  });
});
