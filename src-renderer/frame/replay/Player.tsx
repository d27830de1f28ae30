// SPDX-License-Identifier: Apache-2.0
// Plays a capture: where it is, how fast, and its marks as flags.
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { Check, ChevronsRight, Pause, Play } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useStore } from 'zustand';
import type { CaptureInfo, PlayerMessage } from '../../../src-main/shared/capture-contract';
import { clockText, offsetText } from '../../format/clock';
import { machine } from '../../stores/app';
import { useChannel } from '../../stores/hooks';
import { SPEEDS, setSpeed, speed, standAt, step, togglePlay } from './player-commands';

/** Whole seconds: the first and the last of a capture seldom are. */
const whole = (seconds: number): string => offsetText(Math.round(seconds));

const STEPS: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => step(-1),
  ArrowRight: () => step(1),
  ArrowDown: () => step(-1),
  ArrowUp: () => step(1),
  PageDown: () => step(-10),
  PageUp: () => step(10),
  Home: () => standAt(0),
  End: () => standAt(machine.player?.seconds ?? 0),
};

function Flags({ capture, seconds }: { capture: CaptureInfo; seconds: number }) {
  return capture.marks.map(({ at, text }) => {
    const offset = at - capture.from;
    const words = `${text || 'mark'}, ${offsetText(offset)}`;
    return (
      <button
        key={`${at}${text}`}
        type="button"
        className="player-flag"
        title={words}
        aria-label={`To the mark ${words}`}
        style={{ left: `${Math.min(100, Math.max(0, (offset / seconds) * 100))}%` }}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => standAt(offset)}
      />
    );
  });
}

function Track({ capture, player }: { capture: CaptureInfo; player: PlayerMessage }) {
  const held = useRef(false);
  const { position, seconds } = player;
  const to = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    standAt(((event.clientX - left) / width) * seconds);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const run = event.ctrlKey || event.altKey || event.shiftKey ? undefined : STEPS[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };
  return (
    <div className="player-track">
      <div
        className="player-slider"
        role="slider"
        tabIndex={0}
        aria-label="Position in the capture"
        aria-valuemin={0}
        aria-valuemax={seconds}
        aria-valuenow={position}
        aria-valuetext={`${whole(position)} of ${whole(seconds)}, ${clockText(Math.floor(capture.from + position))}`}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = true;
          to(event);
        }}
        onPointerMove={(event) => held.current && to(event)}
        onPointerUp={() => {
          held.current = false;
        }}
      >
        <i className="player-line" />
        <i className="player-done" style={{ width: `${(position / seconds) * 100}%` }} />
        <i className="player-knob" style={{ left: `${(position / seconds) * 100}%` }} />
      </div>
      <Flags capture={capture} seconds={seconds} />
    </div>
  );
}

function Speed() {
  const now = useStore(speed, (state) => state.speed);
  return (
    <Menu position="bottom-end" width={120} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button className="player-speed" aria-label={`Speed: ${now} times`}>
          {now}×
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>1× is as it happened</Menu.Label>
        {SPEEDS.map((one) => (
          <Menu.Item
            key={one}
            leftSection={one === now ? <Check size={13} aria-label="chosen" /> : <i className="no-mark" />}
            onClick={() => setSpeed(one)}
          >
            {one}×
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function Player({ capture }: { capture: CaptureInfo }) {
  useChannel('player');
  const { player } = machine;
  if (player === null || player.seconds === 0) return null;
  const { playing, position, seconds } = player;
  return (
    <section className="player" aria-label="Player">
      <Tooltip label={playing ? 'Hold (Space)' : 'Play as it happened (Space)'}>
        <ActionIcon aria-label={playing ? 'Hold' : 'Play'} aria-keyshortcuts="Space" onClick={togglePlay}>
          {playing ? <Pause size={14} /> : <Play size={14} />}
        </ActionIcon>
      </Tooltip>
      <Speed />
      <Track capture={capture} player={player} />
      <span className="player-time">
        <b>{whole(position)}</b> of {whole(seconds)}
      </span>
      <Tooltip label="All at once (End)">
        <ActionIcon
          aria-label="All at once"
          aria-keyshortcuts="End"
          disabled={position >= seconds}
          onClick={() => machine.send({ kind: 'play', speed: 0 })}
        >
          <ChevronsRight size={15} />
        </ActionIcon>
      </Tooltip>
    </section>
  );
}
