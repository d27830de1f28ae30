// SPDX-License-Identifier: Apache-2.0
// What a table of unknown meaning says by its units alone.
import type { Cell, ColumnDescription, Row } from '../../../src-main/shared/tracer';
import { countedText, durationWords } from '../../format/figure';

const COUNTS: ReadonlySet<string> = new Set(['events', 'calls', 'count', 'packets', 'faults', 'signals']);

export const isNumber = ({ unit }: ColumnDescription): boolean => unit !== 'text' && unit !== 'pid';
const isTime = (unit: string): boolean => unit === 'ns';

/** The column that tells how often: the first of a unit that counts, else the first number. */
export function countColumn(columns: readonly ColumnDescription[]): ColumnDescription | undefined {
  return (
    columns.find(({ unit }) => COUNTS.has(unit) || unit.endsWith('_count')) ??
    columns.find((column) => isNumber(column) && !isTime(column.unit))
  );
}

/** The column whose spread is worth a chart: a duration if there is one, else the count. */
export const spreadColumn = (columns: readonly ColumnDescription[]): ColumnDescription | undefined =>
  columns.find(({ unit }) => isTime(unit)) ?? countColumn(columns);

export function numberOf(cell: Cell | undefined): number | null {
  return typeof cell === 'number' || typeof cell === 'bigint' ? Number(cell) : null;
}

export function cellText(cell: Cell | undefined, unit: string): string {
  if (cell === null || cell === undefined) return 'no data';
  if (typeof cell === 'object')
    return Object.entries(cell)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  if (typeof cell === 'string') return cell;
  if (unit === 'pid') return Number(cell) === 0 ? 'several' : String(cell);
  return isTime(unit) ? durationWords(Number(cell)) : countedText(Number(cell));
}

export const sumOf = (rows: readonly Row[], column: string): number =>
  rows.reduce((sum, row) => sum + (numberOf(row[column]) ?? 0), 0);

/** How many rows have a value in each octave: bucket b holds 2^b to 2^(b+1). */
export function octaves(rows: readonly Row[], column: string): { from: number; counts: number[] } {
  const found = new Map<number, number>();
  for (const row of rows) {
    const value = numberOf(row[column]);
    if (value === null || value <= 0) continue;
    const octave = Math.floor(Math.log2(value));
    found.set(octave, (found.get(octave) ?? 0) + 1);
  }
  if (found.size === 0) return { from: 0, counts: [] };
  const [from, to] = [Math.min(...found.keys()), Math.max(...found.keys())];
  return { from, counts: Array.from({ length: to - from + 1 }, (_, at) => found.get(from + at) ?? 0) };
}

/** A tracer's name as a title. */
export const titled = (name: string): string =>
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
