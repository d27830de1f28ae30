// SPDX-License-Identifier: Apache-2.0
// What a wait for memory was for, in words.

import { STALL_COMPACTION, STALL_GROUP_RECLAIM, STALL_KILL, STALL_KSWAPD, STALL_RECLAIM } from './events.gen';

const WORDS: Readonly<Record<number, string>> = {
  [STALL_RECLAIM]: 'reclaim',
  [STALL_GROUP_RECLAIM]: 'group_reclaim',
  [STALL_COMPACTION]: 'compaction',
  [STALL_KSWAPD]: 'kswapd',
  [STALL_KILL]: 'kill',
};

/** Every kind is less. */
export const STALL_WORDS = STALL_KILL + 1;

export const stallKindText = (kind: number): string => WORDS[kind] ?? 'unknown';
