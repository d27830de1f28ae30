// SPDX-License-Identifier: Apache-2.0
// Which groups of a window get a series of their own, and which colour: eight, the same all session.

export const SERIES_MOST = 8;
/** A newcomer has to be this much larger, so that two of equal size do not change places each second. */
const ADVANTAGE = 1.15;

/** Sums of groups over a window that slides: seconds are added at one end and taken away at the other. */
export class GroupSums {
  readonly #sums = new Map<number, number>();

  add(groups: ArrayLike<number>, counts: ArrayLike<number>, sign: 1 | -1): void {
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i] ?? 0;
      const sum = (this.#sums.get(group) ?? 0) + sign * (counts[i] ?? 0);
      // Counts are whole numbers, so that what was added can be taken away without a rest.
      if (sum <= 0) this.#sums.delete(group);
      else this.#sums.set(group, sum);
    }
  }

  clear(): void {
    this.#sums.clear();
  }

  get size(): number {
    return this.#sums.size;
  }

  sum(group: number): number {
    return this.#sums.get(group) ?? 0;
  }

  entries(): IterableIterator<[number, number]> {
    return this.#sums.entries();
  }
}

/** The largest groups, largest first; those of last time, if any, are preferred a little. */
export function largestGroups(sums: GroupSums, before: ReadonlySet<number>, most = SERIES_MOST): number[] {
  const weighed: [number, number][] = [];
  for (const [group, sum] of sums.entries()) weighed.push([group, before.has(group) ? sum * ADVANTAGE : sum]);
  weighed.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return weighed
    .slice(0, most)
    .map(([group]) => group)
    .sort((a, b) => sums.sum(b) - sums.sum(a) || a - b);
}

/** Gives colours out by first appearance and keeps them; when all are given, the one unseen for longest is reused. */
export class ColourSlots {
  readonly #slots = new Map<number, number>();
  readonly #seen: number[] = [];
  #turn = 0;

  /** Forgets what was given: the first of `order` have their colours before anybody is shown. */
  begin(order: readonly number[]): void {
    this.#slots.clear();
    this.#seen.length = 0;
    this.#turn = 0;
    for (const [slot, group] of order.slice(0, SERIES_MOST).entries()) this.#slots.set(group, slot);
  }

  /** Slots of the shown groups, in their order. */
  give(shown: readonly number[]): number[] {
    this.#turn++;
    for (const group of shown) {
      const slot = this.#slots.get(group);
      if (slot !== undefined) this.#seen[slot] = this.#turn;
    }
    return shown.map((group) => this.#slots.get(group) ?? this.#newSlot(group));
  }

  slotOf(group: number): number | undefined {
    return this.#slots.get(group);
  }

  #newSlot(group: number): number {
    let slot = 0;
    for (let i = 0; i < SERIES_MOST; i++) if ((this.#seen[i] ?? 0) < (this.#seen[slot] ?? 0)) slot = i;
    for (const [other, its] of this.#slots) if (its === slot) this.#slots.delete(other);
    this.#slots.set(group, slot);
    this.#seen[slot] = this.#turn;
    return slot;
  }
}
