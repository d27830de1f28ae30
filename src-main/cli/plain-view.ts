// SPDX-License-Identifier: Apache-2.0
// The live figures where there is no terminal to draw on: a short table every two seconds, one after the other.

import type { Session } from '../engine/session';
import type { Row, Tracer } from '../shared/tracer';
import { costText, heading, lossText, rowText, sortRows } from './summary';

const EVERY_SECONDS = 2;
const ROWS = 10;

export class PlainView {
  private printed = 0;

  constructor(
    private readonly tracers: readonly Tracer[],
    private readonly write: (text: string) => void,
  ) {}

  /** Each tick; prints when two seconds have gone by. */
  show(session: Session): void {
    if (session.seconds - this.printed < EVERY_SECONDS) return;
    this.printed = session.seconds;
    const lines: string[] = [];
    for (const tracer of this.tracers) {
      const rows: Row[] = sortRows(session.rows(tracer), 'count', false);
      lines.push(`${tracer.name}: ${session.seconds.toFixed(0)} s, ${rows.length} rows, the busiest:`);
      lines.push(heading(tracer), ...rows.slice(0, ROWS).map((row) => rowText(tracer, row)));
    }
    lines.push(`${lossText(session)} · ${costText(session)}`, '');
    this.write(`${lines.join('\n')}\n`);
  }
}
