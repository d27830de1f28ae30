// SPDX-License-Identifier: Apache-2.0
// The stretch of time that all charts show.
//
//     from                         to
//      |  1 |  2 |  3 | ... |  n  |        second s fills from s-1 to s; n = (to - from) / step points
//      0                          w        x(t) = (t - from) / (to - from) * w

export interface TimeWindow {
  /** Exclusive: the first second that is shown is from + 1. */
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  /** Seconds a point. */
  readonly step: number;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const POINTS_MOST = 120;

/** Points begin at multiples of the step, so that a second never changes its point while the data moves. */
export function timeWindow(from: number, to: number): TimeWindow {
  return { from, to, step: Math.max(1, Math.ceil((to - from) / POINTS_MOST)) };
}

export const liveWindow = (latest: number, span: number): TimeWindow => timeWindow(latest - span, latest);

/** Index of the point that holds a second; points are cut at multiples of the step. */
export const pointOf = (window: TimeWindow, second: number): number =>
  Math.floor((second - 1) / window.step) - Math.floor(window.from / window.step);

export const pointCount = (window: TimeWindow): number => pointOf(window, window.to) + 1;

/** Start and end of a point, kept inside the window. */
export function pointStretch(window: TimeWindow, point: number): Stretch {
  const start = (Math.floor(window.from / window.step) + point) * window.step;
  return { from: Math.max(start, window.from), to: Math.min(start + window.step, window.to) };
}

export const placeOf = (window: TimeWindow, time: number): number =>
  (time - window.from) / (window.to - window.from);

/** The second under a place (0 to 1). */
export function secondAt(window: TimeWindow, place: number): number {
  const second = window.from + Math.floor(place * (window.to - window.from)) + 1;
  return Math.min(window.to, Math.max(window.from + 1, second));
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400];

/** Round wall-clock times for labels about `apart` pixels from each other. */
export function rulerTimes(window: TimeWindow, width: number, apart: number): number[] {
  const span = window.to - window.from;
  const step = STEPS.find((one) => (one / span) * width >= apart) ?? STEPS[STEPS.length - 1] ?? 1;
  const times: number[] = [];
  const zone = new Date(window.to * 1000).getTimezoneOffset() * 60;
  const first = Math.ceil((window.from - zone) / step) * step + zone;
  for (let time = first; time <= window.to; time += step) times.push(time);
  return times;
}
