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

/** What was counted, without names: which of them are new depends on who is told. */
export interface ToldSecond {
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
  tell(over: boolean): ToldSecond {
    const { calls, errors } = over ? this.calls.end() : this.calls.soFar();
    const tallies = [...this.tallies.values()].map((one) => (over ? one.end() : one.soFar()));
    return { calls, errors, tallies };
  }
}
