// SPDX-License-Identifier: Apache-2.0
// Control groups as folders: where their trees are mounted, and which groups there are. The number of a group's folder
// is the number that the kernel knows the group by.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A tree that tells who somebody is: v2, or the v1 tree of the controller `pids`. */
export interface Tree {
  readonly mount: string;
  /** 0 is v2; else as /proc/cgroups numbers it. */
  readonly hierarchy: number;
}

export interface TreeGroup {
  readonly id: bigint;
  readonly hierarchy: number;
  /** From the root of its tree. */
  readonly path: string;
  readonly folder: string;
}

const FOLDERS_MOST = 20_000;
const LEVELS_MOST = 32;

const unescaped = (text: string) =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

/** From /proc/self/mountinfo and /proc/cgroups; v2 first. Whole trees alone: a part of one has other paths. */
export function treesFrom(mountinfo: string, controllers: string): Tree[] {
  const pids = /^pids\s+(\d+)/m.exec(controllers)?.[1];
  const trees: Tree[] = [];
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root, mount] = before.split(' ');
    const [type, , options = ''] = after.split(' ');
    if (!mount || root !== '/') continue;
    const isPids = type === 'cgroup' && options.split(',').includes('pids');
    const hierarchy = type === 'cgroup2' ? 0 : isPids ? Number(pids ?? 0) : -1;
    if (hierarchy < 0 || (isPids && !hierarchy) || trees.some((tree) => tree.hierarchy === hierarchy))
      continue;
    trees.push({ mount: unescaped(mount), hierarchy });
  }
  return trees.sort((a, b) => a.hierarchy - b.hierarchy);
}

/** The tree by which memory is counted: v2's where its root may count it, else v1's of `memory`; undefined without one. */
export function memoryTreeFrom(
  mountinfo: string,
  controllers: string,
  countsMemory: (mount: string) => boolean,
): Tree | undefined {
  const memory = /^memory\s+(\d+)/m.exec(controllers)?.[1];
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , root, mounted] = before.split(' ');
    const [type, , options = ''] = after.split(' ');
    if (!mounted || root !== '/') continue;
    const mount = unescaped(mounted);
    if (type === 'cgroup2' && countsMemory(mount)) return { mount, hierarchy: 0 };
    if (type === 'cgroup' && options.split(',').includes('memory'))
      return { mount, hierarchy: Number(memory ?? 0) };
  }
  return undefined;
}

export const memoryTreeHere = (): Tree | undefined =>
  memoryTreeFrom(text('/proc/self/mountinfo'), text('/proc/cgroups'), (mount) =>
    /\bmemory\b/.test(text(join(mount, 'cgroup.controllers'))),
  );

const text = (path: string) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

export const treesHere = (): Tree[] => treesFrom(text('/proc/self/mountinfo'), text('/proc/cgroups'));

/** The group that a folder is; undefined when there is none. */
export function groupAt(tree: Tree, path: string): TreeGroup | undefined {
  const folder = join(tree.mount, path);
  try {
    const { ino } = statSync(folder, { bigint: true });
    return { id: ino, hierarchy: tree.hierarchy, path: path || '/', folder };
  } catch {
    return undefined;
  }
}

/** All groups of a tree but its root, those above before those below; at most `most`. */
export function* groupsOf(tree: Tree, most = FOLDERS_MOST): Generator<TreeGroup> {
  let level = [''];
  let seen = 0;
  for (let depth = 0; depth < LEVELS_MOST && level.length; depth++) {
    const below: string[] = [];
    for (const path of level)
      for (const name of foldersIn(join(tree.mount, path))) {
        if (++seen > most) return;
        const group = groupAt(tree, `${path}/${name}`);
        if (!group) continue;
        below.push(group.path);
        yield group;
      }
    level = below;
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

/** Whether a process is in the group or below it. */
export function isInhabited({ folder, hierarchy }: TreeGroup): boolean {
  if (!hierarchy) return /^populated 1$/m.test(text(join(folder, 'cgroup.events')));
  if (text(join(folder, 'cgroup.procs')).trim()) return true;
  return foldersIn(folder).some((name) =>
    isInhabited({ id: 0n, hierarchy, path: '', folder: join(folder, name) }),
  );
}
