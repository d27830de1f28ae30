// SPDX-License-Identifier: Apache-2.0
// What watching costs. Timing only our programs' bodies would show a third of it: with a program on a system-call
// tracepoint the kernel takes its slow path for every call of every process, and that shows in no clock of ours.
// So one run's whole cost is measured once, with a getppid loop, and multiplied by the runs; what differs on
// the real workload (colder caches, larger tables) comes from the one run in 1,024 that times itself.

import type { HelperClient } from '../helper/helper-client';
import { addon } from '../helper/native';
import { ACCOUNT, ACCOUNTS, type Account, BY_PID, CAPTURE_STREAM } from '../shared/events.gen';
import type { Tracer } from '../shared/tracer';
import type { AccountFigures, Books } from './books';
import { cpuNs } from './proc';
import { readRows } from './records';

/** Calls of each loop; five loops take about 50 ms together. */
const LOOP_CALLS = 20_000;

/** ns that one system call costs more, by what is attached. */
export interface CallCost {
  /** Two programs that do nothing: the floor under every observer. */
  floor: number;
  /** A call that the filter leaves out. */
  filtered: number;
  tally: number;
  stream: number;
}

/** A program's average timed run during the loop, ns. */
type MeteredAverages = Map<string, number>;

export interface CostFigures {
  /** CPU time that programs were slowed down by, ns, since the session began. */
  readonly bpfNs: number;
  /** Of that, calls that were not asked for: other processes pay it. */
  readonly othersNs: number;
  /** CPU time of the engine and the helper, ns, since the session began. */
  readonly appNs: number;
}

function meteredAverage(figures: readonly AccountFigures[]): number | undefined {
  let runs = 0;
  let ns = 0;
  for (const cpu of figures) {
    runs += cpu.metered;
    ns += cpu.metered_ns;
  }
  return runs ? ns / runs : undefined;
}

export class CostMeter {
  private appBase = 0;
  private ownBase = process.cpuUsage();

  private constructor(
    readonly perCall: CallCost,
    private readonly calibrated: MeteredAverages,
    private readonly helperPid: number,
  ) {}

  /** Measures on this kernel, now. Leaves nothing attached; the session takes its baseline after it. */
  static async calibrate(helper: HelperClient, tracer: Tracer): Promise<CostMeter> {
    const loop = () => addon().measureCall(LOOP_CALLS);
    const averages: MeteredAverages = new Map();
    const bare = loop();
    const measure = async (programs: readonly string[], pid: number | undefined, flags = 0) => {
      if (pid !== undefined) await helper.start({ by: BY_PID, pid }, flags);
      const before = snapshot(helper, programs);
      for (const program of programs) await helper.attach(program);
      const ns = loop();
      for (const program of [...programs].reverse()) await helper.detach(program);
      await helper.stop();
      if (pid === process.pid)
        for (const program of programs) {
          const average = averageSince(helper, program, before);
          if (average !== undefined) averages.set(program, average);
        }
      return Math.max(0, ns - bare);
    };
    const calls = (programs: readonly string[]) => programs.filter((name) => /enter|return/.test(name));
    const perCall: CallCost = {
      floor: await measure(['floor_enter', 'floor_return'], undefined),
      filtered: await measure(calls(tracer.programs.tally), 1),
      tally: await measure(calls(tracer.programs.tally), process.pid),
      stream: helper.ready.ringsShared
        ? await measure(calls(tracer.programs.stream), process.pid, CAPTURE_STREAM)
        : 0,
    };
    return new CostMeter(perCall, averages, helper.pid);
  }

  baseline(): void {
    this.ownBase = process.cpuUsage();
    this.appBase = cpuNs(this.helperPid);
  }

  figures(books: Books): CostFigures {
    const own = process.cpuUsage(this.ownBase);
    return {
      bpfNs: Math.round(this.bpfNs(books)),
      othersNs: Math.round(this.othersNs(books)),
      appNs: (own.user + own.system) * 1000 + cpuNs(this.helperPid) - this.appBase,
    };
  }

  private othersNs(books: Books): number {
    const returns = [...books.accounts.keys()].filter((program) => /return/.test(program));
    return books.total('filtered', returns) * this.perCall.filtered;
  }

  private bpfNs(books: Books): number {
    let ns = 0;
    for (const [program, cpus] of books.accounts) {
      const average = meteredAverage(cpus);
      let seen = 0;
      let booked = 0;
      for (const cpu of cpus) {
        seen += cpu.seen;
        booked += cpu.tallied + cpu.tally_full;
      }
      if (!seen) continue;
      const known = this.calibrated.get(program);
      if (/return/.test(program)) {
        const whole = /stream/.test(program) ? this.perCall.stream : this.perCall.tally;
        ns += booked * whole + (seen - booked) * this.perCall.filtered;
      } else if (known === undefined) {
        // Fork, exec, exit: rare; their timed runs and the dispatch.
        ns += seen * ((average ?? 0) + this.perCall.floor / 2);
      }
      if (known !== undefined && average !== undefined) ns += booked * (average - known);
    }
    return Math.max(0, ns);
  }
}

function snapshot(helper: HelperClient, programs: readonly string[]): Map<string, Account[]> {
  return new Map(programs.map((program) => [program, accountsOf(helper, program)]));
}

function accountsOf(helper: HelperClient, program: string): Account[] {
  const offset = ACCOUNTS[program];
  if (offset === undefined) return [];
  return readRows<Account>(
    ACCOUNT,
    helper.native.read('.data.accounts', offset, ACCOUNT.bytes * helper.ready.cpus),
  );
}

function averageSince(
  helper: HelperClient,
  program: string,
  before: Map<string, Account[]>,
): number | undefined {
  let runs = 0;
  let ns = 0;
  accountsOf(helper, program).forEach((row, cpu) => {
    const old = before.get(program)?.[cpu];
    runs += Number(row.metered - (old?.metered ?? 0n));
    ns += Number(row.metered_ns - (old?.metered_ns ?? 0n));
  });
  return runs ? ns / runs : undefined;
}
