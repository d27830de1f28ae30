// SPDX-License-Identifier: Apache-2.0
// The engine of a window: one session at a time, told second by second to every window that is linked.

import { readFileSync } from 'node:fs';
import { cpus, hostname, release } from 'node:os';
import { HelperClient } from '../helper/helper-client';
import { addon } from '../helper/native';
import type { CaptureRequest } from '../shared/capture-contract';
import {
  HISTORY_SECONDS,
  type HelloMessage,
  type SecondMessage,
  type StatusInfo,
  type TroubleMessage,
} from '../shared/contract';
import { ExitCode, Failure } from '../shared/failure';
import { callEvent } from './call-event';
import { unixMinusBootNs, unixMs } from './clock';
import { Demonstration } from './demonstration';
import { bothWanted, type EventsWanted, KernelFilter } from './filter';
import { type LiveSecond, LiveSeconds, type Past } from './live-seconds';
import { type SecondFigures, SecondMeter } from './second-figures';
import { SecondTeller } from './second-teller';
import { DEFAULT_OPTIONS, Session } from './session';
import { relatives } from './proc';
import { tracerTable } from './tracer-table';
import { loadTracers, tracerInfo } from './tracers';
import { WindowCaptures } from './window-captures';
import { type Port, WindowLink } from './window-link';
import { WindowRows } from './window-rows';

const RETRY_MS = 2000;
/** The first message does not wait for a second's end, only for so much to tell of; seconds. */
const FIRST_SPAN = 0.08;
/** While nobody sees a window, or little happens and nobody follows single events: a second is told at its end. */
const CALM_TICK_MS = 1000;
/** Share of a tally's cells in use above which looking more often keeps it from running full. */
const CROWDED = 1 / 8;
/** Requests that wait for a session. */
const EARLY_MOST = 32;

const followedEvents = ({ pid, call }: { pid?: number; call?: number }): EventsWanted => ({
  ...(pid === undefined ? {} : { pid }),
  ...(call === undefined ? {} : { calls: [call] }),
});

export class WindowEngine {
  private readonly links = new Map<WindowLink, LiveSeconds>();
  /** What was told last: whoever comes next begins with what is before it in the store. */
  private latest: LiveSecond | undefined;
  private readonly unseen = new Set<WindowLink>();
  private readonly tracers = loadTracers();
  /** Since when each has watched, Unix time, s; those that are not in it rest. */
  private readonly watched = new Map<string, number>(
    this.tracers.filter(({ onlyWhenNamed }) => !onlyWhenNamed).map(({ name }) => [name, 0]),
  );
  private readonly filter = new KernelFilter({});
  private teller = new SecondTeller(this.tracers);
  private session: Session | undefined;
  private helper: HelperClient | undefined;
  private trouble: TroubleMessage | undefined;
  /** When the session began, Unix time. */
  private since = 0;
  /** The second that is being counted, and the time up to which all was told; Unix, s. */
  private second = 0;
  private toldTo = 0;
  private greeted = true;
  private meter: SecondMeter | undefined;
  private opening = false;
  private readonly demonstration = new Demonstration();
  private captures: WindowCaptures | undefined;
  /** What was told of them last. */
  private toldCaptures = '';
  /** Of the session before, for as long as a window would show it. */
  private before: WindowCaptures | undefined;
  private readonly early: CaptureRequest[] = [];
  private readonly rows = new WindowRows<WindowLink>(
    () => this.captures?.rows,
    () => void this.wantEvents(),
    this.tracers.flatMap(({ derived = [] }) => derived),
  );
  private followed: { pid?: number; call?: number } | undefined;
  /** Which events the kernel was last asked for. */
  private asked = 'null';

  /** `appPid`: the app's main process; it and all that it starts is not reported. */
  constructor(private readonly appPid: number) {}

  /** A window has come. */
  link(port: Port): void {
    const seconds = new LiveSeconds(
      this.latest,
      () => this.pasts(),
      () => link.pump(),
    );
    const told = { next: () => this.asWatched(seconds.next()) };
    const link: WindowLink = new WindowLink(port, told, {
      follow: (to) => void this.follow(to),
      retry: () => void this.open(),
      demonstrate: () => void this.demonstrate(),
      seen: (seen) => {
        if (seen) this.unseen.delete(link);
        else this.unseen.add(link);
        this.lookAsOftenAsNeeded();
      },
      capture: (request) => this.capture(link, request),
      closed: () => {
        this.rows.end(link);
        this.links.delete(link);
        this.unseen.delete(link);
        void this.follow(undefined);
      },
    });
    this.links.set(link, seconds);
    link.greet(this.hello());
    link.complain(this.trouble);
    if (this.captures) link.tellCaptures(this.captures.message());
    if (!this.session) void this.open();
  }

  private lookAsOftenAsNeeded(): void {
    const { session } = this;
    if (!session) return;
    const seen = [...this.links.keys()].some((link) => !this.unseen.has(link));
    const crowded = session.occupancy().some(({ occupied, entries }) => occupied > entries * CROWDED);
    const often = (seen && (!this.greeted || session.streaming || crowded)) || this.captures?.recordsEvents;
    session.gauges.calm = !seen && !this.captures?.records;
    session.tickMs = often ? DEFAULT_OPTIONS.tickMs : CALM_TICK_MS;
  }

  private hello(): HelloMessage {
    return {
      kind: 'hello',
      host: { kernel: release(), cpus: cpus().length, hostname: hostname() },
      door: this.helper?.door.name ?? '',
      rights: this.rights(),
      tracers: this.tracers.map((tracer) => tracerInfo(tracer, this.watched.has(tracer.name))),
      capture: null,
      afresh: false,
    };
  }

  /** What the helper holds, in words; seen from outside. */
  private rights(): string {
    if (!this.helper) return '';
    try {
      const status = readFileSync(`/proc/${this.helper.pid}/status`, 'utf8');
      const empty = /^CapEff:\s*0+$/m.test(status) && /^CapPrm:\s*0+$/m.test(status);
      return empty ? 'helper holds no privilege' : 'helper keeps CAP_BPF';
    } catch {
      return '';
    }
  }

  private async open(): Promise<void> {
    if (this.opening || this.session) return;
    this.opening = true;
    try {
      this.helper = await HelperClient.open('normal');
      // A store for each session: a process is numbered anew in the next.
      const captures = new WindowCaptures(
        this.tracers,
        () => this.capturesChanged(captures),
        (why) => void this.session?.giveUpEvents(why),
        async (tracers) => {
          for (const name of new Set(tracers)) await this.watch(name);
        },
      );
      this.captures = captures;
      for (const request of this.early.splice(0)) void captures.handle(request);
      this.session = await Session.begin(
        this.helper,
        {
          ...DEFAULT_OPTIONS,
          overBudget: 'They are there again when a page that shows them is opened anew.',
          tracers: this.tracers,
          filter: this.filter,
          eventsLater: true,
          keepEvents: 0,
          own: relatives(this.appPid),
          sink: captures.sink,
          totals: this.teller.others,
          resting: this.tracers.filter(({ name }) => !this.watched.has(name)),
        },
        (session) => this.tick(session),
        (failure) => this.fail(failure),
      );
      // Asked for while it began.
      for (const tracer of this.tracers) if (this.watched.has(tracer.name)) await this.session.wake(tracer);
      this.meter = new SecondMeter(this.session);
      this.asked = 'null';
      this.since = Math.floor(unixMs() / 1000);
      this.teller = new SecondTeller(this.tracers);
      this.toldTo = unixMs() / 1000;
      this.second = Math.floor(this.toldTo);
      this.greeted = false;
      this.lookAsOftenAsNeeded();
      this.trouble = undefined;
      await this.wantEvents();
    } catch (error) {
      this.fail(error);
    } finally {
      this.opening = false;
    }
  }

  private fail(error: unknown): void {
    const failure =
      error instanceof Failure
        ? error
        : new Failure('Ringside cannot watch.', `${(error as Error).message}.`, 'Please report this.');
    const state =
      failure.exitCode === ExitCode.NoRights
        ? 'refused'
        : failure.exitCode === ExitCode.HelperLost
          ? 'lost'
          : 'broken';
    this.trouble = { kind: 'trouble', state, what: failure.what, why: failure.why, mend: failure.mend };
    this.session = undefined;
    this.retire(state === 'lost' ? 'lost' : 'error: the watching ended');
    this.helper?.close();
    this.helper = undefined;
    for (const link of this.links.keys()) link.complain(this.trouble);
    // A helper that died may be had again without asking anybody; a refusal is for a person to take back.
    if (state === 'lost') setTimeout(() => void this.open(), RETRY_MS).unref();
  }

  /** The session is over. What its store holds can be told until that is older than a window's history. */
  private retire(reason: string): void {
    const { captures } = this;
    this.captures = undefined;
    if (!captures?.holds) return void captures?.close(reason).catch(() => undefined);
    void this.before?.close(reason).catch(() => undefined);
    this.before = captures;
    void captures.rest(reason).catch(() => undefined);
    setTimeout(() => {
      if (this.before !== captures) return;
      this.before = undefined;
      void captures.close(reason).catch(() => undefined);
    }, HISTORY_SECONDS * 1000).unref();
  }

  /** Stores that hold something, the oldest first. */
  private pasts(): Past[] {
    return [this.before, this.captures].flatMap((captures) => (captures?.holds ? [captures.past] : []));
  }

  /** A page that stays empty says enough, should it fail; the helper's loss is told by the next tick. */
  private async demonstrate(): Promise<void> {
    if (this.session && this.helper) await this.demonstration.run(this.helper).catch(() => undefined);
  }

  private async follow(to: { pid?: number; call?: number } | undefined): Promise<void> {
    this.followed = to;
    await this.wantEvents();
  }

  /** A window may ask before there is a session: then as soon as there is one. */
  private capture(link: WindowLink, request: CaptureRequest): void {
    if (request.kind === 'rows' || request.kind === 'look') this.rows.take(link, request);
    else if (request.kind === 'watch') void this.watch(request.tracer);
    else if (this.captures) void this.captures.handle(request);
    else if (this.early.length < EARLY_MOST) this.early.push(request);
  }

  /** A tracer that rested begins to watch; what is told before is none of its. */
  private async watch(name: string): Promise<void> {
    const tracer = this.tracers.find((one) => one.name === name);
    if (!tracer || this.watched.has(name)) return;
    this.watched.set(name, Number.POSITIVE_INFINITY);
    try {
      await this.session?.wake(tracer);
    } catch (error) {
      this.watched.delete(name);
      this.fail(error);
      return;
    }
    this.watched.set(name, Math.ceil(unixMs() / 1000) + 1);
    if (this.greeted) for (const link of this.links.keys()) link.greet(this.hello());
  }

  /** Nothing of tracers that did not watch then: zero is something else. */
  private asWatched(message: SecondMessage | undefined): SecondMessage | undefined {
    if (!message) return undefined;
    const did = ({ tracer }: { readonly tracer: string }) =>
      message.second >= (this.watched.get(tracer) ?? Number.POSITIVE_INFINITY);
    return { ...message, tallies: message.tallies.filter(did), tables: message.tables.filter(did) };
  }

  private capturesChanged(captures: WindowCaptures): void {
    if (captures !== this.captures) return;
    const message = captures.message();
    // The store answers each second, mostly with what is known.
    const words = JSON.stringify(message);
    if (message.failure || words !== this.toldCaptures)
      for (const link of this.links.keys()) link.tellCaptures(message);
    this.toldCaptures = words;
    void this.wantEvents();
  }

  /** The kernel makes the events that somebody wants: a person who follows, or a capture. */
  private async wantEvents(): Promise<void> {
    const { session, followed } = this;
    if (!session) return;
    const kept = this.captures?.wanted();
    for (const census of session.census.values()) census.followed = followed && { ...followed };
    const shown = this.rows.wanted();
    const narrow = [kept, followed && followedEvents(followed), shown].reduce(bothWanted, undefined);
    void this.captures?.show(shown !== undefined);
    const asked = JSON.stringify(narrow ?? null);
    if (asked === this.asked) return;
    this.asked = asked;
    // Following is given up when it costs too much; what is to be kept was asked for with its price beside it.
    session.budget = kept ? 0 : DEFAULT_OPTIONS.budget;
    this.filter.narrowEvents(narrow ?? {});
    await session.stream(narrow !== undefined);
    this.lookAsOftenAsNeeded();
  }

  private tick(session: Session): void {
    this.teller.take(session.lastScans);
    this.passEvents(session);
    this.tellTime(session, unixMs() / 1000);
    for (const link of this.links.keys()) link.pump();
    this.lookAsOftenAsNeeded();
  }

  /** Tells each second at its end; the one that the session begins in also before, since somebody waits for it. */
  private tellTime(session: Session, now: number): void {
    const second = Math.floor(now);
    if (second > this.second) {
      // Too short a first second is told with the next one.
      if (second - this.toldTo >= FIRST_SPAN) {
        this.tell(this.liveSecond(session, second, second - this.toldTo, true));
        this.toldTo = second;
      }
      this.second = second;
    }
    if (!this.greeted && now - this.toldTo >= FIRST_SPAN)
      this.tell(this.liveSecond(session, second + 1, now - this.toldTo, false));
  }

  private tell(second: LiveSecond): void {
    // With the first second and not before it: the window draws both at once.
    if (!this.greeted) for (const link of this.links.keys()) link.greet(this.hello());
    this.greeted = true;
    this.latest = second;
    for (const seconds of this.links.values()) seconds.add(second);
  }

  private passEvents(session: Session): void {
    const offset = Number(unixMinusBootNs()) / 1e6;
    for (const census of session.census.values()) {
      const { events: drained, leftOut } = census.drain();
      if (!drained.length && !leftOut) continue;
      const events = drained.map(({ raw, row }) => callEvent(raw, row, offset));
      for (const link of this.links.keys()) link.addEvents(events, leftOut);
    }
  }

  private liveSecond(session: Session, second: number, seconds: number, over: boolean): LiveSecond {
    this.meter ??= new SecondMeter(session);
    const figures = over ? this.meter.next(session) : this.meter.soFar(session);
    // Straight from the looks that go into the store: asking it for them would cost an idle machine a query a second.
    const told = this.teller.tell(over);
    const kept = over ? this.captures?.second(session, { ...figures, second, seconds }) : undefined;
    if (!over) this.captures?.sink.between(session);
    return {
      message: {
        kind: 'second',
        second,
        seconds,
        ...told,
        tables: this.teller.others
          .filter((tracer) => session.awake.includes(tracer))
          .map((tracer) => tracerTable(tracer, session.rows(tracer), this.since)),
        gauges: session.gauges.figures(over),
        status: this.status(session, figures),
      },
      at: kept ?? BigInt(addon().bootNs()),
      known: (process) => session.processes.infoOf(process),
    };
  }

  private status(session: Session, figures: SecondFigures): StatusInfo {
    return {
      tracers: [...this.watched.keys()],
      eventsPerSecond: figures.events / figures.span,
      losses: figures.losses,
      lostTotal: figures.lostTotal,
      costKernel: figures.costKernel,
      costApp: figures.costApp,
      streaming: session.streaming,
      notices: session.notices.slice(-3),
    };
  }

  /** The window has gone for good: what is being written ends in order. */
  async end(): Promise<void> {
    await Promise.all([this.captures?.close('asked'), this.before?.close('asked')]);
    this.helper?.close();
  }
}
