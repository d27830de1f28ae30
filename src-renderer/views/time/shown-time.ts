// SPDX-License-Identifier: Apache-2.0
// The stretch of time that every page shows: the person chooses it once for all of them.

import { HISTORY_SECONDS } from '../../../src-main/shared/contract';
import { type Band, bandsOf } from '../../select/bands';
import { kept } from '../../select/kept';
import { liveWindow, type Stretch, type TimeWindow, timeWindow } from '../../select/time-window';
import { machine, view } from '../../stores/app';
import { SPAN_LONGEST, shownLatest } from '../../stores/view-store';

/** The latest second that is shown: behind the machine's while paused, and where the replay is of a capture. */
export const shownNow = (): number =>
  Math.max(shownLatest(view.getState(), machine.latest), machine.capture?.from ?? 0);

/** Nothing comes by itself: what is drawn then follows from the data alone, and not from how the seconds came in. */
export function isStill(): boolean {
  const { player, latest } = machine;
  return player !== null && !player.playing && latest >= player.latest;
}

/** Still, and all of the capture is told. */
export const isWhole = (): boolean =>
  isStill() && (machine.player?.position ?? 0) >= (machine.player?.seconds ?? 1);

/** The longest span is all of a capture, whose axis then stands still while it is played. */
export function shownWindow(): TimeWindow {
  const { fixed, span } = view.getState();
  const { capture } = machine;
  if (fixed !== null) return timeWindow(fixed.from, fixed.to);
  return capture !== null && span === SPAN_LONGEST
    ? timeWindow(capture.from, capture.to)
    : liveWindow(shownNow(), span);
}

/** The last second that the charts show anything of. */
export const lastShown = (): number =>
  Math.min(shownWindow().to, Math.max(machine.latest, shownWindow().from));

/** All that charts can show: a capture, or the last ten minutes of this machine. */
export function wholeStretch(): Stretch {
  const { capture } = machine;
  if (capture !== null) return { from: capture.from, to: capture.to };
  const to = shownNow();
  return { from: to - HISTORY_SECONDS, to };
}

/** Names the window, and what was taken in where that still falls into it. */
export function shownQuestion(): string {
  const { from, to } = shownWindow();
  const taken = machine.latest > to ? '' : machine.history.taken;
  return [from, to, taken, isStill(), isWhole()].join('§');
}

export const shownBands = kept(shownQuestion, (): Band[] => {
  const window = shownWindow();
  const { capture, history } = machine;
  // What the replay has not come to is not missing.
  const to = capture === null ? window.to : lastShown();
  const bands =
    to > window.from
      ? bandsOf(history.between(window.from, to), { from: window.from, to }, history.began)
      : [];
  if (to < window.to) bands.push({ kind: 'ahead', from: to, to: window.to, lost: 0, cause: '' });
  return bands;
});
