// SPDX-License-Identifier: Apache-2.0

interface Dated {
  readonly second: number;
}

/** Keeps sums of a stretch of time by adding what enters and taking away what leaves. */
export class Sliding<T extends Dated> {
  #held: readonly T[] = [];
  readonly #put: (item: T, sign: 1 | -1) => void;
  readonly #clear: () => void;

  constructor(put: (item: T, sign: 1 | -1) => void, clear: () => void) {
    this.#put = put;
    this.#clear = clear;
  }

  /**
   * `items` are those of the new stretch, in order of time. The same objects as before for the same seconds; only the
   * newest may be told anew.
   */
  move(items: readonly T[]): void {
    const held = this.#held;
    const [first, last] = [items[0], items.at(-1)];
    const overlaps =
      first !== undefined &&
      last !== undefined &&
      held.length > 0 &&
      (held[0] as T).second <= last.second &&
      (held.at(-1) as T).second >= first.second;
    if (!overlaps) {
      this.reset();
      for (const item of items) this.#put(item, 1);
      this.#held = items;
      return;
    }
    for (const item of held) if (item.second < first.second || item.second > last.second) this.#put(item, -1);
    const [from, to] = [(held[0] as T).second, (held.at(-1) as T).second];
    for (const item of items) if (item.second < from || item.second > to) this.#put(item, 1);
    this.#again(held.at(-1) as T, items);
    this.#held = items;
  }

  #again(newest: T, items: readonly T[]): void {
    const now = items.find(({ second }) => second === newest.second);
    if (now === undefined || now === newest) return;
    this.#put(newest, -1);
    this.#put(now, 1);
  }

  reset(): void {
    if (this.#held.length > 0) this.#clear();
    this.#held = [];
  }
}
