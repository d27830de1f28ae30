// SPDX-License-Identifier: Apache-2.0
// Queries of a window upon its capture: one at a time, each answer bounded.

import type { CaptureTable, RowsResult } from '../store/capture';
import {
  ANSWER_ROWS_MOST,
  type AnswerMessage,
  type QueryRequest,
  type TableInfo,
} from '../shared/capture-contract';
import { Failure } from '../shared/failure';
import { boundedRows, failureWords } from './answers';

export interface Asked {
  readonly tables: ReadonlyMap<string, CaptureTable>;
  rows(sql: string, params: readonly [], most: number, signal: AbortSignal): Promise<RowsResult>;
}

export const tableInfos = ({ tables }: Pick<Asked, 'tables'>): TableInfo[] =>
  [...tables.values()].map(({ name, kind = '', rows, columns }) => ({
    ...{ name, kind, rows },
    columns: columns.map(({ name: column, type, unit, meaning }) => ({ name: column, type, unit, meaning })),
  }));

/** The unit that every column of this name has; '' where they differ. */
function unitOf(name: string, tables: Iterable<CaptureTable>): string {
  const units = new Set(
    [...tables].flatMap(({ columns }) => columns.flatMap((one) => (one.name === name ? [one.unit] : []))),
  );
  const [unit = ''] = units;
  return units.size === 1 ? unit : '';
}

export class Questions {
  private under: { readonly id: number; readonly stop: AbortController } | undefined;

  constructor(private readonly tell: (answer: AnswerMessage) => void) {}

  take(request: QueryRequest, capture: Asked | undefined): void {
    if (request.kind === 'query') void this.ask(request.id, request.sql, capture);
    else if (request.id === this.under?.id) this.cancel();
  }

  cancel(): void {
    this.under?.stop.abort();
    this.under = undefined;
  }

  private async ask(id: number, sql: string, capture: Asked | undefined): Promise<void> {
    this.cancel();
    const own = { id, stop: new AbortController() };
    this.under = own;
    const begun = performance.now();
    const answer = (rest: Pick<AnswerMessage, 'columns' | 'rows' | 'cut' | 'failure'>) =>
      this.tell({ kind: 'answer', id, ms: performance.now() - begun, ...rest });
    try {
      if (!capture)
        throw new Failure('The query was not asked.', 'The capture is not open.', 'Open it again.');
      const { columns, rows, cut } = await capture.rows(sql, [], ANSWER_ROWS_MOST, own.stop.signal);
      const held = boundedRows(rows);
      answer({
        columns: columns.map(({ name, type }) => ({
          name,
          type,
          unit: unitOf(name, capture.tables.values()),
        })),
        rows: held,
        cut: cut || held.length < rows.length,
        failure: null,
      });
    } catch (error) {
      const failure = own.stop.signal.aborted
        ? { what: 'The query was cancelled.', why: 'That was asked for.', mend: 'Ask again.' }
        : failureWords(error, 'The query was not answered.');
      answer({ columns: [], rows: [], cut: false, failure });
    } finally {
      if (this.under === own) this.under = undefined;
    }
  }
}
