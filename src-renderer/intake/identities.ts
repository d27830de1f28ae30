// SPDX-License-Identifier: Apache-2.0

import type { ProcessInfo } from '../../src-main/shared/contract';
import { visibleText } from '../../src-main/shared/amount';

/** Names of processes that are kept; above it those that no kept second needs are forgotten. */
const PROCESSES_MOST = 20_000;

const same = (a: ProcessInfo, b: ProcessInfo): boolean =>
  a.pid === b.pid && a.comm === b.comm && a.uid === b.uid;

/** Names are data of other programs: nothing in them is obeyed. */
function shown(raw: ProcessInfo): ProcessInfo {
  const words = Object.entries(raw).map(([name, value]) => [
    name,
    typeof value === 'string' ? visibleText(value) : value,
  ]);
  return Object.fromEntries(words) as unknown as ProcessInfo;
}

/**
 * Numbers of processes hold for one session of the engine. The window outlives it, so each connection's numbers are
 * turned into its own: the same program under the same number stays itself, another one gets a new number.
 */
export class Identities {
  readonly #processes: Map<number, ProcessInfo>;
  #own = new Map<number, number>();
  #next = 1;

  constructor(processes: Map<number, ProcessInfo>) {
    this.#processes = processes;
  }

  newConnection(): void {
    this.#own = new Map();
  }

  learn(processes: readonly ProcessInfo[]): void {
    for (const raw of processes) {
      const info = shown(raw);
      const told = this.#own.get(raw.id);
      const mine = told === undefined ? undefined : this.#processes.get(told);
      const known = this.#processes.get(raw.id);
      const free = raw.id === 0 || known === undefined || same(known, info);
      // Told again: other words of the same one.
      const again = mine !== undefined && same(mine, info);
      const id = again ? mine.id : free ? raw.id : this.#unused();
      this.#own.set(raw.id, id);
      this.#next = Math.max(this.#next, id + 1);
      this.#processes.set(id, { ...info, id });
    }
    for (const raw of processes) {
      const own = this.#processes.get(this.own(raw.id));
      const parent = this.own(raw.parent);
      if (own !== undefined && own.parent !== parent) this.#processes.set(own.id, { ...own, parent });
    }
  }

  own(id: number): number {
    return this.#own.get(id) ?? id;
  }

  /** Writes the own numbers into a second's rows. */
  translate({ process }: { process: Uint32Array }): void {
    for (let row = 0; row < process.length; row++) process[row] = this.own(process[row] ?? 0);
  }

  /** Forgets processes that are not in `needed`, when there are too many. */
  trim(needed: () => ReadonlySet<number>): void {
    if (this.#processes.size <= PROCESSES_MOST) return;
    const keep = needed();
    for (const id of this.#processes.keys()) if (!keep.has(id)) this.#processes.delete(id);
    for (const [raw, own] of this.#own) if (!this.#processes.has(own)) this.#own.delete(raw);
  }

  #unused(): number {
    while (this.#processes.has(this.#next)) this.#next++;
    return this.#next++;
  }
}
