// SPDX-License-Identifier: Apache-2.0
// What can be done with the replay of a capture, by key and by the palette.
import { createStore } from 'zustand/vanilla';
import { machine } from '../../stores/app';
import type { Command } from '../commands';

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64] as const;

/** What the next play goes by. */
export const speed = createStore<{ speed: number }>(() => ({ speed: 1 }));

export function togglePlay(): void {
  if (machine.player?.playing) machine.send({ kind: 'hold' });
  else machine.send({ kind: 'play', speed: speed.getState().speed });
}

/** While it plays, it goes on by the new one. */
export function setSpeed(to: number): void {
  speed.setState({ speed: to });
  if (machine.player?.playing) machine.send({ kind: 'play', speed: to });
}

/** Seconds that one step covers. */
export const stepSeconds = (): number => machine.capture?.together ?? 1;

/** Stands still at that place, seconds from the beginning. */
export function standAt(seconds: number): void {
  const { player } = machine;
  if (player === null) return;
  const at = Math.min(player.seconds, Math.max(0, seconds));
  // Drawn before the answer: the next step begins where this one ended.
  machine.player = { ...player, position: at, playing: false };
  machine.channels.tellOne('player');
  machine.send({ kind: 'hold', at });
}

export const step = (steps: number): void =>
  standAt(Math.round((machine.player?.position ?? 0) / stepSeconds() + steps) * stepSeconds());

const nextSpeed = (by: 1 | -1) => {
  const at = SPEEDS.indexOf(speed.getState().speed as (typeof SPEEDS)[number]) + by;
  const to = SPEEDS[at];
  if (to !== undefined) setSpeed(to);
};

const command = (one: Omit<Command, 'only'>): Command => ({ ...one, only: 'capture' });

export const PLAYER_COMMANDS: readonly Command[] = [
  command({
    ...{ id: 'play', label: 'Play or hold the capture', keys: [' '], run: togglePlay },
    listed: ['Space', 'play and hold'],
  }),
  command({
    ...{ id: 'step-on', label: 'One second on', keys: ['ArrowRight'], onlyKey: true, run: () => step(1) },
    listed: ['← →', 'one second back and on; with Shift ten'],
  }),
  command({
    id: 'step-off',
    label: 'One second back',
    keys: ['ArrowLeft'],
    onlyKey: true,
    run: () => step(-1),
  }),
  command({ id: 'ten-on', label: 'Ten on', keys: ['Shift+ArrowRight'], onlyKey: true, run: () => step(10) }),
  command({
    id: 'ten-back',
    label: 'Ten back',
    keys: ['Shift+ArrowLeft'],
    onlyKey: true,
    run: () => step(-10),
  }),
  command({
    ...{ id: 'to-begin', label: 'To the beginning of the capture', keys: ['Home'], run: () => standAt(0) },
    listed: ['Home End', 'to the beginning; all at once'],
  }),
  command({
    ...{ id: 'all-at-once', label: 'All of the capture at once', keys: ['End'] },
    run: () => machine.send({ kind: 'play', speed: 0 }),
  }),
  command({
    ...{ id: 'faster', label: 'Play faster', keys: ['>'], run: () => nextSpeed(1) },
    listed: ['< >', 'slower and faster'],
  }),
  command({ id: 'slower', label: 'Play slower', keys: ['<'], run: () => nextSpeed(-1) }),
];
