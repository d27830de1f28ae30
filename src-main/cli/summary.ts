// SPDX-License-Identifier: Apache-2.0
// The table at the end, and the line of truth about the watching itself; the terminal view shares both.

import { totalLost } from '../engine/document';
import type { LossEntry } from '../engine/books';
import type { Session } from '../engine/session';
import { bytesText, countText, durationText, visibleText } from '../shared/amount';
import type { Cell, ColumnDescription, EventRow, Row, Tracer } from '../shared/tracer';

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
  if (unit === 'bytes') return bytesText(Number(value)).replace(' ', '');
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

const CAUSES: readonly [LossEntry['cause'], string][] = [
  ['ring_full', 'ring full'],
  ['busy', 'ring busy'],
  ['tally_full', 'table full'],
  ['no_storage', 'no memory'],
  ['texts_lost', 'paths that found no room'],
  ['recursion_misses', 'skipped by the kernel'],
  ['not_followed', 'children not followed'],
];

/** What was lost, of what cause, on which CPU and when last; or that nothing was. */
export function lossText(session: Session): string {
  const lost = totalLost(session);
  if (!lost) return 'lost 0';
  const told = CAUSES.flatMap(([cause, words]) => {
    const entries = session.books.losses.filter((entry) => entry.cause === cause);
    if (!entries.length) return [];
    const count = entries.reduce((sum, entry) => sum + entry.count, 0);
    const cpus = [...new Set(entries.map((entry) => entry.cpu))]
      .filter((cpu) => cpu >= 0)
      .sort((a, b) => a - b);
    const where = cpus.length ? ` on CPU ${cpus.join(' ')}` : '';
    return [`${words} ${countText(count)}${where}, last at ${entries.at(-1)?.second} s`];
  });
  return `lost ${countText(lost)} (${told.join('; ')})`;
}

/** One event in a line: whose, what, and how long it took. */
export function eventText(row: EventRow): string {
  const rest = Object.entries(row).filter(([name]) => !['at_ns', 'pid', 'tid', 'comm', 'cpu'].includes(name));
  const words =
    typeof row.text === 'string'
      ? row.text
      : rest.map(([name, value]) => `${name}=${String(value)}`).join(' ');
  const took = row.duration_ns === undefined ? '' : `  <${durationText(Number(row.duration_ns))}>`;
  return `${String(row.pid).padStart(7)} ${visibleText(String(row.comm)).padEnd(15)} ${visibleText(words)}${took}`;
}

/** Cost as a share of one core since the session began; of a moment, as a length of time. */
export function costText(session: Session): string {
  const ns = session.cost.bpfNs + session.cost.appNs;
  if (session.seconds < 1) return `watching cost ${durationText(ns)} of CPU`;
  return `watching costs ${((ns / 1e9 / session.seconds) * 100).toFixed(1)} % of a core`;
}

function eventLines(session: Session, tracer: Tracer): string[] {
  return tracer.streams.flatMap(({ name }) => {
    const census = session.census.get(name);
    if (!census) return [];
    const what = tracer.streams.length > 1 ? `${name} events` : 'events';
    return [
      `${countText(census.delivered)} ${what}${census.rows.length ? ', the first of them:' : ''}`,
      ...census.rows.slice(0, ROWS_MOST).map(eventText),
    ];
  });
}

export function summaryText(session: Session): string {
  const lines: string[] = [];
  for (const tracer of session.options.tracers) {
    const rows = sortRows(session.rows(tracer), 'count', false);
    lines.push(`${tracer.name}: ${session.seconds.toFixed(1)} s`, heading(tracer));
    lines.push(...rows.slice(0, ROWS_MOST).map((row) => rowText(tracer, row)));
    if (rows.length > ROWS_MOST) lines.push(`... and ${rows.length - ROWS_MOST} more rows (--json has all)`);
    if (!rows.length) lines.push('Nothing matched: none of what was asked for happened.');
    if (session.options.events) lines.push(...eventLines(session, tracer));
  }
  const folded = session.processes.foldedProcesses();
  if (folded) lines.push(`${countText(folded)} processes share a row (PID *) per name: the table was full`);
  if (session.processes.endedTogether)
    lines.push(`${countText(session.processes.endedTogether)} ended processes share a row (PID *) per name`);
  for (const notice of session.notices) lines.push(`at ${notice.second} s: ${notice.text}`);
  lines.push(`${lossText(session)} · ${costText(session)} · ~ is an estimate within 13 %`);
  return `${lines.join('\n')}\n`;
}
