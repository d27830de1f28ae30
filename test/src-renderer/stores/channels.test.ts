// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHANNELS, Channels } from '../../../src-renderer/stores/channels';

function clockwork() {
  const frames: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  const state = { now: 0, hidden: false };
  const channels = new Channels({
    frame: (run) => void frames.push(run),
    later: (run) => void waiting.push(run),
    nowMs: () => state.now,
    hidden: () => state.hidden,
  });
  const told: string[] = [];
  for (const channel of CHANNELS) channels.subscribe(channel, () => told.push(channel));
  return { channels, told, frames, waiting, state };
}

test('a tick tells one channel a frame', () => {
  const { channels, told, frames } = clockwork();
  channels.tick();
  for (let frame = 1; frame <= CHANNELS.length; frame++) {
    frames.shift()?.();
    assert.equal(told.length, frame);
  }
  assert.deepEqual(told, [...CHANNELS]);
  assert.equal(frames.length, 0);
});

test('a burst is one tick, and a last one after it', () => {
  const { channels, told, frames, waiting, state } = clockwork();
  for (let i = 0; i < 600; i++) channels.tick();
  while (frames.length > 0) frames.shift()?.();
  assert.equal(told.length, CHANNELS.length);
  assert.equal(waiting.length, 1);
  state.now = 500;
  waiting.shift()?.();
  while (frames.length > 0) frames.shift()?.();
  assert.equal(told.length, 2 * CHANNELS.length);
});

test('a hidden window is told nothing', () => {
  const { channels, told, frames, state } = clockwork();
  state.hidden = true;
  channels.tick();
  assert.deepEqual([told.length, frames.length], [0, 0]);
});
