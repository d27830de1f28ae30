// SPDX-License-Identifier: Apache-2.0
// What `ringside record` leaves on disk, as plain DuckDB reads it, is what the recorded program says of itself, and what
// `ringside watch` says of the same program.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ask, manifestOf, number, outOfOrder, tablesOnDisk } from '../support/plain-duck';
import { record, startRecord, userFolder } from '../support/recording';
import { ringside, watch, workload } from '../support/watch';
import { waitFor } from '../support/processes';
import { spawnSync } from 'node:child_process';

const folder = userFolder('record');
let made = 0;
const fresh = () => join(folder, `capture${made++}`);

interface Known {
  readonly pid: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, Record<string, number>>>;
}

/** What the capture says of one process: calls and errors, from the stream or from the tallies. */
async function counts(dir: string, sql: string): Promise<Record<string, number>> {
  const rows = await ask(dir, sql);
  return Object.fromEntries(rows.map(({ what, n }) => [String(what), Number(n)]));
}

const only = (all: Record<string, number>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, all[name] ?? 0]));

const errorsOf = ({ errors }: Known) =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([call, list]) =>
      Object.entries(list).map(([errno, count]) => [`${call} ${errno}`, count]),
    ),
  );

/** Whole, nothing lost, in order, each row with its names. */
async function assertWhole(dir: string, ended: string): Promise<void> {
  const manifest = manifestOf(dir);
  assert.deepEqual([manifest.state, manifest.ended], ['complete', ended]);
  assert.equal(manifest.losses.total, 0, JSON.stringify(manifest.losses));
  assert.deepEqual(manifest.losses.not_written, {});
  for (const table of tablesOnDisk(dir)) {
    assert.equal(await number(dir, table, 'count(*)'), manifest.tables[table]?.rows, table);
    if (table !== 'processes') assert.equal(await outOfOrder(dir, table), 0, table);
  }
  for (const table of tablesOnDisk(dir).filter((name) => name === 'syscall' || name === 'syscalls'))
    assert.equal(await number(dir, table, 'count(*)', 'WHERE comm IS NULL OR syscall IS NULL'), 0, table);
}

describe('a program that counts itself', () => {
  it('is in the capture call by call and errno by errno: stream, tallies, histogram, manifest', async () => {
    const dir = fresh();
    const { status, stderr, document } = await record(dir, [], [workload('known')]);
    assert.equal(status, 0, stderr);
    const known = JSON.parse(stderr) as Known;
    const its = `WHERE pid = ${known.pid} AND comm = 'ringside-known'`;
    const names = Object.keys(known.calls);
    const streamed = await counts(
      dir,
      `SELECT syscall AS what, count(*) AS n FROM {syscall} ${its} GROUP BY 1`,
    );
    const tallied = await counts(
      dir,
      `SELECT syscall AS what, sum(returned + never_returned) AS n FROM {syscalls} ${its} GROUP BY 1`,
    );
    assert.deepEqual(only(streamed, names), known.calls);
    assert.deepEqual(tallied, streamed, 'rows are what was tallied');
    const spread = await counts(
      dir,
      `SELECT syscall AS what, sum(count) AS n FROM {syscalls_histogram} ${its} GROUP BY 1`,
    );
    assert.deepEqual(
      spread,
      await counts(
        dir,
        `SELECT syscall AS what, sum(returned) AS n FROM {syscalls} ${its} AND returned > 0 GROUP BY 1`,
      ),
      'the histogram has all that returned',
    );
    const failed = "syscall || ' ' || error";
    const errors = errorsOf(known);
    const of = Object.keys(errors);
    assert.deepEqual(
      only(
        await counts(
          dir,
          `SELECT ${failed} AS what, count(*) AS n FROM {syscall} ${its} AND errno > 0 GROUP BY 1`,
        ),
        of,
      ),
      errors,
    );
    assert.equal(await number(dir, 'syscall', 'count(*)', 'WHERE (errno > 0) <> (error IS NOT NULL)'), 0);
    assert.equal(
      await number(dir, 'syscall', 'count(*)', 'WHERE pid <> 0'),
      await number(dir, 'syscalls', 'sum(returned + never_returned)'),
    );
    await assertWhole(dir, 'command');
    assert.deepEqual([document.ended, document.lost, document.not_written], ['command', 0, 0]);
    const watched = await watch([], [workload('known')]);
    const other = JSON.parse(watched.stderr) as Known;
    const seen = Object.fromEntries(
      watched.document.tallies.syscalls
        .filter(({ pid }) => pid === other.pid)
        .map((row) => [row.syscall, row.count]),
    );
    // The program's own calls only: how often its threads wait for each other (futex) differs from run to run.
    assert.deepEqual(only(seen, names), known.calls, '`watch` says the same of the same program');
  });

  it('is counted alike without single events', async () => {
    const dir = fresh();
    const { stderr } = await record(dir, ['--no-events'], [workload('known')]);
    const known = JSON.parse(stderr) as Known;
    assert.deepEqual(
      tablesOnDisk(dir).filter((name) => name === 'syscall'),
      [],
    );
    const tallied = await counts(
      dir,
      `SELECT syscall AS what, sum(returned + never_returned) AS n FROM {syscalls} WHERE pid = ${known.pid} GROUP BY 1`,
    );
    assert.deepEqual(only(tallied, Object.keys(known.calls)), known.calls);
    await assertWhole(dir, 'command');
  });

  it('only as far as the filter asks', async () => {
    const dir = fresh();
    const { stderr } = await record(dir, ['--calls', 'dup,chdir', '--errors'], [workload('known')]);
    const { calls } = JSON.parse(stderr) as Known;
    const streamed = await counts(dir, 'SELECT syscall AS what, count(*) AS n FROM {syscall} GROUP BY 1');
    assert.deepEqual(only(streamed, ['dup', 'chdir']), only(calls, ['dup', 'chdir']));
    assert.equal(
      await number(dir, 'syscall', 'count(*)', "WHERE error IS NULL OR syscall = 'close_range'"),
      0,
    );
    assert.deepEqual(manifestOf(dir).filter, {
      calls: 'dup,chdir',
      errors: true,
      command: [workload('known')],
    });
  });
});

it('many calls from two threads, over seconds: rows are calls made, in order', async () => {
  const dir = fresh();
  const { status, stderr } = await record(dir, [], [workload('paced-calls'), '2', '60000', '3']);
  assert.equal(status, 0, stderr);
  const made = JSON.parse(stderr) as { pid: number; getppid: number; clock_nanosleep: number };
  const streamed = await counts(dir, 'SELECT syscall AS what, count(*) AS n FROM {syscall} GROUP BY 1');
  assert.deepEqual([streamed.getppid, streamed.clock_nanosleep], [made.getppid, made.clock_nanosleep]);
  assert.equal(await number(dir, 'syscalls', 'sum(returned)', "WHERE syscall = 'getppid'"), made.getppid);
  assert.ok((await number(dir, 'ticks', 'count(*)')) >= 3, 'a tick a second');
  await assertWhole(dir, 'command');
});

it('two recordings at once hold the same', async () => {
  const [one, other] = [fresh(), fresh()];
  const running = [one, other].map((dir) => startRecord(dir, ['--comm', 'ringside-known']));
  await waitFor('both to record', () => [one, other].every(isWriting) || undefined, 20_000);
  const known = JSON.parse(spawnSync(workload('known'), { encoding: 'utf8' }).stdout) as Known;
  for (const { child } of running) child.kill('SIGINT');
  for (const { ended } of running) assert.equal((await ended).status, 0);
  for (const dir of [one, other]) {
    const sql = `SELECT syscall AS what, count(*) AS n FROM {syscall} WHERE pid = ${known.pid} GROUP BY 1`;
    assert.deepEqual(only(await counts(dir, sql), Object.keys(known.calls)), known.calls);
    await assertWhole(dir, 'asked');
  }
});

/** Ticks are written from the first second on. */
const isWriting = (dir: string) => {
  try {
    return tablesOnDisk(dir).includes('ticks');
  } catch {
    return false;
  }
};

describe('limits', () => {
  it('--seconds ends it', async () => {
    const dir = fresh();
    const { status, document } = await record(dir, ['--seconds', '1', '--no-events']);
    assert.deepEqual([status, document.ended], [0, 'time']);
    assert.ok(document.seconds >= 1 && document.seconds < 5, `${document.seconds}`);
    await assertWhole(dir, 'time');
  });

  it('--max-size ends it', async () => {
    const dir = fresh();
    const { status, document } = await record(dir, ['--max-size', '10K', '--no-events']);
    assert.deepEqual([status, document.ended], [0, 'size']);
    assert.ok(document.bytes >= 10 * 1024, `${document.bytes}`);
    await assertWhole(dir, 'size');
  });
});

describe('what cannot be done is said with what, why and what to do', () => {
  const said = async (argv: readonly string[], status: number, what: RegExp) => {
    const ended = await ringside(['record', ...argv]);
    assert.equal(ended.status, status, ended.stderr);
    assert.match(ended.stderr, what);
    assert.match(ended.stderr, /\n {2}why: {2}.+\n {2}what to do: {2}.+\n$/);
  };

  it('wrong words', () => said(['--preset', 'nothing', '--out', fresh()], 2, /no preset "nothing"/));

  it('a folder with something in it, a file, a place that is not his', async () => {
    const full = fresh();
    mkdirSync(full, { mode: 0o777 });
    writeFileSync(join(full, 'x'), '');
    const tracers = ['--tracers', 'syscalls', '--out'];
    await Promise.all([
      said([...tracers, full], 1, /is not empty/),
      said([...tracers, join(full, 'x')], 1, /cannot be written to/),
      said([...tracers, '/root/capture'], 1, /cannot be written to/),
      said([...tracers, '/proc/x'], 1, /cannot be written to \/proc\/x/),
    ]);
  });
});
