// SPDX-License-Identifier: Apache-2.0

import { bytesText } from '../../../src-main/shared/amount';
import { histogramQuantile } from '../../../src-main/shared/histogram';
import {
  type ColumnDescription,
  defineTracer,
  type EventRow,
  type Figures,
  type Naming,
  type Row,
  type StreamRow,
} from '../../../src-main/shared/tracer';
import { unitWord } from '../../../src-main/shared/unit-words';

interface Stalls {
  readonly pid: number;
  readonly comm: string;
  readonly kind: string;
  count: number;
  freed: bigint;
  total: bigint;
  max: number;
  readonly histogram: Float64Array;
}

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const found = new Map<string, Stalls>();
  for (const { key, values, arrays } of tallies.memory_stalls ?? []) {
    const { pid, comm, started } = naming.process(key.process ?? 0);
    const kind = unitWord('stall_kind', key.kind_nr ?? 0);
    const id = `${pid}\0${started}\0${comm}\0${kind}`;
    const row = found.get(id) ?? {
      ...{ pid, comm, kind, count: 0, freed: 0n, total: 0n, max: 0 },
      histogram: new Float64Array(128),
    };
    found.set(id, row);
    row.count += Number(values.count ?? 0);
    row.freed += BigInt(values.freed ?? 0);
    row.total += BigInt(values.total ?? 0);
    row.max = Math.max(row.max, Number(values.max ?? 0));
    const histogram = arrays.histogram ?? [];
    for (let i = 0; i < histogram.length; i++)
      row.histogram[i] = (row.histogram[i] ?? 0) + (histogram[i] ?? 0);
  }
  return [...found.values()]
    .filter(({ count }) => count > 0)
    .map(({ pid, comm, kind, count, freed, total, max, histogram }) => ({
      ...{ pid, comm, kind, count, total_ns: total, freed_bytes: freed },
      p50_ns: histogramQuantile(histogram, 0.5, max),
      p99_ns: histogramQuantile(histogram, 0.99, max),
      max_ns: max,
    }));
}

/** "python3 was killed: its control group may have 64 MiB and has 64 MiB. It held 61 MiB of its own, ..." */
function killEvent(row: StreamRow, naming: Naming): EventRow {
  const bytes = (name: string) => Number(row[name]);
  const [limit, used] = [bytes('limit'), bytes('used')];
  const { comm } = naming.process(Number(row.process));
  const asker = naming.process(Number(row.asker)).comm;
  const why = limit
    ? `its control group may have ${bytesText(limit)} and has ${bytesText(used)}`
    : 'the machine has no memory left';
  return {
    at_ns: row.at as bigint,
    pid: Number(row.pid),
    tid: Number(row.tid),
    comm,
    cpu: Number(row.cpu),
    asker_pid: Number(row.asker_pid),
    asker_comm: asker,
    uid: Number(row.uid),
    score_adjustment: Number(row.score_adjustment),
    anon_bytes: bytes('anon'),
    file_bytes: bytes('file'),
    shmem_bytes: bytes('shmem'),
    page_tables_bytes: bytes('page_tables'),
    mapped_bytes: bytes('mapped'),
    limit_bytes: limit,
    used_bytes: used,
    text: `killed: ${why}; it holds ${bytesText(bytes('anon'))} of its own, ${bytesText(bytes('file'))} of files and ${bytesText(bytes('shmem'))} shared; ${asker} ${Number(row.asker_pid)} asked for more`,
  };
}

const COLUMNS: readonly ColumnDescription[] = [
  {
    name: 'pid',
    unit: 'pid',
    meaning: 'The process, numbered as the host sees it; 0 (shown as *) where several share a row.',
    terminal: { heading: 'PID', width: 7, key: 'p' },
  },
  {
    name: 'comm',
    unit: 'text',
    meaning: 'The program’s name, at most 15 bytes; an exec begins a new row.',
    terminal: { heading: 'COMM', width: 15 },
  },
  {
    name: 'kind',
    unit: 'text',
    meaning:
      'reclaim: it frees memory of the machine itself before it gets any. group_reclaim: of its control group, which is at its limit. compaction: pages are moved together for a large one. kswapd: the kernel’s thread frees some beforehand. kill: the kernel ended it.',
    terminal: { heading: 'KIND', width: 13 },
  },
  {
    name: 'count',
    unit: 'stalls',
    meaning: 'How often.',
    part: 'sum',
    terminal: { heading: 'COUNT', width: 7, key: 'c' },
  },
  {
    name: 'total_ns',
    unit: 'ns',
    meaning: 'Time that they took, added up: of kswapd its work, of all others a wait.',
    part: 'sum',
    terminal: { heading: 'TIME', width: 7, key: 't' },
  },
  {
    name: 'freed_bytes',
    unit: 'bytes',
    meaning: 'Memory that was freed in them.',
    part: 'sum',
    terminal: { heading: 'FREED', width: 9, key: 'f' },
  },
  { name: 'p50_ns', unit: 'ns', meaning: 'Half of them took less.', estimate: 'within 13 %' },
  {
    name: 'p99_ns',
    unit: 'ns',
    meaning: 'Ninety-nine of a hundred took less.',
    estimate: 'within 13 %',
    terminal: { heading: '~P99', width: 7 },
  },
  {
    name: 'max_ns',
    unit: 'ns',
    meaning: 'The longest, exactly.',
    terminal: { heading: 'MAX', width: 7, key: 'm' },
  },
];

/** What they tell is rare: the same ones count and tell. */
const PROGRAMS = [
  ...['on_reclaim_begin', 'on_group_reclaim_begin', 'on_compaction_begin', 'on_kswapd_wake'],
  ...['on_reclaim_end', 'on_group_reclaim_end', 'on_compaction_end', 'on_kswapd_sleep'],
  ...['on_memory_kill_signal', 'on_memory_kill'],
];

export default () =>
  defineTracer({
    name: 'memory_stalls',
    question: 'Who waits until memory is freed, and who is killed for want of it?',
    descendsFrom: 'drsnoop, oomkill, compactsnoop',
    onlyWhenNamed: true,
    programs: {
      tally: PROGRAMS,
      stream: PROGRAMS,
      surveys: [],
      // Without control groups of memory, or without compaction, a kernel lacks their hooks.
      optional: [
        ['on_group_reclaim_begin'],
        ['on_group_reclaim_end'],
        ['on_compaction_begin'],
        ['on_compaction_end'],
      ],
    },
    triggers: [
      {
        id: 'memory-kill',
        label: 'a process is killed for want of memory:',
        asks: 'name or nothing',
        usual: '',
        when: { stream: 'memory_kill', names: ['process'] },
      },
    ],
    tallies: ['memory_stalls'],
    snapshots: [],
    columns: COLUMNS,
    rows,
    streams: [
      {
        name: 'memory_kill',
        programs: ['on_memory_kill'],
        countBy: ['process'],
        shown: {
          title: 'Each kill',
          columns: [
            ...['at_ns', 'comm', 'pid', 'anon', 'limit', 'used'],
            { name: 'asker_comm', title: 'Asked for more', short: true },
          ],
          groups: [{ title: 'Process', column: 'comm' }],
        },
        event: killEvent,
        eventKey([process], naming) {
          const { pid, comm } = naming.process(process);
          return { pid, comm };
        },
      },
    ],
  });
