// SPDX-License-Identifier: Apache-2.0
// The processes of the whole app below one of ours, their processor time and memory. Root reads them: some belong to
// nobody else.

import { readFileSync, readlinkSync } from 'node:fs';
import { childrenOf } from './programs';

/** Of a clock tick; Linux tells it so on every machine that we run on. */
const TICK_NS = 1e7;

export interface AppProcess {
  readonly pid: number;
  /** main, renderer, gpu-process, zygote, network, engine, helper, keeper. */
  readonly role: string;
}

/** Missing for one that has just ended. */
const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

function below(pid: number): number[] {
  try {
    return childrenOf(pid).flatMap((child) => [child, ...below(child)]);
  } catch {
    return [];
  }
}

function programOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return '';
  }
}

const wordsOf = (pid: number) => textOf(`/proc/${pid}/cmdline`).split('\0').join(' ');
const kindOf = (pid: number) => /--type=([\w-]+)/.exec(wordsOf(pid))?.[1];

function roleOf(pid: number, electron: string): string {
  const ours = /^ringside-(helper|keeper|knock)/.exec(textOf(`/proc/${pid}/comm`))?.[1];
  if (ours) return ours;
  if (programOf(pid) !== electron) return '';
  const kind = kindOf(pid) ?? 'main';
  if (kind !== 'utility') return kind;
  return /utility-sub-type=node/.test(wordsOf(pid)) ? 'engine' : 'network';
}

/** Everything of the app that `pid` or one below it has started. */
export function appBelow(pid: number): AppProcess[] {
  const all = below(pid);
  const renderer = all.find((one) => kindOf(one) === 'renderer');
  if (renderer === undefined) return [];
  const electron = programOf(renderer);
  return all.map((one) => ({ pid: one, role: roleOf(one, electron) })).filter(({ role }) => role !== '');
}

/** CPU time so far, ns, by role. */
export function cpuByRole(processes: readonly AppProcess[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { pid, role } of processes) {
    const fields = textOf(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    sums.set(role, (sums.get(role) ?? 0) + ticks * TICK_NS);
  }
  return sums;
}

export interface Memory {
  /** Shared pages by equal shares; bytes. */
  readonly pss: number;
  /** Shared pages whole, so counted once for each process; bytes. */
  readonly rss: number;
  readonly pssByRole: ReadonlyMap<string, number>;
}

export function memoryOf(processes: readonly AppProcess[]): Memory {
  const pssByRole = new Map<string, number>();
  let [pss, rss] = [0, 0];
  for (const { pid, role } of processes) {
    const text = textOf(`/proc/${pid}/smaps_rollup`);
    const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    const own = kib('Pss') * 1024;
    pssByRole.set(role, (pssByRole.get(role) ?? 0) + own);
    pss += own;
    rss += kib('Rss') * 1024;
  }
  return { pss, rss, pssByRole };
}
