// SPDX-License-Identifier: Apache-2.0
// What a runtime says of a container when its processes have long been told of: who asks for lives reads it, now and in a
// capture, whatever the beginning of its id is.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { LIVES } from '../../../bpf/tracers/processes/derived';
import { Capture } from '../../../src-main/store/capture';
import { tablesOf } from '../../../src-main/store/columns';
import { emptyManifest } from '../../../src-main/store/manifest';
import { type ProcessHotRow, Store } from '../../../src-main/store/store';
import { valueAt } from '../../../src-main/store/values';

const folder = mkdtempSync(join(tmpdir(), 'ringside-names-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const SECOND = 1_000_000_000n;
const tables = tablesOf([{ streams: [], tallies: ['process_counts', 'process_exits'], snapshots: [] }]);
const UNKNOWN = { unit: '', container: '', container_name: '', user_name: '', cgroup_path: '' };

/** A process of two programs in a container whose id is greater than its name, one in an unnamed one, one in none. */
const IDS = { 1: 'f'.repeat(64), 2: 'f'.repeat(64), 3: 'a'.repeat(64), 4: '' } as const;
function rows(named: boolean): ProcessHotRow[] {
  return ([1, 2, 3, 4] as const).map((process) => {
    const container_name = named && process < 3 ? 'backup' : '';
    const container = IDS[process];
    return {
      ...UNKNOWN,
      ...{ process, pid: process === 2 ? 101 : 100 + process, comm: `p${process}`, uid: 0, parent: 1 },
      ...{ started: SECOND, ended: process === 1 ? SECOND : 0n },
      ...{ container, container_name, container_label: container_name || container.slice(0, 12) },
    };
  });
}

const lives = (has: (table: string, column?: string) => boolean) =>
  `SELECT pid, container FROM (${LIVES.sql(has)}) ORDER BY pid`;
const WANTED = [
  [101, 'backup'],
  [103, 'aaaaaaaaaaaa'],
  [104, null],
];

it('the name of a container that is told late is that of its processes', async () => {
  const store = await Store.open(tables, {
    flight: { dir: join(folder, 'flight'), seconds: 3, bytesMost: 1 << 20 },
  });
  try {
    const { hot } = store;
    assert.ok(hot);
    const { ringside, name, note, preset, host, schema, tracers, filter } = emptyManifest();
    const base = { ringside, name, note, preset, host, schema, tracers, filter, unixMinusBootNs: 0n };
    const dir = join(folder, 'capture');
    const id = await store.record({ dir, base, limits: { freeBytes: 1 }, streams: false }, 0n);
    const shown = async () => {
      const found: unknown[][] = [];
      const sql = lives((table, column) => column !== 'container_name' && table !== 'process_exec');
      for await (const { columns, rows: count } of hot.chunks(sql))
        for (let row = 0; row < count; row++) found.push(columns.map((column) => valueAt(column, row)));
      return found;
    };
    const totals = { lost: 0, byCause: {}, bpfNs: 0, appNs: 0 };
    const second = (at: bigint, processes: readonly ProcessHotRow[]) =>
      store.second({ at, rows: [], processes, totals, refused: {} });
    await second(SECOND, rows(false));
    assert.deepEqual((await shown())[0], [101, 'ffffffffffff']);
    for (const at of [2n, 3n]) await second(at * SECOND, rows(true));
    assert.deepEqual(await shown(), WANTED);
    await store.end(id, 'asked');
    const nothing = (...names: string[]) =>
      `(SELECT ${['process', ...names].map((one) => `0 AS ${one}`).join(', ')} WHERE false)`;
    const capture = await Capture.open(dir);
    const kept = await capture.rows(
      `WITH process_counts AS ${nothing('cpu_ns', 'peak_rss_bytes', 'forks', 'exits')},
        process_exits AS ${nothing('status', 'signal')}
       ${lives((table) => table !== 'process_exec')}`,
    );
    capture.close();
    assert.deepEqual(kept.rows, WANTED);
  } finally {
    await store.close('asked');
  }
});
