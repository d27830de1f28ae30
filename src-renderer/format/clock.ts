// SPDX-License-Identifier: Apache-2.0
// Wall-clock time of the machine that is looked at from; Unix seconds in, text out.

const two = (value: number): string => value.toString().padStart(2, '0');

/** "14:05:26". */
export function clockText(second: number): string {
  const at = new Date(second * 1000);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** "2026-11-25". */
export function dayText(second: number): string {
  const at = new Date(second * 1000);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** "14:05". */
export function minuteText(second: number): string {
  const at = new Date(second * 1000);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** "14:05:26.120", from milliseconds. */
export function preciseClockText(ms: number): string {
  return `${clockText(Math.floor(ms / 1000))}.${Math.floor(ms % 1000)
    .toString()
    .padStart(3, '0')}`;
}

/** Lengths of time in words: "28 s", "2 min", "9 min 20 s". */
export function spanText(seconds: number): string {
  const whole = Math.round(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** How far from a beginning: "0:05", "12:40", "1:02:03"; parts of a second are left out. */
export function offsetText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}
