// SPDX-License-Identifier: Apache-2.0
import { errnoName } from './call-text';

const ERRNO_MOST = 133;
const RESTARTS = [512, 513, 514, 516];

const NUMBERS: ReadonlyMap<string, number> = new Map(
  [...Array.from({ length: ERRNO_MOST }, (_, index) => index + 1), ...RESTARTS].map((error) => [
    errnoName(error),
    error,
  ]),
);

/** Whether a name is that of an answer. */
export const isErrno = (name: string): boolean => NUMBERS.has(name);

/** Undefined for a name that is none. */
export const errnoNumber = (name: string): number | undefined => NUMBERS.get(name);
