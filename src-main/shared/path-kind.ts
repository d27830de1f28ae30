// SPDX-License-Identifier: Apache-2.0
// How the path of an event is known, in words.

import {
  PATH_CLAIM,
  PATH_DELETED,
  PATH_O_PATH,
  PATH_OBJECT,
  PATH_OUTSIDE,
  PATH_OVERLAY,
  PATH_PSEUDO,
  PATH_TMPFILE,
  PATH_UNREAD,
} from './events.gen';

/** Bits that there are: every kind is less. */
export const PATH_KINDS = 512;

const WORDS: readonly (readonly [bit: number, word: string])[] = [
  [PATH_OBJECT, 'object'],
  [PATH_CLAIM, 'claim'],
  [PATH_UNREAD, 'unreadable'],
  [PATH_TMPFILE, 'tmpfile'],
  [PATH_DELETED, 'deleted'],
  [PATH_PSEUDO, 'no_tree'],
  [PATH_O_PATH, 'o_path'],
  [PATH_OVERLAY, 'overlay'],
  [PATH_OUTSIDE, 'outside'],
];

/** `object`, `claim`, `object deleted overlay`; 'unknown' where the event came without. */
export function pathKindText(kind: number): string {
  // What never had a name has lost none.
  const said = kind & PATH_TMPFILE ? kind & ~PATH_DELETED : kind;
  const words = WORDS.filter(([bit]) => said & bit).map(([, word]) => word);
  return words.join(' ') || 'unknown';
}
