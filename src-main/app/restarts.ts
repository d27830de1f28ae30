// SPDX-License-Identifier: Apache-2.0

const MINUTE_MS = 60_000;
/** So many in a minute are bad luck; more are a habit, and trying at once again would only heat the machine. */
const AT_ONCE_MOST = 3;
/** Long enough for the sentence about it to be seen. */
const FIRST_MS = 300;
const SLOW_MS = [4_000, 8_000, 16_000, 30_000];

/** When to start again what has died. */
export class Restarts {
  private deaths: number[] = [];

  /** Tells of a death; how long to wait, ms. */
  next(now: number): number {
    this.deaths = [...this.deaths.filter((at) => now - at < MINUTE_MS), now].slice(-2 * SLOW_MS.length);
    const habit = this.deaths.length - AT_ONCE_MOST;
    if (habit <= 0) return FIRST_MS;
    return SLOW_MS[Math.min(habit, SLOW_MS.length) - 1] ?? FIRST_MS;
  }

  get inLastMinute(): number {
    return this.deaths.length;
  }
}
