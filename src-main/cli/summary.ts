// SPDX-License-Identifier: Apache-2.0
// The table at the end, and the line of truth about the watching itself; the terminal view shares both.

import { totalLost } from '../engine/document';
import type { Session } from '../engine/session';
import { countText, durationText, visibleText } from '../shared/amount';
import type { Row } from '../shared/tracer';

const ROWS_MOST = 40;

const number = (row: Row, name: string) => Number(row[name] ?? 0);
const errorsOf = (row: Row) => number(row, 'errors');

export const HEADING = `${'PID'.padStart(7)} ${'COMM'.padEnd(15)} ${'SYSCALL'.padEnd(17)} ${'CALLS'.padStart(7)} ${'ERR'.padStart(6)} ${'~P50'.padStart(7)} ${'~P99'.padStart(7)} ${'MAX'.padStart(7)}`;

/** One row in 80 columns. */
export function rowText(row: Row): string {
  const time = (name: string) => (row[name] === null ? '-' : durationText(number(row, name)).replace(' ', ''));
  return [
    String(row.pid || '*').padStart(7),
    visibleText(String(row.comm)).slice(0, 15).padEnd(15),
    String(row.syscall).slice(0, 17).padEnd(17),
    countText(number(row, 'count')).replace(' ', '').padStart(7),
    countText(errorsOf(row)).replace(' ', '').padStart(6),
    time('p50_ns').padStart(7),
    time('p99_ns').padStart(7),
    time('max_ns').padStart(7),
  ].join(' ');
}

export const SORTS: Readonly<Record<string, { name: string; of: (row: Row) => number | string }>> = {
  c: { name: 'calls', of: (row) => number(row, 'count') },
  e: { name: 'errors', of: errorsOf },
  t: { name: 'time', of: (row) => number(row, 'total_ns') },
  m: { name: 'longest', of: (row) => number(row, 'max_ns') },
  p: { name: 'process', of: (row) => -number(row, 'pid') },
};

export function sortRows(rows: Row[], key: string, reverse: boolean): Row[] {
  const of = SORTS[key]?.of ?? SORTS.c?.of ?? (() => 0);
  return rows.sort((a, b) => (of(b) > of(a) ? 1 : of(b) < of(a) ? -1 : 0) * (reverse ? -1 : 1));
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
    const rows = sortRows(session.rows(tracer), 'c', false);
    lines.push(`${tracer.name}: ${session.seconds.toFixed(1)} s`, HEADING);
    lines.push(...rows.slice(0, ROWS_MOST).map(rowText));
    if (rows.length > ROWS_MOST) lines.push(`... and ${rows.length - ROWS_MOST} more rows (--json has all)`);
    if (!rows.length) lines.push('Nothing matched: no process made a call that was asked for.');
    const census = session.census.get(tracer.name);
    if (session.options.events && census) lines.push(`events ${countText(census.delivered)}`);
  }
  const folded = session.processes.foldedProcesses();
  if (folded) lines.push(`${countText(folded)} processes share a row (PID *) per name: the table was full`);
  for (const notice of session.notices) lines.push(`at ${notice.second} s: ${notice.text}`);
  lines.push(`${lossText(session)} · ${costText(session)} · ~ is an estimate within 13 %`);
  return `${lines.join('\n')}\n`;
}
