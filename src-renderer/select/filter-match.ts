// SPDX-License-Identifier: Apache-2.0
// Filter terms as a question to a row.

import type { ProcessInfo } from '../../src-main/shared/contract';
import { callName, errnoName } from '../../src-main/shared/call-text';
import { BELONGINGS, type FilterField, type FilterTerm } from '../../src-main/shared/filter-terms';

export type NameProcess = (id: number) => ProcessInfo | undefined;

export interface Matcher {
  /** Whether a row may be shown at all. */
  row(process: number, call: number): boolean;
  /**
   * Null when all answers count. Otherwise only calls with such an answer are counted; durations are not kept by
   * answer, so nothing is known about theirs.
   */
  readonly answers: ((error: number) => boolean) | null;
  /** Failures by errno do not say which call failed twice; the plain `failed` takes the row's own count. */
  readonly onlyFailed: boolean;
  /** No term at all. */
  readonly all: boolean;
}

/** Remembers answers by number: names are compared once for each process and call, not once a row and second. */
function remembered(ask: (id: number) => boolean): (id: number) => boolean {
  const known = new Map<number, boolean>();
  return (id) => {
    let answer = known.get(id);
    if (answer === undefined) {
      answer = ask(id);
      known.set(id, answer);
    }
    return answer;
  };
}

function holds(terms: readonly FilterTerm[], field: FilterField, is: (value: string) => boolean): boolean {
  let wanted = false;
  let found = false;
  for (const term of terms) {
    if (term.field !== field) continue;
    const hit = is(term.value);
    if (term.not) {
      if (hit) return false;
    } else {
      wanted = true;
      found ||= hit;
    }
  }
  return found || !wanted;
}

const nameIs = (name: string) => (value: string) =>
  value.endsWith('*') ? name.startsWith(value.slice(0, -1)) : name === value;

export function matcherOf(terms: readonly FilterTerm[], nameProcess: NameProcess): Matcher {
  const texts = terms.filter((term) => term.field === 'text').map((term) => term.value);
  const process = remembered((id) => {
    const info = nameProcess(id);
    return (
      holds(terms, 'process', nameIs((info?.comm ?? '').toLowerCase())) &&
      holds(terms, 'pid', (value) => value === String(info?.pid ?? -1)) &&
      BELONGINGS.every((field) => holds(terms, field, nameIs((info?.[field] ?? '').toLowerCase())))
    );
  });
  const call = remembered((id) => holds(terms, 'call', nameIs(callName(id).toLowerCase())));
  // A bit for each text, so that one may be found in the process and another in the call.
  const bits = (name: string) =>
    texts.reduce((sum, text, at) => (name.includes(text) ? sum | (1 << at) : sum), 0);
  const wanted = (1 << texts.length) - 1;
  const processBits = new Map<number, number>();
  const callBits = new Map<number, number>();
  const textBits = (cache: Map<number, number>, id: number, name: () => string): number => {
    const known = cache.get(id) ?? bits(name().toLowerCase());
    cache.set(id, known);
    return known;
  };
  const text = (processId: number, callId: number): boolean =>
    wanted === 0 ||
    (textBits(processBits, processId, () => nameProcess(processId)?.comm ?? '') |
      textBits(callBits, callId, () => callName(callId))) ===
      wanted;
  const failed = terms.some((term) => term.field === 'failed' && !term.not);
  const errnos = terms.some((term) => term.field === 'errno');
  return {
    row: (processId, callId) => process(processId) && call(callId) && text(processId, callId),
    answers: errnos ? remembered((error) => holds(terms, 'errno', nameIs(errnoName(error)))) : null,
    onlyFailed: failed && !errnos,
    all: terms.length === 0,
  };
}
