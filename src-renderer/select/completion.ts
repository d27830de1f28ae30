// SPDX-License-Identifier: Apache-2.0
// What could be written next in the filter bar, with how often it happens now.

import { callName, callSentence, errnoName } from '../../src-main/shared/call-text';
import { answerWords, counted } from '../format/plain-words';
import type { NameProcess } from './filter-match';
import {
  BELONGINGS,
  type Belonging,
  FIELDS,
  type FilterTerm,
  type Reading,
} from '../../src-main/shared/filter-terms';

export interface Suggestion {
  /** What is shown as the token. */
  readonly token: string;
  readonly words: string;
  /** Calls a second now; null where a rate means nothing. */
  readonly rate: number | null;
  /** The term it makes, or text that is to be continued. */
  readonly term: FilterTerm | null;
  readonly text: string;
}

/** Rates of the latest second. */
export interface Rates {
  readonly processes: ReadonlyMap<number, number>;
  readonly calls: ReadonlyMap<number, number>;
  readonly errors: ReadonlyMap<number, number>;
}

const MOST = 8;
const COMMON_ERRORS = [2, 11, 110, 111, 13, 1, 22, 9, 4, 17];

const suggestion = (field: FilterTerm['field'], value: string, words: string, rate: number): Suggestion => ({
  ...{ token: value, words, rate, text: '' },
  term: { field, not: false, value },
});

function processes(part: string, rates: Rates, name: NameProcess): Suggestion[] {
  const byName = new Map<string, { rate: number; pids: number[] }>();
  for (const [id, rate] of rates.processes) {
    const info = name(id);
    if (info === undefined || !info.comm.toLowerCase().startsWith(part)) continue;
    const entry = byName.get(info.comm) ?? { rate: 0, pids: [] };
    entry.rate += rate;
    entry.pids.push(info.pid);
    byName.set(info.comm, entry);
  }
  return [...byName]
    .sort((a, b) => b[1].rate - a[1].rate)
    .map(([comm, { rate, pids }]) =>
      suggestion(
        'process',
        comm.toLowerCase(),
        pids.length === 1 ? `pid ${pids[0]}` : `${pids.length} processes`,
        rate,
      ),
    );
}

function pids(part: string, rates: Rates, name: NameProcess): Suggestion[] {
  return [...rates.processes]
    .map(([id, rate]) => ({ info: name(id), rate }))
    .filter(({ info }) => info !== undefined && info.pid > 0 && String(info.pid).startsWith(part))
    .sort((a, b) => b.rate - a.rate)
    .map(({ info, rate }) => suggestion('pid', String(info?.pid), info?.comm ?? '', rate));
}

/** Containers, units and users of what runs now. */
function belongings(field: Belonging, part: string, rates: Rates, name: NameProcess): Suggestion[] {
  const byName = new Map<string, { rate: number; processes: number }>();
  for (const [id, rate] of rates.processes) {
    const value = name(id)?.[field];
    if (value === undefined || !value.toLowerCase().startsWith(part)) continue;
    const entry = byName.get(value) ?? { rate: 0, processes: 0 };
    byName.set(value, { rate: entry.rate + rate, processes: entry.processes + 1 });
  }
  return [...byName]
    .sort((a, b) => b[1].rate - a[1].rate)
    .map(([value, { rate, processes: count }]) =>
      suggestion(field, value.toLowerCase(), counted(String(count), 'process', 'processes'), rate),
    );
}

const calls = (part: string, rates: Rates): Suggestion[] =>
  [...rates.calls]
    .filter(([call]) => callName(call).startsWith(part))
    .sort((a, b) => b[1] - a[1])
    .map(([call, rate]) => suggestion('call', callName(call), callSentence(call), rate));

function errors(part: string, rates: Rates): Suggestion[] {
  const all = new Map(COMMON_ERRORS.map((error) => [error, 0]));
  for (const [error, rate] of rates.errors) all.set(error, rate);
  return [...all]
    .filter(([error]) => errnoName(error).startsWith(part.toUpperCase()))
    .sort((a, b) => b[1] - a[1])
    .map(([error, rate]) => suggestion('errno', errnoName(error), answerWords(error), rate));
}

const fields = (part: string): Suggestion[] =>
  FIELDS.filter(({ field }) => field.startsWith(part)).map(({ field, words }) => ({
    ...{ token: field, words, rate: null },
    term: field === 'failed' ? { field, not: false, value: '' } : null,
    text: field === 'failed' ? '' : `${field} = `,
  }));

/** Suggestions for what stands in the field; `!=` of the field's text is kept. */
export function complete(input: string, reading: Reading, rates: Rates, name: NameProcess): Suggestion[] {
  const part = input.trim().toLowerCase();
  if (reading.state === 'empty' || /^[a-z]*$/.test(part)) {
    const named =
      part === '' ? [] : [...processes(part, rates, name).slice(0, 3), ...calls(part, rates).slice(0, 4)];
    return [...fields(part), ...named].slice(0, MOST);
  }
  const split = /^([a-z]+)\s*(!=|==?)\s*(.*)$/.exec(part);
  if (split === null) return [];
  const [, field = '', operator = '', value = ''] = split;
  const found: Record<string, () => Suggestion[]> = {
    process: () => processes(value, rates, name),
    pid: () => pids(value, rates, name),
    call: () => calls(value, rates),
    errno: () => errors(value, rates),
    ...Object.fromEntries(BELONGINGS.map((one) => [one, () => belongings(one, value, rates, name)])),
  };
  const not = operator === '!=';
  return (found[field]?.() ?? [])
    .slice(0, MOST)
    .map((one) => (one.term === null ? one : { ...one, term: { ...one.term, not } }));
}
