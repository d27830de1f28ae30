// SPDX-License-Identifier: Apache-2.0
// Captures in words, and what a person writes about them read.

import {
  type PresetInfo,
  type RecordingInfo,
  type Trigger,
  TRIGGER_TEXT_MOST,
} from '../../src-main/shared/capture-contract';
import type { TracerInfo, TriggerInfo } from '../../src-main/shared/contract';

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

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a tracer offers, where it is one that is there. */
const offeredBy = (tracers: readonly TracerInfo[], { tracer, id }: Extract<Trigger, { kind: 'tracer' }>) =>
  tracers.find(({ name }) => name === tracer)?.triggers.find((one) => one.id === id);

export function triggerWords(trigger: Trigger, tracers: readonly TracerInfo[] = []): string {
  switch (trigger.kind) {
    case 'longer':
      return `A call takes longer than ${trigger.ms} ms`;
    case 'errors':
      return `More than ${trigger.percent} % of the calls of a second fail`;
    case 'pressure':
      return `Something waits for ${RESOURCES[trigger.resource]} in ${trigger.percent} % of ten seconds`;
    case 'tracer': {
      const offered = offeredBy(tracers, trigger);
      const unit = offered === undefined || isName(offered) ? '' : ` ${offered.asks}`;
      const label = offered?.label ?? `${trigger.tracer}, ${trigger.id}:`;
      return sentence(`${label} ${trigger.value === '' ? 'any' : trigger.value}${unit}`);
    }
  }
}

export const sameTrigger = (a: Trigger, b: Trigger): boolean => triggerWords(a) === triggerWords(b);

export const isName = ({ asks }: Pick<TriggerInfo, 'asks'>): boolean => asks.startsWith('name');

/** One of those that can be added: what happens, and what of it a person writes. */
export interface TriggerChoice extends TriggerInfo {
  /** Its tracer; null for what is looked at in every watching. */
  readonly tracer: TracerInfo | null;
}

const ALWAYS: readonly TriggerChoice[] = [
  { id: 'longer', label: 'a call takes longer than', asks: 'ms', usual: '500', tracer: null },
  { id: 'errors', label: 'calls fail, more than', asks: '%', usual: '20', tracer: null },
  { id: 'cpu', label: 'waiting for the processor, above', asks: '%', usual: '50', tracer: null },
  { id: 'memory', label: 'waiting for memory, above', asks: '%', usual: '10', tracer: null },
  { id: 'io', label: 'waiting for disks, above', asks: '%', usual: '40', tracer: null },
];

export const triggerChoices = (tracers: readonly TracerInfo[]): TriggerChoice[] => [
  ...ALWAYS,
  ...tracers.flatMap((tracer) => tracer.triggers.map((one) => ({ ...one, tracer }))),
];

/** From what a person wrote; null where it is none. */
export function triggerFrom(choice: TriggerChoice, text: string): Trigger | null {
  const { id, asks, tracer } = choice;
  const name = text.trim();
  if (isName(choice)) {
    if (tracer === null || (name === '' && asks === 'name') || name.length > TRIGGER_TEXT_MOST) return null;
    return { kind: 'tracer', tracer: tracer.name, id, value: name };
  }
  const value = limitFrom(text, asks === '%' ? 100 : 1e9);
  if (typeof value !== 'number') return null;
  if (tracer !== null) return { kind: 'tracer', tracer: tracer.name, id, value };
  if (id === 'longer') return { kind: id, ms: value };
  if (id === 'errors') return { kind: id, percent: value };
  return id === 'cpu' || id === 'memory' || id === 'io'
    ? { kind: 'pressure', resource: id, percent: value }
    : null;
}

/** Which of these tracers begin to watch, in a sentence; null where all do already. */
export function wakesWords(names: readonly string[], tracers: readonly TracerInfo[]): string | null {
  const asleep = tracers.filter(({ name, watched }) => !watched && names.includes(name));
  if (asleep.length === 0) return null;
  const list = asleep.map(({ name }) => name.replaceAll('_', ' ')).join(', ');
  return `For this Ringside begins to watch ${list}, until it is closed; what that costs is in the bar at the bottom.`;
}

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
