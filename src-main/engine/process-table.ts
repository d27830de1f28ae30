// SPDX-License-Identifier: Apache-2.0
// Who a process_ref is. Names outlive their processes here, as long as there is room, so that a row that arrives
// late still has its name.

import { containerAsker } from '../identity/container-words';
import { type Group, Groups } from '../identity/groups';
import { UserNames } from '../identity/user-names';
import { containerLabel, label, type Words, wordsOf } from '../identity/whose';
import { type ProcessInfo, spoken } from '../shared/contract';
import { type GroupRow, IDENTITY, type ProcessRow } from '../shared/events.gen';
import { Parents } from './parents';
import { readRows } from './records';

/** Names of ended programs that are kept; beyond that the oldest go. */
const ENDED_MOST = 65_536;

/** Numbers that have had a row; forgotten, they are looked up once more at worst. */
const PIDS_MOST = 131_072;

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
  /** In the v2 tree, and in a v1 tree where it is in a group there. None in a fold. */
  readonly group?: Group;
  readonly groupV1?: Group;
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
  private readonly asker = containerAsker();
  readonly groups = new Groups(this.asker);
  readonly parents = new Parents();
  private readonly users = new UserNames();
  private readonly pids = new Set<number>();
  /** Ended processes that share rows by name on this side, so that memory stays bounded. */
  endedTogether = 0;
  /** Names that stand for ended processes of one comm: references below zero, ours alone. */
  private readonly foldOfComm = new Map<string, number>();

  constructor(
    private readonly slots: number,
    /** Is told every row that changed. */
    private readonly onRows?: (rows: readonly ProcessRow[]) => void,
  ) {}

  /** What runtimes were asked about containers is answered, or `ms` are over. */
  named(ms: number): Promise<void> {
    return this.asker.settled(ms);
  }

  /** Takes in rows that changed, as the addon hands them over: of processes, then of their groups. */
  update(changed: ArrayBuffer, changedGroups: ArrayBuffer): void {
    this.groups.take(readRows<GroupRow>(IDENTITY.groups, changedGroups));
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
        ...(fold ? {} : this.groupsOf(row)),
        fold,
        folded: Number(row.folded),
        ended: row.ended !== 0n,
        together: known?.together ?? false,
      };
      this.byRef.set(row.process, identity);
      if (identity.ended && !known?.ended) this.forgetLater(row.process);
      this.pids.add(row.pid);
    }
    this.groups.find();
    const named = rows.filter(({ process, pid }) => process && pid);
    this.parents.learn(named, (pid) => this.pids.has(pid));
    if (this.pids.size > PIDS_MOST) this.pids.clear();
  }

  private groupsOf({ cgroup, cgroup_v1, hierarchy }: ProcessRow): Pick<ProcessIdentity, 'group' | 'groupV1'> {
    const group = this.groups.of(cgroup, 0);
    this.groups.want(group);
    if (!cgroup_v1) return { group };
    const groupV1 = this.groups.of(cgroup_v1, hierarchy);
    this.groups.want(groupV1);
    return { group, groupV1 };
  }

  /** In the words that a person knows; a runtime may add some later. */
  wordsOf({ uid, group, groupV1, fold }: ProcessIdentity): Words {
    return fold ? {} : wordsOf(this.users.of(uid), group, groupV1);
  }

  /** As a window is told of it. */
  infoOf(ref: number): Omit<ProcessInfo, 'id'> | undefined {
    const identity = this.byRef.get(ref);
    if (!identity) return undefined;
    const { pid, comm, uid, parent } = identity;
    const words = this.wordsOf(identity);
    return { pid, comm, uid, parent, ...spoken({ ...words, container: containerLabel(words) }) };
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

  /** All but those that share a row, the oldest first. */
  single(): ProcessIdentity[] {
    return [...this.byRef.values()]
      .filter(({ fold, pid }) => !fold && pid !== 0)
      .sort((a, b) => Number(a.started - b.started));
  }

  /** Of each process in one word, by PID and name as rows have them; of two that are called alike, the later. */
  labels(): Map<string, string> {
    const latest = new Map<string, ProcessIdentity>();
    for (const one of this.byRef.values()) {
      if (one.fold || one.pid === 0) continue;
      const name = `${one.pid} ${one.comm}`;
      if ((latest.get(name)?.started ?? -1n) <= one.started) latest.set(name, one);
    }
    return new Map([...latest].map(([name, one]) => [name, label(this.wordsOf(one))]));
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
