// SPDX-License-Identifier: Apache-2.0
// Values of a message that may come from anybody: whether they are what they should be.

export type Fields = Readonly<Record<string, unknown>>;

export const isWithin = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most;
/** Whole, and within. */
export const isCount = (value: unknown, least: number, most: number): value is number =>
  isWithin(value, least, most) && Number.isInteger(value);
export const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most;
export const isId = (value: unknown): value is number => isCount(value, 0, 2 ** 31);
