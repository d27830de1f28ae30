// SPDX-License-Identifier: Apache-2.0
// A recording as long as nobody waits for, written by the store's own code from seconds that are made up:
//   node out/test/support/long-capture.js DIR SECONDS
//
//     second   1 ........ 900 ... 960 ........ 1800 ......
//     steady   100 read in each
//     burst                10 openat in each, 3 fail
//     late                                      7 futex in each

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tablesOf } from '../../src-main/store/columns';
import { histogramRows, objectRows, tallyRows } from '../../src-main/store/hot-rows';
import { emptyManifest } from '../../src-main/store/manifest';
import { Store } from '../../src-main/store/store';
import type { TallyRow } from '../../src-main/engine/tally-sum';

const NS = 1_000_000_000n;
const BOOT = 5_000;
/** A winter's noon. */
export const UNIX = 1_764_072_000;
const ENOENT = 2;
const BUCKETS = 128;
/** ns; the middle of the bucket. */
const EACH = 23_200;
const BUCKET = 40;

export const PROGRAMS = [
  { process: 1, pid: 4001, comm: 'steady', call: 0, name: 'read', a: 100, fail: 0, from: 1, to: 1e9 },
  { process: 2, pid: 4002, comm: 'burst', call: 257, name: 'openat', a: 10, fail: 3, from: 900, to: 960 },
  { process: 3, pid: 4003, comm: 'late', call: 202, name: 'futex', a: 7, fail: 0, from: 1800, to: 1e9 },
] as const;

const tables = tablesOf([
  { streams: [{ name: 'syscall' }], tallies: ['syscalls', 'syscall_errors'], snapshots: ['syscall_survey'] },
]);
const table = (name: string) => {
  const found = tables.find((one) => one.name === name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
};

function rowsOf(second: number) {
  const there = PROGRAMS.filter(({ from, to }) => second >= from && second <= to);
  const calls = there.map(({ process, call, a, fail }): TallyRow => {
    const histogram = new Float64Array(BUCKETS);
    histogram[BUCKET] = a;
    return {
      key: { process, call },
      values: { returned: a, never_returned: 0, errors: fail, total: a * EACH, max: EACH },
      arrays: { histogram },
    };
  });
  const errors = there
    .filter(({ fail }) => fail > 0)
    .map(
      ({ process, call, fail }): TallyRow => ({
        key: { process, call, error: ENOENT },
        values: { count: fail },
        arrays: {},
      }),
    );
  return { there, calls, errors };
}

const WRITTEN = ['syscalls', 'syscalls_histogram', 'syscall_errors', 'ticks'];
/** Of a table: so many wait to be merged at most. */
const PARTS_MOST = 64;
const partsIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).length : 0);

export async function longCapture(dir: string, seconds: number): Promise<void> {
  const store = await Store.open(tables);
  const { note, preset, filter } = emptyManifest();
  const host = { ...emptyManifest().host, hostname: 'elsewhere', kernel: '6.12.9', cpus: 2 };
  const base = { note, preset, filter, host, name: 'A long one', ringside: '0.1.0', schema: '' };
  const tracers = [{ name: 'syscalls', question: 'Which calls?' }];
  await store.record(
    {
      ...{ dir, limits: { freeBytes: 1 }, streams: false },
      base: { ...base, tracers, unixMinusBootNs: BigInt(UNIX - BOOT) * NS },
    },
    BigInt(BOOT) * NS,
  );
  for (let second = 1; second <= seconds; second++) {
    const at = BigInt(BOOT + second) * NS;
    const { there, calls, errors } = rowsOf(second);
    const events = there.reduce((sum, { a }) => sum + a, 0);
    const tick = { at, second: UNIX + second - 1, seconds: 1, span: Number(NS), events };
    await store.second({
      at,
      rows: [
        tallyRows(table('syscalls'), calls, at),
        histogramRows(table('syscalls_histogram'), 'histogram', calls, at),
        tallyRows(table('syscall_errors'), errors, at),
        objectRows(table('ticks'), [{ ...tick, lost: 0, cost_kernel: 0, cost_app: 0 }]),
      ],
      processes: there
        .filter(({ from }) => from === second)
        .map(({ process, pid, comm }) => ({ process, pid, comm, started: 1n })),
      totals: { lost: 0, byCause: {}, bpfNs: 0, appNs: 0 },
      refused: {},
    });
    // Time runs faster here than parts are merged.
    while (WRITTEN.some((name) => partsIn(join(dir, name)) > PARTS_MOST)) await setTimeout(5);
  }
  await store.close('asked');
}

if (require.main === module) {
  const [dir = '', seconds = ''] = process.argv.slice(2);
  void longCapture(dir, Number(seconds));
}
