// SPDX-License-Identifier: Apache-2.0
// Numbers as a person reads them: three significant digits, a unit always.

function significant(value: number): string {
  if (value >= 100) return Math.round(value).toString();
  if (value >= 10) return value.toFixed(1);
  return value.toFixed(2);
}

/** 0 -> "0", 999 -> "999", 12345 -> "12.3 k". */
export function countText(value: number): string {
  const steps: [number, string][] = [
    [1e12, ' T'],
    [1e9, ' G'],
    [1e6, ' M'],
    [1e4, ' k'],
  ];
  for (const [step, unit] of steps)
    if (value >= step) return significant(value / (step === 1e4 ? 1e3 : step)) + unit;
  return Math.round(value).toString();
}

/** Nanoseconds: "812 ns", "12.3 µs", "4.56 ms", "7.89 s". */
export function durationText(ns: number): string {
  if (ns < 1e3) return `${Math.round(ns)} ns`;
  if (ns < 1e6) return `${significant(ns / 1e3)} µs`;
  if (ns < 1e9) return `${significant(ns / 1e6)} ms`;
  return `${significant(ns / 1e9)} s`;
}

/** Bytes in IEC units, never with four digits above bytes: "512 B", "1.50 KiB", "0.98 MiB", "64.0 MiB". */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 999.5 * 1024) return `${significant(bytes / 1024)} KiB`;
  if (bytes < 999.5 * 1024 ** 2) return `${significant(bytes / 1024 ** 2)} MiB`;
  return `${significant(bytes / 1024 ** 3)} GiB`;
}

const LENGTHS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9 };

/** "10ms", "1.5s" to ns; undefined for what is no length of time. */
export function lengthNs(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)\s*(ns|us|µs|ms|s)$/.exec(text) ?? [];
  return count === undefined ? undefined : Math.round(Number(count) * (LENGTHS[unit] ?? 1));
}

/** Text of other programs made safe for a terminal: control, escape and direction characters become visible. */
export function visibleText(text: string): string {
  return text.replace(
    /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
