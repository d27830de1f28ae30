// SPDX-License-Identifier: Apache-2.0
// Five rounds, everything in turn, so that a slow minute of the machine hits ours and theirs alike.

/** `--short`: does it still run? Its figures are nothing to quote. */
export const SHORT = process.argv.includes('--short');

export const ROUNDS = SHORT ? 2 : 5;

/** Between two rounds the bare machine may differ by this much; more, and nothing is said. */
const BASE_MOVES_MOST = 0.1;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (!sorted.length) return Number.NaN;
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** How far the greatest lies above the least. */
export function spread(values: readonly number[]): number {
  const least = Math.min(...values);
  return least > 0 ? (Math.max(...values) - least) / least : 0;
}

export const isQuiet = (base: readonly number[]) => spread(base) <= BASE_MOVES_MOST;

/** The median, and how far from it the true one may lie (the notch of a box plot: 95 % of the time). */
export function middle(values: readonly number[]): { median: number; doubt: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  return { median: median(values), doubt: (1.57 * (at(0.75) - at(0.25))) / Math.sqrt(sorted.length) };
}

/** One line of the table. */
export interface Figure {
  readonly bench: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: { readonly most: number } | { readonly least: number } | { readonly exactly: number };
  /** false: the machine itself moved too much for a verdict. */
  readonly quiet?: boolean;
  /** What the value was made of, and anything that a reader should know. */
  readonly note?: string;
}

export type Verdict = 'met' | 'missed' | 'no verdict' | '';

export function verdict(figure: Figure): Verdict {
  const { target, value } = figure;
  if (!target) return '';
  if (figure.quiet === false || Number.isNaN(value)) return 'no verdict';
  if ('most' in target) return value <= target.most ? 'met' : 'missed';
  if ('least' in target) return value >= target.least ? 'met' : 'missed';
  return value === target.exactly ? 'met' : 'missed';
}

function targetText(figure: Figure): string {
  const { target } = figure;
  if (!target) return '';
  if ('most' in target) return `<= ${target.most}`;
  return 'least' in target ? `>= ${target.least}` : `= ${target.exactly}`;
}

const plain = (value: number) =>
  Number.isInteger(value)
    ? String(value)
    : value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3);

/** A Markdown table, padded so that a terminal shows it as well. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.bench,
    figure.what,
    `${plain(figure.value)} ${figure.unit}`.trim(),
    targetText(figure),
    verdict(figure),
    figure.note ?? '',
  ]);
  const all = [['bench', 'what', 'measured', 'target', 'verdict', 'note'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body.map(line)].join(
    '\n',
  );
}
