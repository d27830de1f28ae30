// SPDX-License-Identifier: Apache-2.0
// What watching costs. Timing only our programs' bodies would show a third of it: with a program on a system-call
// tracepoint the kernel takes its slow path for every call of every process, and that shows in no clock of ours.
// So a call's whole cost is measured once, with a loop of getppid and its like, and multiplied by the calls; what
// differs on the real workload (colder caches, larger tables) comes from the one run in 64 that times itself.

import type { HelperClient } from '../helper/helper-client';
import { addon } from '../helper/native';
import { ACCOUNT, ACCOUNTS, type Account, BY_PID, CAPTURE_STREAM } from '../shared/events.gen';
import type { Tracer } from '../shared/tracer';
import type { AccountFigures, Books } from './books';
import { cpuNs } from './proc';
import { readRows } from './records';

/** Calls of each loop: 2 ms where a call takes 100 ns. */
const LOOP_CALLS = 20_000;
const PARTS = 5;
/** Before it is measured: a program's first runs meet cold caches. */
const WARM_CALLS = 1000;

/** A bare call may differ by this much before and after; more, and it is measured again, so many times. */
const BARE_MOVES_MOST = 0.15;
const MORE_LOOKS = 3;

/** ns that one system call costs more, by what is attached. */
export interface CallCost {
  /** Two programs that do nothing: the floor under every observer. */
  floor: number;
  /** A call that the filter leaves out. */
  filtered: number;
  tally: number;
  stream: number;
}

/** A program's average timed run during the loop, ns: of calls that were asked for, and of others. */
export interface KnownRun {
  readonly booked: number;
  readonly filtered: number;
}

export interface CostFigures {
  /** CPU time that programs were slowed down by, ns, since the session began. */
  readonly bpfNs: number;
  /** Of that, calls that were not asked for: other processes pay it. */
  readonly othersNs: number;
  /** CPU time of the engine and the helper, ns, since the session began. */
  readonly appNs: number;
}

/** What became of a program's runs, all CPUs together. */
interface Runs {
  readonly seen: number;
  readonly booked: number;
  /** Of the others, those that were not asked for. */
  readonly filtered: number;
  /** Average of those that were timed; undefined when none was. */
  readonly average: number | undefined;
}

function runsOf(cpus: readonly AccountFigures[]): Runs {
  const total = (field: 'seen' | 'tallied' | 'tally_full' | 'filtered' | 'metered' | 'metered_ns') =>
    cpus.reduce((sum, cpu) => sum + cpu[field], 0);
  const metered = total('metered');
  return {
    seen: total('seen'),
    booked: total('tallied') + total('tally_full'),
    filtered: total('filtered'),
    average: metered ? total('metered_ns') / metered : undefined,
  };
}

/** What one call is priced by, of the program at its return. */
export type Returns = ReadonlyMap<string, 'tally' | 'stream'>;

export class CostMeter {
  private appBase = 0;
  private ownBase = process.cpuUsage();

  private constructor(
    readonly perCall: CallCost,
    private readonly known: ReadonlyMap<string, KnownRun>,
    private readonly returns: Returns,
    private readonly helperPid: number,
  ) {}

  /** Measures on this kernel, now. Leaves nothing attached; the session takes its baseline after it. */
  static async calibrate(helper: HelperClient, tracers: readonly Tracer[]): Promise<CostMeter> {
    let bare = addon().measureCall(LOOP_CALLS);
    /** What a call costs more with the programs attached and calls of `pid` asked for, and what their runs took. */
    const once = async (programs: readonly string[], pid?: number, flags = 0) => {
      const before = bare;
      if (pid !== undefined) await helper.start({ by: BY_PID, pid }, flags);
      for (const program of programs) await helper.attach(program);
      addon().measureCall(WARM_CALLS);
      let ns = Number.POSITIVE_INFINITY;
      const averages = programs.map((): number[] => []);
      for (let part = 0; part < PARTS; part++) {
        const begun = programs.map((program) => accountsOf(helper, program));
        ns = Math.min(ns, addon().measureCall(LOOP_CALLS / PARTS));
        for (const [i, program] of programs.entries())
          averages[i]?.push(averageSince(accountsOf(helper, program), begun[i] ?? []));
      }
      for (const program of [...programs].reverse()) await helper.detach(program);
      if (pid !== undefined) await helper.stop();
      const after = addon().measureCall(LOOP_CALLS);
      bare = after;
      return {
        ns: Math.max(0, ns - Math.min(before, after)),
        // Not their average: one interrupt in a timed run would weigh as much as all others.
        runs: averages.map((parts) => parts.sort((a, b) => a - b)[PARTS >> 1] ?? 0),
        moved: Math.abs(before - after) / before,
      };
    };
    // Another watcher that comes or goes meanwhile would be taken for us.
    const measure: typeof once = async (...what) => {
      let best = await once(...what);
      for (let more = 0; more < MORE_LOOKS && best.moved > BARE_MOVES_MOST; more++) {
        const again = await once(...what);
        if (again.moved < best.moved) best = again;
      }
      return best;
    };
    const floor = await measure(['floor_enter', 'floor_return']);
    // One pair of programs is all that runs on calls: a second tracer of calls would tally along with the first.
    const programs = tracers.find((tracer) => tracer.programs.calls)?.programs.calls;
    if (!programs)
      return new CostMeter(
        { floor: floor.ns, filtered: 0, tally: 0, stream: 0 },
        new Map(),
        new Map(),
        helper.pid,
      );
    const filtered = await measure(programs.tally, 1);
    const tally = await measure(programs.tally, process.pid);
    const stream = helper.ready.ringsShared
      ? await measure(programs.stream, process.pid, CAPTURE_STREAM)
      : undefined;
    const known = new Map<string, KnownRun>();
    const know = (names: readonly string[], booked: readonly number[] = []) => {
      // Both kinds of programs leave a call out in the same way.
      for (const [i, name] of names.entries()) {
        const run = { booked: booked[i] ?? 0, filtered: filtered.runs[i] ?? 0 };
        if (Number.isFinite(run.booked + run.filtered)) known.set(name, run);
      }
    };
    know(programs.tally, tally.runs);
    know(programs.stream, stream?.runs);
    return new CostMeter(
      { floor: floor.ns, filtered: filtered.ns, tally: tally.ns, stream: stream?.ns ?? 0 },
      known,
      new Map([
        [programs.tally[1], 'tally'],
        [programs.stream[1], 'stream'],
      ]),
      helper.pid,
    );
  }

  baseline(): void {
    this.ownBase = process.cpuUsage();
    this.appBase = cpuNs(this.helperPid);
  }

  figures(books: Books): CostFigures {
    const own = process.cpuUsage(this.ownBase);
    const { all, others } = programCost(books.accounts, this.perCall, this.known, this.returns);
    return {
      bpfNs: Math.round(all),
      othersNs: Math.round(others),
      appNs: (own.user + own.system) * 1000 + cpuNs(this.helperPid) - this.appBase,
    };
  }
}

/** What runs cost, ns: all, and those that calls paid which were not asked for. */
export function programCost(
  accounts: ReadonlyMap<string, readonly AccountFigures[]>,
  perCall: CallCost,
  known: ReadonlyMap<string, KnownRun>,
  returns: Returns,
): { all: number; others: number } {
  let all = 0;
  let others = 0;
  for (const [program, cpus] of accounts) {
    const { seen, booked, filtered, average } = runsOf(cpus);
    const leftOut = seen - booked;
    const loop = known.get(program);
    const price = returns.get(program);
    if (price) {
      all += booked * perCall[price] + leftOut * perCall.filtered;
      others += filtered * perCall.filtered;
    }
    if (average === undefined) continue;
    // Of calls: how the runs differ from the loop's. Of anything else: the runs themselves, and their dispatch.
    if (loop) all += seen * average - booked * loop.booked - leftOut * loop.filtered;
    else all += seen * (average + perCall.floor / 2);
  }
  return { all: Math.max(0, all), others };
}

function accountsOf(helper: HelperClient, program: string): Account[] {
  const offset = ACCOUNTS[program];
  if (offset === undefined) return [];
  return readRows<Account>(
    ACCOUNT,
    helper.native.read('.data.accounts', offset, ACCOUNT.bytes * helper.ready.cpus),
  );
}

/** Average timed run, ns; infinite when none was timed. */
function averageSince(now: readonly Account[], before: readonly Account[]): number {
  let runs = 0;
  let ns = 0;
  now.forEach((row, cpu) => {
    runs += Number(row.metered - (before[cpu]?.metered ?? 0n));
    ns += Number(row.metered_ns - (before[cpu]?.metered_ns ?? 0n));
  });
  return runs ? ns / runs : Number.POSITIVE_INFINITY;
}
