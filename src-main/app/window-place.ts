// SPDX-License-Identifier: Apache-2.0
// Where the window was, and whether it still can be there.

import type { Rectangle } from 'electron';
import { readJson, writeJson } from './json-file';
import { WINDOW_FILE } from './paths';

export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

export const LEAST = { width: 900, height: 600 } as const;

/** A strip of this size must be on a screen, so that the window can be grasped. */
const GRASP = 64;

const overlap = (fromA: number, lengthA: number, fromB: number, lengthB: number) =>
  Math.min(fromA + lengthA, fromB + lengthB) - Math.max(fromA, fromB);

const isGraspable = (window: Rectangle, screens: readonly Rectangle[]) =>
  screens.some(
    (screen) =>
      overlap(window.x, window.width, screen.x, screen.width) >= GRASP &&
      overlap(window.y, window.height, screen.y, screen.height) >= GRASP,
  );

/** `stored` when it is sound and on one of the screens. */
export function soundPlace(stored: unknown, screens: readonly Rectangle[]): WindowPlace | undefined {
  const { bounds, maximized } = (stored ?? {}) as Partial<WindowPlace>;
  const { x, y, width, height } = bounds ?? {};
  if (![x, y, width, height].every((one) => Number.isSafeInteger(one) && Math.abs(Number(one)) < 1 << 16))
    return undefined;
  const sound = {
    x: Number(x),
    y: Number(y),
    width: Math.max(Number(width), LEAST.width),
    height: Math.max(Number(height), LEAST.height),
  };
  return isGraspable(sound, screens) ? { bounds: sound, maximized: maximized === true } : undefined;
}

export const loadPlace = (screens: readonly Rectangle[]) => soundPlace(readJson(WINDOW_FILE), screens);

export const savePlace = (place: WindowPlace): void => writeJson(WINDOW_FILE, place);
