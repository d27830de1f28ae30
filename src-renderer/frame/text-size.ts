// SPDX-License-Identifier: Apache-2.0
import { settings } from '../stores/app';
import { change } from '../stores/settings-store';

/** Percent, as browsers step. */
const STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];
export const TEXT_AS_IT_WAS = 0 as const;

/** One step larger (1) or smaller (-1), or back to 100 % (0); the main process zooms when it gets the settings. */
export function textSize(by: -1 | 0 | 1): void {
  const { zoom } = settings.getState().settings;
  const next =
    by === TEXT_AS_IT_WAS
      ? 100
      : by > 0
        ? STEPS.find((step) => step > zoom)
        : STEPS.findLast((step) => step < zoom);
  if (next === undefined || next === zoom) return;
  change(settings, { zoom: next });
  // At once: what is kept a moment later is for drags.
  void window.ringside.saveSettings(settings.getState().settings);
}
