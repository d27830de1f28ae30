// SPDX-License-Identifier: Apache-2.0
// Many short processes of one name (`sh`, `cc1` of a build) are shown as one: a fold. The rule:
//
//   a name folds once FOLD_FROM of its processes have come that were seen for less than LASTING_SECONDS, and stays so;
//   all its processes are in the fold, but for those that were seen for LASTING_SECONDS or longer: they stand alone.

import type { ProcessInfo, SecondMessage } from '../../src-main/shared/contract';

export const FOLD_FROM = 8;
export const LASTING_SECONDS = 30;
/** Folds are numbered above every process_ref. */
const FOLD_FIRST = 2 ** 32;
/** Processes that are remembered; above it those that were not seen for the length of the history are forgotten. */
const SEEN_MOST = 20_000;
const FORGET_SECONDS = 600;

interface Seen {
  readonly comm: string;
  readonly first: number;
  last: number;
}

export const isFold = (group: number): boolean => group >= FOLD_FIRST;

export class Folds {
  readonly #seen = new Map<number, Seen>();
  /** Short processes by name, and the numbers of folds by name. */
  readonly #came = new Map<string, number>();
  readonly #folds = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #lasting = new Set<number>();
  /** Changes when a process changes its group. */
  version = 0;

  /** Forgets all that was seen; numbers of folds are not used again. */
  begin(): void {
    for (const kept of [this.#seen, this.#came, this.#folds, this.#lasting]) kept.clear();
    this.version++;
  }

  /** Takes in the processes of a second. */
  take({ second, calls }: SecondMessage, nameProcess: (id: number) => ProcessInfo | undefined): void {
    for (const id of calls.process) {
      const seen = this.#seen.get(id);
      if (seen === undefined) this.#meet(id, second, nameProcess(id));
      else {
        seen.last = second;
        if (second - seen.first >= LASTING_SECONDS && !this.#lasting.has(id)) this.#last(id, seen.comm);
      }
    }
    if (this.#seen.size > SEEN_MOST) this.#forget(second);
  }

  /** The fold of a process, or the process itself. */
  groupOf = (process: number): number => {
    const seen = this.#seen.get(process);
    if (seen === undefined || this.#lasting.has(process)) return process;
    return this.#folds.get(seen.comm) ?? process;
  };

  /** Whether a row that was selected holds the process. */
  holds = (group: number, process: number): boolean => group === process || this.groupOf(process) === group;

  nameOf(fold: number): string {
    return this.#names[fold - FOLD_FIRST] ?? '';
  }

  #meet(id: number, second: number, info: ProcessInfo | undefined): void {
    // Several processes that already share a row, or one without a name, are nobody's short process.
    if (info === undefined || info.pid === 0) return;
    const { comm } = info;
    this.#seen.set(id, { comm, first: second, last: second });
    const came = (this.#came.get(comm) ?? 0) + 1;
    this.#came.set(comm, came);
    if (came < FOLD_FROM || this.#folds.has(comm)) return;
    this.#folds.set(comm, FOLD_FIRST + this.#names.length);
    this.#names.push(comm);
    this.version++;
  }

  #last(id: number, comm: string): void {
    this.#lasting.add(id);
    this.#came.set(comm, (this.#came.get(comm) ?? 1) - 1);
    if (this.#folds.has(comm)) this.version++;
  }

  #forget(now: number): void {
    for (const [id, { comm, last }] of this.#seen) {
      if (now - last < FORGET_SECONDS) continue;
      this.#seen.delete(id);
      if (!this.#lasting.delete(id) && !this.#folds.has(comm)) {
        const came = (this.#came.get(comm) ?? 1) - 1;
        if (came > 0) this.#came.set(comm, came);
        else this.#came.delete(comm);
      }
    }
  }
}
