// SPDX-License-Identifier: Apache-2.0
// Which programs a window has been told the names of. It forgets who has long been out of its history; so does this.

import { HISTORY_SECONDS, type ProcessInfo, spoken } from '../shared/contract';
import type { Known, ToldSecond } from './second-teller';

export class NamesTold {
  /** Used within the last half of a history, and within the half before it. */
  private lately = new Set<number>();
  private before = new Set<number>();
  private seconds = 0;

  /** Names that a second uses and the window lacks. */
  of({ calls, tallies }: ToldSecond, known: Known): ProcessInfo[] {
    if (++this.seconds % (HISTORY_SECONDS / 2) === 0) {
      this.before = this.lately;
      this.lately = new Set();
    }
    const names: ProcessInfo[] = [];
    for (const { process } of [calls, ...tallies])
      for (const id of process) {
        if (this.lately.has(id)) continue;
        const one = this.before.has(id) ? undefined : known(id);
        if (one) {
          const { pid, comm, uid, parent } = one;
          names.push({ id, pid, comm, uid, parent, ...spoken(one) });
        }
        if (one || this.before.has(id)) this.lately.add(id);
      }
    return names;
  }
}
