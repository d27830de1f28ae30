// SPDX-License-Identifier: Apache-2.0
// The stretch of time that every page shows: the person chooses it once for all of them.

import { type Band, bandsOf } from '../../select/bands';
import { kept } from '../../select/kept';
import { liveWindow, type TimeWindow, timeWindow } from '../../select/time-window';
import { machine, view } from '../../stores/app';
import { shownLatest } from '../../stores/view-store';

/** The latest second that is shown: behind the machine's while paused. */
export const shownNow = (): number => shownLatest(view.getState(), machine.latest);

export function shownWindow(): TimeWindow {
  const { fixed, span } = view.getState();
  return fixed === null ? liveWindow(shownNow(), span) : timeWindow(fixed.from, fixed.to);
}

/** Names the window, and what was taken in where that still falls into it. */
export function shownQuestion(): string {
  const { from, to } = shownWindow();
  return [from, to, machine.latest > to ? '' : machine.history.taken].join('§');
}

export const shownBands = kept(shownQuestion, (): Band[] => {
  const window = shownWindow();
  return bandsOf(machine.history.between(window.from, window.to), window, machine.history.began);
});
