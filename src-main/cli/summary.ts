// SPDX-License-Identifier: Apache-2.0
// The table at the end, and the line of truth about the watching itself; the terminal view shares both.

import { totalLost } from '../engine/document';
import type { Session } from '../engine/session';
import { countText, durationText, visibleText } from '../shared/amount';
import type { Cell, ColumnDescription, Row, Tracer } from '../shared/tracer';

const ROWS_MOST = 40;

type Placed = ColumnDescription & { terminal: NonNullable<ColumnDescription['terminal']> };

/** The columns that have a place in the terminal. */
export function placedColumns(tracer: Tracer): Placed[] {
  return tracer.columns.filter((column): column is Placed => column.terminal !== undefined);
}

const fitted = (text: string, { terminal, unit }: Placed) =>
  unit === 'text' ? text.slice(0, terminal.width).padEnd(terminal.width) : text.padStart(terminal.width);

export function heading(tracer: Tracer): string {
  return placedColumns(tracer)
    .map((column) => fitted(column.terminal.heading, column))
    .join(' ');
}

function cellText(value: Cell | undefined, unit: string): string {
  if (value === null || value === undefined) return '-';
  if (unit === 'pid') return value ? String(value) : '*';
  if (unit === 'ns') return durationText(Number(value)).replace(' ', '');
  if (typeof value === 'number' || typeof value === 'bigint')
    return countText(Number(value)).replace(' ', '');
  return visibleText(String(value));
}

/** One row in 80 columns. */
export function rowText(tracer: Tracer, row: Row): string {
  return placedColumns(tracer)
    .map((column) => fitted(cellText(row[column.name], column.unit), column))
    .join(' ');
}

/** Largest first, text from A on. */
export function sortRows(rows: Row[], column: string, reverse: boolean): Row[] {
  const sign = reverse ? -1 : 1;
  return rows.sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (typeof x === 'string' && typeof y === 'string') return sign * x.localeCompare(y);
    return sign * (Number(y ?? -1) - Number(x ?? -1));
  });
}

/** What was lost and where, or that nothing was. */
export function lossText(session: Session): string {
  const lost = totalLost(session);
  const { books } = session;
  if (!lost) return 'lost 0';
  const causes = [
    [books.total('ring_full'), 'ring full'],
    [books.total('busy'), 'ring busy'],
    [books.total('tally_full'), 'table full'],
    [books.total('no_storage'), 'no memory'],
    [books.totalMisses(), 'skipped by the kernel'],
    [books.notFollowed, 'children not followed'],
  ] as const;
  return `lost ${countText(lost)} (${causes
    .filter(([count]) => count > 0)
    .map(([count, cause]) => `${cause} ${countText(count)}`)
    .join(', ')})`;
}

/** Cost as a share of one core since the session began. */
export function costText(session: Session): string {
  const share = (ns: number) => ((ns / 1e9 / Math.max(session.seconds, 0.001)) * 100).toFixed(1);
  return `watching costs ${share(session.cost.bpfNs + session.cost.appNs)} % of a core`;
}

export function summaryText(session: Session): string {
  const lines: string[] = [];
  for (const tracer of session.options.tracers) {
    const rows = sortRows(session.rows(tracer), 'count', false);
    lines.push(`${tracer.name}: ${session.seconds.toFixed(1)} s`, heading(tracer));
    lines.push(...rows.slice(0, ROWS_MOST).map((row) => rowText(tracer, row)));
    if (rows.length > ROWS_MOST) lines.push(`... and ${rows.length - ROWS_MOST} more rows (--json has all)`);
    if (!rows.length) lines.push('Nothing matched: none of what was asked for happened.');
    const census = session.census.get(tracer.name);
    if (session.options.events && census) lines.push(`events ${countText(census.delivered)}`);
  }
  const folded = session.processes.foldedProcesses();
  if (folded) lines.push(`${countText(folded)} processes share a row (PID *) per name: the table was full`);
  if (session.processes.endedTogether)
    lines.push(`${countText(session.processes.endedTogether)} ended processes share a row (PID *) per name`);
  for (const notice of session.notices) lines.push(`at ${notice.second} s: ${notice.text}`);
  lines.push(`${lossText(session)} · ${costText(session)} · ~ is an estimate within 13 %`);
  return `${lines.join('\n')}\n`;
}
