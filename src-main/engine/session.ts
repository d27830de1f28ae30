// SPDX-License-Identifier: Apache-2.0
// One watching, from the helper's READY to the last row: attaches, reads each tick, clears, ends in order.

import { addon } from '../helper/native';
import type { HelperClient } from '../helper/helper-client';
import type { NativeScan } from '../helper/native';
import { CAPTURE_STREAM, OWN_ALONE, OWN_TREE, type ProcessRow, TALLIES } from '../shared/events.gen';
import { Failure } from '../shared/failure';
import type { Figures, Naming, Row, Tracer } from '../shared/tracer';
import { Books } from './books';
import { clockAheadBy, unixMs } from './clock';
import { type CostFigures, CostMeter } from './cost-meter';
import { EventCensus } from './event-census';
import type { KernelFilter } from './filter';
import { Gauges } from './gauges';
import { startTicks } from './proc';
import { hasNames, NameTable } from './name-table';
import { ProcessTable } from './process-table';
import type { Batch } from './records';
import { readStreams } from './stream-reader';
import { type TallyOptions, TallyTable } from './tally-table';
import { textForms } from './text-forms';
import { TextTable } from './text-table';

/**
 * Programs that every tracer needs: births, changes and deaths of processes. The kernel runs programs of one hook as they
 * were attached, so the last ones are those that forget a process: until then it is watched, or ours.
 */
const BEGINNINGS = ['on_fork', 'on_exec', 'on_exit'];
const ENDS = ['on_gone'];
export const LIFE_PROGRAMS = [...BEGINNINGS, ...ENDS];

/** Those that tell names of control groups; a kernel without groups has none of them. */
const GROUP_PROGRAMS = ['on_cgroup_mkdir', 'on_cgroup_attach', 'on_cgroup_rmdir'];

/** A program on the same exit may still be counting when a row is marked as ended; that long it surely is not. */
const CLEAR_MARGIN_NS = 50e6;

/** Rows of a tally, and processes of a census, above which ended processes share a row by name. */
const ROWS_MOST = 20_000;
const NOTICES_MOST = 100;

/** The end waits this long for the names of containers. */
const NAMES_MS = 1000;

/** The first look comes soon, so that whoever waits for it sees something. */
const FIRST_LOOK_MS = 100;
/** After the quarter of a second that it is to end: a timer may be a moment early. */
const LOOK_AFTER_MS = 2;

/** A look that comes so much too late leaves a gap in time that is told; the counts have none. */
const GAP_SECONDS = 1.25;

/** Less is no setting of the clock that is worth a word. */
const CLOCK_SECONDS = 1;

/** Whoever keeps what is found, besides the figures that the session itself adds up. */
export interface SessionSink {
  /** The same rows, before they are handed over. */
  readonly seen?: ((stream: string, batch: Batch, naming: Naming) => void) | undefined;
  /** Rows of a stream as the addon packed them; the buffer is the sink's from here on. */
  batch(stream: string, rows: number, columns: ArrayBuffer): void;
  /** What one look at the tallies found to have changed. */
  looked(scans: ReadonlyMap<string, NativeScan>): void;
  processes(rows: readonly ProcessRow[]): void;
}

export interface SessionOptions {
  readonly tracers: readonly Tracer[];
  readonly filter: KernelFilter;
  readonly events: boolean;
  /** The programs that can make events, though none are wanted yet: see stream(). */
  readonly eventsLater?: boolean;
  /** Further processes of ours, never reported, nor what they start. */
  readonly own?: readonly number[];
  /** Events kept whole, a stream. */
  readonly keepEvents: number;
  /** Share of one core above which streams fall back to tallies when it lasts 5 s; 0 is never. */
  readonly budget: number;
  /** What to do when that came to pass: the end of the sentence that says so. */
  readonly overBudget: string;
  readonly tickMs: number;
  readonly sink?: SessionSink;
  /** Of the tracers, those whose programs wait to be attached: see wake(). */
  readonly resting?: readonly Tracer[];
  /** Whose rows since the session began are asked for; without it, of all. */
  readonly totals?: readonly Tracer[];
}

export const DEFAULT_OPTIONS = {
  ...{ events: false, keepEvents: 10_000, budget: 0.1, tickMs: 250 },
  overBudget: 'Allow more with --budget, or narrow the filter.',
} as const;
const BUDGET_SECONDS = 5;

export interface Notice {
  readonly second: number;
  readonly text: string;
}

export class Session {
  readonly books: Books;
  readonly processes: ProcessTable;
  readonly texts = new TextTable();
  readonly names = new NameTable();
  readonly gauges: Gauges;
  readonly notices: Notice[] = [];
  /** By stream. */
  readonly census = new Map<string, EventCensus>();
  cost: CostFigures = { bpfNs: 0, othersNs: 0, appNs: 0 };
  /** Seconds watched so far. */
  seconds = 0;
  streaming: boolean;
  /** As in the options; whoever asked for every event with open eyes takes it away. */
  budget: number;
  /** What the last look found to have changed, by tally: for those who follow second by second. */
  readonly lastScans = new Map<string, NativeScan>();
  private readonly tallies = new Map<string, TallyTable>();
  private readonly naming: Naming;
  private everyMs: number;
  private begun = 0;
  private lastScan = 0;
  private overSince = -1;
  private ticking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private attached: string[] = [];
  private readonly resting: Set<Tracer>;
  private ended = false;

  private constructor(
    readonly helper: HelperClient,
    readonly options: SessionOptions,
    readonly meter: CostMeter,
    private readonly onTick: (session: Session) => void,
    private readonly onFailure: (failure: Failure) => void,
  ) {
    this.books = new Books(helper);
    this.gauges = new Gauges(
      options.tracers.flatMap(({ gauges = [] }) => gauges),
      (text) => this.note(text),
    );
    this.processes = new ProcessTable(helper.ready.processSlots, (rows) => options.sink?.processes(rows));
    this.streaming = options.events;
    this.resting = new Set(options.resting);
    this.budget = options.budget;
    this.everyMs = options.tickMs;
    this.naming = {
      process: (ref) => this.nameOf(ref),
      text: (ref) => (typeof ref === 'bigint' ? this.texts.get(ref) : null),
      name: (ref) => this.names.get(ref),
    };
    for (const tracer of options.tracers) {
      const adds = options.totals?.includes(tracer) ?? true;
      for (const name of tracer.tallies) this.addTally(name, { snapshot: false, adds });
      for (const name of tracer.snapshots) this.addTally(name, { snapshot: true, adds });
      // A window follows calls, one by one.
      const follows = options.eventsLater && tracer.programs.calls !== undefined;
      for (const stream of tracer.streams)
        this.census.set(stream.name, new EventCensus(stream, options.keepEvents, this.naming, follows));
    }
  }

  private addTally(name: string, options: TallyOptions): void {
    const tally = TALLIES[name];
    if (!tally) throw new Error(`no tally ${name} in the schema`);
    this.tallies.set(name, new TallyTable(tally, this.helper.native, options));
  }

  /** Who is who now: processes first, since a group has its name before anybody is in it. */
  learn(): void {
    const { native } = this.helper;
    if (this.awake.some(hasNames)) this.names.update(native.changed('names'));
    this.processes.update(native.changed('processes'), native.changed('groups'));
  }

  private nameOf(ref: number): { pid: number; comm: string; started: bigint } {
    const known = this.processes.get(ref);
    if (known) return known;
    this.learn();
    return this.processes.get(ref) ?? { pid: 0, comm: '(unknown)', started: 0n };
  }

  /** Calibrates, attaches and begins. @throws {Failure} */
  static async begin(
    helper: HelperClient,
    options: SessionOptions,
    onTick: (session: Session) => void,
    onFailure: (failure: Failure) => void,
  ): Promise<Session> {
    if (options.events && !helper.ready.ringsShared)
      throw new Failure(
        'Single events cannot be watched on this kernel.',
        'Its ring buffer lacks the fix for CVE-2024-41009, so it is not handed to an ordinary process.',
        'Update the kernel, or watch without --events: counts work.',
      );
    const meter = await CostMeter.calibrate(helper, options.tracers);
    const session = new Session(helper, options, meter, onTick, onFailure);
    await session.start();
    return session;
  }

  private programsOf({ programs }: Tracer): readonly string[] {
    const all = this.streaming || this.options.eventsLater ? programs.stream : programs.tally;
    const optional = programs.optional?.flat() ?? [];
    return all.filter((name) => !optional.includes(name) || !this.helper.refusal(name));
  }

  private programs(): string[] {
    const groups = GROUP_PROGRAMS.filter((name) => !this.helper.refusal(name));
    return [...BEGINNINGS, ...groups, ...this.awake.flatMap((tracer) => this.programsOf(tracer)), ...ENDS];
  }

  /** Tracers whose programs are attached; nothing is counted by the others. */
  get awake(): readonly Tracer[] {
    return this.options.tracers.filter((tracer) => !this.resting.has(tracer));
  }

  /** A tracer that has rested so far watches from now on. @throws {Failure} */
  async wake(tracer: Tracer): Promise<void> {
    if (!this.resting.delete(tracer)) return;
    for (const name of ENDS) await this.helper.detach(name);
    this.attached = this.attached.filter((name) => !ENDS.includes(name));
    for (const name of [...this.programsOf(tracer), ...ENDS]) await this.attach(name);
    if (this.streaming) await this.takeInventory([tracer]);
  }

  /** What is there already, told once: after this come its changes. */
  private async takeInventory(tracers: readonly Tracer[]): Promise<void> {
    for (const { programs } of tracers)
      for (const inventory of programs.inventories ?? [])
        if (!this.helper.refusal(inventory)) await this.helper.survey(inventory);
  }

  private async start(): Promise<void> {
    const { helper } = this;
    const own = async (pid: number, state: number) => {
      const ticks = pid > 0 ? startTicks(pid) : undefined;
      if (ticks !== undefined) await helper.own(pid, ticks, state);
    };
    // What the command line starts is the watched command: it alone is ours. What the window starts is ours as well.
    for (const pid of [process.pid, helper.pid]) await own(pid, OWN_ALONE);
    for (const pid of this.options.own ?? []) await own(pid, OWN_TREE);
    if (this.streaming) this.startReader();
    for (const name of this.programs()) await this.attach(name);
    for (const tally of this.tallies.values()) tally.baseline();
    helper.native.changed('processes');
    await this.books.baseline();
    this.meter.baseline();
    this.begun = addon().bootNs();
    this.lastScan = 0;
    await this.options.filter.prepare(helper);
    await this.options.filter.apply(helper, this.streaming ? CAPTURE_STREAM : 0);
    if (!helper.refusal('on_living')) await helper.survey('on_living');
    if (this.streaming) await this.takeInventory(this.awake);
    this.timer = setTimeout(() => this.lookOften(), Math.min(FIRST_LOOK_MS, this.tickMs));
  }

  /** Between two looks at everything, ms. At most a second: what is told of a second is of that second. */
  get tickMs(): number {
    return this.everyMs;
  }

  set tickMs(ms: number) {
    if (ms === this.everyMs) return;
    this.everyMs = ms;
    if (this.timer && !this.ended) this.lookLater();
  }

  private lookLater(): void {
    clearTimeout(this.timer);
    const { tickMs } = this;
    this.timer = setTimeout(() => this.lookOften(), tickMs - (unixMs() % tickMs) + LOOK_AFTER_MS);
  }

  /** At whole multiples of the tick by the time of day, so that what is told of a second is of that second. */
  private lookOften(): void {
    this.lookLater();
    this.tick();
  }

  /** A hook that this kernel does not have switches off what needs it; without the main ones there is nothing. */
  private async attach(name: string): Promise<void> {
    const refused = this.helper.refusal(name);
    if (refused)
      throw new Failure(
        `The program ${name} did not load.`,
        `The kernel said ${refused}.`,
        'Run `ringside doctor`.',
      );
    await this.helper.attach(name);
    this.attached.push(name);
  }

  /** Switches single events on or off, as narrow as the filter says now; what is counted stays as it is. */
  async stream(on: boolean): Promise<void> {
    if (!this.options.eventsLater || this.ended || !this.helper.ready.ringsShared) return;
    if (on && !this.reading) this.startReader();
    this.streaming = on;
    await this.options.filter.apply(this.helper, on ? CAPTURE_STREAM : 0);
    if (on) await this.takeInventory(this.awake);
  }

  private reading = false;

  private startReader(): void {
    this.reading = true;
    readStreams(
      this.helper.native,
      this.census,
      this.texts,
      this.naming,
      this.options.sink,
      textForms(this.options.tracers),
    );
  }

  private tick(): void {
    if (this.ticking || this.ended) return;
    this.ticking = this.read(true)
      .then(() => this.keepBudget())
      .then(() => this.onTick(this))
      .catch((error: unknown) => this.fail(error))
      .finally(() => {
        this.ticking = undefined;
      });
  }

  private async fail(error: unknown): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    await this.lookWithoutHelper().catch(() => undefined);
    this.gauges.close();
    this.onFailure(
      error instanceof Failure
        ? error
        : new Failure('The watching ended.', `${(error as Error).message}.`, 'Please report this.'),
    );
  }

  /** One look at everything. Tallies before the process table: a name is there before its first count. */
  private async read(clear: boolean): Promise<void> {
    const scanned = addon().bootNs();
    if (clear && this.lastScan) await this.helper.clear(this.lastScan - CLEAR_MARGIN_NS);
    for (const { programs } of this.awake)
      for (const survey of programs.surveys)
        if (!this.helper.refusal(survey)) await this.helper.survey(survey);
    this.look(scanned);
    await this.books.update(Math.floor(this.seconds));
    this.cost = this.meter.figures(this.books);
    this.lastScan = scanned;
  }

  private look(at: number): void {
    for (const { tallies, snapshots } of this.awake)
      for (const name of [...tallies, ...snapshots]) {
        const scan = this.tallies.get(name)?.update();
        if (scan) this.lastScans.set(name, scan);
      }
    this.gauges.look(unixMs(), this.ended);
    this.learn();
    this.options.sink?.looked(this.lastScans);
    this.foldEnded();
    this.noteGap((at - this.begun) / 1e9);
    this.noteClock();
    this.seconds = (at - this.begun) / 1e9;
  }

  /** Tables and rings outlive the helper: what was counted since the last look is in them. */
  private async lookWithoutHelper(): Promise<void> {
    // The kernel takes the programs of a killed helper away one by one.
    await new Promise((resolve) => setTimeout(resolve, 100));
    this.look(addon().bootNs());
    this.books.look(Math.floor(this.seconds));
    await this.helper.native.stopReader();
  }

  /**
   * Processes that ended share rows by name once there are very many: bounded, and told. In all tables at once,
   * and again for what arrives late, or one process would be in two rows.
   */
  private foldEnded(): void {
    const tallies = [...this.tallies.values()];
    const censuses = [...this.census.values()];
    const many =
      tallies.some((tally) => tally.size > ROWS_MOST) ||
      censuses.some((census) => census.processes > ROWS_MOST);
    if (!many && !this.processes.endedTogether) return;
    const foldOf = (ref: number) =>
      many || this.processes.get(ref)?.together ? this.processes.foldOf(ref) : undefined;
    for (const table of [...tallies, ...censuses]) table.fold(foldOf);
    for (const table of tallies)
      if (table.size > ROWS_MOST) table.foldNames((name) => this.names.isGone(name));
  }

  private noteGap(now: number): void {
    if (now - this.seconds > this.tickMs / 1000 + GAP_SECONDS)
      this.note(
        `No look was taken for ${(now - this.seconds).toFixed(1)} s: all is counted, but not when it happened.`,
      );
  }

  private clockAhead = 0;

  private noteClock(): void {
    const ahead = clockAheadBy();
    const by = ahead - this.clockAhead;
    if (Math.abs(by) < CLOCK_SECONDS) return;
    this.clockAhead = ahead;
    this.note(
      `The machine's clock was set ${Math.abs(by).toFixed(0)} s ${by < 0 ? 'back' : 'ahead'}: times of day go on as they began.`,
    );
  }

  /** Something that a person should know of this watching. */
  note(text: string): void {
    if (this.notices.length < NOTICES_MOST) this.notices.push({ second: Math.floor(this.seconds), text });
  }

  private before = { seconds: 0, cost: 0 };

  /** Streams are the part that can be given up: over the budget for five seconds, tallies go on alone. */
  private async keepBudget(): Promise<void> {
    const cost = this.cost.bpfNs + this.cost.appNs;
    const span = this.seconds - this.before.seconds;
    const share = span > 0 ? (cost - this.before.cost) / 1e9 / span : 0;
    this.before = { seconds: this.seconds, cost };
    if (!this.streaming || !this.budget || share <= this.budget) {
      this.overSince = -1;
      return;
    }
    if (this.overSince < 0) this.overSince = this.seconds;
    if (this.seconds - this.overSince < BUDGET_SECONDS) return;
    await this.giveUpEvents(
      `Watching cost more than ${Math.round(this.budget * 100)} % of a core for ${BUDGET_SECONDS} s: ` +
        `single events are off, counts go on. ${this.options.overBudget}`,
    );
  }

  /** Single events go off for the rest of the session, counts go on; `why` is told. */
  async giveUpEvents(why: string): Promise<void> {
    if (!this.streaming || this.ended) return;
    await this.fallBack();
    this.note(why);
  }

  /** The stream's programs stay and only count from here on: an exchange would leave a gap. */
  private async fallBack(): Promise<void> {
    this.streaming = false;
    await this.options.filter.apply(this.helper, 0);
    await this.helper.native.stopReader();
    this.reading = false;
  }

  /** The rows of a tracer's table, since the session began: of one of the options' `totals`. */
  rows(tracer: Tracer): Row[] {
    const figures: Record<string, readonly Figures[]> = {};
    for (const name of [...tracer.tallies, ...tracer.snapshots])
      figures[name] = this.tallies.get(name)?.rows() ?? [];
    return tracer.rows(figures, this.naming, this.gauges.spans());
  }

  /** Cells in use by tally, for the view and doctor. */
  occupancy(): { name: string; occupied: number; entries: number }[] {
    return [...this.tallies.values()].map(({ tally, occupied, entries }) => ({
      name: tally.name,
      occupied,
      entries,
    }));
  }

  /** Ends in the order that keeps the books exact: stop, settle, survey, read, detach. */
  async end(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    await this.ticking;
    await this.helper.stop();
    this.seconds = (addon().bootNs() - this.begun) / 1e9;
    // A program that began before the word changed is at its end long before this.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const seconds = this.seconds;
    await this.read(false);
    this.gauges.close();
    this.processes.groups.find(true);
    // Who has just been seen for the first time may be asked about still.
    await this.processes.named(NAMES_MS);
    this.seconds = seconds;
    await this.helper.native.stopReader();
    this.foldEnded();
    for (const name of [...this.attached].reverse()) await this.helper.detach(name);
  }
}
