// SPDX-License-Identifier: Apache-2.0
// Values in columns for a terminal: numbers to the right, everything visible.

import { visibleText } from '../shared/amount';
import type { PlainValue } from '../store/values';

const WIDTH_MOST = 60;

function shown(value: PlainValue): string {
  if (value === null) return '-';
  const text = visibleText(String(value));
  return text.length > WIDTH_MOST ? `${text.slice(0, WIDTH_MOST - 1)}…` : text;
}

const isNumber = (value: PlainValue | undefined) => typeof value === 'number' || typeof value === 'bigint';

/** Lines, each with its end; without headings where there are none. */
export function tableText(
  headings: readonly string[] | undefined,
  rows: readonly (readonly PlainValue[])[],
): string {
  const cells = rows.map((row) => row.map(shown));
  const heads = headings?.map(visibleText);
  const count = heads?.length ?? rows[0]?.length ?? 0;
  const columns = Array.from({ length: count }, (_, at) => ({
    right: rows.some((row) => isNumber(row[at])),
    width: cells.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), heads?.[at]?.length ?? 0),
  }));
  const line = (texts: readonly string[]) =>
    columns
      .map(({ right, width }, at) =>
        right ? (texts[at] ?? '').padStart(width) : (texts[at] ?? '').padEnd(width),
      )
      .join('  ')
      .trimEnd();
  const all = heads ? [line(heads), line(columns.map(({ width }) => '-'.repeat(width)))] : [];
  return [...all, ...cells.map(line)].map((text) => `${text}\n`).join('');
}
