// SPDX-License-Identifier: Apache-2.0
// Figures that were read, as points of a lane: levels as they stood at a point's end, totals by what they grew a second.

import type { SecondMessage } from '../../src-main/shared/contract';
import { type GaugeFigures, type GaugeInfo, type GaugeLane, NO_DATA } from '../../src-main/shared/gauge';
import { pointCount, pointOf, type TimeWindow } from './time-window';

export interface GaugeSeries {
  readonly id: string;
  /** What the legend calls it, and the sentence for it. */
  readonly name: string;
  readonly meaning: string;
  /** NaN where nothing was read. */
  readonly values: Float64Array;
}

/** What is read seldom stands until the next reading, so many seconds. */
export const GAUGE_HELD_SECONDS = 90;
const KEYS_MOST = 6;

interface Wanted {
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
  readonly total: boolean;
  /** A total of time becomes a share. */
  readonly scale: number;
  at(figures: GaugeFigures): number;
}

const figuresOf = (message: SecondMessage, table: string) =>
  message.gauges?.find((one) => one.table === table);

/** The keys with the most when they were read last. */
function largestKeys(last: GaugeFigures | undefined, width: number, column: number): string[] {
  if (last === undefined) return [];
  return last.keys
    .map((key, row) => ({ key, value: last.values[row * width + column] ?? NO_DATA }))
    .sort((a, b) => b.value - a.value)
    .slice(0, KEYS_MOST)
    .map(({ key }) => key);
}

function wantedOf(gauge: GaugeInfo, lane: GaugeLane, last: GaugeFigures | undefined): Wanted[] {
  const figures = gauge.columns.filter(({ kind }) => kind !== 'key');
  const keyed = figures.length < gauge.columns.length;
  return lane.columns.flatMap((name) => {
    const place = figures.findIndex((one) => one.name === name);
    const column = figures[place];
    if (column === undefined) return [];
    const { kind, unit, meaning } = column;
    const same = { total: kind === 'total', scale: unit === 'duration_ns' ? 1e9 : 1 };
    const value = (figure: GaugeFigures, row: number) =>
      row < 0 ? NO_DATA : (figure.values[row * figures.length + place] ?? NO_DATA);
    if (!keyed)
      return [
        {
          ...same,
          id: name,
          name: name.replaceAll('_', ' '),
          meaning,
          at: (one: GaugeFigures) => value(one, 0),
        },
      ];
    return largestKeys(last, figures.length, place).map((key) => ({
      ...same,
      ...{ id: key, name: key, meaning: `${key}: ${meaning}` },
      at: (one: GaugeFigures) => value(one, one.keys.indexOf(key)),
    }));
  });
}

class Points {
  readonly values: Float64Array;
  readonly #counts: Float64Array;
  readonly #window: TimeWindow;

  constructor(window: TimeWindow) {
    this.#window = window;
    this.values = new Float64Array(pointCount(window)).fill(Number.NaN);
    this.#counts = new Float64Array(this.values.length);
  }

  put(second: number, value: number, mean: boolean): void {
    const { from, to } = this.#window;
    if (second <= from || second > to) return;
    const point = pointOf(this.#window, second);
    const count = this.#counts[point] ?? 0;
    const before = this.values[point] ?? 0;
    this.values[point] = mean && count > 0 ? (before * count + value) / (count + 1) : value;
    this.#counts[point] = count + 1;
  }
}

function seriesOf(wanted: Wanted, table: string, messages: readonly SecondMessage[], window: TimeWindow) {
  const points = new Points(window);
  let held: { value: number; second: number } | undefined;
  let since: number[] = [];
  for (const message of messages) {
    const figures = figuresOf(message, table);
    const value = figures === undefined ? NO_DATA : wanted.at(figures);
    for (let i = Math.ceil(message.seconds) - 1; i >= 0; i--) since.push(message.second - i);
    const apart = held === undefined ? Number.POSITIVE_INFINITY : message.second - held.second;
    if (apart > GAUGE_HELD_SECONDS) held = undefined;
    if (wanted.total) {
      if (value === NO_DATA) continue;
      if (held !== undefined && apart > 0) {
        const rate = Math.max(0, value - held.value) / apart / wanted.scale;
        for (const second of since) points.put(second, rate, true);
      }
    } else {
      const stands = value === NO_DATA ? held?.value : value;
      if (stands !== undefined) for (const second of since) points.put(second, stands, false);
      since = [];
      if (value === NO_DATA) continue;
    }
    held = { value, second: message.second };
    since = [];
  }
  const { id, name, meaning } = wanted;
  return { id, name, meaning, values: points.values };
}

/** `messages` in order; those from before the window say what the first points grew from. */
export function gaugePoints(
  gauge: GaugeInfo,
  lane: GaugeLane,
  messages: readonly SecondMessage[],
  window: TimeWindow,
): GaugeSeries[] {
  const last = [...messages].reverse().find((message) => figuresOf(message, gauge.name) !== undefined);
  const wanted = wantedOf(gauge, lane, last && figuresOf(last, gauge.name));
  return wanted.map((one) => seriesOf(one, gauge.name, messages, window));
}
