// SPDX-License-Identifier: Apache-2.0
// Tallies of a capture as looks at the kernel once found them: whoever can read those can show a capture.

import type { NativeScan } from '../helper/native';
import { isLargest } from '../engine/tally-sum';
import { TALLIES } from '../shared/events.gen';
import { bucketStart, HISTOGRAM_BUCKETS } from '../shared/histogram';
import type { Field, Tally } from '../shared/layout';
import { type BySpan, Cursor, Gathered } from './by-span';
import { histogramTable, type StoreTable } from './columns';
import type { ColumnChunk, Numbers, PlainValue } from './values';

/** What is asked of a capture here: `Capture`, and the `Replay` that puts it into a process of its own, have it. */
export interface KeptSource {
  readonly tables: ReadonlyMap<
    string,
    {
      readonly name: string;
      readonly kind: string | undefined;
      readonly columns: readonly { readonly name: string }[];
    }
  >;
  rows(
    sql: string,
    params?: readonly (number | bigint | string)[],
    most?: number,
  ): Promise<{
    readonly rows: readonly (readonly PlainValue[])[];
  }>;
  chunks(sql: string): AsyncGenerator<ColumnChunk>;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const BUCKET_OF: ReadonlyMap<number, number> = new Map(
  Array.from({ length: HISTOGRAM_BUCKETS }, (_, bucket) => [bucketStart(bucket), bucket]),
);

/** Seconds of a capture, several of them as one when there are many. */
export interface Spans {
  /** SQL that follows a table with `at_ns`: its rows then have `s.span`, from 0. */
  readonly join: string;
  readonly count: number;
  /** All that is asked for: each span is one second, and no key comes twice in it. */
  readonly stretch?: Stretch;
}

/** Seconds from the first to the last of these, CLOCK_BOOTTIME, ns. */
export interface Stretch {
  readonly first: bigint;
  readonly last: bigint;
}

const within = ({ first, last }: Stretch) => `at_ns BETWEEN ${first} AND ${last}`;

/** Up to `most` seconds that have a tick and end after `after` and before `before`; undefined when there is none. */
export async function nextSpans(
  kept: KeptSource,
  after: bigint,
  before: bigint,
  most: number,
): Promise<(Spans & { readonly stretch: Stretch }) | undefined> {
  const { rows } = await kept.rows(
    `SELECT at_ns FROM ticks WHERE at_ns > ${after} AND at_ns < ${before} ORDER BY at_ns LIMIT ${most}`,
  );
  if (!rows.length) return undefined;
  const stretch = { first: BigInt(rows[0]?.[0] ?? 0), last: BigInt(rows.at(-1)?.[0] ?? 0) };
  const sql = `(SELECT at_ns, row_number() OVER (ORDER BY at_ns) - 1 AS span FROM ticks WHERE ${within(stretch)})`;
  return { join: `JOIN ${sql} AS s USING (at_ns)`, count: rows.length, stretch };
}

/**
 * Everything that has a time of a second: a capture that was cut off may lack a table's last part. Asked once, and told
 * to later questions as the times that spans begin at: each of them would read all tables again.
 */
export async function spansOf(capture: KeptSource, most: number): Promise<Spans> {
  const timed = [...capture.tables.values()].filter(({ kind }) => kind === 'tally' || kind === 'ticks');
  if (!timed.length) return { join: 'JOIN (SELECT 0 AS span WHERE false) AS s ON true', count: 0 };
  const all = timed.map(({ name }) => `SELECT DISTINCT at_ns FROM ${quoted(name)}`).join(' UNION ');
  const { rows } = await capture.rows(
    `WITH looks AS MATERIALIZED (${all}), together AS (SELECT greatest(1, ceil(count(*) / ${most})) AS looks FROM looks) ` +
      'SELECT min(at_ns) FROM (SELECT at_ns, (row_number() OVER (ORDER BY at_ns) - 1) // ' +
      '(SELECT looks FROM together)::BIGINT AS span FROM looks) GROUP BY span ORDER BY span',
    [],
    most,
  );
  const begins = rows.map(([at], span) => `(${BigInt(at ?? 0)}::BIGINT, ${span})`);
  if (!begins.length) return { join: 'JOIN (SELECT 0 AS span WHERE false) AS s ON true', count: 0 };
  const relation = `(VALUES ${begins.join(', ')}) AS s(span_begins, span)`;
  return { join: `ASOF JOIN ${relation} ON at_ns >= s.span_begins`, count: begins.length };
}

interface Figure {
  readonly of: string;
  readonly as: 'max' | 'sum';
}

const figure = (of: string, as: Figure['as'] | '') => `coalesce(${as}(${of}), 0)::DOUBLE`;

async function* none(): AsyncGenerator<ColumnChunk> {}

/** The row of each key, which is two words. */
class Places {
  private readonly byHigh = new Map<number, Map<number, number>>();

  set(low: number, high: number, row: number): void {
    const rows = this.byHigh.get(high);
    if (rows) rows.set(low, row);
    else this.byHigh.set(high, new Map([[low, row]]));
  }

  get(low: number, high: number): number | undefined {
    return this.byHigh.get(high)?.get(low);
  }
}

/** One tally of a capture, span after span. */
class KeptTally {
  private readonly main: BySpan;
  private readonly histograms: { readonly index: number; readonly cursor: BySpan }[] = [];
  /** Where a key's words are in a row: the first, and what the second is made of. */
  private readonly lowAt: number;
  private readonly highFields: readonly { index: number; mask: number; shift: number }[];
  private readonly values: readonly { readonly index: number; readonly field: Field }[];

  constructor(
    private readonly capture: KeptSource,
    private readonly tally: Tally,
    private readonly tables: readonly StoreTable[],
    private readonly spans: Spans,
  ) {
    this.lowAt = 1 + tally.key.fields.findIndex(({ offset }) => offset < 4);
    this.highFields = tally.key.fields.flatMap(({ offset, bytes }, index) =>
      offset < 4
        ? []
        : [
            {
              index: 1 + index,
              mask: bytes === 4 ? -1 : 0xffff,
              shift: bytes === 4 ? 1 : 2 ** (8 * (offset % 4)),
            },
          ],
    );
    const fields = tally.value.fields.map((field, index) => ({ index, field }));
    this.values = fields.filter(({ field }) => field.bytes === 8 && !field.name.startsWith('unused'));
    this.main = this.cursor(
      tally.name,
      this.values.map(({ field }) => ({ field, as: isLargest(field) ? 'max' : 'sum' })),
    );
    for (const { index, field } of fields)
      if (field.unit === 'histogram_count')
        this.histograms.push({ index, cursor: this.histogramCursor(histogramTable(tally.name, field.name)) });
  }

  private name(table: string, field: string): string | undefined {
    const name = this.tables.find((one) => one.name === table)?.hot.find((one) => one.field === field)?.name;
    return name !== undefined && this.has(table, name) ? quoted(name) : undefined;
  }

  private has(table: string, column: string): boolean {
    return this.capture.tables.get(table)?.columns.some(({ name }) => name === column) ?? false;
  }

  private keys(table: string): string[] {
    return this.tally.key.fields.map(({ name }) => `coalesce(${this.name(table, name) ?? '0'}, 0)::UINTEGER`);
  }

  private ask(table: string, keys: readonly string[], figures: readonly Figure[]): BySpan {
    if (!this.has(table, 'at_ns')) return new Cursor(none());
    const { join, stretch } = this.spans;
    const columns = [
      's.span::DOUBLE',
      ...keys,
      ...figures.map(({ of, as }) => figure(of, stretch ? '' : as)),
    ];
    const source = `FROM ${quoted(table)} ${join}`;
    const which = stretch ? `WHERE ${within(stretch)}` : `GROUP BY ${['s.span', ...keys].join(', ')}`;
    const sql = `SELECT ${columns.join(', ')} ${source} ${which}`;
    return stretch
      ? new Gathered(this.capture.chunks(sql))
      : new Cursor(this.capture.chunks(`${sql} ORDER BY s.span`));
  }

  private cursor(table: string, figures: readonly { field: Field; as: 'max' | 'sum' }[]): BySpan {
    return this.ask(
      table,
      this.keys(table),
      figures.map(({ field, as }) => ({ of: this.name(table, field.name) ?? '0', as })),
    );
  }

  private histogramCursor(table: string): BySpan {
    if (!this.has(table, 'from_ns') || !this.has(table, 'count')) return new Cursor(none());
    return this.ask(
      table,
      [...this.keys(table), 'coalesce(from_ns, 0)::DOUBLE'],
      [{ of: '"count"', as: 'sum' }],
    );
  }

  /** The second word of a key, as the kernel has it. */
  private high(columns: readonly Numbers[], at: number): number {
    let word = 0;
    for (const { index, mask, shift } of this.highFields)
      word += (Number(columns[index]?.[at] ?? 0) & mask) * shift;
    return word >>> 0;
  }

  private low(columns: readonly Numbers[], at: number): number {
    return Number(columns[this.lowAt]?.[at] ?? 0);
  }

  close(): void {
    for (const cursor of [this.main, ...this.histograms.map((one) => one.cursor)]) cursor.close();
  }

  async scan(span: number): Promise<NativeScan> {
    const keys: number[] = [];
    const values = this.values.map((): number[] => []);
    const places = new Places();
    const first = 1 + this.tally.key.fields.length;
    await this.main.rows(span, (columns, from, to) => {
      for (let at = from; at < to; at++) {
        const low = this.low(columns, at);
        const high = this.high(columns, at);
        places.set(low, high, keys.length / 2);
        keys.push(low, high);
      }
      values.forEach((list, index) => {
        const column = columns[first + index];
        for (let at = from; at < to; at++) list.push(Number(column?.[at] ?? 0));
      });
    });
    const rows = keys.length / 2;
    const columns: (Float64Array | Uint32Array)[] = this.tally.value.fields.map((field) =>
      field.bytes === 8 ? new Float64Array(rows) : new Uint32Array(rows * field.length),
    );
    this.values.forEach(({ index }, place) => {
      columns[index] = Float64Array.from(values[place] ?? []);
    });
    for (const { index, cursor } of this.histograms)
      await cursor.rows(span, (parts, from, to) => {
        const cells = columns[index];
        for (let at = from; cells && at < to; at++) {
          const row = places.get(this.low(parts, at), this.high(parts, at));
          const bucket = BUCKET_OF.get(Number(parts[first]?.[at]));
          if (row !== undefined && bucket !== undefined)
            cells[row * HISTOGRAM_BUCKETS + bucket] = Number(parts[first + 1]?.[at] ?? 0);
        }
      });
    return { rows, occupied: rows, entries: rows, keys: Uint32Array.from(keys), columns };
  }
}

/** The looks of a capture, one a span, by tally. */
export async function* keptScans(
  capture: KeptSource,
  tallies: readonly string[],
  tables: readonly StoreTable[],
  spans: Spans,
): AsyncGenerator<Map<string, NativeScan>> {
  const kept = tallies.flatMap((name) => {
    const tally = TALLIES[name];
    return tally ? [{ name, tally: new KeptTally(capture, tally, tables, spans) }] : [];
  });
  try {
    for (let span = 0; span < spans.count; span++) {
      const scans = new Map<string, NativeScan>();
      for (const { name, tally } of kept) scans.set(name, await tally.scan(span));
      yield scans;
    }
  } finally {
    for (const { tally } of kept) tally.close();
  }
}
