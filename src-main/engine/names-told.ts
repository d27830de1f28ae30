// SPDX-License-Identifier: Apache-2.0
// Which programs a window has been told the names of, and in which words: where better ones come later (a runtime has
// answered, a process was moved), it is told again. It forgets who has long been out of its history; so does this.

import { HISTORY_SECONDS, type ProcessInfo, spoken } from '../shared/contract';
import type { Known, ToldSecond } from './second-teller';

/** So long the name of a container is waited for after its process was told, seconds. */
const WAIT_SECONDS = 60;
/** Processes whose container's name is waited for; of more, those that go on are told. */
const WAITING_MOST = 4096;

export class NamesTold {
  /** The words told; used within the last half of a history, and within the half before it. */
  private lately = new Map<number, string>();
  private before = new Map<number, string>();
  /** In containers, and until when their names are waited for; a process that has ended is in no later second. */
  private readonly waiting = new Map<number, number>();
  private seconds = 0;

  /** Names that a second uses and the window lacks, and those that have become others. */
  of({ calls, tallies }: ToldSecond, known: Known): ProcessInfo[] {
    if (++this.seconds % (HISTORY_SECONDS / 2) === 0) {
      this.before = this.lately;
      this.lately = new Map();
    }
    const names: ProcessInfo[] = [];
    const looked = new Set<number>();
    for (const { process } of [calls, ...tallies])
      for (const id of process) {
        if (looked.has(id)) continue;
        looked.add(id);
        const told = this.lately.get(id) ?? this.before.get(id);
        if (told !== undefined) this.lately.set(id, told);
        this.look(id, known, names);
      }
    for (const [id, until] of this.waiting) {
      if (!looked.has(id)) this.look(id, known, names);
      if (until <= this.seconds) this.waiting.delete(id);
    }
    return names;
  }

  private look(id: number, known: Known, names: ProcessInfo[]): void {
    const one = known(id);
    if (!one) return;
    const words = spoken(one);
    const text = JSON.stringify(words);
    const told = this.lately.get(id) ?? this.before.get(id);
    if (told === text) return;
    const { pid, comm, uid, parent } = one;
    names.push({ id, pid, comm, uid, parent, ...words });
    this.lately.set(id, text);
    if (told === undefined && words.container !== undefined && this.waiting.size < WAITING_MOST)
      this.waiting.set(id, this.seconds + WAIT_SECONDS);
  }
}
