// SPDX-License-Identifier: Apache-2.0
// The control group of a container, a unit or a path that a person named.

import { posix } from 'node:path';
import { type GroupIdentity, parseCgroupPath } from './cgroup-path';
import { groupAt, groupsOf, isInhabited, type Tree, type TreeGroup } from './cgroup-tree';
import type { ContainerWords } from './container-words';
import { unitName } from './unit-names';

export interface AskedGroup {
  readonly by: 'cgroup' | 'container' | 'unit';
  readonly name: string;
}

export type FoundGroup =
  | { readonly kind: 'found'; readonly group: TreeGroup }
  /** What there is instead. */
  | { readonly kind: 'none'; readonly there: readonly string[] }
  | { readonly kind: 'several'; readonly paths: readonly string[] };

/** Containers whose names are asked for. */
const NAMED_MOST = 256;
const ID_DIGITS_LEAST = 4;
const SHORT_ID = 12;

/** The same group in several trees: v2 where somebody is in it, else v1. */
function inhabited(groups: readonly TreeGroup[]): TreeGroup | undefined {
  return groups.find(isInhabited) ?? groups[0];
}

function chosen(found: ReadonlyMap<string, readonly TreeGroup[]>, there: readonly string[]): FoundGroup {
  const [first, second] = found.values();
  const group = first && inhabited(first);
  if (!group) return { kind: 'none', there };
  if (second) return { kind: 'several', paths: [...found.values()].map(([one]) => one?.path ?? '') };
  return { kind: 'found', group };
}

function byPath(name: string, trees: readonly Tree[]): FoundGroup {
  const path = posix.normalize(`/${name}`).replace(/\/$/, '');
  for (const tree of trees)
    if (path === tree.mount || path.startsWith(`${tree.mount}/`)) {
      const group = groupAt(tree, path.slice(tree.mount.length));
      return group ? { kind: 'found', group } : { kind: 'none', there: [] };
    }
  const groups = trees.flatMap((tree) => groupAt(tree, path) ?? []);
  const group = inhabited(groups);
  return group ? { kind: 'found', group } : { kind: 'none', there: [] };
}

const put = <K>(map: Map<K, TreeGroup[]>, key: K, group: TreeGroup) =>
  map.set(key, [...(map.get(key) ?? []), group]);

function byUnit(name: string, trees: readonly Tree[]): FoundGroup {
  const found = new Map<string, TreeGroup[]>();
  const there = new Set<string>();
  for (const tree of trees)
    for (const group of groupsOf(tree)) {
      const { unit, container } = parseCgroupPath(group.path);
      if (unit === undefined || container !== undefined || unitName(posix.basename(group.path)) !== unit)
        continue;
      there.add(unit);
      if (unit === name || unit === `${name}.service`) put(found, group.path, group);
    }
  return chosen(found, [...there]);
}

interface Container {
  readonly identity: GroupIdentity;
  /** The topmost of its groups, in each tree. */
  readonly groups: TreeGroup[];
}

function containersIn(trees: readonly Tree[]): Map<string, Container> {
  const containers = new Map<string, Container>();
  for (const tree of trees)
    for (const group of groupsOf(tree)) {
      const identity = parseCgroupPath(group.path);
      const { container } = identity;
      if (container === undefined) continue;
      const one = containers.get(container) ?? { identity, groups: [] };
      if (!one.groups.some(({ hierarchy }) => hierarchy === tree.hierarchy)) one.groups.push(group);
      containers.set(container, one);
    }
  return containers;
}

async function byContainer(
  name: string,
  trees: readonly Tree[],
  ask: (identity: GroupIdentity) => Promise<ContainerWords>,
): Promise<FoundGroup> {
  const containers = containersIn(trees);
  const isId = new RegExp(`^[0-9a-f]{${ID_DIGITS_LEAST},64}$`).test(name);
  const found = new Map<string, TreeGroup[]>();
  for (const [id, { groups }] of containers)
    if (id === name || (isId && id.startsWith(name))) found.set(id, groups);
  if (found.size) return chosen(found, []);
  const there: string[] = [];
  for (const [id, { identity, groups }] of [...containers].slice(0, NAMED_MOST)) {
    const words = await ask(identity);
    const short = /^[0-9a-f]{64}$/.test(id) ? id.slice(0, SHORT_ID) : id;
    there.push(words.name && words.name !== id ? `${words.name} (${short})` : short);
    if (words.name === name) found.set(id, groups);
  }
  return chosen(found, there);
}

export async function findGroup(
  { by, name }: AskedGroup,
  trees: readonly Tree[],
  ask: (identity: GroupIdentity) => Promise<ContainerWords>,
): Promise<FoundGroup> {
  if (by === 'cgroup') return byPath(name, trees);
  return by === 'unit' ? byUnit(name, trees) : byContainer(name, trees, ask);
}
