// SPDX-License-Identifier: Apache-2.0
// What a preset narrows single events to in a recording of the window. Its counts are of everything: they are the
// window's own, which several recordings share.

import type { Preset } from '../presets/presets';
import { lengthNs } from '../shared/amount';
import { callByName } from '../shared/call-text';
import type { EventsWanted } from './filter';

type PresetFilter = Preset['filter'];

/** Names of the calls that single events are of; none where they are of all. */
export const callNames = ({ calls }: PresetFilter): string[] =>
  typeof calls === 'string' ? calls.split(',') : [];

/** Those of a preset's options that narrow events, as a manifest names them. */
export function narrowing({
  errors,
  calls,
  'longer-than': longer,
}: PresetFilter): Record<string, string | boolean> {
  return {
    ...(errors === undefined ? {} : { errors }),
    ...(calls === undefined ? {} : { calls }),
    ...(longer === undefined ? {} : { longer_than: longer }),
  };
}

/** A preset's options as the kernel judges events: of `streams` alone, where they are given. */
export function eventsOf(
  pid: number | undefined,
  filter: PresetFilter,
  streams: readonly string[] = [],
): EventsWanted {
  const longer = filter['longer-than'];
  const longerThan = typeof longer === 'string' ? lengthNs(longer) : undefined;
  const calls = [...new Set(callNames(filter).flatMap(callByName))].sort((a, b) => a - b);
  return {
    ...(pid === undefined ? {} : { pid }),
    ...(calls.length === 0 ? {} : { calls }),
    ...(filter.errors === true ? { errorsOnly: true } : {}),
    ...(longerThan === undefined ? {} : { longerThan }),
    ...(streams.length === 0 ? {} : { streams: [...streams].sort() }),
  };
}
