// SPDX-License-Identifier: Apache-2.0
import { errnoName } from './call-text';

const ERRNO_MOST = 133;
const RESTARTS = [512, 513, 514, 516];

const NAMES: ReadonlySet<string> = new Set(
  [...Array.from({ length: ERRNO_MOST }, (_, index) => index + 1), ...RESTARTS].map(errnoName),
);

/** Whether a name is that of an answer. */
export const isErrno = (name: string): boolean => NAMES.has(name);
