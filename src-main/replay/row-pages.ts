// SPDX-License-Identifier: Apache-2.0
// Pages of a table's rows for one window: one at a time, the newest wish first, each bounded.

import { Failure } from '../shared/failure';
import { ASKERS_MOST, type RowsMessage, type RowsRequest } from '../shared/rows-contract';
import type { DerivedTable } from '../shared/tracer';
import type { RowsResult } from '../store/capture';
import { boundedRows, failureWords } from './answers';
import { type RowsSql, type RowsTable, rowsSql } from './rows-sql';

/** Who has the rows. */
export interface RowsSource {
  readonly tables: ReadonlyMap<string, RowsTable>;
  rows(sql: string, params: readonly [], most: number, signal?: AbortSignal): Promise<RowsResult>;
}

type Page = Pick<RowsMessage, 'columns' | 'rows' | 'total' | 'failure'>;

/** A table of the source, or one that is made of them. */
function tableOf(name: string, source: RowsSource, derived: readonly DerivedTable[]): RowsTable | undefined {
  const has = (table: string, column?: string) => {
    const columns = source.tables.get(table)?.columns;
    return column === undefined ? columns !== undefined : !!columns?.some((one) => one.name === column);
  };
  const made = derived.find((one) => one.name === name);
  const sql = made?.sql(has);
  return made === undefined ? source.tables.get(name) : sql === undefined ? undefined : { ...made, sql };
}

const NONE: Page = { columns: [], rows: [], total: 0, failure: null };

export class RowPages {
  private under: AbortController | undefined;
  /** Of the question that was asked last, as long as its rows stay the same. */
  private counted: { readonly key: string; readonly total: number } | undefined;

  /**
   * @param unixMinusBootNs of the source
   * @param grows whether the source gets new rows: then each page counts anew
   */
  constructor(
    private readonly tell: (message: RowsMessage) => void,
    private readonly unixMinusBootNs: () => bigint,
    private readonly grows = false,
    private readonly derived: readonly DerivedTable[] = [],
  ) {}

  cancel(): void {
    this.under?.abort();
    this.under = undefined;
  }

  /** `source`: undefined while there is none. */
  async take(request: RowsRequest, source: RowsSource | undefined): Promise<void> {
    this.cancel();
    const own = new AbortController();
    this.under = own;
    const begun = performance.now();
    const page = await this.page(request, source, own.signal).catch(
      (error: unknown): Page => ({ ...NONE, failure: failureWords(error, 'The rows cannot be shown.') }),
    );
    if (this.under !== own) return;
    this.under = undefined;
    this.tell({
      ...{ kind: 'rows', id: request.id, from: request.from, ms: performance.now() - begun },
      ...(request.asker === undefined ? {} : { asker: request.asker }),
      bootUnixMs: Number(this.unixMinusBootNs() / 1000n) / 1e3,
      ...page,
    });
  }

  private async page(
    { question, from, count }: RowsRequest,
    source: RowsSource | undefined,
    signal: AbortSignal,
  ): Promise<Page> {
    const table = source && tableOf(question.table, source, this.derived);
    if (!source || !table)
      throw new Failure(
        'There are no rows to show.',
        source ? `There is no table ${question.table} here.` : 'What has them is not open.',
        'Record with single events to have them.',
      );
    const sql = rowsSql(question, table, this.unixMinusBootNs());
    const total = await this.total(sql, source, signal);
    if (from >= total) return { ...NONE, total };
    const { columns, rows } = await source.rows(sql.page(from, count, total), [], count, signal);
    const inOrder = sql.backwards ? [...rows].reverse() : rows;
    const units = new Map(table.columns.map(({ name, unit }) => [name, unit]));
    return {
      columns: columns.map(({ name, type }) => ({ name, type, unit: units.get(name) ?? unitOf(name) })),
      rows: boundedRows(inOrder),
      total,
      failure: null,
    };
  }

  private async total(sql: RowsSql, source: RowsSource, signal: AbortSignal): Promise<number> {
    if (!this.grows && this.counted?.key === sql.count) return this.counted.total;
    const { rows } = await source.rows(sql.count, [], 1, signal);
    const total = Number(rows[0]?.[0] ?? 0);
    this.counted = { key: sql.count, total };
    return total;
  }
}

/** What the parts of one window ask for, each beside the others. */
export class Askers {
  private readonly pages = new Map<string, RowPages>();

  constructor(private readonly make: () => RowPages) {}

  async take(request: RowsRequest, source: RowsSource | undefined): Promise<void> {
    const asker = request.asker ?? '';
    let pages = this.pages.get(asker);
    if (!pages) {
      if (this.pages.size === ASKERS_MOST) return;
      pages = this.make();
      this.pages.set(asker, pages);
    }
    await pages.take(request, source);
  }

  cancel(): void {
    for (const pages of this.pages.values()) pages.cancel();
  }
}

/** Of what a group adds up. */
const unitOf = (name: string): string => {
  if (name.startsWith('total_')) return 'duration_ns';
  return name.startsWith('longest_') ? 'duration_max_ns' : 'event_count';
};
