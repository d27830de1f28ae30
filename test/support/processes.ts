// SPDX-License-Identifier: Apache-2.0
// What tests ask of /proc about processes that they started.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const MARK = 'RINGSIDE_TEST_MARK';
let marks = 0;

/** An environment variable that a test's processes inherit, so that none of them is overlooked later. */
export function newMark(): { readonly environment: Readonly<Record<string, string>>; pids(): number[] } {
  const text = `${process.pid}-${marks++}`;
  return {
    environment: { [MARK]: text },
    pids: () => pidsWhere((pid) => environmentOf(pid).includes(`${MARK}=${text}`)),
  };
}

const environmentOf = (pid: number) => readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');

function pidsWhere(holds: (pid: number) => boolean): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return holds(pid);
      } catch {
        return false; // It has ended meanwhile.
      }
    });
}

/** Not there, or a zombie that its parent has yet to collect. */
export function hasEnded(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/** The helper of an engine that door-keeper started; undefined before it is one. */
export function helperOf(engine: number): number | undefined {
  try {
    const held = environmentOf(engine).find((line) => line.startsWith('RINGSIDE_HELPER_PID='));
    return held === undefined ? undefined : Number(held.slice('RINGSIDE_HELPER_PID='.length));
  } catch {
    return undefined;
  }
}

/** How many descriptors of a kind a process holds, such as "anon_inode:bpf_link". */
export function countDescriptors(pid: number, kind: string): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).filter((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`) === kind;
      } catch {
        return false;
      }
    }).length;
  } catch {
    return 0;
  }
}

/** Looks every 10 ms. @throws when nothing is found in time */
export async function waitFor<T>(what: string, look: () => T | undefined, limitMs: number): Promise<T> {
  const until = performance.now() + limitMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await sleep(10);
  }
}

/** Links that a session holds at least, beside the iterator's: three of processes, four of system calls. */
const SESSION_LINKS = 7;

/** Until everything is attached for good: before, the cost meter attaches two at a time. */
export const watching = (helper: number) =>
  waitFor(
    'everything to be attached',
    () => (countDescriptors(helper, 'anon_inode:bpf_link') > SESSION_LINKS ? true : undefined),
    20_000,
  );
