// SPDX-License-Identifier: Apache-2.0
// Parents that have no row of their own, because they are not watched or did nothing: as /proc has them when a child is
// first seen, so that a tree has its upper part.

import { readFileSync, statSync } from 'node:fs';

/** CLOCK_BOOTTIME, ns. */
export interface Child {
  readonly parent: number;
  readonly started: bigint;
}

export interface Parent extends Child {
  readonly pid: number;
  readonly comm: string;
  readonly uid: number;
}

const PARENTS_MOST = 4096;
const LEVELS_MOST = 64;
const NS_PER_TICK = 10_000_000n;

/** /proc/PID/stat: pid (comm) state ppid ... starttime; undefined when it is not there. */
export function parentFrom(pid: number, stat: string, uid: number): Parent | undefined {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  const [parent, start] = [fields[1], fields[19]];
  if (open < 0 || close < open || !/^\d+$/.test(parent ?? '') || !/^\d+$/.test(start ?? '')) return undefined;
  return {
    pid,
    comm: stat.slice(open + 1, close),
    started: BigInt(start ?? 0) * NS_PER_TICK,
    parent: Number(parent),
    uid,
  };
}

function look(pid: number): Parent | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return parentFrom(pid, stat, statSync(`/proc/${pid}`).uid);
  } catch {
    return undefined;
  }
}

export class Parents {
  private readonly known = new Map<string, Parent>();

  /**
   * Of processes that are new. Each parent once a look, since a number may be another process's by the next; one that
   * began after its child is that. `hasRow`: who needs none.
   */
  learn(children: Iterable<Child>, hasRow: (pid: number) => boolean): void {
    const looked = new Set<number>();
    for (const child of children)
      for (let level = 0, at: Child = child; at.parent > 0 && level < LEVELS_MOST; level++) {
        if (looked.has(at.parent) || hasRow(at.parent) || this.known.size >= PARENTS_MOST) break;
        looked.add(at.parent);
        const found = look(at.parent);
        if (!found || found.started > at.started) break;
        this.known.set(`${found.pid}:${found.started}`, found);
        at = found;
      }
  }

  all(): Parent[] {
    return [...this.known.values()];
  }
}
