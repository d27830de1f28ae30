// SPDX-License-Identifier: Apache-2.0
// How a watching comes to its end, whichever command began it.

import type { Session } from '../engine/session';
import { Failure } from '../shared/failure';

/** Signals that end the watching in order. */
export const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How long to wait for a command's children that outlive it. */
const LATE_MS = 200;

/** The first of several ends; later ones are ignored. */
export class End {
  readonly reached: Promise<Failure | undefined>;
  private resolve: (failure: Failure | undefined) => void = () => undefined;
  constructor() {
    this.reached = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }
  readonly at = (failure?: Failure) => this.resolve(failure);
}

/** @throws what is no failure */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}

export async function settleChildren(session: Session): Promise<void> {
  for (let waited = 0; waited < LATE_MS; waited += 20) {
    session.learn();
    if (!session.processes.alive().length) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
