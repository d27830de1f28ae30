// SPDX-License-Identifier: Apache-2.0
// What a table of unknown meaning says by its units alone.
import { visibleText } from '../../../src-main/shared/amount';
import type { Cell, ColumnDescription, Row } from '../../../src-main/shared/tracer';
import { countedText, durationWords } from '../../format/figure';

/** Tells rows apart, rather than being a figure of theirs. */
export const isKey = ({ unit, part }: ColumnDescription): boolean =>
  part === 'key' || unit === 'text' || unit === 'pid';
export const isTime = ({ unit }: ColumnDescription): boolean => unit === 'ns';

/** The column that tells how often: the first that adds up and is no time. */
export const countColumn = (columns: readonly ColumnDescription[]): ColumnDescription | undefined =>
  columns.find((column) => column.part === 'sum' && !isTime(column)) ??
  columns.find((column) => !isKey(column) && !isTime(column));

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `p99_ns` -> "p99", `bytes_read` -> "Bytes read": the unit is written beside it. */
export function columnTitle({ name, unit }: ColumnDescription): string {
  if (unit === 'pid') return 'PID';
  if (name === 'comm') return 'Process';
  const words = (unit === 'ns' ? name.replace(/_ns$/, '') : name).replaceAll('_', ' ');
  return /^p\d/.test(words) ? words : capital(words);
}

/** The unit for a head; times have theirs beside each figure, and a bare number has none. */
export const unitWords = ({ unit }: ColumnDescription): string =>
  ['ns', 'text', 'pid', 'plain_number'].includes(unit) ? '' : unit.replaceAll('_', ' ');

export function numberOf(cell: Cell | undefined): number | null {
  return typeof cell === 'number' || typeof cell === 'bigint' ? Number(cell) : null;
}

export function cellText(cell: Cell | undefined, column: ColumnDescription): string {
  if (cell === null || cell === undefined) return 'no data';
  if (typeof cell === 'object')
    return Object.entries(cell)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  if (typeof cell === 'string') return visibleText(cell);
  if (column.unit === 'pid') return Number(cell) === 0 ? 'several' : String(cell);
  if (isKey(column)) return String(cell);
  return isTime(column) ? durationWords(Number(cell)) : countedText(cell);
}

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

/** What an octave holds: "1", "2 to 3", "4 to 7". */
export function octaveWords(octave: number): string {
  const [low, high] = [2 ** octave, 2 ** (octave + 1) - 1];
  return low === high ? countedText(low) : `${countedText(low)} to ${countedText(high)}`;
}

/** `file_open` -> "file open"; what are no words stay as they are written. */
export const plain = (name: string): string =>
  name
    .replaceAll('_', ' ')
    .replace(/\bio\b/, 'I/O')
    .replace(/\bdns\b/, 'DNS');

/** A tracer's name as a title. */
export const titled = (name: string): string => capital(plain(name));
