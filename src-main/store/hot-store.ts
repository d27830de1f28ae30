// SPDX-License-Identifier: Apache-2.0
// The hot window: what was counted lately, in DuckDB's memory. Each table is a row of segments; whole segments go when
// they are too old or too many, so memory is bounded and comes back. They lie in a database of their own, which is
// compressed once a minute. Streams are not here: stream-buffer.ts.

import { bucketStart, HISTOGRAM_BUCKETS } from '../shared/histogram';
import { createHot, type StoreTable, selectWritten } from './columns';
import { type ColumnBatch, type ColumnData, Duck } from './duck';
import type { HotRows } from './hot-rows';
import { COUNTED, createView, NAMES_VIEW } from './hot-views';
import type { ColumnChunk } from './values';
import { FIXED_WORDS } from './words';

/** Of hot rows of all tables together, as they lie before compression. */
export const HOT_BYTES_MOST = 192 * 1024 * 1024;
/** Processes that have a name here. */
const NAMES_MOST = 1 << 18;
/** DuckDB takes 1.75 times what rows weigh; the rest is for writing and merging. */
const MEMORY_MIB = 384;
/** A query runs in the thread of its connection alone: rows keep their order, and writing and merging go side by side. */
const THREADS = 1;
const SECOND = 1_000_000_000n;

const DATABASE = 'compressed';
/** Whoever asks for ten minutes has this long to read them. */
const READING_NS = 15n * SECOND;
/** How long a segment takes rows, and how long it stays after, ns. */
const SEGMENT_NS = 60n * SECOND;
const KEEP_NS = 600n * SECOND + READING_NS;
/** An append costs about the same whatever it holds, so that seconds nobody asks for wait for each other. */
const WAITING_MOST = 10;
/** Of gauges there are a few rows a second, but wide ones: their appends and segments would cost more than reading them. */
const GAUGES = { waitingMost: 60, segmentNs: 5n * SEGMENT_NS };
const OTHERS = { waitingMost: WAITING_MOST, segmentNs: SEGMENT_NS };
/** Ten minutes of 700 rows a second: 150 MiB become 25. */
const COMPRESS_EACH = 60n * SECOND;

export interface Segment {
  readonly name: string;
  /** The table in SQL. */
  readonly sql: string;
  readonly begun: bigint;
  /** Of its newest rows; 0n while it is empty. */
  newest: bigint;
  rows: number;
  bytes: number;
}

export interface ProcessName {
  readonly process: number;
  readonly pid: number;
  readonly comm: string;
  readonly uid: number;
  readonly parent: number;
  /** Nothing where it is not known. */
  readonly unit: string;
  readonly container: string;
  readonly userName: string;
  readonly cgroupPath: string;
  /** CLOCK_BOOTTIME, ns; `ended` is 0 while it runs. */
  readonly started: bigint;
  readonly ended: bigint;
}

interface Held {
  readonly table: StoreTable;
  readonly rowBytes: number;
  readonly segments: Segment[];
  /** Rows of the last segment that are not in its table yet. */
  waiting: ColumnBatch[];
}

const WIDTHS: Readonly<Record<string, number>> = {
  USMALLINT: 2,
  UINTEGER: 4,
  INTEGER: 4,
  BOOLEAN: 1,
  VARCHAR: 24,
};

export class HotStore {
  private readonly held = new Map<string, Held>();
  private counter = 0;
  /** Of all segments, before compression. */
  bytes = 0;
  /** What is not newer than this is no longer whole: a part of it was let go; CLOCK_BOOTTIME, ns. */
  since = 0n;
  /** Processes that have their words, and how the container of each is called. */
  private readonly named = new Map<number, string>();
  private compressedAt: bigint | undefined;
  /** One after the other: rows keep their order. */
  private putting: Promise<void> = Promise.resolve();

  private constructor(
    /** Appends, and small questions. */
    readonly duck: Duck,
    /** Everything that takes long. */
    readonly slow: Duck,
    tables: readonly StoreTable[],
  ) {
    for (const table of tables)
      this.held.set(table.name, {
        table,
        rowBytes: table.hot.reduce((sum, { type }) => sum + (WIDTHS[type] ?? 8), 0),
        segments: [],
        waiting: [],
      });
  }

  static async open(tables: readonly StoreTable[]): Promise<HotStore> {
    const duck = await Duck.open(MEMORY_MIB, THREADS);
    await duck.run(`ATTACH ':memory:' AS ${DATABASE} (COMPRESS, BLOCK_SIZE 16384)`);
    await createLookups(duck);
    const hot = new HotStore(duck, await duck.another(), tables);
    await duck.run(`CREATE SCHEMA ${COUNTED}`);
    await duck.run(NAMES_VIEW);
    for (const held of hot.held.values()) await hot.view(held);
    return hot;
  }

  tables(): StoreTable[] {
    return [...this.held.values()].map(({ table }) => table);
  }

  private of(table: string): Held {
    const held = this.held.get(table);
    if (!held) throw new Error(`the store has no table ${table}`);
    return held;
  }

  /** Rows of a table that are newer than what it holds; `at` is of the newest of them. */
  async append({ table, rows, data }: HotRows, at: bigint): Promise<void> {
    if (!rows) return;
    const held = this.of(table);
    const { waitingMost, segmentNs } = held.table.kind === 'gauge' ? GAUGES : OTHERS;
    let segment = held.segments.at(-1);
    if (!segment || at - segment.begun >= segmentNs) {
      await this.put(held);
      segment = await this.begin(held, at);
    }
    held.waiting.push({ rows, data });
    segment.newest = at;
    segment.rows += rows;
    segment.bytes += rows * held.rowBytes;
    this.bytes += rows * held.rowBytes;
    if (held.waiting.length >= waitingMost) await this.put(held);
  }

  /** Whoever asks sees every row that came before: what waits goes into the tables. */
  async settle(): Promise<void> {
    for (const held of this.held.values()) await this.put(held);
  }

  private put(held: Held): Promise<void> {
    // Whoever put rows in before heard of it when that failed.
    const before = this.putting.catch(() => undefined);
    this.putting = before.then(async () => {
      const { waiting } = held;
      const segment = held.segments.at(-1);
      if (!waiting.length || !segment) return;
      held.waiting = [];
      await this.duck.append(segment.name, held.table.hot, joined(waiting), DATABASE);
    });
    return this.putting;
  }

  private async begin(held: Held, at: bigint): Promise<Segment> {
    const name = `${held.table.name}__${this.counter++}`;
    const sql = `${DATABASE}."${name}"`;
    await this.duck.run(createHot(held.table, sql));
    const segment: Segment = { name, sql, begun: at, newest: 0n, rows: 0, bytes: 0 };
    held.segments.push(segment);
    await this.view(held);
    return segment;
  }

  /** Words for processes: once each, but for what a runtime says later. */
  async name(processes: readonly ProcessName[]): Promise<void> {
    await this.noteEnds(processes.filter(({ ended }) => ended > 0n));
    const fresh = processes.filter(({ process }) => !this.named.has(process));
    await this.noteContainers(
      processes.filter(({ process, container }) => container && this.named.get(process) !== container),
    );
    if (!fresh.length) return;
    for (const { process, container } of fresh) this.named.set(process, container);
    await this.forgetNames();
    const data = [
      Uint32Array.from(fresh, ({ process }) => process),
      Int32Array.from(fresh, ({ pid }) => pid),
      fresh.map(({ comm }) => comm),
      Uint32Array.from(fresh, ({ uid }) => uid),
      Uint32Array.from(fresh, ({ parent }) => parent),
      fresh.map(({ unit }) => unit),
      fresh.map(({ container }) => container),
      fresh.map(({ userName }) => userName),
      fresh.map(({ cgroupPath }) => cgroupPath),
      BigInt64Array.from(fresh, ({ started }) => started),
    ];
    await this.duck.append('process_names', PROCESS_NAMES, [{ rows: fresh.length, data }]);
  }

  /** Told apart from names, which are written once: a change of a row would cost a search for it. */
  private async noteEnds(ended: readonly ProcessName[]): Promise<void> {
    if (!ended.length) return;
    const data = [
      Uint32Array.from(ended, ({ process }) => process),
      BigInt64Array.from(ended, ({ ended: at }) => at),
    ];
    await this.duck.append('process_ends', PROCESS_ENDS, [{ rows: ended.length, data }]);
  }

  /** A runtime answers when the process has its words, or another container is entered: the last one holds. */
  private async noteContainers(called: readonly ProcessName[]): Promise<void> {
    const later = called.filter(({ process }) => this.named.has(process));
    if (!later.length) return;
    for (const { process, container } of later) this.named.set(process, container);
    const data = [Uint32Array.from(later, ({ process }) => process), later.map(({ container }) => container)];
    await this.duck.append('process_containers', PROCESS_CONTAINERS, [{ rows: later.length, data }]);
  }

  /** The oldest names go when there are very many: rows that are still hot then have none. */
  private async forgetNames(): Promise<void> {
    if (this.named.size <= NAMES_MOST) return;
    const old = [...this.named.keys()].slice(0, NAMES_MOST / 2);
    for (const process of old) this.named.delete(process);
    await this.duck.run(
      `DELETE FROM process_names WHERE rowid IN (SELECT rowid FROM process_names ORDER BY rowid LIMIT ${old.length})`,
    );
    for (const later of ['process_ends', 'process_containers'])
      await this.duck.run(`DELETE FROM ${later} WHERE process NOT IN (SELECT process FROM process_names)`);
  }

  private get segments(): { held: Held; segment: Segment }[] {
    return [...this.held.values()].flatMap((held) => held.segments.map((segment) => ({ held, segment })));
  }

  private async view({ table, segments }: Held): Promise<void> {
    await this.duck.run(
      createView(
        table,
        segments.map(({ sql }) => sql),
      ),
    );
  }

  /** Somebody's SELECT on the views (hot-views.ts): sees every row that was appended before. */
  async *chunks(sql: string, signal?: AbortSignal): AsyncGenerator<ColumnChunk> {
    await this.settle();
    yield* this.duck.pieces(sql, COUNTED, signal);
  }

  /** SELECTs of written rows with `from` < at_ns <= `to`, in the order of time: rows of a union would come in any. */
  async selects(table: string, from: bigint, to: bigint): Promise<string[]> {
    const held = this.of(table);
    await this.put(held);
    const where = `WHERE h.at_ns > ${from} AND h.at_ns <= ${to}`;
    return held.segments
      .filter((segment) => segment.rows && segment.newest > from && segment.begun <= to)
      .map((segment) => selectWritten(held.table, segment.sql, where));
  }

  /** Lets go of what is too old, and of the oldest while there is too much; never of what is being filled. */
  async expire(now: bigint): Promise<void> {
    const whole = () => this.segments.filter(({ held, segment }) => segment !== held.segments.at(-1));
    for (const { held, segment } of whole())
      if (segment.newest + KEEP_NS < now) await this.drop(held, segment);
    while (this.bytes > HOT_BYTES_MOST) {
      const oldest = whole().sort((a, b) => Number(a.segment.newest - b.segment.newest))[0];
      if (!oldest) break;
      await this.drop(oldest.held, oldest.segment);
    }
    await this.compress(now);
  }

  /** Readers go on meanwhile; the next second waits, some tens of milliseconds. */
  private async compress(now: bigint): Promise<void> {
    this.compressedAt ??= now;
    if (now - this.compressedAt < COMPRESS_EACH) return;
    this.compressedAt = now;
    await this.duck.run(`CHECKPOINT ${DATABASE}`);
  }

  private async drop(held: Held, segment: Segment): Promise<void> {
    held.segments.splice(held.segments.indexOf(segment), 1);
    this.bytes -= segment.bytes;
    if (segment.newest > this.since) this.since = segment.newest;
    await this.view(held);
    await this.duck.run(`DROP TABLE ${segment.sql}`);
  }

  end(): void {
    this.slow.close();
    this.duck.closeAll();
  }
}

/** As one: each batch costs a call for every column. */
function joined(batches: readonly ColumnBatch[]): readonly ColumnBatch[] {
  const [first] = batches;
  if (!first || batches.length === 1) return batches;
  const rows = batches.reduce((sum, one) => sum + one.rows, 0);
  const data = first.data.map((column, index): ColumnData => {
    const pieces = batches.map((one) => one.data[index] ?? []);
    if (!ArrayBuffer.isView(column)) return pieces.flatMap((piece) => [...(piece as readonly string[])]);
    const whole = new (column.constructor as new (length: number) => typeof column)(rows);
    let at = 0;
    for (const piece of pieces) {
      // Of one table, so of one type.
      (whole as Float64Array).set(piece as Float64Array, at);
      at += piece.length;
    }
    return whole;
  });
  return [{ rows, data }];
}

const PROCESS_NAMES = [
  { name: 'process', type: 'UINTEGER', field: 'process', element: 0 },
  { name: 'pid', type: 'INTEGER', field: 'pid', element: 0 },
  { name: 'comm', type: 'VARCHAR', field: 'comm', element: 0 },
  { name: 'uid', type: 'UINTEGER', field: 'uid', element: 0 },
  { name: 'parent', type: 'UINTEGER', field: 'parent', element: 0 },
  { name: 'unit', type: 'VARCHAR', field: 'unit', element: 0 },
  { name: 'container', type: 'VARCHAR', field: 'container', element: 0 },
  { name: 'user_name', type: 'VARCHAR', field: 'user_name', element: 0 },
  { name: 'cgroup_path', type: 'VARCHAR', field: 'cgroup_path', element: 0 },
  { name: 'started_ns', type: 'BIGINT', field: 'started', element: 0 },
] as const;
const PROCESS_ENDS = [
  { name: 'process', type: 'UINTEGER', field: 'process', element: 0 },
  { name: 'ended_ns', type: 'BIGINT', field: 'ended', element: 0 },
] as const;
const PROCESS_CONTAINERS = [
  { name: 'process', type: 'UINTEGER', field: 'process', element: 0 },
  { name: 'container', type: 'VARCHAR', field: 'container', element: 0 },
] as const;

async function createLookups(duck: Duck): Promise<void> {
  await duck.run(
    'CREATE TABLE process_names (process UINTEGER, pid INTEGER, comm VARCHAR, uid UINTEGER, parent UINTEGER, ' +
      'unit VARCHAR, container VARCHAR, user_name VARCHAR, cgroup_path VARCHAR, started_ns BIGINT)',
  );
  await duck.run('CREATE TABLE process_ends (process UINTEGER, ended_ns BIGINT)');
  await duck.run('CREATE TABLE process_containers (process UINTEGER, container VARCHAR)');
  for (const [table, { key, word, numbers, of }] of Object.entries(FIXED_WORDS)) {
    await duck.run(`CREATE TABLE ${table} ("${key}" USMALLINT, ${word} VARCHAR)`);
    const columns = [
      { name: key, type: 'USMALLINT', field: key, element: 0 },
      { name: word, type: 'VARCHAR', field: word, element: 0 },
    ] as const;
    const keys = Uint16Array.from(numbers);
    const texts = Array.from(keys, (nr) => of(nr) ?? '');
    await duck.append(table, columns, [{ rows: keys.length, data: [keys, texts] }]);
    // Each row finds its word, also the one that is none: rows that find none would come after those that do.
    const none = Array.from(keys).filter((nr) => of(nr) === null);
    if (none.length) await duck.run(`UPDATE ${table} SET ${word} = NULL WHERE "${key}" IN (${none.join()})`);
  }
  await duck.run('CREATE TABLE buckets (bucket USMALLINT, from_ns BIGINT, to_ns BIGINT)');
  for (let bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket++) {
    const to = bucket === HISTOGRAM_BUCKETS - 1 ? 'NULL' : bucketStart(bucket + 1);
    await duck.run(`INSERT INTO buckets VALUES (${bucket}, ${bucketStart(bucket)}, ${to})`);
  }
}
