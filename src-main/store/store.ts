// SPDX-License-Identifier: Apache-2.0
// What a watching found: hot in memory, and second by second in every capture that is being written. Nothing here
// knows a tracer, and nothing here is asked twice: rows are written once and shared between captures.

import { Failure } from '../shared/failure';
import type { StoreTable } from './columns';
import { eventPart } from './event-part';
import { Flight, type FlightOptions, type FlightUse } from './flight';
import { objectRows, type HotRows } from './hot-rows';
import { type CalledProcess, HotStore } from './hot-store';
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
  private readonly streams: StreamBuffer;
  private lastAt = 0n;
  private totals: Totals = { lost: 0, byCause: {}, bpfNs: 0, appNs: 0 };
  private nextId = 1;
  private merging: Promise<void> | undefined;
  /** Parts that the views of streams are over. */
  private readonly viewed = new Map<string, string>();
  private readonly endedLately: { id: number; progress: Progress }[] = [];
  /** Rows of streams that were refused since the store was opened. */
  readonly notWritten = new Map<string, number>();

  private constructor(
    readonly hot: HotStore,
    tables: readonly StoreTable[],
    flight: FlightOptions | undefined,
  ) {
    this.tables = new Map(tables.map((table) => [table.name, table]));
    this.streams = new StreamBuffer(tables.filter(({ kind }) => kind === 'stream').map(({ name }) => name));
    this.flight = flight && new Flight(flight);
  }

  static async open(tables: readonly StoreTable[], flight?: FlightOptions): Promise<Store> {
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
    if (!this.streaming || !rows.rows) return true;
    if (this.streams.bytes > WAITING_BYTES_MOST) {
      this.refuse(rows.table, rows.rows);
      return false;
    }
    this.streams.append(rows);
    return true;
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
    const from = this.lastAt;
    this.lastAt = second.at;
    this.totals = second.totals;
    for (const [table, rows] of Object.entries(second.refused)) this.refuse(table, rows);
    await this.write(from, second.at, second.processes);
    for (const recording of [...this.recordings.values()]) {
      recording.tell(second.at, second.totals, this.notWritten);
      const over = recording.over(second.at);
      if (over) await this.endOne(recording, over);
    }
    this.flight?.forget(second.at);
    this.merge();
    await this.hot.expire(second.at);
  }

  /** Within a second: recordings get their events, so that a crash costs less of them. The flight recorder outlives none. */
  async events(at: bigint, names: readonly CalledProcess[]): Promise<void> {
    this.hot.call(names);
    if (![...this.recordings.values()].some(({ streams }) => streams)) return;
    for (const table of this.tables.values()) if (table.kind === 'stream') await this.writeStream(table, at);
  }

  private async take({ at, rows, processes }: StoreSecond): Promise<void> {
    await this.hot.name(
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
    for (const one of rows) await this.hot.append(one, at);
  }

  /** One part a table for all sinks; who cannot take it is ended, with the reason. */
  private async write(from: bigint, to: bigint, processes: readonly ProcessHotRow[]): Promise<void> {
    for (const table of this.tables.values()) {
      if (table.kind === 'stream') await this.writeStream(table, to);
      else if (table.kind === 'identity') await this.writeProcesses(this.sinks, processes, to);
      else if (this.recordings.size)
        for (const select of await this.hot.selects(table.name, from, to))
          await this.share(this.recordings.values(), table.name, (folder) =>
            folder.write(this.hot.slow, select, to),
          );
    }
  }

  private async writeStream(table: StoreTable, at: bigint): Promise<void> {
    const sinks = this.sinks.filter((sink) => sink.streams);
    if (!sinks.length) return;
    const pieces = this.streams.take(table.name);
    if (!pieces) return;
    const told = {
      process: (number: number) => this.hot.calledOf(number),
      text: (number: number) => this.texts.text(number),
    };
    const write = async (folder: PartFolder) =>
      folder.put(eventPart(table, pieces.batches, told), pieces.rows, at);
    await this.share(sinks, table.name, write, pieces.rows);
    this.streams.done(pieces);
  }

  private async writeProcesses(
    sinks: Iterable<Sink>,
    rows: readonly ProcessHotRow[],
    at: bigint,
  ): Promise<void> {
    const table = [...this.tables.values()].find(({ kind }) => kind === 'identity');
    if (!table || !rows.length) return;
    const list = [...sinks].filter((sink) => sink instanceof Recording);
    if (!list.length) return;
    const select = await this.hot.aside(table, objectRows(table, rows));
    await this.share(list, table.name, (folder) => folder.write(this.hot.slow, select, at));
    await this.hot.dropAside(table);
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

  /** Small parts become larger ones, one table at a time, beside everything else. */
  private merge(): void {
    if (this.merging) return;
    const next = [...this.recordings.values()].flatMap((recording) => recording.mergeable())[0];
    if (!next) return;
    this.merging = next.folder
      .merge(this.hot.merging, next.parts)
      .then(
        (done) => {
          if (!done) next.recording.mergesNot('this file system cannot exchange two folders');
        },
        (error: Error) => next.recording.mergesNot(`merging failed: ${error.message.split('\n')[0]}`),
      )
      .finally(() => {
        this.merging = undefined;
      });
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
      if (!options.before) continue;
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
      hotBytes: this.hot.bytes,
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
    await this.viewEvents();
    yield* this.hot.chunks(sql, signal);
  }

  get since(): bigint {
    return this.hot.since;
  }

  /** A view a stream over the parts that there are now; only where there are others than before. */
  private async viewEvents(): Promise<void> {
    for (const table of this.tables.values()) {
      if (table.kind !== 'stream') continue;
      const paths = this.flight?.parts(table.name).map(({ path }) => path) ?? [];
      const held = paths.join();
      if (this.viewed.get(table.name) === held) continue;
      this.viewed.set(table.name, held);
      await this.hot.duck.run(createEventsView(table, paths));
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
    this.hot.end();
  }
}
