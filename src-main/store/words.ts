// SPDX-License-Identifier: Apache-2.0
// What a person reads in place of a number: the words that never change, as they are joined in DuckDB and asked for by
// whoever writes without it. NULL is "there is none".

import { callName, errnoName } from '../shared/call-text';
import { bucketStart, HISTOGRAM_BUCKETS } from '../shared/histogram';
import { SIGNALS, signalName } from '../shared/signals';
import { UNITS } from '../shared/events.gen';
import { hasWords, numbersWithWords, unitWord } from '../shared/unit-words';
import { type WordTable, wordTable } from './columns';

export type Word = string | number | null;

interface Fixed {
  readonly key: string;
  readonly word: string;
  /** All that a table of them has. */
  readonly numbers: readonly number[];
  of(number: number): string | null;
}

/** call_nr is 14 bits, errno_nr at most 4,095. */
const CALLS = 1 << 14;
const ERRNOS = 4096;
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

const ofUnit = (unit: string): Fixed => ({
  ...{ key: 'number', word: 'text', numbers: numbersWithWords(unit) },
  of: (number) => unitWord(unit, number),
});

export const FIXED_WORDS: Readonly<Record<string, Fixed>> = {
  call_names: { key: 'call', word: 'syscall', numbers: upTo(CALLS), of: callName },
  errno_names: {
    ...{ key: 'errno', word: 'error', numbers: upTo(ERRNOS) },
    of: (nr) => (nr ? errnoName(nr) : null),
  },
  signal_names: {
    ...{ key: 'signal', word: 'name', numbers: upTo(SIGNALS) },
    of: (nr) => (nr ? (signalName(nr) ?? '') : null),
  },
  ...Object.fromEntries(
    Object.keys(UNITS)
      .filter(hasWords)
      .map((unit) => [wordTable(unit), ofUnit(unit)]),
  ),
};

/** Words that come and go. */
export interface Told {
  process(number: number): { readonly pid: number; readonly comm: string } | undefined;
  text(number: number): string | undefined;
}

/** The words of one column. */
export function wordsOf(table: WordTable, word: string, told: Told): (number: number) => Word {
  if (table === 'process_names')
    return (number) => told.process(number)?.[word === 'pid' ? 'pid' : 'comm'] ?? null;
  if (table === 'texts') return (number) => told.text(number) ?? null;
  if (table === 'buckets')
    return (bucket) => {
      if (word === 'from_ns') return bucketStart(bucket);
      return bucket < HISTOGRAM_BUCKETS - 1 ? bucketStart(bucket + 1) : null;
    };
  const fixed = FIXED_WORDS[table];
  if (!fixed) throw new Error(`no words ${table}`);
  return (number) => fixed.of(number);
}
