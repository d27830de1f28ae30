// SPDX-License-Identifier: Apache-2.0
// What a watching found: hot in memory, and second by second in every capture that is being written. Nothing here
// knows a tracer, and nothing here is asked twice: rows are written once and shared between captures.

import { Failure } from '../shared/failure';
import { type CalledProcess, CalledNames } from './called-names';
import type { StoreTable } from './columns';
import type { Duck } from './duck';
import { Flight, type FlightOptions, type FlightUse } from './flight';
import { objectRows, type HotRows } from './hot-rows';
import type { HotStore } from './hot-store';
import { partBytes } from './part-bytes';
import type { Part, PartFolder } from './part-folder';
import { type Progress, Recording, type RecordingOptions } from './recording';
import { createEventsView } from './hot-views';
import { StreamBuffer } from './stream-buffer';
import { TextWords } from './text-words';
import type { ColumnChunk } from './values';

/** Rows of the process table, by the kernel's names of their fields. */
export type ProcessHotRow = Readonly<Record<string, number | bigint | string>>;

/** Everything that one second brings, streams apart. */
export interface StoreSecond {
  /** CLOCK_BOOTTIME, ns. */
  readonly at: bigint;
  readonly rows: readonly HotRows[];
  /** Processes that are new or changed. */
  readonly processes: readonly ProcessHotRow[];
  readonly totals: Totals;
  /** Rows of streams that did not come this far, because this thread was behind. */
  readonly refused: Readonly<Record<string, number>>;
}

/** What the manifest says of the session so far. */
export interface Totals {
  readonly lost: number;
  readonly byCause: Readonly<Record<string, number>>;
  readonly bpfNs: number;
  readonly appNs: number;
}

/** Rows of a stream that wait to be written, bytes as they lie hot. Above it, rows are refused and counted. */
const WAITING_BYTES_MOST = 128 * 1024 * 1024;
const RECORDINGS_MOST = 4;
/** Of DuckDB, for merging small parts; in one thread, so that rows keep their order. */
const MERGING_MIB = 128;
const PROCESSES_MOST = 131_072;

/** Where parts go: a recording, or the flight recorder. */
export interface Sink {
  readonly streams: boolean;
  folder(table: string): PartFolder;
}

export class Store {
  private readonly processes = new Map<number, ProcessHotRow>();
  private readonly recordings = new Map<number, Recording>();
  private readonly flight: Flight | undefined;
  private readonly tables: ReadonlyMap<string, StoreTable>;
  readonly texts = new TextWords();
  private readonly names = new CalledNames();
  private readonly streams: StreamBuffer;
  private lastAt = 0n;
  private totals: Totals = { lost: 0, byCause: {}, bpfNs: 0, appNs: 0 };
  private nextId = 1;
  private merging: Promise<void> | undefined;
  private merger: Duck | undefined;
  private used: ArrayBuffer[] = [];
  /** Parts that the views of streams are over. */
  private readonly viewed = new Map<string, string>();
  private readonly endedLately: { id: number; progress: Progress }[] = [];
  /** Rows of streams that were refused since the store was opened. */
  readonly notWritten = new Map<string, number>();

  private constructor(
    readonly hot: HotStore | undefined,
    tables: readonly StoreTable[],
    flight: FlightOptions | undefined,
  ) {
    this.tables = new Map(tables.map((table) => [table.name, table]));
    this.streams = new StreamBuffer(tables.filter(({ kind }) => kind === 'stream').map(({ name }) => name));
    this.flight = flight && new Flight(flight);
  }

  /** `isAsked`: somebody may ask for what was counted lately. Nothing of DuckDB is started before it is needed. */
  static async open(
    tables: readonly StoreTable[],
    { flight, isAsked = true }: { readonly flight?: FlightOptions; readonly isAsked?: boolean } = {},
  ): Promise<Store> {
    if (!isAsked) return new Store(undefined, tables, flight);
    const { HotStore } = require('./hot-store') as typeof import('./hot-store.js');
    const counted = tables.filter(({ kind }) => kind !== 'identity' && kind !== 'stream');
    return new Store(await HotStore.open(counted), tables, flight);
  }

  private get sinks(): Sink[] {
    return [...this.recordings.values(), ...(this.flight?.armed ? [this.flight] : [])];
  }

  private get streaming(): boolean {
    return this.sinks.some((sink) => sink.streams);
  }

  /**
   * A batch of a stream, kept when somebody writes it; false when it was refused, because what came before is not yet
   * written.
   */
  batch(rows: HotRows): boolean {
    if (!this.streaming || !rows.rows) {
      this.done(rows);
      return true;
    }
    if (this.streams.bytes > WAITING_BYTES_MOST) {
      this.refuse(rows.table, rows.rows);
      this.done(rows);
      return false;
    }
    this.streams.append(rows);
    return true;
  }

  private done({ buffer }: HotRows): void {
    if (buffer) this.used.push(buffer);
  }

  /** Buffers of batches that nobody here needs any more. */
  takeUsed(): ArrayBuffer[] {
    const { used } = this;
    this.used = [];
    return used;
  }

  /** What came so far belongs to the second that is told next: its processes are known then. */
  seal(): void {
    this.streams.seal();
  }

  private refuse(table: string, rows: number): void {
    this.notWritten.set(table, (this.notWritten.get(table) ?? 0) + rows);
  }

  async second(second: StoreSecond): Promise<void> {
    await this.take(second);
    this.lastAt = second.at;
    this.totals = second.totals;
    for (const [table, rows] of Object.entries(second.refused)) this.refuse(table, rows);
    await this.write(second);
    for (const recording of [...this.recordings.values()]) {
      recording.tell(second.at, second.totals, this.notWritten);
      const over = recording.over(second.at);
      if (over) await this.endOne(recording, over);
    }
    this.flight?.forget(second.at);
    this.merge();
    await this.hot?.expire(second.at);
  }

  /** Within a second: recordings get their events, so that a crash costs less of them. The flight recorder outlives none. */
  async events(at: bigint, names: readonly CalledProcess[]): Promise<void> {
    this.names.take(names);
    if (![...this.recordings.values()].some(({ streams }) => streams)) return;
    for (const table of this.tables.values()) if (table.kind === 'stream') await this.writeStream(table, at);
  }

  private async take({ at, rows, processes }: StoreSecond): Promise<void> {
    this.names.take(
      processes.map(({ process, pid, comm }) => ({
        ...{ process: Number(process), pid: Number(pid) },
        comm: String(comm),
      })),
    );
    await this.hot?.name(
      processes.map((row) => ({
        process: Number(row.process),
        pid: Number(row.pid),
        comm: String(row.comm),
        uid: Number(row.uid ?? 0),
        parent: Number(row.parent ?? 0),
        unit: String(row.unit ?? ''),
        container: String(row.container_label ?? ''),
        userName: String(row.user_name ?? ''),
        cgroupPath: String(row.cgroup_path ?? ''),
        started: BigInt(row.started ?? 0),
        ended: BigInt(row.ended ?? 0),
      })),
    );
    for (const row of processes) {
      // An update moves to the end: what has not changed for longest goes first.
      this.processes.delete(Number(row.process));
      this.processes.set(Number(row.process), row);
    }
    for (const process of this.processes.keys()) {
      if (this.processes.size <= PROCESSES_MOST) break;
      this.processes.delete(process);
    }
    if (this.hot) for (const one of rows) await this.hot.append(one, at);
  }

  /** One part a table for all sinks; who cannot take it is ended, with the reason. */
  private async write({ at, rows, processes }: StoreSecond): Promise<void> {
    for (const table of this.tables.values())
      if (table.kind === 'stream') await this.writeStream(table, at);
      else if (table.kind === 'identity') await this.writeProcesses(this.recordings.values(), processes, at);
      else {
        const its = rows.filter((one) => one.table === table.name && one.rows);
        await this.writeRows(this.recordings.values(), table, its, at);
      }
  }

  private async writeRows(
    sinks: Iterable<Sink>,
    table: StoreTable,
    batches: readonly HotRows[],
    at: bigint,
  ): Promise<void> {
    const rows = batches.reduce((sum, one) => sum + one.rows, 0);
    if (!rows) return;
    const told = {
      process: (number: number) => this.names.of(number),
      text: (number: number) => this.texts.text(number),
    };
    const write = async (folder: PartFolder) => folder.put(partBytes(table, batches, told), rows, at);
    await this.share(sinks, table.name, write, table.kind === 'stream' ? rows : 0);
  }

  private async writeStream(table: StoreTable, at: bigint): Promise<void> {
    const sinks = this.sinks.filter((sink) => sink.streams);
    if (!sinks.length) return;
    const pieces = this.streams.take(table.name);
    if (!pieces) return;
    await this.writeRows(sinks, table, pieces.batches, at);
    this.streams.done(pieces);
    for (const batch of pieces.batches) this.done(batch);
  }

  private async writeProcesses(
    sinks: Iterable<Recording>,
    rows: readonly ProcessHotRow[],
    at: bigint,
  ): Promise<void> {
    const table = [...this.tables.values()].find(({ kind }) => kind === 'identity');
    const list = [...sinks];
    if (table && rows.length && list.length) await this.writeRows(list, table, [objectRows(table, rows)], at);
  }

  private async share(
    sinks: Iterable<Sink>,
    table: string,
    write: (folder: PartFolder) => Promise<Part | undefined>,
    rows = 0,
  ): Promise<void> {
    let part: Part | undefined;
    for (const sink of [...sinks])
      try {
        if (part) sink.folder(table).link(part);
        else part = await write(sink.folder(table));
        if (!part) return;
      } catch (error) {
        if (sink instanceof Recording) {
          sink.missed(table, rows);
          await this.endOne(sink, Recording.whyFailed(error));
        } else this.flight?.end(String((error as Error).message));
      }
  }

  /** Small parts become larger ones, one table after the other for as long as there are some, beside everything else. */
  private merge(): void {
    if (this.merging) return;
    // The table with the most parts first: those of a busy one come as fast as one merge after the other.
    const waiting = [...this.recordings.values()].flatMap((recording) => recording.mergeable());
    const next = waiting.sort((a, b) => b.folder.parts.length - a.folder.parts.length)[0];
    if (!next) return;
    this.merging = next.folder
      .merge(() => this.mergingDuck(), next.parts)
      .then(
        (done) => {
          if (!done) next.recording.mergesNot('this file system cannot exchange two folders');
        },
        (error: Error) => next.recording.mergesNot(`merging failed: ${error.message.split('\n')[0]}`),
      )
      .finally(() => {
        this.merging = undefined;
        this.merge();
      });
  }

  private async mergingDuck(): Promise<Duck> {
    const { Duck } = require('./duck') as typeof import('./duck.js');
    const merger = this.merger ?? (await Duck.open(MERGING_MIB, 1));
    this.merger = merger;
    return merger;
  }

  /**
   * Begins a capture. With `before` seconds, it begins with what the hot window and the flight recorder still hold.
   * @throws {Failure} when the folder cannot be made or is not empty
   */
  async record(options: RecordingOptions, at: bigint): Promise<number> {
    if (this.recordings.size >= RECORDINGS_MOST)
      throw new Failure(
        'No further recording can begin.',
        `${RECORDINGS_MOST} are under way.`,
        'End one of them first.',
      );
    const from = at - BigInt(Math.round((options.before ?? 0) * 1e9));
    const recording = Recording.begin(
      options,
      [...this.tables.values()],
      from,
      at,
      this.totals,
      this.notWritten,
    );
    await this.writeProcesses([recording], [...this.processes.values()], at);
    for (const table of this.tables.values()) {
      if (table.kind === 'identity' || table.kind === 'stream') continue;
      if (!options.before || !this.hot) continue;
      for (const select of await this.hot.selects(table.name, from, this.lastAt))
        await recording.folder(table.name).write(this.hot.slow, select, at);
    }
    if (options.before)
      for (const { table, part } of this.flight?.since(from) ?? []) recording.folder(table).link(part);
    const id = this.nextId++;
    this.recordings.set(id, recording);
    recording.save();
    return id;
  }

  /** How the recordings are, and which ended by themselves since this was asked last. */
  report(): {
    recordings: ReadonlyMap<number, Progress>;
    ended: { id: number; progress: Progress }[];
    notWritten: number;
    hotBytes: number;
    flightTrouble: string | undefined;
  } {
    return {
      recordings: new Map(
        [...this.recordings].map(([id, recording]) => [id, recording.progress(this.lastAt)]),
      ),
      ended: this.endedLately.splice(0),
      notWritten: [...this.notWritten.values()].reduce((sum, rows) => sum + rows, 0),
      hotBytes: this.hot?.bytes ?? 0,
      flightTrouble: this.flight?.trouble,
    };
  }

  of(id: number): Recording | undefined {
    return this.recordings.get(id);
  }

  /** Ends a recording in order. Everything that came before is in it. */
  async end(id: number, reason: string): Promise<Progress | undefined> {
    const recording = this.recordings.get(id);
    if (!recording) return undefined;
    this.seal();
    for (const table of this.tables.values())
      if (table.kind === 'stream') await this.writeStream(table, this.lastAt);
    return this.endOne(recording, reason);
  }

  private async endOne(recording: Recording, reason: string): Promise<Progress> {
    const id = [...this.recordings].find(([, one]) => one === recording)?.[0];
    if (id !== undefined) this.recordings.delete(id);
    if (!this.streaming) this.streams.forget();
    await this.merging;
    recording.end(reason, this.lastAt);
    const progress = recording.progress(this.lastAt);
    if (id !== undefined) this.endedLately.push({ id, progress });
    return progress;
  }

  arm(use: FlightUse, on: boolean): void {
    if (on) this.flight?.arm(use);
    else this.flight?.disarm(use);
    if (!this.streaming) this.streams.forget();
  }

  /** Somebody's SELECT on what was counted lately, and on the events that the flight recorder holds. */
  async *chunks(sql: string, signal?: AbortSignal): AsyncGenerator<ColumnChunk> {
    if (!this.hot) throw new Error('nobody was to ask this store');
    await this.viewEvents(this.hot);
    yield* this.hot.chunks(sql, signal);
  }

  get since(): bigint {
    return this.hot?.since ?? 0n;
  }

  /** A view a stream over the parts that there are now; only where there are others than before. */
  private async viewEvents(hot: HotStore): Promise<void> {
    for (const table of this.tables.values()) {
      if (table.kind !== 'stream') continue;
      const paths = this.flight?.parts(table.name).map(({ path }) => path) ?? [];
      const held = paths.join();
      if (this.viewed.get(table.name) === held) continue;
      this.viewed.set(table.name, held);
      await hot.duck.run(createEventsView(table, paths));
    }
  }

  /** Ends everything that is being written. */
  async rest(reason: string): Promise<void> {
    for (const id of [...this.recordings.keys()]) await this.end(id, reason);
    await this.merging;
    this.flight?.end();
  }

  async close(reason: string): Promise<void> {
    await this.rest(reason);
    this.hot?.end();
    this.merger?.closeAll();
  }
}
