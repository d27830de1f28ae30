// SPDX-License-Identifier: Apache-2.0
// What a process is called in the rows that are written: known as soon as it was told, some before the rest of them is.

/** What stands in each row of a process. */
export interface CalledProcess {
  readonly process: number;
  readonly pid: number;
  readonly comm: string;
}

const NAMES_MOST = 1 << 18;

export class CalledNames {
  private readonly called = new Map<number, CalledProcess>();

  /** Once each. The oldest half goes when there are very many: rows of theirs that come later have none. */
  take(processes: readonly CalledProcess[]): void {
    for (const { process, pid, comm } of processes)
      if (!this.called.has(process)) this.called.set(process, { process, pid, comm });
    if (this.called.size <= NAMES_MOST) return;
    for (const process of [...this.called.keys()].slice(0, NAMES_MOST / 2)) this.called.delete(process);
  }

  of(process: number): CalledProcess | undefined {
    return this.called.get(process);
  }
}
