// SPDX-License-Identifier: Apache-2.0
// Control groups that were seen, by number and tree, with what is known of each. A group stays known after it is gone,
// and a number is never used for another one, so what a process was in is right for as long as it is kept.

import type { GroupRow } from '../shared/events.gen';
import { type GroupIdentity, parseCgroupPath } from './cgroup-path';
import { groupsOf, type Tree, treesHere } from './cgroup-tree';
import type { ContainerWords } from './container-words';

/** Beyond that the oldest go; processes that are kept keep theirs. */
const GROUPS_MOST = 16_384;
/** Looking for a folder costs a walk over all of them: for what the kernel's table had no room for. */
const WALK_FOLDERS_MOST = 5000;
const WANTED_MOST = 1024;
const WALKS_MOST = 2;
/** So many times as long as a walk took there is none: 5 % of a core at most. */
const REST = 20;

export interface Group {
  readonly id: bigint;
  readonly hierarchy: number;
  /** Undefined until it is known. */
  path?: string;
  identity?: GroupIdentity;
  /** The host name in it, where it is not the machine's. */
  host?: string;
  words?: ContainerWords;
  /** A runtime was asked and has not answered. */
  asked?: boolean;
}

/** Asks who a container is; nobody waits for it. */
export type AskContainer = (identity: GroupIdentity, found: (words: ContainerWords) => void) => void;

export class Groups {
  private readonly known = new Map<string, Group>();
  /** Those without a path, and how many walks are left to find them. */
  private readonly wanted = new Map<Group, number>();
  private rests = 0;

  constructor(
    private readonly ask: AskContainer = () => undefined,
    private readonly trees: () => readonly Tree[] = treesHere,
  ) {}

  /** Rows of the kernel's table that changed. */
  take(rows: readonly GroupRow[]): void {
    for (const row of rows) {
      if (!row.id) continue;
      const group = this.of(row.id, row.hierarchy);
      if (row.host) group.host = row.host;
      this.name(group, row.path || '/');
    }
  }

  of(id: bigint, hierarchy: number): Group {
    const key = `${hierarchy}:${id}`;
    let group = this.known.get(key);
    if (!group) {
      group = { id, hierarchy };
      this.known.set(key, group);
      if (this.known.size > GROUPS_MOST)
        for (const old of [...this.known.keys()].slice(0, GROUPS_MOST / 4)) this.known.delete(old);
    }
    return group;
  }

  /** The first path holds: v1 groups can be renamed, and what happened before happened under the old one. */
  private name(group: Group, path: string): void {
    if (group.path !== undefined) return;
    group.path = path;
    group.identity = parseCgroupPath(path);
    if (group.identity.kind !== 'container') return;
    group.asked = true;
    this.ask(group.identity, (words) => {
      group.words = words;
      group.asked = false;
    });
  }

  /** Somebody is in it: it is to have a path, by find() if the kernel's table has none. */
  want(group: Group): void {
    if (group.path === undefined && this.wanted.size < WANTED_MOST && !this.wanted.has(group))
      this.wanted.set(group, WALKS_MOST);
  }

  /**
   * One walk for all that are wanted; a group that is not there any more is given up after the second. `last`: nobody
   * asks again, so it is not put off.
   */
  find(last = false): void {
    for (const group of this.wanted.keys()) if (group.path !== undefined) this.wanted.delete(group);
    const begun = performance.now();
    if (!this.wanted.size || (begun < this.rests && !last)) return;
    for (const tree of this.trees())
      for (const { id, hierarchy, path } of groupsOf(tree, WALK_FOLDERS_MOST)) {
        const known = this.known.get(`${hierarchy}:${id}`);
        if (known) this.name(known, path);
      }
    for (const [group, walks] of this.wanted)
      if (walks > 1) this.wanted.set(group, walks - 1);
      else this.wanted.delete(group);
    const ended = performance.now();
    this.rests = ended + REST * (ended - begun);
  }
}
