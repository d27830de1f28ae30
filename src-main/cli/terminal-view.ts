// SPDX-License-Identifier: Apache-2.0
// The live view: one screen, redrawn in place, on the alternate screen so that the shell's text comes back.

import { totalLost } from '../engine/document';
import type { Session } from '../engine/session';
import { countText, visibleText } from '../shared/amount';
import type { Row, Tracer } from '../shared/tracer';
import { costText, eventText, heading, lossText, placedColumns, rowText, sortRows } from './summary';

const REDRAW_MS = 1000;
/** Columns that are left beside a table before there is one more: container, application, unit or user. */
const WHO_LEAST = 12;

export class TerminalView {
  private sort = 'count';
  private reverse = false;
  private paused = false;
  private drawn = Number.NEGATIVE_INFINITY;
  private lost = 0;
  private latest: Session | undefined;
  private before = new Map<string, number>();
  private rates = new Map<string, number>();
  private beforeSeconds = 0;

  constructor(
    private readonly tracers: readonly Tracer[],
    private readonly leave: () => void,
  ) {}

  begin(): void {
    process.stdout.write('\x1b[?1049h\x1b[?25l');
    if (!process.stdin.isTTY) return;
    process.stdin.setRawMode(true);
    process.stdin.resume();
    process.stdin.on('data', (keys) => {
      for (const key of keys.toString()) this.press(key);
    });
    process.stdout.on('resize', () => this.draw());
  }

  end(): void {
    process.stdout.write('\x1b[?25h\x1b[?1049l');
    if (!process.stdin.isTTY) return;
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }

  private press(key: string): void {
    if (key === 'q' || key === '\x03') {
      this.leave();
      return;
    }
    if (key === ' ') this.paused = !this.paused;
    if (key === 'r') this.reverse = !this.reverse;
    for (const tracer of this.tracers)
      for (const column of placedColumns(tracer)) if (column.terminal.key === key) this.sort = column.name;
    this.draw();
  }

  /** Each tick; redrawn once a second, and at once when something was lost. */
  show(session: Session): void {
    this.latest = session;
    if (this.paused) return;
    const now = performance.now();
    const lost = totalLost(session);
    const due = now - this.drawn >= REDRAW_MS - 50;
    if (due) {
      this.drawn = now;
      this.measureRates(session);
    }
    if (due || lost > this.lost) this.draw();
    this.lost = lost;
  }

  /** What tells a row from the others: its texts and its process. */
  private idOf(tracer: Tracer, row: Row): string {
    const named = tracer.columns.filter((column) => column.unit === 'text' || column.unit === 'pid');
    return [tracer.name, ...named.map((column) => row[column.name])].join(' ');
  }

  private measureRates(session: Session): void {
    const span = Math.max(session.seconds - this.beforeSeconds, 0.001);
    const now = new Map<string, number>();
    this.rates = new Map();
    for (const tracer of this.tracers)
      for (const row of session.rows(tracer)) {
        const id = this.idOf(tracer, row);
        const count = Number(row.count ?? 0);
        now.set(id, count);
        this.rates.set(id, (count - (this.before.get(id) ?? 0)) / span);
      }
    this.before = now;
    this.beforeSeconds = session.seconds;
  }

  private draw(): void {
    const session = this.latest;
    if (!session) return;
    const width = process.stdout.columns ?? 80;
    const height = process.stdout.rows ?? 24;
    const lines: string[] = [];
    let perSecond = 0;
    for (const rate of this.rates.values()) perSecond += rate;
    const state = this.paused ? 'PAUSED (space goes on)' : `${session.seconds.toFixed(0)} s`;
    const parts = this.tracers.length * (session.options.events ? 2 : 1);
    const share = Math.max(3, Math.floor((height - 3) / parts) - 3);
    for (const tracer of this.tracers) {
      const rows = session.rows(tracer);
      const table = heading(tracer);
      const room = width - table.length - 1;
      const labels = room >= WHO_LEAST ? session.processes.labels() : undefined;
      lines.push(
        tracer.question,
        `${state} · ${countText(perSecond)}/s · ${rows.length} rows · by ${this.sort}${this.reverse ? ', reversed' : ''}`,
        labels ? `${table} WHO` : table,
      );
      for (const row of this.ordered(tracer, rows).slice(0, share))
        lines.push(`${rowText(tracer, row)} ${visibleText(labels?.get(`${row.pid} ${row.comm}`) ?? '')}`);
      if (session.options.events)
        lines.push('', 'newest events', ...this.newestEvents(session, tracer, share));
    }
    while (lines.length < height - 3) lines.push('');
    lines.length = Math.max(0, height - 3);
    const notice = session.notices.at(-1);
    lines.push(notice ? notice.text : '~ estimates within 13 % · * several processes in one row');
    lines.push(`${lossText(session)} · ${costText(session)} · ${session.helper.door.name}`);
    lines.push(this.keysText());
    process.stdout.write(`\x1b[H${lines.map((line) => `${line.slice(0, width)}\x1b[K`).join('\r\n')}\x1b[J`);
  }

  /** Sorted by count, the busiest now come first, not those that were busy long ago. */
  private ordered(tracer: Tracer, rows: Row[]): Row[] {
    if (this.sort !== 'count') return sortRows(rows, this.sort, this.reverse);
    const sign = this.reverse ? -1 : 1;
    const rate = (row: Row) => this.rates.get(this.idOf(tracer, row)) ?? 0;
    return rows.sort((a, b) => sign * (rate(b) - rate(a) || Number(b.count) - Number(a.count)));
  }

  private newestEvents(session: Session, tracer: Tracer, most: number): string[] {
    const rows = tracer.streams.flatMap(({ name }) => session.census.get(name)?.latest(most) ?? []);
    // Of several streams together; of one they are in order.
    if (tracer.streams.length > 1) rows.sort((a, b) => Number(a.at_ns) - Number(b.at_ns));
    return rows.slice(-most).map(eventText);
  }

  private keysText(): string {
    const keys = new Map<string, string>();
    for (const tracer of this.tracers)
      for (const { terminal } of placedColumns(tracer))
        if (terminal.key) keys.set(terminal.key, terminal.heading.toLowerCase());
    return ['q leave', ...[...keys].map(([key, name]) => `${key} ${name}`), 'r reverse', 'space pause'].join(
      '  ',
    );
  }
}
