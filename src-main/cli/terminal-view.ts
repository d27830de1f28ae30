// SPDX-License-Identifier: Apache-2.0
// The live view: one screen, redrawn in place, on the alternate screen so that the shell's text comes back.

import type { Session } from '../engine/session';
import { countText } from '../shared/amount';
import type { Row, Tracer } from '../shared/tracer';
import { costText, HEADING, lossText, rowText, SORTS, sortRows } from './summary';

const REDRAW_MS = 1000;

export class TerminalView {
  private sort = 'c';
  private reverse = false;
  private paused = false;
  private drawn = 0;
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
    if (key === 'q' || key === '\x03') return this.leave();
    if (key === ' ') this.paused = !this.paused;
    if (key === 'r') this.reverse = !this.reverse;
    if (SORTS[key]) this.sort = key;
    this.draw();
  }

  /** Each tick; redrawn once a second. */
  show(session: Session): void {
    this.latest = session;
    const now = Date.now();
    if (this.paused || now - this.drawn < REDRAW_MS - 50) return;
    this.drawn = now;
    this.measureRates(session);
    this.draw();
  }

  private idOf(row: Row): string {
    return `${row.pid} ${row.comm} ${row.syscall}`;
  }

  private measureRates(session: Session): void {
    const span = Math.max(session.seconds - this.beforeSeconds, 0.001);
    const now = new Map<string, number>();
    this.rates = new Map();
    for (const tracer of this.tracers)
      for (const row of session.rows(tracer)) {
        const id = this.idOf(row);
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
    const tracer = this.tracers[0];
    const rows = this.tracers.flatMap((one) => session.rows(one));
    let perSecond = 0;
    for (const rate of this.rates.values()) perSecond += rate;
    lines.push(`${tracer?.question ?? ''}`);
    lines.push(
      `${this.paused ? 'PAUSED (space goes on)' : `${session.seconds.toFixed(0)} s`} · ${countText(perSecond)}/s · ${rows.length} rows · sorted by ${SORTS[this.sort]?.name}${this.reverse ? ' (reverse)' : ''}`,
      HEADING,
    );
    // Sorted by calls, the busiest now come first, not those that were busy long ago.
    const ordered =
      this.sort === 'c'
        ? rows.sort(
            (a, b) =>
              ((this.rates.get(this.idOf(b)) ?? 0) - (this.rates.get(this.idOf(a)) ?? 0)) * (this.reverse ? -1 : 1),
          )
        : sortRows(rows, this.sort, this.reverse);
    for (const row of ordered.slice(0, Math.max(0, height - 6))) lines.push(rowText(row));
    while (lines.length < height - 3) lines.push('');
    const notice = session.notices.at(-1);
    lines.push(notice ? notice.text : '~ estimates within 13 % · * several processes in one row');
    lines.push(`${lossText(session)} · ${costText(session)} · ${session.helper.door.name}`);
    lines.push('q leave  c calls  e errors  t time  m longest  p process  r reverse  space pause');
    process.stdout.write(`\x1b[H${lines.map((line) => `${line.slice(0, width)}\x1b[K`).join('\r\n')}\x1b[J`);
  }
}
