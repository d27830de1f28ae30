// SPDX-License-Identifier: Apache-2.0
// What is asked of a table's rows, for as long as the window is there: each table has its own.

import { createStore } from 'zustand/vanilla';
import type { RowGroup, RowOrder, RowTerm } from '../../../src-main/shared/rows-contract';
import { ROW_TERMS_MOST } from '../../../src-main/shared/rows-contract';

export interface RowsView {
  readonly terms: readonly RowTerm[];
  readonly text: string;
  readonly group: RowGroup | null;
  /** Null for the order that the rows have by themselves. */
  readonly order: RowOrder | null;
  /** Index of the row that is shown in full. */
  readonly chosen: number | null;
}

const START: RowsView = { terms: [], text: '', group: null, order: null, chosen: null };

export const rowsViews = createStore<Readonly<Record<string, RowsView>>>(() => ({}));

export const rowsViewOf = (table: string): RowsView => rowsViews.getState()[table] ?? START;

/** Another question has other rows: none of them is chosen then. */
export function change(table: string, to: Partial<RowsView>): void {
  const before = rowsViewOf(table);
  rowsViews.setState({ [table]: { ...before, chosen: null, ...to } });
}

export const sameRowTerm = (a: RowTerm, b: RowTerm): boolean =>
  a.column === b.column && a.op === b.op && a.value === b.value;

/** Takes the place of what says the contrary. */
export function addTerm(table: string, term: RowTerm): void {
  const contrary = { ...term, op: term.op === 'is' ? ('not' as const) : ('is' as const) };
  const { terms } = rowsViewOf(table);
  const others = terms.filter((one) => !sameRowTerm(one, term) && !sameRowTerm(one, contrary));
  change(table, { terms: [...others, term].slice(-ROW_TERMS_MOST), group: null, order: null });
}

export function removeTerm(table: string, term: RowTerm): void {
  change(table, { terms: rowsViewOf(table).terms.filter((one) => !sameRowTerm(one, term)) });
}
