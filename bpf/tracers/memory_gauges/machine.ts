// SPDX-License-Identifier: Apache-2.0
// The machine's memory: where it is (/proc/meminfo), and what moved since it started (/proc/vmstat).

import {
  type GaugeColumn,
  type GaugeHost,
  type GaugeRow,
  type GaugeTable,
  NO_DATA,
} from '../../../src-main/shared/gauge';

/** By its name in /proc/meminfo: `MemFree` is the column `mem_free`. */
const LEVELS = {
  MemTotal: 'All memory that the kernel manages.',
  MemFree: 'Memory that holds nothing.',
  MemAvailable:
    'What programs could get without swapping: free memory, and most of what only caches files. An estimate of the kernel’s.',
  Buffers: 'Cache of block devices.',
  Cached: 'Contents of files, shared memory and tmpfs included.',
  SwapCached: 'Pages that are in memory and in swap.',
  Dirty: 'Contents of files that wait to be written.',
  Writeback: 'Contents of files that are being written.',
  AnonPages: 'Memory of programs that belongs to no file.',
  Mapped: 'Contents of files that programs have mapped.',
  Shmem: 'Shared memory and tmpfs.',
  Slab: 'The kernel’s own objects.',
  SReclaimable: 'Of these, what can be given up: names and inodes that are cached.',
  PageTables: 'Tables that say where pages of programs are.',
  KernelStack: 'Stacks of threads in the kernel.',
  Unevictable: 'Memory that must not be moved out, such as locked memory.',
  Committed_AS: 'What programs were promised.',
  CommitLimit: 'How much may be promised, where promises are limited.',
  SwapTotal: 'All swap.',
  SwapFree: 'Swap that holds nothing.',
  AnonHugePages: 'Of the programs’ own memory, what lies in huge pages.',
} as const;

/** By its name in /proc/vmstat; of several that begin with the name, their sum. */
const TOTALS = {
  pgfault: 'Page faults, of all programs.',
  pgmajfault: 'Page faults that waited for a disk.',
  pswpin: 'Pages read from swap.',
  pswpout: 'Pages written to swap.',
  pgscan_kswapd: 'Pages that kswapd looked at in search of some to free.',
  pgscan_direct: 'Pages that programs looked at because they had to free some themselves.',
  pgsteal_kswapd: 'Pages that kswapd freed.',
  pgsteal_direct: 'Pages that programs freed.',
  workingset_refault: 'Pages that had to be read again soon after they were given up.',
  allocstall: 'How often a program had to free memory before it got any.',
  compact_stall: 'How often a program waited until pages were moved together.',
  compact_fail: 'Of these, without a large page in the end.',
  oom_kill: 'Processes that were killed for want of memory.',
  thp_fault_alloc: 'Faults that got a huge page.',
  thp_fault_fallback: 'Faults that asked for a huge page and got small ones.',
  thp_collapse_alloc: 'Huge pages that khugepaged made for small ones to move into.',
  thp_collapse_alloc_failed: 'Huge pages that khugepaged wanted and did not get.',
  thp_split_page: 'Huge pages that were split into small ones.',
  thp_swpout: 'Huge pages that were swapped out whole.',
} as const;

const plainName = (name: string) =>
  name
    .replace(/_?AS$/, '_as')
    .replace(/^SR/, 'SlabR')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase();

const LEVEL_NAMES = Object.keys(LEVELS).map((name) => [plainName(name), `\n${name}:`] as const);
/** Since 5.9 refaults, and always stalls, are told by kind. */
const SUMS: ReadonlySet<string> = new Set(['workingset_refault', 'allocstall']);
const TOTAL_NAMES = Object.keys(TOTALS);

function levelAt(text: string, head: string): number {
  const at = text.indexOf(head);
  return at < 0 ? NO_DATA : Number.parseInt(text.slice(at + head.length, at + head.length + 24), 10) * 1024;
}

function totalAt(text: string, name: string): number {
  const isSum = SUMS.has(name);
  const head = isSum ? `\n${name}` : `\n${name} `;
  let sum = NO_DATA;
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + 1)) {
    const value = Number.parseInt(text.slice(text.indexOf(' ', at + 1), at + 64), 10);
    if (!isSum) return value;
    sum = Math.max(sum, 0) + value;
  }
  return sum;
}

export function machineRow(meminfo: string, vmstat: string): GaugeRow {
  // So that the first line begins like all others.
  const [levels, totals] = [`\n${meminfo}`, `\n${vmstat}`];
  const row: Record<string, number> = {};
  for (const [name, head] of LEVEL_NAMES) row[name] = levelAt(levels, head);
  for (const name of TOTAL_NAMES) row[name] = totalAt(totals, name);
  return row;
}

const columns: GaugeColumn[] = [
  ...Object.entries(LEVELS).map(
    ([name, meaning]): GaugeColumn => ({ name: plainName(name), unit: 'byte_count', meaning, kind: 'level' }),
  ),
  ...Object.entries(TOTALS).map(
    ([name, meaning]): GaugeColumn => ({ name, unit: 'event_count', meaning, kind: 'total' }),
  ),
];

export const MACHINE_MEMORY: GaugeTable = {
  name: 'machine_memory',
  title: 'The machine’s memory',
  columns,
  lanes: [
    {
      title: 'Where memory is',
      columns: ['anon_pages', 'cached', 'buffers', 'slab', 'page_tables', 'mem_free'],
      parts: true,
    },
    {
      title: 'Pages moved',
      columns: ['pgscan_kswapd', 'pgscan_direct', 'pswpout', 'pswpin', 'pgmajfault'],
    },
    {
      title: 'Huge pages',
      columns: ['thp_fault_alloc', 'thp_fault_fallback', 'thp_collapse_alloc', 'thp_split_page'],
    },
  ],
  read(host: GaugeHost): GaugeRow[] {
    const meminfo = host.text('/proc/meminfo');
    const vmstat = host.text('/proc/vmstat');
    return meminfo === undefined && vmstat === undefined ? [] : [machineRow(meminfo ?? '', vmstat ?? '')];
  },
};
