// SPDX-License-Identifier: Apache-2.0
// Where a replay is in its seconds, and how it moves on.
//
//     0        1        2              4        5       seconds from the beginning; a gap is one long second
//     |--------|--------|--------------|--------|
//              position ^  every second that was over by then is told

import type { PlayerMessage } from '../shared/capture-contract';
import type { SecondMessage } from '../shared/contract';

/** How often it moves on, ms. */
const STEP_MS = 100;

export interface PlaybackListener {
  /** What was told before is to be forgotten. */
  begin(): void;
  tell(message: SecondMessage): void;
  /** After each move. */
  moved(): void;
}

export class Playback {
  /** When each second is over, from the beginning. */
  private readonly ends: Float64Array;
  private told = 0;
  private at = 0;
  private speed = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly all: readonly SecondMessage[],
    private readonly listener: PlaybackListener,
  ) {
    let end = 0;
    this.ends = Float64Array.from(all, ({ seconds }) => {
      end += seconds;
      return end;
    });
  }

  private get length(): number {
    return this.ends.at(-1) ?? 0;
  }

  state(): PlayerMessage {
    return {
      kind: 'player',
      position: this.at,
      seconds: this.length,
      latest: this.all[this.told - 1]?.second ?? 0,
      speed: this.speed,
      playing: this.timer !== undefined,
    };
  }

  /** Stands still at that place; without one, where it is. */
  hold(at = this.at): void {
    this.stop();
    this.moveTo(at);
  }

  /** Everything at once: what a window has first. */
  tellAll(): void {
    this.speed = 0;
    this.hold(this.length);
  }

  /** `speed` 1 is as it happened. From the end it begins again. */
  play(speed: number, from = this.at >= this.length ? 0 : this.at): void {
    this.stop();
    this.speed = speed;
    let before = performance.now();
    this.timer = setInterval(() => {
      const now = performance.now();
      const to = this.at + ((now - before) / 1000) * speed;
      before = now;
      if (to >= this.length) this.stop();
      this.moveTo(to);
    }, STEP_MS);
    this.moveTo(from);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private moveTo(to: number): void {
    this.at = Math.min(to, this.length);
    // What is over at `at`: a window cannot take a second back, so the way back begins anew.
    if (this.told > 0 && (this.ends[this.told - 1] ?? 0) > this.at) {
      this.told = 0;
      this.listener.begin();
    }
    while (this.told < this.all.length && (this.ends[this.told] ?? 0) <= this.at)
      this.listener.tell(this.all[this.told++] as SecondMessage);
    this.listener.moved();
  }
}
