// SPDX-License-Identifier: Apache-2.0
// Memory of control groups, their limits, and how often they were at them: files of v2, or of v1 where memory is counted
// by that tree.

import {
  type GaugeGroup,
  type GaugeHost,
  type GaugeRow,
  type GaugeTable,
  NO_DATA,
} from '../../../src-main/shared/gauge';

/** v1 has no word for "no limit": its largest number of pages. */
const V1_UNLIMITED = 2 ** 62;

/** A file with one number; "max" is no limit. */
function numberIn(host: GaugeHost, { folder }: GaugeGroup, file: string): number {
  const text = host.text(`${folder}/${file}`);
  const value = Number.parseInt(text ?? '', 10);
  return Number.isNaN(value) || value >= V1_UNLIMITED ? NO_DATA : value;
}

const lineIn = (text: string | undefined, name: string): number =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text ?? '')?.[1] ?? NO_DATA);

function v2Row(host: GaugeHost, group: GaugeGroup): GaugeRow | undefined {
  const current = numberIn(host, group, 'memory.current');
  // Its parent does not count memory by the group.
  if (current === NO_DATA) return undefined;
  const events = host.text(`${group.folder}/memory.events`);
  return {
    cgroup: group.path,
    current,
    max: numberIn(host, group, 'memory.max'),
    high: numberIn(host, group, 'memory.high'),
    swap_current: numberIn(host, group, 'memory.swap.current'),
    swap_max: numberIn(host, group, 'memory.swap.max'),
    max_events: lineIn(events, 'max'),
    high_events: lineIn(events, 'high'),
    low_events: lineIn(events, 'low'),
    oom_events: lineIn(events, 'oom'),
    oom_kills: lineIn(events, 'oom_kill'),
  };
}

/** In v1 a limit of swap is one of memory and swap together. */
const without = (both: number, memory: number) =>
  both === NO_DATA || memory === NO_DATA ? NO_DATA : Math.max(0, both - memory);

function v1Row(host: GaugeHost, group: GaugeGroup): GaugeRow | undefined {
  const current = numberIn(host, group, 'memory.usage_in_bytes');
  if (current === NO_DATA) return undefined;
  const max = numberIn(host, group, 'memory.limit_in_bytes');
  return {
    ...{ cgroup: group.path, current, max, high: NO_DATA },
    swap_current: without(numberIn(host, group, 'memory.memsw.usage_in_bytes'), current),
    swap_max: without(numberIn(host, group, 'memory.memsw.limit_in_bytes'), max),
    max_events: numberIn(host, group, 'memory.failcnt'),
    ...{ high_events: NO_DATA, low_events: NO_DATA, oom_events: NO_DATA },
    oom_kills: lineIn(host.text(`${group.folder}/memory.oom_control`), 'oom_kill'),
  };
}

const level = (name: string, meaning: string) =>
  ({ name, unit: 'byte_count', meaning, kind: 'level' }) as const;
const total = (name: string, meaning: string) =>
  ({ name, unit: 'event_count', meaning, kind: 'total' }) as const;

export const GROUP_MEMORY: GaugeTable = {
  name: 'group_memory',
  title: 'Control groups',
  columns: [
    { name: 'cgroup', unit: 'text', meaning: 'The control group, from the root of its tree.', kind: 'key' },
    level('current', 'Memory of the group and those below it, the files that they have cached included.'),
    level('max', 'How much it may be; -1 without a limit.'),
    level('high', 'Above this its programs are slowed down and have to free some; -1 without a limit.'),
    level('swap_current', 'Of it in swap.'),
    level('swap_max', 'How much of it may be in swap; -1 without a limit.'),
    total('max_events', 'How often the group was at its limit.'),
    total('high_events', 'How often it was above its high mark.'),
    total('low_events', 'How often it had to give up memory below its low mark.'),
    total('oom_events', 'How often nothing could be freed at the limit.'),
    total('oom_kills', 'Processes that were killed in it for want of memory.'),
  ],
  lanes: [{ title: 'Memory of control groups', columns: ['current'] }],
  read: (host) =>
    host.memoryGroups().flatMap((group) => {
      const row = group.v2 ? v2Row(host, group) : v1Row(host, group);
      return row ? [row] : [];
    }),
};
