// SPDX-License-Identifier: Apache-2.0
// Figures of the window: three significant digits, no SI prefix, so that in a column the length is the magnitude.

/** A number and its unit, apart, because the unit stands in a slot of its own. */
export interface Figure {
  readonly text: string;
  readonly unit: string;
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 47,312 -> "47,300", 94.4 -> "94", 4 -> "4.0", 0.02 -> "<0.1", 0 -> "0". */
export function rateText(rate: number): string {
  if (!(rate > 0)) return '0';
  if (rate < 0.1) return '<0.1';
  if (rate < 9.95) return rate.toFixed(1);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(rate)) - 2);
  return grouped.format(Math.round(rate / step) * step);
}

/** A count, whole. */
export const countedText = (count: number | bigint): string => grouped.format(count);

function significant(value: number): string {
  if (value >= 99.95) return Math.round(value).toString();
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2);
}

/** ns to "812" "ns", "12.3" "µs", "4.56" "ms", "7.89" "s". */
export function durationFigure(ns: number): Figure {
  if (ns < 999.5) return { text: Math.round(ns).toString(), unit: 'ns' };
  if (ns < 999.5e3) return { text: significant(ns / 1e3), unit: 'µs' };
  if (ns < 999.5e6) return { text: significant(ns / 1e6), unit: 'ms' };
  return { text: significant(ns / 1e9), unit: 's' };
}

export function durationWords(ns: number): string {
  const { text, unit } = durationFigure(ns);
  return `${text} ${unit}`;
}

/** A share of 1 as percent: "0", "<0.1", "3.6", "82". */
export function percentText(share: number): string {
  const percent = share * 100;
  if (!(percent > 0)) return '0';
  if (percent < 0.1) return '<0.1';
  if (percent >= 99.5 && percent < 100) return '>99';
  return percent < 9.95 ? percent.toFixed(1) : Math.round(percent).toString();
}

const two = (value: number): string => (value >= 9.95 ? Math.round(value).toString() : value.toFixed(1));

/** The only place with prefixes is the list of places, where the name needs the room: "47 k", "4.7 k". */
export function shortRate(rate: number): string {
  if (rate >= 999.5e3) return `${two(rate / 1e6)} M`;
  if (rate >= 999.5) return `${two(rate / 1e3)} k`;
  return rate >= 10 || rate === 0 ? Math.round(rate).toString() : rate.toFixed(1);
}

export function memoryText(bytes: number): string {
  const kib = Math.ceil(bytes / 1024);
  if (kib < 1000) return `${kib} KiB`;
  const mib = kib / 1024;
  return `${mib < 0.995 ? mib.toFixed(2) : Math.round(mib)} MiB`;
}

/** A label of an axis: the gutter has room for six digits. */
export const axisText = (rate: number): string =>
  rate >= 1e6 ? `${Number((rate / 1e6).toPrecision(3))} M` : rateText(rate);
