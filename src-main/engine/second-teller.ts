// SPDX-License-Identifier: Apache-2.0
// From what looks at tallies found to what a window is told of a second: of a live session and of a capture alike.

import type { NativeScan } from '../helper/native';
import type { CallColumns, ErrorColumns, ProcessInfo, TallyColumns } from '../shared/contract';
import { TALLIES } from '../shared/events.gen';
import type { Tracer } from '../shared/tracer';
import { CallSeconds } from './call-seconds';
import { TallySeconds } from './tally-seconds';

/** Who a process is, as far as it is known. */
export type Known = (process: number) => Omit<ProcessInfo, 'id'> | undefined;

export interface ToldSecond {
  /** Programs that appear for the first time. */
  readonly processes: readonly ProcessInfo[];
  readonly calls: CallColumns;
  readonly errors: ErrorColumns;
  readonly tallies: readonly TallyColumns[];
}

export class SecondTeller {
  /** Those without a view of their own. */
  readonly others: readonly Tracer[];
  private readonly calls = new CallSeconds();
  /** The first tally of a tracer is what its page draws over time. */
  private readonly tallies: ReadonlyMap<string, TallySeconds>;
  private readonly named = new Set<number>();

  constructor(tracers: readonly Tracer[]) {
    this.others = tracers.filter(({ name }) => name !== 'syscalls');
    this.tallies = new Map(
      this.others.flatMap(({ name, tallies: [first = ''] }) => {
        const tally = TALLIES[first];
        return tally ? [[first, new TallySeconds(name, tally)] as const] : [];
      }),
    );
  }

  /** Adds what one look found, by tally. */
  take(scans: ReadonlyMap<string, NativeScan>): void {
    const calls = scans.get('syscalls');
    const errors = scans.get('syscall_errors');
    if (calls && errors) this.calls.take(calls, errors);
    for (const [tally, seconds] of this.tallies) {
      const scan = scans.get(tally);
      if (scan) seconds.take(scan);
    }
  }

  /** What was taken since the last second's end; `over` begins the next one. */
  tell(known: Known, over: boolean): ToldSecond {
    const { calls, errors } = over ? this.calls.end() : this.calls.soFar();
    const tallies = [...this.tallies.values()].map((one) => (over ? one.end() : one.soFar()));
    const processes = [calls, ...tallies].flatMap(({ process }) => this.newNames(known, process));
    return { processes, calls, errors, tallies };
  }

  private newNames(known: Known, used: Uint32Array): ProcessInfo[] {
    const names: ProcessInfo[] = [];
    for (const id of used) {
      if (this.named.has(id)) continue;
      const one = known(id);
      if (!one) continue;
      this.named.add(id);
      names.push({ id, pid: one.pid, comm: one.comm, uid: one.uid, parent: one.parent });
    }
    return names;
  }
}
