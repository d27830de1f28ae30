// SPDX-License-Identifier: Apache-2.0
// The stores of this window: there is one window, so there is one of each.

import { flushSync } from 'react-dom';
import { newCapturesStore } from './captures-store';
import type { Clock } from './channels';
import { Machine } from './machine';
import { newSettingsStore } from './settings-store';
import { Trail } from './trail';
import { newViewStore } from './view-store';

/** What of a browser is needed here; declared, so that the stores compile without one. */
declare const requestAnimationFrame: (run: () => void) => number;
declare const document: { readonly hidden: boolean };

const clock: Clock = {
  frame: (run) => void requestAnimationFrame(run),
  drawn: flushSync,
  later: (run, ms) => void setTimeout(run, ms),
  nowMs: () => performance.now(),
  hidden: () => document.hidden,
};

export const machine = new Machine(clock);
export const view = newViewStore();
export const trail = new Trail(view);
export const settings = newSettingsStore();
export const captures = newCapturesStore();
