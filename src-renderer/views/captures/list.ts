// SPDX-License-Identifier: Apache-2.0
// The captures of the folder as main tells them, with what is being written told by the engine.
import { useEffect, useState } from 'react';
import type { CaptureEntry, CaptureList, Words } from '../../../src-main/shared/capture-files';
import { machine } from '../../stores/app';
import { useCaptures, useChannel } from '../../stores/hooks';

const isList = (told: CaptureList | Words): told is CaptureList => 'captures' in told;

export interface Listed {
  readonly list: CaptureList | null;
  readonly failure: Words | null;
}

/** Asked again whenever the folder may hold something else, or the window is come back to. */
export function useCaptureList(): Listed {
  useChannel('captures');
  const changes = useCaptures((state) => state.changes);
  const [told, setTold] = useState<CaptureList | Words | null>(null);
  const [looks, setLooks] = useState(0);
  const writing = (machine.captures?.recordings ?? []).map(({ dir }) => dir).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them may have changed the folder
  useEffect(() => {
    let wanted = true;
    void window.ringside.listCaptures().then((list) => wanted && setTold(list));
    return () => {
      wanted = false;
    };
  }, [changes, looks, writing]);
  useEffect(() => {
    const again = () => setLooks((before) => before + 1);
    window.addEventListener('focus', again);
    return () => window.removeEventListener('focus', again);
  }, []);
  if (told === null) return { list: null, failure: null };
  return isList(told) ? { list: told, failure: null } : { list: null, failure: told };
}

/** With the engine's latest figures where it is still at it. */
export function withLive(entry: CaptureEntry): CaptureEntry {
  const live = machine.captures?.recordings.find(({ dir }) => dir === entry.dir);
  if (live) {
    const { name, seconds, rows, bytes, lost, notWritten } = live;
    return { ...entry, name, seconds, rows, bytes, lost, notWritten, state: 'writing', problem: null };
  }
  return entry;
}

export const questionOf = ({ preset, state }: CaptureEntry): string =>
  state === 'unreadable'
    ? ''
    : preset === null
      ? 'Everything'
      : (machine.captures?.presets.find(({ id }) => id === preset)?.question ?? preset);

/** What the search looks through. */
export function matches(entry: CaptureEntry, words: string): boolean {
  const text = [entry.name, entry.note, questionOf(entry), entry.hostname].join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
