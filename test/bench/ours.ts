// SPDX-License-Identifier: Apache-2.0
// Ringside itself, as an ordinary user with a helper behind its socket, beside something that is measured.

import { parseDocument, startRingside, type WatchDocument } from '../support/watch';
import {
  attachedPrograms,
  childrenOf,
  cpuNsOf,
  keepAside,
  mine,
  pause,
  statusField,
  until,
} from './programs';

/** The last program that a session attaches before it begins. */
const LAST_ATTACHED = 'on_call_death';

export interface Ours {
  readonly engine: number;
  readonly helper: number;
  /** From the start of the process to the last program attached, ms. */
  readonly readyMs: number;
  /** CPU time of engine and helper so far, ns. */
  cpuNs(): { engine: number; helper: number };
  /** Most memory ever held, KiB. */
  peakKib(): { engine: number; helper: number };
  end(): Promise<WatchDocument>;
}

/** Starts `watch syscalls --json OPTIONS` and waits until it watches. */
export async function startOurs(
  options: readonly string[],
  { aside = true, limitMs = 300_000 }: { aside?: boolean; limitMs?: number } = {},
): Promise<Ours> {
  const begun = performance.now();
  const running = startRingside(['watch', 'syscalls', '--json', ...options], { limitMs });
  mine(running.child);
  const engine = running.pid;
  let helper = 0;
  try {
    await until('the session begins', async () => {
      helper = childrenOf(engine)[0] ?? 0;
      // It comes and goes while we look, and so does what it has attached.
      const names = helper ? await attachedPrograms(helper).catch(() => []) : [];
      return names.includes('on_gone') && names.includes(LAST_ATTACHED);
    });
  } catch (error) {
    running.child.kill('SIGKILL');
    throw error;
  }
  const readyMs = performance.now() - begun;
  if (aside) await Promise.all([keepAside(engine), keepAside(helper)]);
  await pause(300); // The baseline is read after the last program is attached.
  return {
    engine,
    helper,
    readyMs,
    cpuNs: () => ({ engine: cpuNsOf(engine), helper: cpuNsOf(helper) }),
    peakKib: () => ({ engine: statusField(engine, 'VmHWM'), helper: statusField(helper, 'VmHWM') }),
    end: async () => {
      running.child.kill('SIGINT');
      const watched = await running.ended;
      if (watched.status !== 0) throw new Error(`watch ended with ${watched.status}:\n${watched.stderr}`);
      return parseDocument(watched);
    },
  };
}

/** How often the document says that a process made a call. */
export function counted(document: WatchDocument, pid: number, syscall: string): number {
  return document.tallies.syscalls
    .filter((row) => row.pid === pid && row.syscall === syscall)
    .reduce((sum, row) => sum + row.count, 0);
}
