// SPDX-License-Identifier: Apache-2.0
// What a person asked for, as the kernel judges it.

import type { HelperClient } from '../helper/helper-client';
import type { NativeFilter } from '../helper/native';
import {
  BY_CALL,
  BY_CGROUP,
  BY_COMM,
  BY_ERRORS,
  BY_LONGER,
  BY_PID,
  BY_STREAM,
  BY_SUBTREE,
  BY_UID,
  BY_WHOLE,
  STREAMS,
  SUBTREE_MEMBER,
} from '../shared/events.gen';
import { relatives, startTicks } from './proc';

export interface FilterQuestion {
  readonly pid?: { readonly pid: number; readonly startTicks: bigint };
  /** Only what was put into the watched subtree, and its descendants. */
  readonly subtree?: boolean;
  /** The same, and what is put there is this process with all that descends from it now. */
  readonly tree?: { readonly pid: number; readonly startTicks: bigint };
  readonly comm?: string;
  readonly uid?: number;
  /** A group and those below it: its number, and its tree (0 is v2). */
  readonly cgroup?: bigint;
  readonly hierarchy?: number;
  /** call_nr words, as events carry them. */
  readonly calls?: readonly number[];
  readonly errorsOnly?: boolean;
  /** ns; the stream leaves out what was not longer. */
  readonly longerThan?: bigint;
}

/** Which single events are wanted; {} for all of them. */
export interface EventsWanted {
  readonly pid?: number;
  /** call_nr words, in order; any of them. */
  readonly calls?: readonly number[];
  readonly errorsOnly?: boolean;
  /** ns. */
  readonly longerThan?: number;
  /** Names, in order; any of them. */
  readonly streams?: readonly string[];
  /** Of these streams everything, whatever stands above. */
  readonly whole?: readonly string[];
}

const union = <Value extends string | number>(a: readonly Value[], b: readonly Value[]): Value[] =>
  [...new Set([...a, ...b])].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));

/** Whole streams, and nothing of others. */
const ofStreams = (wanted: EventsWanted): readonly string[] | undefined =>
  Object.keys(wanted).length === 1 ? wanted.streams : undefined;

const beside = (wanted: EventsWanted, streams: readonly string[]): EventsWanted =>
  Object.keys(wanted).length === 0 ? {} : { ...wanted, whole: union(wanted.whole ?? [], streams) };

/** What holds all that both want. */
export function bothWanted(
  a: EventsWanted | undefined,
  b: EventsWanted | undefined,
): EventsWanted | undefined {
  if (!a || !b) return a ?? b;
  const [streamsOfA, streamsOfB] = [ofStreams(a), ofStreams(b)];
  if (streamsOfA && streamsOfB) return { streams: union(streamsOfA, streamsOfB) };
  if (streamsOfA) return beside(b, streamsOfA);
  if (streamsOfB) return beside(a, streamsOfB);
  const same = <K extends keyof EventsWanted>(name: K) =>
    a[name] !== undefined && a[name] === b[name] ? { [name]: a[name] } : {};
  const both: EventsWanted = {
    ...{ ...same('pid'), ...same('errorsOnly'), ...same('longerThan') },
    ...(a.calls && b.calls && { calls: union(a.calls, b.calls) }),
    ...(a.streams && b.streams && { streams: union(a.streams, b.streams) }),
  };
  const whole = union(a.whole ?? [], b.whole ?? []);
  return whole.length ? beside(both, whole) : both;
}

/** Numbers from here on are no calls that the kernel has, and have no bit. */
const CALL_BITS = 512;
const hasBit = (call: number): boolean => (call & 0xfff) < CALL_BITS;
/** x86-64 numbers first, then i386. */
const bitOf = (call: number): number => (call & 0x1ff) + (call >> 12 === 1 ? CALL_BITS : 0);

/** FILTER_STREAMS of bpf/lib/tables.h; whoever asks for more gets all. */
const STREAMS_MOST = 16;

const idsOf = (streams: readonly string[]): number[] => streams.flatMap((name) => STREAMS[name]?.id ?? []);

/** A number that no process has. */
const NO_PID = 2 ** 31 - 1;

/** The kernel keeps 15 bytes and a NUL of a name. */
export const COMM_BYTES_MOST = 15;

export class KernelFilter {
  readonly native: NativeFilter;

  constructor(private readonly question: FilterQuestion) {
    const filter: NativeFilter = { by: 0 };
    if (question.pid) {
      filter.by |= BY_PID;
      filter.pid = question.pid.pid;
      filter.startTicks = question.pid.startTicks;
    }
    if (question.subtree || question.tree) filter.by |= BY_SUBTREE;
    if (question.comm !== undefined) {
      filter.by |= BY_COMM;
      filter.comm = question.comm;
    }
    if (question.uid !== undefined) {
      filter.by |= BY_UID;
      filter.uid = question.uid;
    }
    if (question.cgroup !== undefined) {
      filter.by |= BY_CGROUP;
      filter.cgroup = question.cgroup;
      filter.hierarchy = question.hierarchy ?? 0;
    }
    if (question.calls) {
      filter.by |= BY_CALL;
      filter.calls = question.calls.map(bitOf);
    }
    this.native = filter;
    this.narrowEvents({});
  }

  /** Which of the counted calls become events as well; beyond what was asked for at the start. */
  narrowEvents(to: EventsWanted): void {
    const filter = this.native;
    filter.eventBy = 0;
    if (this.question.errorsOnly || to.errorsOnly) filter.eventBy |= BY_ERRORS;
    const longerThan =
      this.question.longerThan ?? (to.longerThan === undefined ? undefined : BigInt(to.longerThan));
    if (longerThan !== undefined) {
      filter.eventBy |= BY_LONGER;
      filter.longerThan = longerThan;
    }
    if (to.pid !== undefined) {
      filter.eventBy |= BY_PID;
      filter.eventPid = to.pid;
    }
    // Whoever asks for one without a bit gets all, and takes what is wanted.
    if (to.calls?.every(hasBit)) {
      filter.eventBy |= BY_CALL;
      filter.eventCalls = to.calls.map(bitOf);
    }
    const streams = idsOf(to.streams ?? []);
    if (streams.length > 0 && streams.length <= STREAMS_MOST) {
      filter.eventBy |= BY_STREAM;
      filter.eventStreams = streams;
    }
    this.addWhole(idsOf(to.whole ?? []));
  }

  private addWhole(streams: number[]): void {
    if (streams.length === 0 || !this.native.eventBy) return;
    if (streams.length > STREAMS_MOST) this.native.eventBy = 0;
    else {
      this.native.eventBy |= BY_WHOLE;
      this.native.eventWhole = streams;
    }
  }

  /**
   * Puts who is asked for into the watched subtree. Meanwhile the kernel follows births and counts nobody: who is born
   * after a look is there by his parent, or found by the next look; the last one finds nobody new.
   */
  async prepare(helper: HelperClient): Promise<void> {
    const { tree } = this.question;
    if (!tree) return;
    await helper.start({ by: BY_SUBTREE | BY_PID, pid: NO_PID }, 0);
    await helper.follow(tree.pid, tree.startTicks, SUBTREE_MEMBER);
    const followed = new Set([`${tree.pid} ${tree.startTicks}`]);
    for (let before = 0; before < followed.size; ) {
      before = followed.size;
      for (const pid of relatives(tree.pid)) {
        const ticks = startTicks(pid);
        if (ticks === undefined || followed.has(`${pid} ${ticks}`)) continue;
        await helper.follow(pid, ticks, SUBTREE_MEMBER);
        followed.add(`${pid} ${ticks}`);
      }
    }
  }

  /** Puts it into force; a new generation unless only the events differ. */
  apply(helper: HelperClient, flags: number): Promise<number> {
    return helper.start(this.native, flags);
  }
}
