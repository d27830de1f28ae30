// SPDX-License-Identifier: Apache-2.0
// One clock for the window. A tick tells each channel in a frame of its own, so that the longest task is that of one
// component and not the sum of all.

export const CHANNELS = ['calls', 'durations', 'failed', 'table', 'rest', 'player'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Frames and time, given from outside: there are none in a test. */
export interface Clock {
  frame(run: () => void): void;
  later(run: () => void, ms: number): void;
  nowMs(): number;
  hidden(): boolean;
}

const APART_MS = 400;

export class Channels {
  readonly #clock: Clock;
  readonly #listeners = new Map<Channel, Set<() => void>>();
  readonly #versions = new Map<Channel, number>();
  #due: Channel[] = [];
  #lastMs = Number.NEGATIVE_INFINITY;
  #waiting = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  version(channel: Channel): number {
    return this.#versions.get(channel) ?? 0;
  }

  subscribe(channel: Channel, listener: () => void): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Something is new. Hidden windows are told when they come back; a burst (the replay) is one tick. */
  tick(): void {
    if (this.#waiting || this.#clock.hidden()) return;
    const wait = this.#lastMs + APART_MS - this.#clock.nowMs();
    if (wait <= 0) {
      this.#begin();
      return;
    }
    this.#waiting = true;
    this.#clock.later(() => {
      this.#waiting = false;
      if (!this.#clock.hidden()) this.#begin();
    }, wait);
  }

  /** At once and all together: the question changed, or the window is seen again. */
  tellAll(): void {
    for (const channel of CHANNELS) this.#tell(channel);
  }

  /** That one at once: somebody moves it by hand. */
  tellOne(channel: Channel): void {
    if (!this.#clock.hidden()) this.#tell(channel);
  }

  /** All together in the next frame. */
  tellSoon(): void {
    this.#clock.frame(() => this.tellAll());
  }

  #begin(): void {
    this.#lastMs = this.#clock.nowMs();
    const running = this.#due.length > 0;
    this.#due = [...CHANNELS];
    if (!running) this.#clock.frame(() => this.#next());
  }

  #next(): void {
    const channel = this.#due.shift();
    if (channel === undefined) return;
    this.#tell(channel);
    if (this.#due.length > 0) this.#clock.frame(() => this.#next());
  }

  #tell(channel: Channel): void {
    this.#versions.set(channel, this.version(channel) + 1);
    for (const listener of this.#listeners.get(channel) ?? []) listener();
  }
}
