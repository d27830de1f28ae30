// SPDX-License-Identifier: Apache-2.0
// What a person reads in place of a number: the words that never change, as they are joined in DuckDB and asked for by
// whoever writes without it. NULL is "there is none".

import { callName, errnoName } from '../shared/call-text';
import { FAULT_KINDS, faultKindText } from '../shared/fault-kind';
import { bucketStart, HISTOGRAM_BUCKETS } from '../shared/histogram';
import {
  FAMILIES_MOST,
  familyText,
  PROTOCOLS_MOST,
  protocolText,
  TCP_STATES,
  tcpStateText,
} from '../shared/network-words';
import { PATH_KINDS, pathKindText } from '../shared/path-kind';
import { SIGNALS, signalName } from '../shared/signals';
import { STALL_WORDS, stallKindText } from '../shared/stall-kind';
import type { WordTable } from './columns';

export type Word = string | number | null;

interface Fixed {
  readonly key: string;
  readonly word: string;
  /** Numbers from 0 on; above, there is no word. */
  readonly count: number;
  of(number: number): string | null;
}

/** call_nr is 14 bits, errno_nr at most 4,095. */
const CALLS = 1 << 14;
const ERRNOS = 4096;

export const FIXED_WORDS: Readonly<Record<Exclude<WordTable, 'process_names' | 'buckets' | 'texts'>, Fixed>> =
  {
    call_names: { key: 'call', word: 'syscall', count: CALLS, of: callName },
    errno_names: { key: 'errno', word: 'error', count: ERRNOS, of: (nr) => (nr ? errnoName(nr) : null) },
    signal_names: {
      ...{ key: 'signal', word: 'name', count: SIGNALS },
      of: (nr) => (nr ? (signalName(nr) ?? '') : null),
    },
    fault_kinds: { key: 'kind', word: 'text', count: FAULT_KINDS, of: faultKindText },
    stall_kinds: { key: 'kind', word: 'text', count: STALL_WORDS, of: stallKindText },
    path_kinds: { key: 'kind', word: 'text', count: PATH_KINDS, of: pathKindText },
    tcp_states: { key: 'kind', word: 'text', count: TCP_STATES, of: tcpStateText },
    address_families: { key: 'kind', word: 'text', count: FAMILIES_MOST, of: familyText },
    ip_protocols: { key: 'kind', word: 'text', count: PROTOCOLS_MOST, of: protocolText },
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
  const { count, of } = FIXED_WORDS[table];
  return (number) => (number >= 0 && number < count ? of(number) : null);
}
