// SPDX-License-Identifier: Apache-2.0
// Order and width of a table's columns, as the person arranged them.
import type { ReactNode } from 'react';

export interface GridColumn<R> {
  readonly id: string;
  readonly head: ReactNode;
  /** Its name in words, for menus, copies and screen readers. */
  readonly label: string;
  /** One sentence about what it says. */
  readonly meaning?: string;
  /** px; 0 takes what is left. */
  readonly width: number;
  readonly least?: number;
  readonly align: 'start' | 'end';
  /** Columns that begin with the largest; undefined cannot be sorted. */
  readonly sorts?: 'largest' | 'text';
  /** Stays at its place at the left. */
  readonly fixed?: boolean;
  /** Stays at its place at the right. */
  readonly last?: boolean;
  cell(row: R): ReactNode;
  text(row: R): string;
}

export interface ColumnLayout {
  readonly order: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

const LEAST = 44;
const MOST = 900;

/** Columns in the person's order; new ones keep their place after the one they follow by default. */
export function arranged<R>(columns: readonly GridColumn<R>[], { order }: ColumnLayout): GridColumn<R>[] {
  const placed = columns.map((column, index) => {
    const at = order.indexOf(column.id);
    return { column, at: column.fixed ? -1 : column.last ? columns.length : at < 0 ? index : at };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ column }) => column);
}

export function template<R>(columns: readonly GridColumn<R>[], { widths }: ColumnLayout): string {
  return columns
    .map(({ id, width, least = LEAST }) => {
      const own = widths[id];
      if (own !== undefined) return `${own}px`;
      return width > 0 ? `${width}px` : `minmax(${least}px, 1fr)`;
    })
    .join(' ');
}

/** The least width at which all columns fit, with the padding of a row and the scrollbar. */
export function leastWidth<R>(columns: readonly GridColumn<R>[], { widths }: ColumnLayout): number {
  return columns.reduce(
    (sum, { id, width, least = LEAST }) => sum + (widths[id] ?? (width > 0 ? width : least)),
    34,
  );
}

/** The order with a column moved by some places; the fixed ones stay. */
export function moved<R>(columns: readonly GridColumn<R>[], id: string, by: number): string[] {
  const order = columns.map((column) => column.id);
  const from = order.indexOf(id);
  const first = columns.filter((column) => column.fixed).length;
  const last = order.length - 1 - columns.filter((column) => column.last).length;
  const to = Math.min(last, Math.max(first, from + by));
  if (from < first || from > last) return order;
  order.splice(from, 1);
  order.splice(to, 0, id);
  return order;
}

export const clampedWidth = (width: number, least = LEAST): number =>
  Math.round(Math.min(MOST, Math.max(least, width)));
