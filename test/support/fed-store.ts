// SPDX-License-Identifier: Apache-2.0
// A store with its thread, fed as a session feeds it, and the seconds that a window was told of it meanwhile.

import { type LiveSecond, LiveSeconds, type Past } from '../../src-main/engine/live-seconds';
import type { KeptSecond } from '../../src-main/engine/second-figures';
import { SecondTeller } from '../../src-main/engine/second-teller';
import type { Session } from '../../src-main/engine/session';
import { StoreFeed } from '../../src-main/engine/store-feed';
import { loadTracers } from '../../src-main/engine/tracers';
import type { NativeScan } from '../../src-main/helper/native';
import type { SecondMessage } from '../../src-main/shared/contract';
import { type GaugeRow, type GaugeTable, NO_DATA, packGauge } from '../../src-main/shared/gauge';
import { type ProcessRow, TALLIES } from '../../src-main/shared/events.gen';
import { StoreClient } from '../../src-main/store/client';
import { tableNames } from '../../src-main/store/columns';

export const NS = 1_000_000_000n;
const FIRST = 1_700_000_000;

/** Deterministic, and different for each of them. */
const mixed = (...words: number[]) =>
  words.reduce((sum, word) => Math.imul(sum ^ word, 0x9e3779b1) >>> 0, 0x811c9dc5) >>> 8;

/** What a look finds: `rows` keys, each with so many buckets filled. */
export function look(tally: string, second: number, rows: number, buckets: number): NativeScan {
  const fields = TALLIES[tally]?.value.fields ?? [];
  const keys = new Uint32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    keys[2 * row] = ((1 + (row % 250)) << 16) | (row % 250);
    // A call, and of errors an errno above it.
    keys[2 * row + 1] = Math.floor(row / 250) + (tally === 'syscall_errors' ? (row % 3 ? 2 : 11) << 16 : 0);
  }
  const columns = fields.map((field, index) => {
    if (field.bytes === 8)
      return Float64Array.from({ length: rows }, (_, row) => 1 + (mixed(second, row, index) % 5000));
    const cells = new Uint32Array(rows * field.length);
    for (let row = 0; row < rows; row++)
      for (let bucket = 0; bucket < buckets; bucket++)
        cells[row * field.length + 20 + bucket] = 1 + (mixed(second, row, bucket) % 900);
    return cells;
  });
  return { rows, occupied: rows, entries: rows, keys, columns };
}

/** What is read of a gauge: three rows where it has a key, and now and then nothing. */
function read({ columns }: GaugeTable, second: number): GaugeRow[] {
  const keyed = columns.some(({ kind }) => kind === 'key');
  return Array.from({ length: keyed ? 3 : 1 }, (_, row) =>
    Object.fromEntries(
      columns.map(({ name, kind }, index) => {
        const value = mixed(second, row, index);
        return [name, kind === 'key' ? `/group ${row}` : value % 7 ? value : NO_DATA];
      }),
    ),
  );
}

export class FedStore {
  readonly tracers = loadTracers();
  readonly told: LiveSecond[] = [];
  readonly past: Past;
  /** Seconds that the store has taken in. */
  taken = 0;
  private readonly store: StoreClient;
  private readonly feed: StoreFeed;
  private readonly teller = new SecondTeller(this.tracers);
  private readonly processes = new Map<number, ProcessRow>();

  constructor(
    readonly rows: number,
    readonly buckets = 3,
  ) {
    const tables = this.tracers.map(tableNames);
    this.store = new StoreClient(
      { tracers: tables },
      {
        told: () => this.taken++,
        broken: (failure) => {
          throw failure;
        },
      },
    );
    this.feed = new StoreFeed(this.tracers, this.store);
    this.past = { source: this.store.hot, tracers: this.tracers };
  }

  /** Second `number` ends: it goes into the store, and is told. */
  second(number: number, losses: KeptSecond['losses'] = []): LiveSecond {
    const scans = new Map(
      this.tracers
        .flatMap(({ tallies }) => tallies)
        .map((name) => [
          name,
          look(name, number, name === 'syscalls' ? this.rows : this.rows >> 3, this.buckets),
        ]),
    );
    const fresh: ProcessRow[] = [];
    for (const { keys, rows } of scans.values())
      for (let row = 0; row < rows; row++) {
        const process = keys[2 * row] ?? 0;
        if (this.processes.has(process)) continue;
        const one = { process, pid: process & 0xffff, comm: `p${process}`, uid: 7, parent: 1 } as ProcessRow;
        this.processes.set(process, one);
        fresh.push(one);
      }
    this.feed.processes(fresh);
    this.teller.take(scans);
    this.feed.looked(scans);
    const figures: KeptSecond = {
      ...{ second: FIRST + number, seconds: 1, span: 1, events: number, losses, costApp: 0.25 },
      lostTotal: this.lost + losses.reduce((sum, { count }) => sum + count, 0),
      costKernel: 1 / (number + 1),
    };
    const at = this.feed.second(this.session(number), figures, false, BigInt(number + 1) * NS);
    if (at === undefined) throw new Error('faster than the store takes seconds in');
    const known = (id: number) => this.processes.get(id);
    const status = {
      ...{ tracers: this.tracers.map(({ name }) => name), losses, lostTotal: figures.lostTotal },
      ...{ eventsPerSecond: number, costKernel: figures.costKernel, costApp: 0.25 },
      ...{ streaming: false, notices: [] },
    };
    const { second, seconds } = figures;
    const message = {
      kind: 'second' as const,
      second,
      seconds,
      ...this.teller.tell(true),
      tables: [],
      gauges: this.gauges.map((table) => packGauge(table, read(table, number))),
      status,
    };
    const told = { message, at, known };
    this.told.push(told);
    return told;
  }

  private readonly gauges = this.tracers.flatMap(({ gauges = [] }) => gauges);

  private get lost(): number {
    return this.told.at(-1)?.message.status.lostTotal ?? 0;
  }

  /** As much of a session as the feed looks at. */
  private session(number: number): Session {
    return {
      learn: () => undefined,
      gauges: {
        take: () => this.gauges.map((table) => ({ table: table.name, rows: read(table, number) })),
      },
      names: { get: (name: number) => `/name/${name}` },
      processes: { get: (id: number) => this.processes.get(id), wordsOf: () => ({}) },
      books: { total: () => 0, totalMisses: () => 0 },
      cost: { bpfNs: 0, appNs: 0 },
    } as unknown as Session;
  }

  /** Seconds 0 to `count`, as fast as the store takes them in. */
  async fill(count: number, losses?: (number: number) => KeptSecond['losses']): Promise<void> {
    for (let number = 0; number < count; number++) {
      this.second(number, losses?.(number));
      await this.settled();
    }
  }

  /** Everything is in the store. */
  async settled(): Promise<void> {
    while (this.taken < this.told.length) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  /** A window that comes now. */
  window(): FedWindow {
    return new FedWindow(this.told.at(-1), this.past);
  }

  /** The session is over. */
  rest(): Promise<void> {
    return this.store.rest('lost');
  }

  close(): Promise<void> {
    return this.store.close('asked');
  }
}

export class FedWindow {
  readonly seconds: LiveSeconds;
  readonly got: SecondMessage[] = [];
  private wake: (() => void) | undefined;

  constructor(latest: LiveSecond | undefined, past: Past) {
    this.seconds = new LiveSeconds(
      latest,
      () => [past],
      () => this.wake?.(),
    );
  }

  /** Takes what there is until there are so many. */
  async upTo(count: number): Promise<SecondMessage[]> {
    while (this.got.length < count) {
      const next = this.seconds.next();
      if (next) this.got.push(next);
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
    }
    return this.got;
  }
}
