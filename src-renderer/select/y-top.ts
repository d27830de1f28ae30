// SPDX-License-Identifier: Apache-2.0

const ROUND = [1, 2, 3, 4, 5, 6, 8, 10];
const CALM_SHARE = 0.67;
const CALM_MS = 8000;

/** The next round figure with a little air above the largest value. */
export function roundTop(most: number): number {
  const wanted = Math.max(most * 1.04, 1);
  const power = 10 ** Math.floor(Math.log10(wanted));
  return (ROUND.find((one) => one * power >= wanted) ?? 10) * power;
}

/** The top of a y axis: rises at once, falls only after eight seconds far below it, so that the axis does not twitch. */
export class YTop {
  #top = 0;
  #lowSince = Number.NaN;

  update(most: number, nowMs: number): number {
    const wanted = roundTop(most);
    if (wanted >= this.#top || this.#top === 0) {
      this.#top = wanted;
      this.#lowSince = Number.NaN;
    } else if (most >= this.#top * CALM_SHARE || wanted === this.#top) {
      this.#lowSince = Number.NaN;
    } else if (Number.isNaN(this.#lowSince)) {
      this.#lowSince = nowMs;
    } else if (nowMs - this.#lowSince >= CALM_MS) {
      this.#top = wanted;
      this.#lowSince = Number.NaN;
    }
    return this.#top;
  }

  /** Another question is asked: no calm is owed to the last one. */
  reset(): void {
    this.#top = 0;
    this.#lowSince = Number.NaN;
  }
}
