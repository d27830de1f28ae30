// SPDX-License-Identifier: Apache-2.0
// Numbers that are read as words: each unit's are an enum beside its typedef (UNIT_WORDS of bpf/lib/units.bpf.h).

import { UNITS } from './events.gen';

/** What is known of a unit: how a capture explains it, and its words, by number or by bit. */
export interface Unit {
  readonly meaning?: string;
  readonly words?: Readonly<Record<number, string>>;
  /** Each number of `words` is a bit. */
  readonly bits?: true;
}

export const hasWords = (unit: string): boolean => UNITS[unit]?.words !== undefined;

/** `object`, `object deleted overlay`; a number that the enum does not have stays one, and no bit at all is `unknown`. */
export function unitWord(unit: string, number: number): string {
  const { words = {}, bits } = UNITS[unit] ?? {};
  if (!bits) return words[number] ?? String(number);
  const said = Object.entries(words).filter(([bit]) => number & Number(bit));
  return said.map(([, word]) => word).join(' ') || 'unknown';
}

/** Each number that has words of its own; of bits all sums. */
export function numbersWithWords(unit: string): number[] {
  const { words = {}, bits } = UNITS[unit] ?? {};
  const known = Object.keys(words).map(Number);
  return bits ? Array.from({ length: 2 * Math.max(...known) }, (_, sum) => sum) : known;
}

/** A number of the kernel's in words; a capture has the words already. */
export const inWords = (unit: string, value: unknown): string =>
  typeof value === 'string' ? value : unitWord(unit, Number(value));
