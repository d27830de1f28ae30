// SPDX-License-Identifier: Apache-2.0
// What a page fault is, in words.

import {
  FAULT_KERNEL,
  FAULT_MAJOR,
  FAULT_MINOR,
  FAULT_USER_EXEC,
  FAULT_USER_READ,
  FAULT_USER_WRITE,
} from './events.gen';

const WORDS: Readonly<Record<number, string>> = {
  [FAULT_MINOR]: 'minor',
  [FAULT_MAJOR]: 'major',
  [FAULT_USER_READ]: 'user_read',
  [FAULT_USER_WRITE]: 'user_write',
  [FAULT_USER_EXEC]: 'user_exec',
  [FAULT_KERNEL]: 'kernel',
};

/** Every kind is less. */
export const FAULT_KINDS = FAULT_KERNEL + 1;

export const faultKindText = (kind: number): string => WORDS[kind] ?? 'unknown';
