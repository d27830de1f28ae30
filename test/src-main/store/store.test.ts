// SPDX-License-Identifier: Apache-2.0
// The whole store in one process, fed by hand: what comes in is on disk, in every capture that is being written.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { addon } from '../../../src-main/helper/native';
import { type StoreTable, tablesOf } from '../../../src-main/store/columns';
import { columnOf, type HotRows, objectRows } from '../../../src-main/store/hot-rows';
import { emptyManifest } from '../../../src-main/store/manifest';
import type { RecordingOptions } from '../../../src-main/store/recording';
import type { HotStore } from '../../../src-main/store/hot-store';
import { Store, type StoreSecond } from '../../../src-main/store/store';
import { ask, manifestOf, number, outOfOrder, partsOf, tablesOnDisk } from '../../support/plain-duck';

const folder = mkdtempSync(join(tmpdir(), 'ringside-store-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const SECOND = 1_000_000_000n;
const tables = tablesOf([
  { streams: [{ name: 'syscall' }], tallies: ['syscalls', 'syscall_errors'], snapshots: ['syscall_survey'] },
]);
const table = (name: string): StoreTable => tables.find((one) => one.name === name) as StoreTable;

/** `rows` calls in the second that ends at `at`: getppid, by process 1 if not said, each third fails with EAGAIN. */
function calls(at: bigint, rows: number, by: (row: number) => number = () => 1): HotRows {
  const value = (field: string, row: number) => {
    if (field === 'at') return at - SECOND + BigInt(row + 1) * (SECOND / BigInt(rows + 1));
    const values: Record<string, number> = {
      call: 110,
      pid: 42,
      tid: 42,
      returned: 1,
      result: 41,
    };
    if (field === 'process') return by(row);
    if (field === 'error') return row % 3 ? 0 : 11;
    return values[field] ?? 0;
  };
  const data = table('syscall').hot.map((column) =>
    columnOf(column, rows, (row) => value(column.field, row)),
  );
  return { table: 'syscall', rows, data };
}

const tick = (at: bigint): StoreSecond => ({
  at,
  rows: [objectRows(table('ticks'), [{ at, span: SECOND, events: 5 }])],
  processes: [{ process: 1, pid: 42, comm: 'it\'s "me"' }],
  totals: { lost: 0, byCause: { busy: 0 }, bpfNs: 0, appNs: 0 },
  refused: {},
});

let made = 0;
function options(more: Partial<RecordingOptions> = {}): RecordingOptions {
  const { ringside, name, note, preset, host, schema, tracers, filter } = emptyManifest();
  const base = { ringside, name, note, preset, host, schema, tracers, filter, unixMinusBootNs: 0n };
  return { dir: join(folder, String(made++)), base, limits: { freeBytes: 1 }, streams: true, ...more };
}

async function withStore(use: (store: Store) => Promise<void>): Promise<void> {
  const store = await Store.open(tables, {
    flight: { dir: join(folder, `flight${made++}`), seconds: 3, bytesMost: 1 << 20 },
  });
  try {
    await use(store);
  } finally {
    await store.close('asked');
  }
}

function hotOf({ hot }: Store): HotStore {
  assert.ok(hot);
  return hot;
}

/** So many seconds of calls. */
async function feed(store: Store, from: number, to: number, rows = 1000): Promise<void> {
  for (let second = from; second <= to; second++) {
    const at = BigInt(second) * SECOND;
    store.batch(calls(at, rows));
    store.seal();
    await store.second(tick(at));
  }
}

describe('a recording', () => {
  it('holds every row with its words, in order, one part a second', () =>
    withStore(async (store) => {
      const { dir, ...rest } = options();
      const id = await store.record({ dir, ...rest }, 0n);
      await feed(store, 1, 3, 300_000);
      const progress = await store.end(id, 'asked');
      assert.equal(await outOfOrder(dir, 'syscall'), 0);
      assert.equal(partsOf(dir, 'syscall').length, 3);
      const rows = await ask(
        dir,
        'SELECT comm, syscall, error, count(*)::INT AS n FROM {syscall} GROUP BY ALL ORDER BY n',
      );
      assert.deepEqual(rows, [
        { comm: 'it\'s "me"', syscall: 'getppid', error: 'EAGAIN', n: 300_000 },
        { comm: 'it\'s "me"', syscall: 'getppid', error: null, n: 600_000 },
      ]);
      const { state, ended, tables: said } = manifestOf(dir);
      assert.deepEqual([state, ended, said.syscall?.rows], ['complete', 'asked', 900_000]);
      assert.equal(
        progress?.files,
        tablesOnDisk(dir).reduce((sum, name) => sum + partsOf(dir, name).length, 0),
      );
    }));

  it('begins with minutes that were compressed meanwhile, whole and in order', () =>
    withStore(async (store) => {
      const [seconds, rows] = [130, 1500];
      for (let second = 1; second <= seconds; second++) {
        const at = BigInt(second) * SECOND;
        const list = Array.from({ length: rows }, (_, row) => ({
          at,
          process: 1,
          call: row,
          returned: second,
        }));
        await store.second({ ...tick(at), rows: [objectRows(table('syscalls'), list)] });
      }
      const [memory] = await hotOf(store).duck.rows(
        "SELECT memory_usage_bytes::INTEGER AS bytes FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'",
      );
      assert.ok(
        Number(memory?.bytes) < hotOf(store).bytes,
        `${memory?.bytes} of ${hotOf(store).bytes} bytes`,
      );
      const { dir, ...rest } = options({ before: seconds });
      const id = await store.record({ dir, ...rest }, BigInt(seconds) * SECOND);
      await store.end(id, 'asked');
      assert.equal(await outOfOrder(dir, 'syscalls'), 0);
      const [sums] = await ask(
        dir,
        'SELECT count(*)::INT AS n, sum(returned)::BIGINT::DOUBLE AS sum, count(DISTINCT call)::INT AS calls FROM {syscalls}',
      );
      assert.deepEqual(sums, { n: seconds * rows, sum: (rows * seconds * (seconds + 1)) / 2, calls: rows });
    }));

  it('keeps rows of processes that nobody knows among the others, and has their names from then on', () =>
    withStore(async (store) => {
      const { dir, ...rest } = options();
      const id = await store.record({ dir, ...rest }, 0n);
      for (const second of [1, 2, 3]) {
        const at = BigInt(second) * SECOND;
        store.batch(calls(at, 5000, (row) => [1, 7, 4103][row % 3] ?? 0));
        store.seal();
        const named = second === 3 ? [{ process: 7, pid: 70, comm: 'late' }] : [];
        await store.second({ ...tick(at), processes: [...tick(at).processes, ...named] });
      }
      await store.end(id, 'asked');
      assert.equal(await outOfOrder(dir, 'syscall'), 0);
      const rows = await ask(
        dir,
        'SELECT process::INT AS process, comm, count(*)::INT AS n FROM {syscall} GROUP BY ALL ORDER BY ALL',
      );
      assert.deepEqual(rows, [
        { process: 1, comm: 'it\'s "me"', n: 5001 },
        { process: 7, comm: 'late', n: 1667 },
        { process: 7, comm: null, n: 3334 },
        { process: 4103, comm: null, n: 4998 },
      ]);
    }));

  it('of a machine that slept for an hour: one long second, times as they are, nothing lost', () =>
    withStore(async (store) => {
      const { dir, ...rest } = options();
      const id = await store.record({ dir, ...rest }, 0n);
      await feed(store, 1, 2, 100);
      const woke = 3602n * SECOND;
      store.batch(calls(woke, 100));
      store.seal();
      const slept = objectRows(table('ticks'), [{ at: woke, span: 3600n * SECOND, events: 100 }]);
      await store.second({ ...tick(woke), rows: [slept] });
      await feed(store, 3603, 3604, 100);
      const progress = await store.end(id, 'asked');
      assert.equal(progress?.seconds, 3604);
      assert.equal(progress?.ended, 'asked');
      assert.deepEqual(
        (
          await ask(
            dir,
            'SELECT (at_ns // 1000000000)::INT AS s, count(*)::INT AS n FROM {syscall} GROUP BY 1 ORDER BY 1',
          )
        ).map(({ s, n }) => [s, n]),
        [
          [0, 100],
          [1, 100],
          [3601, 100],
          [3602, 100],
          [3603, 100],
        ],
      );
      assert.equal(await outOfOrder(dir, 'syscall'), 0);
      assert.equal(await number(dir, 'ticks', 'max(span_ns)'), 3600e9);
      assert.equal(manifestOf(dir).clocks.ended_boot_ns, String(3604n * SECOND));
    }));

  it('on a file system that cannot exchange two folders: parts stay small, and that is said', () =>
    withStore(async (store) => {
      const native = addon();
      const { exchangePaths } = native;
      let asked = 0;
      // As FAT and FUSE of old answer: EINVAL.
      native.exchangePaths = () => {
        asked++;
        return 22;
      };
      try {
        const { dir, ...rest } = options();
        const id = await store.record({ dir, ...rest }, 0n);
        await feed(store, 1, 40, 10);
        const progress = await store.end(id, 'asked');
        assert.equal(asked, 1, 'it is not tried again');
        assert.equal(progress?.notice, 'Its parts stay small: this file system cannot exchange two folders.');
        assert.equal(partsOf(dir, 'syscall').length, 40);
        assert.equal(await number(dir, 'syscall', 'count(*)'), 400);
        assert.equal(await outOfOrder(dir, 'syscall'), 0);
        assert.deepEqual(
          readdirSync(dir).filter((name) => name.startsWith('.')),
          [],
        );
      } finally {
        native.exchangePaths = exchangePaths;
      }
    }));

  it('keeps errors and successes of one batch in order', () =>
    withStore(async (store) => {
      const { dir, ...rest } = options();
      await store.record({ dir, ...rest }, 0n);
      await feed(store, 1, 2, 50);
      assert.equal(await outOfOrder(dir, 'syscall'), 0);
    }));

  it('keeps what came in many batches over seconds without a tick in order', () =>
    withStore(async (store) => {
      const { dir, ...rest } = options();
      await store.record({ dir, ...rest }, 0n);
      for (let second = 1n; second <= 9n; second++) store.batch(calls(second * SECOND, 2060));
      store.seal();
      await store.second(tick(9n * SECOND));
      assert.equal(await number(dir, 'syscall', 'count(*)'), 18_540);
      assert.equal(await outOfOrder(dir, 'syscall'), 0);
    }));

  it('ends by time, by size and by free room, and says which', () =>
    withStore(async (store) => {
      const [time, size, room] = [
        options({ limits: { freeBytes: 1, seconds: 2 } }),
        options({ limits: { freeBytes: 1, bytes: 1 } }),
        options(),
      ];
      for (const one of [time, size, room]) await store.record(one, 0n);
      (room.limits as { freeBytes: number }).freeBytes = Number.MAX_SAFE_INTEGER;
      await feed(store, 1, 4);
      assert.deepEqual(
        [time, size, room].map(({ dir }) => manifestOf(dir).ended),
        ['time', 'size', 'disk'],
      );
      assert.deepEqual(
        await Promise.all([time, size, room].map(({ dir }) => number(dir, 'syscall', 'count(*)'))),
        [2000, 1000, 1000],
      );
      assert.equal(store.report().ended.length, 3);
    }));

  it('shares its parts with another that began at another time', () =>
    withStore(async (store) => {
      const [one, other] = [options(), options({ streams: false })];
      await store.record(one, 0n);
      await feed(store, 1, 2);
      await store.record(other, 2n * SECOND);
      await feed(store, 3, 4);
      assert.deepEqual(
        [await number(one.dir, 'ticks', 'count(*)'), await number(other.dir, 'ticks', 'count(*)')],
        [4, 2],
      );
      assert.equal(existsSync(join(other.dir, 'syscall')), false, 'no single events');
    }));

  it('is merged after sixteen seconds, while it goes on', () =>
    withStore(async (store) => {
      const { dir, ...rest } = options();
      const id = await store.record({ dir, ...rest }, 0n);
      await feed(store, 1, 40);
      await store.end(id, 'asked');
      assert.ok(partsOf(dir, 'syscall').length < 40);
      assert.equal(await number(dir, 'syscall', 'count(DISTINCT at_ns)'), 40_000);
      assert.equal(await outOfOrder(dir, 'syscall'), 0);
      assert.deepEqual(
        readdirSync(dir).filter((name) => name.startsWith('.')),
        [],
      );
    }));

  it('whose folder was deleted ends with that, and the others go on', () =>
    withStore(async (store) => {
      const [gone, stays] = [options(), options()];
      await store.record(gone, 0n);
      await store.record(stays, 0n);
      await feed(store, 1, 1);
      rmSync(gone.dir, { recursive: true });
      await feed(store, 2, 3);
      assert.deepEqual(
        store.report().ended.map(({ progress }) => progress.ended),
        ['error: its folder is gone'],
      );
      assert.equal(existsSync(gone.dir), false);
      assert.equal(await number(stays.dir, 'syscall', 'count(*)'), 3000);
    }));

  it('does not begin in a folder with something in it, in a file, or as a fifth', () =>
    withStore(async (store) => {
      const full = options();
      mkdirSync(full.dir);
      writeFileSync(join(full.dir, 'x'), '');
      await assert.rejects(store.record(full, 0n), /is not empty/);
      await assert.rejects(store.record(options({ dir: join(full.dir, 'x') }), 0n), /cannot be written to/);
      await assert.rejects(store.record(options({ limits: { freeBytes: 2 ** 52 } }), 0n), /too little room/);
      for (let count = 0; count < 4; count++) await store.record(options(), 0n);
      await assert.rejects(store.record(options(), 0n), /No further recording/);
    }));
});

it('what was counted over minutes comes in the order of time', () =>
  withStore(async (store) => {
    await feed(store, 1, 130, 1);
    const { dir, ...rest } = options({ before: 100 });
    const id = await store.record({ dir, ...rest }, 130n * SECOND);
    await store.end(id, 'asked');
    assert.equal(await number(dir, 'ticks', 'count(*)'), 100);
    assert.equal(await outOfOrder(dir, 'ticks'), 0);
  }));

it('a row waits for the second that names its process', () =>
  withStore(async (store) => {
    const { dir, ...rest } = options();
    await store.record({ dir, ...rest }, 0n);
    store.batch(calls(SECOND, 10));
    store.seal();
    store.batch(calls(2n * SECOND, 10));
    await store.second(tick(SECOND));
    assert.equal(await number(dir, 'syscall', 'count(*)'), 10);
    store.seal();
    await store.second(tick(2n * SECOND));
    assert.equal(await number(dir, 'syscall', 'count(comm)'), 20);
  }));

describe('memory', () => {
  it('is bounded: what is too much while nobody writes is refused, counted, and said in the manifest', () =>
    withStore(async (store) => {
      const { dir, ...rest } = options();
      await store.record({ dir, ...rest }, 0n);
      const rows = 1 << 18;
      const batch = calls(SECOND, rows);
      let taken = 0;
      for (let count = 0; count < 16; count++) if (store.batch(batch)) taken++;
      assert.ok(taken > 4 && taken < 16, `${taken} taken`);
      assert.ok(store.report().hotBytes < 256 * 1024 * 1024);
      store.seal();
      await store.second(tick(SECOND));
      assert.equal(await number(dir, 'syscall', 'count(*)'), taken * rows, 'what was taken is written');
      assert.equal(manifestOf(dir).losses.not_written.syscall, (16 - taken) * rows);
      assert.ok(store.batch(batch), 'there is room again');
    }));

  it('is not spent on calls where nobody records, and a recording begins without them', () =>
    withStore(async (store) => {
      await feed(store, 1, 10);
      const { dir, ...rest } = options({});
      const id = await store.record({ dir, ...rest }, 10n * SECOND);
      await store.end(id, 'asked');
      assert.equal(existsSync(join(dir, 'syscall')), false);
    }));
});

describe('the flight recorder', () => {
  it('holds its last seconds, and gives them to a recording that asks for before', () =>
    withStore(async (store) => {
      store.arm('kept', true);
      await feed(store, 1, 8);
      const { dir, ...rest } = options({ before: 2 });
      const id = await store.record({ dir, ...rest }, 8n * SECOND);
      await feed(store, 9, 9);
      await store.end(id, 'asked');
      assert.deepEqual(
        await ask(dir, 'SELECT DISTINCT (at_ns // 1000000000)::INT AS s FROM {syscall} ORDER BY s'),
        [{ s: 6 }, { s: 7 }, { s: 8 }],
      );
      assert.equal(await number(dir, 'ticks', 'count(*)'), 3);
    }));

  it('leaves no file when it is disarmed', () =>
    withStore(async (store) => {
      store.arm('kept', true);
      await feed(store, 1, 2);
      const before = readdirSync(folder).filter((name) => name.startsWith('flight')).length;
      store.arm('kept', false);
      assert.equal(readdirSync(folder).filter((name) => name.startsWith('flight')).length, before - 1);
    }));
});

describe('events that are looked at', () => {
  const seconds = async (store: Store) => {
    const seen: number[] = [];
    for await (const { columns } of store.chunks('SELECT at_ns, comm FROM syscall'))
      for (const at of columns[0]?.values ?? []) seen.push(Number(BigInt(at as bigint) / SECOND));
    return [...new Set(seen)];
  };

  it('are those that the flight recorder holds, in order, for as long as somebody has a use for them', () =>
    withStore(async (store) => {
      assert.deepEqual(await seconds(store), []);
      store.arm('shown', true);
      await feed(store, 1, 2);
      assert.deepEqual(await seconds(store), [0, 1]);
      await feed(store, 3, 8);
      assert.deepEqual(await seconds(store), [4, 5, 6, 7]);
      store.arm('kept', true);
      store.arm('shown', false);
      assert.deepEqual(await seconds(store), [4, 5, 6, 7]);
      store.arm('kept', false);
      assert.deepEqual(await seconds(store), []);
    }));

  it('can be read to the end by whoever began before they were let go', () =>
    withStore(async (store) => {
      store.arm('shown', true);
      await feed(store, 1, 3);
      const reading = store.chunks('SELECT at_ns FROM syscall');
      const first = await reading.next();
      await feed(store, 4, 7);
      let rows = first.value?.rows ?? 0;
      for await (const chunk of reading) rows += chunk.rows;
      assert.equal(rows, 3 * 1000);
    }));
});

describe('the hot minutes', () => {
  it('have every second for whoever asks, though seconds that nobody asks for wait for each other', () =>
    withStore(async (store) => {
      for (let second = 1; second <= 74; second++) {
        await store.second(tick(BigInt(second) * SECOND));
        if (second % 7) continue;
        const seen: number[] = [];
        for await (const { columns } of hotOf(store).chunks('SELECT at_ns FROM ticks'))
          for (const at of columns[0]?.values ?? []) seen.push(Number(BigInt(at as bigint) / SECOND));
        assert.deepEqual(
          seen,
          Array.from({ length: second }, (_, index) => index + 1),
        );
      }
    }));
});
