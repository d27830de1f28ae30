// SPDX-License-Identifier: Apache-2.0
// Who a process_ref is. Names outlive their processes here, as long as there is room, so that a row that arrives
// late still has its name.

import { IDENTITY, type ProcessRow } from '../shared/events.gen';
import { readRows } from './records';

/** Names of ended programs that are kept; beyond that the oldest go. */
const ENDED_MOST = 65_536;

/** Names that get a row of their own for their ended processes. */
const FOLDS_MOST = 1024;

export interface ProcessIdentity {
  readonly ref: number;
  /** 0 in a fold: a row that several processes share because the table was full. */
  readonly pid: number;
  readonly comm: string;
  readonly uid: number;
  readonly parent: number;
  /** CLOCK_BOOTTIME, ns. */
  readonly started: bigint;
  readonly cgroup: bigint;
  readonly fold: boolean;
  /** Processes that share this fold. */
  readonly folded: number;
  ended: boolean;
  /** Its figures were moved to a row that all ended processes of its name share. */
  together: boolean;
}

export class ProcessTable {
  private readonly byRef = new Map<number, ProcessIdentity>();
  private readonly ended: number[] = [];
  /** Ended processes that share rows by name on this side, so that memory stays bounded. */
  endedTogether = 0;
  /** Names that stand for ended processes of one comm: references below zero, ours alone. */
  private readonly foldOfComm = new Map<string, number>();

  constructor(
    private readonly slots: number,
    /** Is told every row that changed. */
    private readonly onRows?: (rows: readonly ProcessRow[]) => void,
  ) {}

  /** Takes in rows that changed, as the addon hands them over. */
  update(changed: ArrayBuffer): void {
    const rows = readRows<ProcessRow>(IDENTITY.processes, changed);
    if (rows.length) this.onRows?.(rows);
    for (const row of rows) {
      if (!row.process) continue;
      const fold = (row.process & 0xffff) >= this.slots;
      const known = this.byRef.get(row.process);
      const identity: ProcessIdentity = {
        ref: row.process,
        pid: row.pid,
        comm: fold && !row.comm ? '(others)' : row.comm,
        uid: row.uid,
        parent: row.parent,
        started: row.started,
        cgroup: row.cgroup,
        fold,
        folded: Number(row.folded),
        ended: row.ended !== 0n,
        together: known?.together ?? false,
      };
      this.byRef.set(row.process, identity);
      if (identity.ended && !known?.ended) this.forgetLater(row.process);
    }
  }

  private forgetLater(ref: number): void {
    this.ended.push(ref);
    if (this.ended.length <= ENDED_MOST) return;
    for (const old of this.ended.splice(0, ENDED_MOST / 4)) this.byRef.delete(old);
  }

  get(ref: number): ProcessIdentity | undefined {
    return this.byRef.get(ref);
  }

  /**
   * Where the figures of an ended process may go when there are too many rows: to one row for all of its name.
   * Undefined while it runs, and for what is such a row already.
   */
  foldOf(ref: number): number | undefined {
    const identity = this.byRef.get(ref);
    if (!identity?.ended || identity.fold) return undefined;
    if (!identity.together) this.endedTogether++;
    identity.together = true;
    const comm =
      this.foldOfComm.has(identity.comm) || this.foldOfComm.size < FOLDS_MOST ? identity.comm : '(others)';
    let fold = this.foldOfComm.get(comm);
    if (fold === undefined) {
      fold = -1 - this.foldOfComm.size;
      this.foldOfComm.set(comm, fold);
      this.byRef.set(fold, {
        ...identity,
        ref: fold,
        pid: 0,
        comm,
        started: 0n,
        fold: true,
        folded: 0,
        ended: false,
      });
    }
    return fold;
  }

  /** Processes that are watched and have not ended. */
  alive(): ProcessIdentity[] {
    return [...this.byRef.values()].filter((identity) => !identity.ended && !identity.fold);
  }

  /** Processes that were counted in a row shared by name. */
  foldedProcesses(): number {
    let sum = 0;
    for (const identity of this.byRef.values()) sum += identity.folded;
    return sum;
  }
}
