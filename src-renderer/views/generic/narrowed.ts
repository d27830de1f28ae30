// SPDX-License-Identifier: Apache-2.0
// What narrows the table of a tracer, for as long as the window is there: what cells say, and text in any of them.

import { createStore } from 'zustand/vanilla';
import type { ColumnDescription, Row } from '../../../src-main/shared/tracer';
import { cellText } from './figures';

export interface CellTerm {
  readonly column: string;
  readonly op: 'is' | 'not';
  /** As the cell says it. */
  readonly value: string;
}

export interface Narrowed {
  readonly terms: readonly CellTerm[];
  readonly text: string;
}

const TERMS_MOST = 32;
const ALL: Narrowed = { terms: [], text: '' };

export const narrowed = createStore<Readonly<Record<string, Narrowed>>>(() => ({}));

export const narrowedOf = (tracer: string): Narrowed => narrowed.getState()[tracer] ?? ALL;

export function narrow(tracer: string, to: Partial<Narrowed>): void {
  narrowed.setState({ [tracer]: { ...narrowedOf(tracer), ...to } });
}

const sameCell = (a: CellTerm, b: CellTerm): boolean => a.column === b.column && a.value === b.value;

/** Takes the place of what says the contrary. */
export function addCellTerm(tracer: string, term: CellTerm): void {
  const others = narrowedOf(tracer).terms.filter((one) => !sameCell(one, term));
  narrow(tracer, { terms: [...others, term].slice(-TERMS_MOST) });
}

export function removeCellTerm(tracer: string, term: CellTerm): void {
  narrow(tracer, { terms: narrowedOf(tracer).terms.filter((one) => !sameCell(one, term)) });
}

/** Whether a row holds all terms: of one column any `is` will do, as no row says two things. */
export function rowMatcher({ terms, text }: Narrowed, columns: readonly ColumnDescription[]) {
  const wanted = text.toLowerCase();
  return (row: Row): boolean => {
    const says = (column: ColumnDescription) => cellText(row[column.name], column);
    const holds = columns.every((column) => {
      const own = terms.filter((term) => term.column === column.name);
      if (own.length === 0) return true;
      const said = says(column);
      const asked = own.filter(({ op }) => op === 'is');
      if (asked.length > 0 && !asked.some(({ value }) => value === said)) return false;
      return !own.some(({ op, value }) => op === 'not' && value === said);
    });
    return holds && (wanted === '' || columns.some((column) => says(column).toLowerCase().includes(wanted)));
  };
}
