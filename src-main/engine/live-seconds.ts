// SPDX-License-Identifier: Apache-2.0
// The seconds of one window of a session: those of the store up to what the engine holds, then each as it ends.
//
//     store:   |--- told ---|--- read in stretches ---|            handed over, so also kept
//     engine:                                          |-- waiting, at most a few --> live

import { HISTORY_SECONDS, type ProcessInfo, type SecondMessage, spoken } from '../shared/contract';
import type { Tracer } from '../shared/tracer';
import type { HotSource } from '../store/hot-source';
import { nextSpans } from '../store/kept-scans';
import { type KeptSecond, KeptSeconds } from './kept-seconds';
import { NamesTold } from './names-told';
import { type Known, SecondTeller } from './second-teller';
import type { Seconds } from './window-link';

/** Seconds that wait for a window in memory; what a slow one leaves lying comes from the store. */
const WAITING_MOST = 10;
/** Seconds that are read at once; two such stretches are in memory together. */
const STRETCH = 60;
const NS = 1_000_000_000n;

/** A second as the engine tells it; names are added for who is told. */
export interface LiveSecond {
  readonly message: Omit<SecondMessage, 'processes'>;
  /** When it was handed to the store, CLOCK_BOOTTIME, ns: there it has this time. */
  readonly at: bigint;
  readonly known: Known;
}

/** What a session's store holds. */
export interface Past {
  readonly source: HotSource;
  readonly tracers: readonly Tracer[];
}

/** A stretch that is being read. */
interface Begun {
  readonly source: HotSource;
  /** Of its last second. */
  readonly last: bigint;
  readonly who: ReadonlyMap<number, ProcessInfo>;
  readonly seconds: AsyncGenerator<KeptSecond>;
  readonly first: Promise<IteratorResult<KeptSecond>>;
}

export class LiveSeconds implements Seconds {
  private waiting: LiveSecond[] = [];
  private read: SecondMessage[] = [];
  private readonly names = new NamesTold();
  /** Of the last second that was told or read. */
  private toldTo: bigint;
  /** The store has seconds between `toldTo` and what waits. */
  private behind: boolean;
  private reading = false;
  private ahead: Promise<Begun | undefined> | undefined;

  /**
   * @param latest the second that was told last, before this window came
   * @param pasts stores of this session and the one before it, the oldest first
   * @param wake there is something to send
   */
  constructor(
    latest: LiveSecond | undefined,
    private readonly pasts: () => readonly Past[],
    private readonly wake: () => void,
  ) {
    this.toldTo = latest ? latest.at - BigInt(HISTORY_SECONDS) * NS : 0n;
    this.behind = latest !== undefined;
    if (latest) this.waiting.push(latest);
  }

  add(second: LiveSecond): void {
    this.waiting.push(second);
    if (this.waiting.length <= WAITING_MOST) return;
    this.waiting = [second];
    this.behind = true;
  }

  next(): SecondMessage | undefined {
    if (this.behind && !this.read.length) void this.readOn();
    const read = this.read.shift();
    if (read || this.behind) return read;
    const second = this.waiting.shift();
    if (!second) return undefined;
    const { message, at, known } = second;
    this.toldTo = at;
    return { ...message, processes: this.names.of(message, known) };
  }

  /** The next stretch from the store. Where there is no store any more, the window goes on with what there is. */
  private async readOn(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      this.read = await this.stretch();
    } catch {
      this.behind = false;
      this.ahead = undefined;
    } finally {
      this.reading = false;
    }
    this.wake();
  }

  private async stretch(): Promise<SecondMessage[]> {
    const before = this.waiting[0]?.at ?? 0n;
    const begun = (await this.ahead) ?? (await this.begin(this.toldTo, before));
    this.ahead = undefined;
    if (!begun) {
      // Unless what waited has been left to the store meanwhile.
      if (this.waiting[0]?.at === before) this.behind = false;
      return [];
    }
    const { source, last, who, seconds } = begun;
    // The store reads the next one while this one is told.
    this.ahead = this.begin(last, before);
    this.ahead.catch(() => undefined);
    const list: KeptSecond[] = [];
    for (let one = await begun.first; !one.done; one = await seconds.next()) {
      list.push(one.value);
      // The looks of the session are not to wait for it.
      await new Promise(setImmediate);
    }
    this.toldTo = last;
    // What was let go of meanwhile may be here in part.
    const whole = list.filter(({ tick }) => tick && tick.at > source.since);
    return whole.map((one) => this.message(one, (id) => who.get(id)));
  }

  /** The stretch after that time, being read; undefined when there is none. */
  private async begin(after: bigint, before: bigint): Promise<Begun | undefined> {
    for (const { source, tracers } of this.pasts()) {
      const spans = await nextSpans(source, after, before, STRETCH);
      if (!spans) continue;
      const who = await namesOf(source, tracers, spans.stretch);
      const kept = await KeptSeconds.open(source, tracers, spans, 0n);
      const seconds = kept.tell(new SecondTeller(tracers));
      const first = seconds.next();
      first.catch(() => undefined);
      return { source, last: spans.stretch.last, who, seconds, first };
    }
    return undefined;
  }

  private message({ tick, second, seconds, told, gauges, status }: KeptSecond, known: Known): SecondMessage {
    return {
      kind: 'second',
      second,
      seconds,
      processes: this.names.of(told, known),
      ...told,
      tables: [],
      gauges,
      status: { ...status, lostTotal: tick?.lostTotal ?? status.lostTotal },
    };
  }
}

async function namesOf(
  source: HotSource,
  tracers: readonly Tracer[],
  { first, last }: { readonly first: bigint; readonly last: bigint },
): Promise<Map<number, ProcessInfo>> {
  const used = tracers
    .flatMap(({ tallies }) => tallies)
    .map((tally) => `SELECT process FROM "${tally}" WHERE at_ns BETWEEN ${first} AND ${last}`);
  const { rows } = await source.rows(
    `SELECT process, pid, comm, uid, parent, unit, container, user_name FROM processes WHERE process IN (${used.join(' UNION ')})`,
  );
  return new Map(
    rows.map(([process, pid, comm, uid, parent, unit, container, user]) => {
      const id = Number(process);
      const numbers = { pid: Number(pid), uid: Number(uid), parent: Number(parent) };
      return [id, { id, ...numbers, comm: String(comm), ...spoken({ unit, container, user }) }];
    }),
  );
}
