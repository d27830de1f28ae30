// SPDX-License-Identifier: Apache-2.0
// One clock for the window. A tick tells as many channels in a frame as are drawn within a few milliseconds, so that a
// quiet machine costs one frame, and on a busy one the longest task is that of one component and not the sum of all.

/** What each second changes, in the order in which it is drawn. */
export const SECOND = ['calls', 'durations', 'failed', 'table', 'rest'] as const;
export const CHANNELS = [...SECOND, 'events', 'captures', 'player'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Frames and time, given from outside: there are none in a test. */
export interface Clock {
  frame(run: () => void): void;
  /** Runs it, and returns when what it changed is drawn. */
  drawn(run: () => void): void;
  later(run: () => void, ms: number): void;
  nowMs(): number;
  hidden(): boolean;
}

const APART_MS = 400;
/** With that much of a frame gone the next channel waits for another. */
const FRAME_MS = 12;

export class Channels {
  readonly #clock: Clock;
  readonly #listeners = new Map<Channel, Set<() => void>>();
  readonly #versions = new Map<Channel, number>();
  /** When each was ticked last, whether or not its frame has come. */
  readonly #lastMs = new Map<Channel, number>();
  readonly #due = new Set<Channel>();
  /** Ticked again too soon. */
  readonly #later = new Set<Channel>();

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

  /** Something of theirs is new. Hidden windows are told when they come back; a burst (the replay) is one tick. */
  tick(channels: readonly Channel[]): void {
    if (this.#clock.hidden()) return;
    const now = this.#clock.nowMs();
    const waited = this.#later.size > 0;
    let waitMs = 0;
    for (const channel of channels) {
      const wait = (this.#lastMs.get(channel) ?? Number.NEGATIVE_INFINITY) + APART_MS - now;
      if (wait <= 0) this.#begin(channel, now);
      else this.#later.add(channel);
      waitMs = Math.max(waitMs, wait);
    }
    if (!waited && this.#later.size > 0) this.#clock.later(() => this.#again(), waitMs);
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

  #again(): void {
    const channels = [...this.#later];
    this.#later.clear();
    this.tick(channels);
  }

  #begin(channel: Channel, now: number): void {
    this.#lastMs.set(channel, now);
    const running = this.#due.size > 0;
    this.#due.add(channel);
    if (!running) this.#clock.frame(() => this.#next());
  }

  #next(): void {
    const begun = this.#clock.nowMs();
    for (const channel of this.#due) {
      this.#due.delete(channel);
      this.#clock.drawn(() => this.#tell(channel));
      if (this.#clock.nowMs() - begun >= FRAME_MS) break;
    }
    if (this.#due.size > 0) this.#clock.frame(() => this.#next());
  }

  #tell(channel: Channel): void {
    this.#versions.set(channel, this.version(channel) + 1);
    for (const listener of this.#listeners.get(channel) ?? []) listener();
  }
}
