// SPDX-License-Identifier: Apache-2.0

import { errnoMeaning, errnoName } from '../../src-main/shared/call-text';

/** Answers whose header text says less than it could; the rest is taken from the header. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['EAGAIN', 'nothing yet, try again'],
  ['ETIMEDOUT', 'waited for the given time'],
  ['ECONNREFUSED', 'nobody listens there'],
  ['EINTR', 'a signal came first'],
  ['ENOTTY', 'not a terminal'],
  ['EPERM', 'not permitted'],
]);

/** What an answer means, in lower case and without a full stop: "no such file or directory". */
export function answerWords(error: number): string {
  const name = errnoName(error);
  const own = WORDS.get(name);
  if (own !== undefined) return own;
  if (name.startsWith('ERESTART')) return 'interrupted, begun again by the kernel';
  const meaning = errnoMeaning(error);
  return /^[A-Z][a-z]/.test(meaning) ? meaning.charAt(0).toLowerCase() + meaning.slice(1) : meaning;
}

/** One or many, with the number: `1 call`, `2 calls`. */
export const counted = (text: string, one: string, many: string): string =>
  `${text} ${text === '1' ? one : many}`;
