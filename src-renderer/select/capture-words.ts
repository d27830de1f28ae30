// SPDX-License-Identifier: Apache-2.0
// Captures in words, and what a person writes about them read.

import type { PresetInfo, RecordingInfo, Trigger } from '../../src-main/shared/capture-contract';

export interface End {
  /** Goes on "It ended because ...". */
  readonly why: string;
  /** What to do, where it ended before a person wanted. */
  readonly mend: string | null;
}

const ENDS: Readonly<Record<string, End>> = {
  asked: { why: 'you stopped it', mend: null },
  time: { why: 'its time was over', mend: null },
  size: { why: 'it reached its size', mend: null },
  disk: { why: 'the disk is nearly full', mend: 'Make room on it, then record again.' },
  lost: {
    why: 'watching was lost',
    mend: 'It has everything up to then. Record again as soon as it goes on.',
  },
};

/** Why a recording ended; `error: ...` carries its own words. */
export function endOf(ended: string): End {
  const known = ENDS[ended];
  if (known) return known;
  const error = ended.replace(/^error: /, '').replace(/\.$/, '');
  return { why: `it could not be written on: ${error}`, mend: 'It has everything up to its last second.' };
}

/** Of what a preset keeps each call by itself, where that is not everything: its counts still are. */
export function keptWords({ scope, calls }: Pick<PresetInfo, 'scope' | 'calls'>): string | null {
  const which = calls.length > 0 ? calls.join(', ') : null;
  if (scope === 'process')
    return `Of this process alone ${which === null ? 'each call is kept' : `each of these calls is kept: ${which}`}. Counts are of all processes.`;
  return which === null ? null : `Each of these calls is kept: ${which}. Counts are of all calls.`;
}

/** A number that a person wrote: undefined for nothing, null for what is none between 1 and `most`. */
export function limitFrom(text: string, most: number): number | undefined | null {
  const plain = text.trim();
  if (plain === '') return undefined;
  const value = Number(plain.replace(',', '.'));
  return value > 0 && value <= most ? value : null;
}

const RESOURCES = { cpu: 'the processor', memory: 'memory', io: 'disks' } as const;

export function triggerWords(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'longer':
      return `A call takes longer than ${trigger.ms} ms`;
    case 'errors':
      return `More than ${trigger.percent} % of the calls of a second fail`;
    case 'pressure':
      return `Something waits for ${RESOURCES[trigger.resource]} in ${trigger.percent} % of ten seconds`;
  }
}

export const sameTrigger = (a: Trigger, b: Trigger): boolean => triggerWords(a) === triggerWords(b);

/** Bytes a second of what was written between two looks; null where that says nothing. */
export function rateBetween(
  before: Pick<RecordingInfo, 'bytes' | 'seconds'>,
  now: Pick<RecordingInfo, 'bytes' | 'seconds'>,
): number | null {
  const span = now.seconds - before.seconds;
  return span > 0 ? Math.max(0, now.bytes - before.bytes) / span : null;
}

/** The mark before or after a time; undefined at the ends. */
export function neighbour<M extends { readonly at: number }>(
  marks: readonly M[],
  from: number,
  by: -1 | 1,
): M | undefined {
  return by < 0 ? marks.filter(({ at }) => at < from).at(-1) : marks.find(({ at }) => at > from);
}
