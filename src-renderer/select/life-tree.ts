// SPDX-License-Identifier: Apache-2.0
// Lives as a tree: who was started by whom, with the many short ones of one parent and name as one row.
//
//     sh 812
//       make 813
//         true x 4,998       a fold: unfolded, it has each of them below it
//         cc1 901

import type { Life, LifeMatcher } from './lives';

interface Node {
  readonly key: string;
  /** Null for a parent that was never seen itself. */
  readonly life: Life | null;
  readonly pid: number;
  readonly children: Node[];
  /** Fits what is asked for, or one below it does. */
  shown: boolean;
  fits: boolean;
}

export interface LifeRow {
  readonly key: string;
  readonly level: number;
  readonly pid: number;
  /** Null for a fold, and for a parent that was never seen itself. */
  readonly life: Life | null;
  /** The lives of a fold, the oldest first; else empty. */
  readonly folded: readonly Life[];
  /** Undefined for rows with nothing below them. */
  readonly open: boolean | undefined;
  /** It is there because of one below it. */
  readonly aside: boolean;
}

export interface TreeAsked {
  readonly fits: LifeMatcher;
  /** Unix time, s: those that lived in it. */
  readonly from: number;
  readonly to: number;
  /** Key of the life whose tree is shown alone; null for all. */
  readonly scope: string | null;
  /** Keys of rows that are not as they are by themselves: trees are open, folds closed. */
  readonly turned: ReadonlySet<string>;
  /** Order among those of one parent; null as they began. */
  readonly value: ((life: Life) => number | string) | null;
  readonly descending: boolean;
}

export interface LifeTree {
  readonly rows: readonly LifeRow[];
  /** Lives that fit, in rows or folded. */
  readonly count: number;
}

/** Shorter ones are folded, s, */
export const SHORT = 1;
/** where there are so many of one parent and name. */
export const FOLD_LEAST = 6;

/** The life that had the PID when the child began: the last that began before it and had not ended. */
function parentOf(child: Life, byPid: ReadonlyMap<number, readonly Life[]>): Life | undefined {
  // Strictly before: numbers that went round are no loop.
  const was = ({ started, ended }: Life) =>
    started < child.started && (ended === null || ended >= child.started);
  return [...(byPid.get(child.parent) ?? [])].reverse().find(was);
}

function forest(lives: readonly Life[]): Node[] {
  const inTime = [...lives].sort((a, b) => a.started - b.started || a.pid - b.pid);
  const byPid = new Map<number, Life[]>();
  for (const life of inTime) {
    const same = byPid.get(life.pid);
    if (same) same.push(life);
    else byPid.set(life.pid, [life]);
  }
  const nodeOf = (life: Life | null, pid: number, key: string): Node => ({
    ...{ key, life, pid, children: [], shown: false, fits: false },
  });
  const nodes = new Map(inTime.map((life) => [life.key, nodeOf(life, life.pid, life.key)]));
  const unseen = new Map<number, Node>();
  const roots: Node[] = [];
  for (const life of inTime) {
    const node = nodes.get(life.key);
    if (node === undefined) continue;
    const parent = parentOf(life, byPid);
    let above = parent && nodes.get(parent.key);
    if (above === undefined && life.parent > 0 && life.parent !== life.pid) {
      above = unseen.get(life.parent);
      if (above === undefined) {
        above = nodeOf(null, life.parent, `?${life.parent}`);
        unseen.set(life.parent, above);
        roots.push(above);
      }
    }
    (above?.children ?? roots).push(node);
  }
  return roots;
}

/** Children stand after their parents in time, so a tree is as deep as its longest chain: no recursion. */
function inOrder(roots: readonly Node[]): Node[] {
  const all: Node[] = [];
  const left = [...roots].reverse();
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    all.push(node);
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at];
      if (child) left.push(child);
    }
  }
  return all;
}

function judge(all: readonly Node[], { fits, from, to }: TreeAsked): number {
  let count = 0;
  for (let at = all.length - 1; at >= 0; at--) {
    const node = all[at];
    if (node === undefined) continue;
    const { life } = node;
    const inTime = life !== null && life.started <= to && (life.ended === null || life.ended >= from);
    node.fits = inTime && fits(life);
    node.shown = node.fits || node.children.some(({ shown }) => shown);
    if (node.fits) count++;
  }
  return count;
}

const isShort = ({ life, children, fits }: Node): boolean =>
  fits &&
  life !== null &&
  life.lived !== null &&
  life.lived < SHORT * 1e9 &&
  children.every(({ shown }) => !shown);

interface Fold {
  readonly comm: string;
  readonly lives: readonly Life[];
}

/** Children that are shown, with folds at the place of their first. */
function withFolds(children: readonly Node[]): (Node | Fold)[] {
  const short = new Map<string, Life[]>();
  for (const node of children) {
    if (!isShort(node) || node.life === null) continue;
    const same = short.get(node.life.comm);
    if (same) same.push(node.life);
    else short.set(node.life.comm, [node.life]);
  }
  const placed = new Set<string>();
  return children.flatMap((node): (Node | Fold)[] => {
    if (!node.shown) return [];
    const lives = isShort(node) ? (short.get(node.life?.comm ?? '') ?? []) : [];
    if (lives.length < FOLD_LEAST) return [node];
    const comm = node.life?.comm ?? '';
    if (placed.has(comm)) return [];
    placed.add(comm);
    return [{ comm, lives }];
  });
}

function arranged(nodes: readonly Node[], { value, descending }: TreeAsked): readonly Node[] {
  if (value === null) return descending ? [...nodes].reverse() : nodes;
  const sign = descending ? -1 : 1;
  const of = (node: Node) => (node.life === null ? null : value(node.life));
  return [...nodes].sort((a, b) => {
    const [one, other] = [of(a), of(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    if (typeof one === 'string' || typeof other === 'string')
      return sign * String(one).localeCompare(String(other));
    return sign * (one - other);
  });
}

const rowOf = (life: Life, level: number, open: boolean | undefined, aside = false): LifeRow => ({
  ...{ key: life.key, level, pid: life.pid, life, folded: [], open, aside },
});

export function lifeTree(lives: readonly Life[], asked: TreeAsked): LifeTree {
  let roots = forest(lives);
  if (asked.scope !== null) roots = inOrder(roots).filter(({ key }) => key === asked.scope);
  const count = judge(inOrder(roots), asked);
  const rows: LifeRow[] = [];
  interface Level {
    readonly children: ReturnType<typeof withFolds>;
    readonly level: number;
    readonly above: string;
    next: number;
  }
  const levelOf = (nodes: readonly Node[], level: number, above: string): Level => ({
    ...{ children: withFolds(arranged(nodes, asked)), level, above, next: 0 },
  });
  const stack = [levelOf(roots, 0, '')];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = top.children[top.next++];
    if (child === undefined) {
      stack.pop();
      continue;
    }
    const { level } = top;
    if ('lives' in child) {
      const key = `${top.above}/${child.comm}`;
      const open = asked.turned.has(key);
      rows.push({ ...{ key, level, pid: 0, life: null, folded: child.lives, open, aside: false } });
      if (open) for (const life of child.lives) rows.push(rowOf(life, level + 1, undefined));
      continue;
    }
    const inner = levelOf(child.children, level + 1, child.key);
    const open = inner.children.length === 0 ? undefined : !asked.turned.has(child.key);
    if (child.life === null)
      rows.push({ ...{ key: child.key, level, pid: child.pid, life: null, folded: [], open, aside: true } });
    else rows.push(rowOf(child.life, level, open, !child.fits));
    if (open) stack.push(inner);
  }
  return { rows, count };
}

/** Those that started it, the nearest first. */
export function ancestorsOf(life: Life, lives: readonly Life[]): Life[] {
  const byPid = new Map<number, Life[]>();
  for (const one of [...lives].sort((a, b) => a.started - b.started)) {
    const same = byPid.get(one.pid);
    if (same) same.push(one);
    else byPid.set(one.pid, [one]);
  }
  const chain: Life[] = [];
  const seen = new Set([life.key]);
  for (let at = parentOf(life, byPid); at !== undefined && !seen.has(at.key); at = parentOf(at, byPid)) {
    seen.add(at.key);
    chain.push(at);
  }
  return chain;
}
