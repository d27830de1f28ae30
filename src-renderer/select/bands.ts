// SPDX-License-Identifier: Apache-2.0
// Stretches in which the charts say less than usual: events were lost, or nothing was seen at all.

import type { SecondMessage } from '../../src-main/shared/contract';
import type { Stretch } from './time-window';

export interface Band extends Stretch {
  /** `before`: watching had not begun; `ahead`: the replay is not there yet. */
  readonly kind: 'lost' | 'none' | 'before' | 'ahead';
  /** Events lost; 0 for the others. */
  readonly lost: number;
  /** "ring full on CPU 1"; empty for the others. */
  readonly cause: string;
}

const lostIn = (message: SecondMessage): number =>
  message.status.losses.reduce((sum, loss) => sum + loss.count, 0);

export function causeText(losses: SecondMessage['status']['losses']): string {
  const most = losses.reduce<(typeof losses)[number] | null>(
    (best, loss) => (best === null || loss.count > best.count ? loss : best),
    null,
  );
  if (most === null || most.count === 0) return '';
  return most.cpu >= 0 ? `${most.cause} on CPU ${most.cpu}` : most.cause;
}

/**
 * Bands of the window, in order of time; neighbours of the same kind are one. `messages` are those of the window,
 * `began` is the time at which the history begins.
 */
export function bandsOf(messages: readonly SecondMessage[], window: Stretch, began: number): Band[] {
  const bands: Band[] = [];
  const put = (band: Band) => {
    const last = bands.at(-1);
    if (last !== undefined && last.kind === band.kind && last.to >= band.from)
      bands[bands.length - 1] = {
        ...last,
        to: band.to,
        lost: last.lost + band.lost,
        cause: band.cause || last.cause,
      };
    else bands.push(band);
  };
  let seen = Math.max(window.from, Math.min(began, window.to));
  if (seen > window.from) put({ kind: 'before', from: window.from, to: seen, lost: 0, cause: '' });
  for (const message of messages) {
    const start = Math.max(window.from, message.second - message.seconds);
    if (start > seen) put({ kind: 'none', from: seen, to: start, lost: 0, cause: '' });
    seen = Math.max(seen, Math.min(message.second, window.to));
    const lost = lostIn(message);
    if (lost > 0)
      put({
        kind: 'lost',
        from: start,
        to: Math.min(message.second, window.to),
        lost,
        cause: causeText(message.status.losses),
      });
  }
  if (seen < window.to) put({ kind: 'none', from: seen, to: window.to, lost: 0, cause: '' });
  return bands;
}

/** Seconds of the stretch that were seen: what a mean is divided by. */
export function secondsSeen(messages: readonly SecondMessage[], { from, to }: Stretch): number {
  let seen = 0;
  for (const message of messages) {
    const start = Math.max(from, message.second - message.seconds);
    seen += Math.max(0, Math.min(to, message.second) - start);
  }
  return seen;
}
