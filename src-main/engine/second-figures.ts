// SPDX-License-Identifier: Apache-2.0
// The truth about the tool itself, second by second: differences between two looks at a session.

import type { LossInfo } from '../shared/contract';
import { eventPrograms } from '../shared/tracer';
import { totalLost } from './document';
import type { Session } from './session';

export interface SecondFigures {
  /** Length of the second, s: longer after a gap. */
  readonly span: number;
  /** Events counted, before any filter of a view. */
  readonly events: number;
  readonly losses: readonly LossInfo[];
  readonly lostTotal: number;
  /** Shares of one core. */
  readonly costKernel: number;
  readonly costApp: number;
}

/** A second as it is kept: which, and how much of it. */
export interface KeptSecond extends SecondFigures {
  /** When it ends, Unix time. */
  readonly second: number;
  /** As SecondMessage has it. */
  readonly seconds: number;
}

export class SecondMeter {
  private before: { kernel: number; app: number; at: number; counted: number; losses: number };

  constructor(session: Session) {
    this.before = { kernel: 0, app: 0, at: session.seconds, counted: 0, losses: 0 };
  }

  /** Since the call before, or since the session began. */
  next(session: Session): SecondFigures {
    const figures = this.soFar(session);
    const { bpfNs: kernel, appNs: app } = session.cost;
    const losses = session.books.losses.length;
    this.before = { kernel, app, at: session.seconds, counted: this.before.counted + figures.events, losses };
    return figures;
  }

  /** The same, of a second that goes on. */
  soFar(session: Session): SecondFigures {
    const { before } = this;
    const span = Math.max(session.seconds - before.at, 0.001);
    const programs = eventPrograms(session.awake);
    const counted = session.books.total('tallied', programs) + session.books.total('tally_full');
    const { bpfNs: kernel, appNs: app } = session.cost;
    return {
      span,
      events: counted - before.counted,
      losses: session.books.losses
        .slice(before.losses)
        .map(({ cause, cpu, count }) => ({ cause, cpu, count })),
      lostTotal: totalLost(session),
      costKernel: (kernel - before.kernel) / 1e9 / span,
      costApp: (app - before.app) / 1e9 / span,
    };
  }
}
