// SPDX-License-Identifier: Apache-2.0
// Seconds that could not be handed over, as one: what was counted is the sum, what it cost the mean.

import type { LossInfo } from '../shared/contract';
import type { KeptSecond } from './second-figures';

export class HeldSeconds {
  private constructor(
    readonly count: number,
    readonly figures: KeptSecond,
  ) {}

  /** Those that are held already, if any, and one more. */
  static with(held: HeldSeconds | undefined, next: KeptSecond): HeldSeconds {
    if (!held) return new HeldSeconds(1, next);
    const { figures } = held;
    const span = figures.span + next.span;
    const mean = (a: number, b: number) => (a * figures.span + b * next.span) / span;
    return new HeldSeconds(held.count + 1, {
      second: next.second,
      seconds: figures.seconds + next.seconds,
      span,
      events: figures.events + next.events,
      losses: together([...figures.losses, ...next.losses]),
      lostTotal: next.lostTotal,
      costKernel: mean(figures.costKernel, next.costKernel),
      costApp: mean(figures.costApp, next.costApp),
    });
  }
}

/** By cause and CPU, so that they stay as many however long it takes. */
function together(losses: readonly LossInfo[]): LossInfo[] {
  const sums = new Map<string, LossInfo>();
  for (const loss of losses) {
    const key = `${loss.cause} ${loss.cpu}`;
    sums.set(key, { ...loss, count: loss.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}
