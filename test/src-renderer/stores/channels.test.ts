// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHANNELS, Channels, SECOND } from '../../../src-renderer/stores/channels';

function clockwork() {
  const frames: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  const state = { now: 0, drawMs: 0, hidden: false };
  const channels = new Channels({
    frame: (run) => void frames.push(run),
    drawn: (run) => {
      run();
      state.now += state.drawMs;
    },
    later: (run) => void waiting.push(run),
    nowMs: () => state.now,
    hidden: () => state.hidden,
  });
  const told: string[] = [];
  for (const channel of CHANNELS) channels.subscribe(channel, () => told.push(channel));
  return { channels, told, frames, waiting, state };
}

/** What each frame of a tick tells, with a second gone before it. */
function framesOf({ channels, told, frames, state }: ReturnType<typeof clockwork>): string[] {
  state.now += 1000;
  channels.tick(SECOND);
  const all: string[] = [];
  while (frames.length > 0) {
    told.length = 0;
    frames.shift()?.();
    all.push(told.join());
  }
  return all;
}

test('channels that take long have a frame each', () => {
  const clock = clockwork();
  clock.state.drawMs = 25;
  assert.deepEqual(framesOf(clock), [...SECOND]);
  assert.deepEqual(framesOf(clock), [...SECOND]);
});

test('channels that are drawn in little time share one frame', () => {
  const clock = clockwork();
  clock.state.drawMs = 4;
  assert.deepEqual(framesOf(clock), [SECOND.join()]);
});

test('where all together would take long, no frame takes more than it must, as soon as that is known', () => {
  const clock = clockwork();
  clock.state.drawMs = 8;
  assert.deepEqual(framesOf(clock), ['calls,durations,failed', 'table,rest']);
  assert.deepEqual(framesOf(clock), ['calls', 'durations', 'failed,table,rest']);
  clock.state.drawMs = 15;
  framesOf(clock);
  assert.deepEqual(framesOf(clock), [...SECOND]);
});

test('a burst is one tick, and a last one after it', () => {
  const { channels, told, frames, waiting, state } = clockwork();
  for (let i = 0; i < 600; i++) channels.tick(CHANNELS);
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
  channels.tick(CHANNELS);
  assert.deepEqual([told.length, frames.length], [0, 0]);
});

test('single events draw nothing of a second, and not more often than it', () => {
  const { channels, told, frames, waiting, state } = clockwork();
  channels.tick(SECOND);
  while (frames.length > 0) frames.shift()?.();
  told.length = 0;
  for (state.now = 100; state.now < 700; state.now += 100) {
    channels.tick(['events']);
    frames.shift()?.();
  }
  assert.deepEqual(told, ['events', 'events']);
  assert.equal(waiting.length, 1);
});

test('what comes too soon is told later, and only that', () => {
  const { channels, told, frames, waiting, state } = clockwork();
  channels.tick(['events']);
  state.now = 100;
  channels.tick(['events', 'captures']);
  while (frames.length > 0) frames.shift()?.();
  assert.deepEqual(told, ['events', 'captures']);
  state.now = 500;
  waiting.shift()?.();
  while (frames.length > 0) frames.shift()?.();
  assert.deepEqual(told, ['events', 'captures', 'events']);
});
