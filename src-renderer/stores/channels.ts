// SPDX-License-Identifier: Apache-2.0
// One clock for the window. Where all channels are drawn in little time a tick tells them in one frame, since a frame
// costs something by itself; else few in a frame, so that the longest task is not the sum of all.

/** What each second changes, in the order in which it is drawn. */
export const SECOND = ['calls', 'durations', 'failed', 'table', 'rest'] as const;
export const CHANNELS = [...SECOND, 'events', 'captures', 'player', 'rows'] as const;
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
/** With that much of a frame gone the next channel waits for another, */
const FRAME_MS = 4;
/** unless all that are due took no longer than this the last time. */
const LITTLE_MS = 24;

export class Channels {
  readonly #clock: Clock;
  readonly #listeners = new Map<Channel, Set<() => void>>();
  readonly #versions = new Map<Channel, number>();
  /** When each was ticked last, whether or not its frame has come. */
  readonly #lastMs = new Map<Channel, number>();
  readonly #due = new Set<Channel>();
  readonly #tookMs = new Map<Channel, number>();
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
    const expected = [...this.#due].reduce((sum, channel) => sum + (this.#tookMs.get(channel) ?? 0), 0);
    const most = expected <= LITTLE_MS ? LITTLE_MS : FRAME_MS;
    const begun = this.#clock.nowMs();
    let now = begun;
    for (const channel of this.#due) {
      const before = now;
      this.#due.delete(channel);
      this.#clock.drawn(() => this.#tell(channel));
      now = this.#clock.nowMs();
      this.#tookMs.set(channel, now - before);
      if (now - begun >= most) break;
    }
    if (this.#due.size > 0) this.#clock.frame(() => this.#next());
  }

  #tell(channel: Channel): void {
    this.#versions.set(channel, this.version(channel) + 1);
    for (const listener of this.#listeners.get(channel) ?? []) listener();
  }
}
