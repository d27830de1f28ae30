// SPDX-License-Identifier: Apache-2.0
// The window's captures: recordings, the flight recorder and what sets it off, for one session.

import { join } from 'node:path';
import { addon } from '../helper/native';
import { PRESETS } from '../presets/presets';
import {
  type CaptureRequest,
  type CapturesMessage,
  type RecordingInfo,
  type RecordMessage,
  SAVE_AFTER,
  SAVE_BEFORE,
  type Trigger,
} from '../shared/capture-contract';
import type { RowsSource } from '../replay/row-pages';
import { Failure } from '../shared/failure';
import type { Tracer } from '../shared/tracer';
import { capturesFolder, xdgBase } from '../shared/xdg';
import { StoreClient, type Told } from '../store/client';
import { tableNames } from '../store/columns';
import { FLIGHT_BYTES_MOST, FLIGHT_SECONDS } from '../store/flight';
import { manifestBase } from '../store/manifest-base';
import { Refusals, TOO_MUCH } from '../store/refusals';
import { EventWatch } from './event-watch';
import { bothWanted, type EventsWanted } from './filter';
import type { Past } from './live-seconds';
import { callNames, eventsOf, narrowing } from './preset-events';
import type { KeptSecond } from './second-figures';
import type { Session } from './session';
import { StoreFeed } from './store-feed';
import { Triggers } from './triggers';

/** ns that keeping an event takes beside the kernel's part: reading, packing, compressing, writing (test/bench/record.ts). */
const KEEPING_NS = 150;

interface Own {
  /** Which single events it wants; undefined for none. */
  readonly events: EventsWanted | undefined;
  readonly trigger: string | null;
}

/** Steps of a tenth of a percent. */
const PRICE_STEPS = 1000;

export class WindowCaptures {
  readonly sink: StoreFeed;
  /** What the store holds of this session. */
  readonly past: Past;
  /** Whether it holds any. */
  holds = false;
  private readonly store: StoreClient;
  private readonly triggers: Triggers;
  private readonly watch: EventWatch;
  private readonly refusals = new Refusals();
  private readonly own = new Map<number, Own>();
  private recordings: RecordingInfo[] = [];
  private ended: RecordingInfo[] = [];
  private armed = false;
  private trouble: string | null = null;
  private failure: CapturesMessage['failure'] = null;
  private price = 0;
  private shown = false;
  private awaits = false;

  constructor(
    private readonly tracers: readonly Tracer[],
    /** Something is to be told, or other events are wanted. */
    private readonly changed: () => void,
    /** Events come faster than they can be kept. */
    private readonly tooMuch: (why: string) => void,
    /** These tracers have to watch. */
    private readonly wake: (tracers: readonly string[]) => Promise<void>,
  ) {
    this.triggers = new Triggers(tracers);
    this.watch = new EventWatch(tracers);
    this.store = new StoreClient(
      {
        tracers: tracers.map(tableNames),
        flight: {
          dir: join(xdgBase('XDG_CACHE_HOME', '.cache'), 'ringside', `flight-${process.pid}`),
          seconds: FLIGHT_SECONDS,
          bytesMost: FLIGHT_BYTES_MOST,
        },
      },
      { told: (told) => this.told(told), broken: (failure) => this.fail(failure) },
    );
    this.sink = new StoreFeed(tracers, this.store, (...events) => this.watch.take(...events));
    this.past = { source: this.store.hot, tracers };
  }

  private info(id: number, progress: Omit<RecordingInfo, 'id' | 'trigger'>): RecordingInfo {
    return { ...progress, id, trigger: this.own.get(id)?.trigger ?? null };
  }

  private told({ recordings, ended, notWritten, flightTrouble }: Told): void {
    if (this.refusals.tooMuch(notWritten)) this.tooMuch(TOO_MUCH);
    this.recordings = [...recordings].map(([id, progress]) => this.info(id, progress));
    for (const { id, progress } of ended) this.over(this.info(id, progress));
    if (flightTrouble && this.armed) {
      this.armed = false;
      this.trouble = flightTrouble;
    }
    this.changed();
  }

  private over(info: RecordingInfo): void {
    if (!this.own.delete(info.id)) return;
    this.recordings = this.recordings.filter(({ id }) => id !== info.id);
    this.ended.push(info);
  }

  private fail(error: unknown): void {
    this.failure =
      error instanceof Failure
        ? { what: error.what, why: error.why, mend: error.mend }
        : { what: 'It did not go.', why: `${(error as Error).message}.`, mend: 'Please report this.' };
    this.changed();
  }

  /** Undefined when nobody wants single events; {} when somebody wants all. */
  wanted(): EventsWanted | undefined {
    if (this.armed) return {};
    return [...this.own.values()].map(({ events }) => events).reduce(bothWanted, this.awaited());
  }

  /** Events that triggers wait for. */
  private awaited(): EventsWanted | undefined {
    const { streams } = this.watch;
    return streams.length ? { streams } : undefined;
  }

  /** What is streamed is held for a while, so that it can be shown. */
  async show(on: boolean): Promise<void> {
    if (on === this.shown) return;
    this.shown = on;
    await this.store.arm('shown', on).catch((error: unknown) => this.fail(error));
  }

  /** Whether a capture is being written. */
  get records(): boolean {
    return this.own.size > 0;
  }

  /** Whether a capture is being written that has single events. */
  get recordsEvents(): boolean {
    return [...this.own.values()].some(({ events }) => events !== undefined);
  }

  /** Single events that are held. */
  get rows(): RowsSource {
    return this.store.hot;
  }

  /** The second that ended. @returns the time that it has in the store; undefined while the disk hangs */
  second(session: Session, figures: KeptSecond): bigint | undefined {
    const perEvent = session.meter.perCall.stream - session.meter.perCall.tally + KEEPING_NS;
    const price = (figures.events / figures.span) * (Math.max(0, perEvent) / 1e9);
    // As fine as it is shown: what is told changes only when that does.
    this.price = Math.ceil(price * PRICE_STEPS) / PRICE_STEPS;
    if (this.triggers.list.length)
      for (const why of this.triggers.look(this.sink.counts(), performance.now(), this.watch.drain()))
        void this.save(why);
    this.holds = true;
    return this.sink.second(session, figures);
  }

  private async save(trigger: string): Promise<void> {
    const wanted = this.armed ? {} : this.awaited();
    await this.begin(
      {
        kind: 'record',
        preset: null,
        name: trigger,
        note: '',
        events: wanted !== undefined,
        before: SAVE_BEFORE,
        seconds: SAVE_BEFORE + SAVE_AFTER,
      },
      { events: wanted, trigger },
    );
  }

  /** Which single events a person's recording needs, and which tracers: what its question is about. */
  private async needs({ preset, pid, events }: RecordMessage): Promise<Own> {
    const asked = PRESETS.find(({ id }) => id === preset);
    await this.wake(asked?.tracers ?? []);
    const about = this.tracers.filter(({ name }) => asked?.tracers.includes(name));
    const streams = about.flatMap((tracer) => tracer.streams.map(({ name }) => name));
    return { events: events ? eventsOf(pid, asked?.filter ?? {}, streams) : undefined, trigger: null };
  }

  private async begin(asked: RecordMessage, own: Own): Promise<void> {
    const { name, note, preset, before, seconds, bytes } = asked;
    const stamp = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
    const words = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40);
    const kept = PRESETS.find(({ id }) => id === preset)?.filter ?? {};
    try {
      const id = await this.store.record({
        dir: join(capturesFolder(), [stamp, words, String(this.own.size || '')].filter(Boolean).join('-')),
        base: manifestBase(this.tracers, {
          name,
          note,
          preset,
          filter: { ...narrowing(kept), ...(asked.pid === undefined ? {} : { pid: asked.pid }) },
        }),
        limits: { ...(seconds ? { seconds } : {}), ...(bytes ? { bytes } : {}) },
        streams: asked.events,
        ...(before ? { before } : {}),
        at: BigInt(addon().bootNs()),
      });
      this.own.set(id, own);
      this.changed();
    } catch (error) {
      this.fail(error);
    }
  }

  async handle(request: CaptureRequest): Promise<void> {
    try {
      await this.answer(request);
    } catch (error) {
      this.fail(error);
    }
    this.changed();
  }

  private async answer(request: CaptureRequest): Promise<void> {
    switch (request.kind) {
      case 'record':
        return this.begin(request, await this.needs(request));
      case 'end-record': {
        const progress = await this.store.end(request.id, 'asked');
        if (progress) this.over(this.info(request.id, progress));
        return;
      }
      case 'mark': {
        const at = BigInt(addon().bootNs()) - BigInt(Math.round((request.agoMs ?? 0) * 1e6));
        for (const id of this.own.keys()) await this.store.mark(id, at, request.text);
        return;
      }
      case 'describe':
        return this.store.describe(request.id, request.name, request.note);
      case 'arm':
        await this.store.arm('kept', request.on);
        this.armed = request.on;
        this.trouble = null;
        return;
      case 'triggers':
        await this.arrange(request.triggers);
        return;
      default:
        // The rest is asked of a capture that is shown.
        return;
    }
  }

  /** Tracers that triggers wait for watch from now on, and their events are held, so that a save has what came before. */
  private async arrange(triggers: readonly Trigger[]): Promise<void> {
    this.triggers.list = triggers;
    this.watch.triggers = triggers;
    await this.wake(triggers.flatMap((trigger) => (trigger.kind === 'tracer' ? trigger.tracer : [])));
    const awaits = this.awaited() !== undefined;
    if (awaits === this.awaits) return;
    this.awaits = awaits;
    await this.store.arm('awaited', awaits);
  }

  /** What the window is told; failures and ends once. */
  message(): CapturesMessage {
    const message: CapturesMessage = {
      kind: 'captures',
      presets: PRESETS.map(({ id, question, explanation, scope, filter, layout, tracers }) => ({
        ...{ id, question, explanation, scope, layout, tracers },
        calls: callNames(filter),
      })),
      folder: capturesFolder(),
      recordings: this.recordings,
      ended: this.ended,
      flight: { armed: this.armed, trouble: this.trouble, price: this.price, seconds: FLIGHT_SECONDS },
      triggers: this.triggers.list,
      failure: this.failure,
    };
    this.ended = [];
    this.failure = null;
    return message;
  }

  /** Ends everything that is being written, with the reason; what the store holds can still be told. */
  rest(reason: string): Promise<void> {
    return this.store.rest(reason);
  }

  /** Ends everything that is being written, with the reason, and the store. */
  close(reason: string): Promise<void> {
    return this.store.close(reason);
  }
}
