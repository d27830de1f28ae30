// SPDX-License-Identifier: Apache-2.0
// Where gauges read from: files of the kernel, as an ordinary user. Those of /proc stay open, which saves three quarters of
// what reading one takes.

import { closeSync, openSync, readSync } from 'node:fs';
import { groupsOf, memoryTreeHere, type Tree } from '../identity/cgroup-tree';
import type { GaugeGroup, GaugeHost } from '../shared/gauge';

/** /proc/vmstat has 5 KiB. What is longer is cut. */
const BYTES_MOST = 64 * 1024;
const OPEN_MOST = 32;
/** Control groups that are read; one more tells that there are more. */
export const GROUPS_MOST = 128;

export class GaugeFiles implements GaugeHost {
  private readonly buffer = Buffer.allocUnsafe(BYTES_MOST);
  private readonly open = new Map<string, number>();
  /** Groups that were left out when they were listed last. */
  groupsLeftOut = false;

  constructor(private readonly tree: Tree | undefined = memoryTreeHere()) {}

  text(path: string): string | undefined {
    const held = this.open.get(path);
    try {
      const file = held ?? openSync(path, 'r');
      const keeps = held !== undefined || (path.startsWith('/proc/') && this.open.size < OPEN_MOST);
      if (keeps) this.open.set(path, file);
      try {
        return this.buffer.toString('latin1', 0, readSync(file, this.buffer, 0, BYTES_MOST, 0));
      } finally {
        if (!keeps) closeSync(file);
      }
    } catch {
      this.forget(path);
      return undefined;
    }
  }

  private forget(path: string): void {
    const file = this.open.get(path);
    this.open.delete(path);
    if (file !== undefined) closeSync(file);
  }

  memoryGroups(): readonly GaugeGroup[] {
    const { tree } = this;
    if (!tree) return [];
    const found = [...groupsOf(tree, GROUPS_MOST + 1)];
    this.groupsLeftOut = found.length > GROUPS_MOST;
    return found
      .slice(0, GROUPS_MOST)
      .map(({ path, folder }) => ({ path, folder, v2: tree.hierarchy === 0 }));
  }

  close(): void {
    for (const path of [...this.open.keys()]) this.forget(path);
  }
}
