// SPDX-License-Identifier: Apache-2.0
// The little that the engine reads of /proc.

import { readdirSync, readFileSync } from 'node:fs';

/** Fields of /proc/PID/stat after the name, which may hold anything: state is field 3. */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** When the process began, in hundredths of a second since boot; undefined when it is not there. */
export function startTicks(pid: number): bigint | undefined {
  const ticks = statFields(pid)?.[19];
  return ticks === undefined ? undefined : BigInt(ticks);
}

/** CPU time of a process, user and kernel, ns; 0 when it is not there. */
export function cpuNs(pid: number): number {
  const fields = statFields(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) * 1e7 : 0;
}

/** A process and all that descend from it, as /proc shows them now. */
export function relatives(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? Number(statFields(pid)?.[1]) : 0;
    if (parent) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}
