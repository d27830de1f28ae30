// SPDX-License-Identifier: Apache-2.0
// Recordings that end badly: killed at random moments, without room, without a folder, stopped. After each the capture
// opens in plain DuckDB, every part is whole, holds everything up to the last second, and its manifest does not lie.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addon } from '../../src-main/helper/native';
import { ExitCode } from '../../src-main/shared/failure';
import { LONG } from '../support/long';
import { ownClock } from '../support/own-clock';
import { ask, manifestOf, number, outOfOrder, partsOf, tablesOnDisk } from '../support/plain-duck';
import { hasEnded, helperOf, waitFor } from '../support/processes';
import { startRecord, userFolder } from '../support/recording';
import { type Running, type Watched, workload } from '../support/watch';

const KILLS = LONG ? 100 : 3;
const folder = userFolder('torture');
/** Recordings at once, each with its own helper. */
const LANES = LONG ? 4 : 3;
const SECOND = 1e9;
let made = 0;
const fresh = () => join(folder, `capture${made++}`);

/** Calls at a steady rate all the time: getppid, 20,000 a second. */
let load: ChildProcess;
before(() => {
  load = spawn(workload('paced-calls'), ['1', '20000', '7200'], { stdio: 'ignore' });
});
after(() => {
  load.kill('SIGKILL');
});

/** Of the load alone: what else this machine does is not ours to keep up with. */
const begin = (dir: string) => startRecord(dir, ['--pid', String(load.pid)]);

const writes = (dir: string) =>
  waitFor('the first second', () => (partsOf(dir, 'ticks').length ? true : undefined), 60_000);

const lastNumber = (dir: string, table: string) =>
  Number(/\d+/.exec(partsOf(dir, table).at(-1) ?? '')?.[0] ?? 0);

const mergesLeft = (dir: string) => readdirSync(dir).filter((name) => name.endsWith('.merge'));

interface Found {
  /** Seconds from the newest row on disk to `end`. */
  readonly age: number;
  readonly merged: boolean;
  readonly merging: boolean;
}

/** Reads all of it: every value of every part of every table. */
async function assertReadable(dir: string, end: number): Promise<Found> {
  for (const table of tablesOnDisk(dir)) {
    for (const name of readdirSync(join(dir, table))) assert.match(name, /^part-\d{6}\.parquet$/);
    if (!partsOf(dir, table).length) continue;
    await ask(
      dir,
      `SELECT ${table === 'processes' ? '' : 'max(at_ns), '}sum(hash(t)) AS h FROM {${table}} AS t`,
    );
  }
  // Of one thread, since between CPUs a row may come late; the kernel's fast clock itself may step back a little.
  assert.equal(await outOfOrder(dir, 'syscall', `WHERE pid = ${load.pid}`, 100_000), 0, 'in order');
  assert.equal(await number(dir, 'syscall', 'count(*)', 'WHERE comm IS NULL'), 0, 'each row has its name');
  assert.equal(
    await number(dir, 'syscall', 'count(*) - count(DISTINCT (at_ns, tid))'),
    0,
    'no row is there twice',
  );
  await assertNoGap(dir);
  const newest = await number(dir, 'syscall', 'max(at_ns)');
  return {
    age: (end - newest) / SECOND,
    merged: lastNumber(dir, 'syscall') > partsOf(dir, 'syscall').length,
    merging: mergesLeft(dir).length > 0,
  };
}

/** Each whole second between the first and the last row of the load has as many calls as the tally says. */
async function assertNoGap(dir: string): Promise<void> {
  const its = `pid = ${load.pid} AND syscall = 'getppid'`;
  const [range] = await ask(
    dir,
    `SELECT min(at_ns) AS a, max(at_ns) AS z, (SELECT sum(returned) FROM {syscalls} WHERE ${its}) AS n,
       (SELECT count(*) FROM {syscall} WHERE ${its}) AS m FROM {syscall} WHERE ${its}`,
  );
  // A kill between two tables leaves the stream a second ahead of the tallies; behind only by what the rings still held
  // when these were read, on a machine that does other things as well: half a second.
  const [told, counted] = [Number(range?.m), Number(range?.n)];
  assert.ok(told >= counted - 10_000, `${told} rows, and the tally has ${counted}`);
}

function percentile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2);
}

describe('kill -9', () => {
  const victims = {
    'the engine': (engine: number) => [engine],
    'the helper': (_: number, helper: number) => [helper],
    both: (engine: number, helper: number) => [engine, helper],
  };

  async function killed(round: number): Promise<Found> {
    const [who, victim] = Object.entries(victims)[round % 3] ?? [];
    assert.ok(who && victim);
    const dir = fresh();
    const running = begin(dir);
    await writes(dir);
    // After sixteen seconds parts are merged: half of the rounds end about then.
    await sleep(LONG && round % 2 ? 13_500 + Math.random() * 3000 : 500 + Math.random() * 2500);
    const helper = helperOf(running.pid);
    assert.ok(helper, hasEnded(running.pid) ? (await running.ended).stderr : 'no helper');
    const end = addon().bootNs();
    for (const pid of victim(running.pid, helper)) process.kill(pid, 'SIGKILL');
    const ended = await running.ended;
    await waitFor('the helper’s end', () => hasEnded(helper) || undefined, 10_000);
    const { state, ended: why } = manifestOf(dir);
    if (who === 'the helper') {
      assert.equal(ended.status, ExitCode.HelperLost, ended.stderr);
      assert.deepEqual([state, why], ['complete', 'lost']);
    } else assert.deepEqual([ended.signal, state, why], ['SIGKILL', 'recording', null]);
    const found = await assertReadable(dir, end);
    rmSync(dir, { recursive: true });
    return found;
  }

  it(`at a random moment, ${KILLS} times, of engine, helper and both, also while parts are merged`, async (context) => {
    const found: Found[] = [];
    let begun = 0;
    const lane = async () => {
      for (let round = begun++; round < KILLS; round = begun++) found.push(await killed(round));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    assert.equal(found.length, KILLS);
    const ages = found.map(({ age }) => age);
    context.diagnostic(
      `newest row before the kill, s: median ${percentile(ages, 0.5)}, p90 ${percentile(ages, 0.9)}, most ` +
        `${percentile(ages, 1)}; ${found.filter(({ merged }) => merged).length} had merged parts, ` +
        `${found.filter(({ merging }) => merging).length} a merge under way or its rest`,
    );
    // A second's rows, and as long as it takes to write them on a machine that does other things as well.
    assert.ok(Math.max(...ages) < 5, `${ages}`);
  });
});

/** Ends it in order and gives its status. */
async function finish(running: Running): Promise<Watched> {
  running.child.kill('SIGINT');
  return running.ended;
}

/** A file system of its own of this size, mounted for the test. */
function mounted(megabytes: number): { dir: string; unmount(): void } {
  const dir = fresh();
  mkdirSync(dir);
  const mount = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m,uid=1000`,
    'ringside-torture',
    dir,
  ]);
  assert.equal(mount.status, 0, mount.stderr.toString());
  return { dir, unmount: () => void spawnSync('umount', [dir]) };
}

describe('a place that goes bad', () => {
  it('a disk that others fill up ends it with that, and all that was written is there', async () => {
    const disk = mounted(220);
    try {
      const dir = join(disk.dir, 'capture');
      const running = begin(dir);
      await writes(dir);
      await sleep(1000);
      // As much as there is: nothing stays for us.
      spawnSync('dd', ['if=/dev/zero', `of=${join(disk.dir, 'filler')}`, 'bs=64K']);
      const ended = await running.ended;
      assert.equal(ended.status, 1, ended.stderr);
      assert.match(ended.stderr, /The recording ended early\.\n {2}why: {2}The disk has no room left\./);
      const { state, ended: why } = manifestOf(dir);
      assert.deepEqual([state, why], ['complete', 'disk']);
      await assertReadable(dir, addon().bootNs());
    } finally {
      disk.unmount();
    }
  });

  it('too little room is said before anything is written', async () => {
    const disk = mounted(90);
    try {
      const ended = await begin(join(disk.dir, 'capture')).ended;
      assert.equal(ended.status, 1);
      assert.match(ended.stderr, /too little room/);
    } finally {
      disk.unmount();
    }
  });

  it('a file system that becomes read-only ends it with an error, and the rest can be read', async () => {
    const disk = mounted(220);
    try {
      const dir = join(disk.dir, 'capture');
      const running = begin(dir);
      await writes(dir);
      for (let tries = 0; tries < 200; tries++)
        if (spawnSync('mount', ['-o', 'remount,ro', disk.dir]).status === 0) break;
      const ended = await running.ended;
      assert.equal(ended.status, 1, ended.stderr);
      assert.match(ended.stderr, /ended early/);
      assert.equal(manifestOf(dir).state, 'recording', 'cut off: nothing could be written any more');
      await assertReadable(dir, addon().bootNs());
    } finally {
      disk.unmount();
    }
  });

  it('a folder that is deleted ends it with that, and does not come back', async () => {
    const dir = fresh();
    const running = begin(dir);
    await writes(dir);
    // In one step, or a part comes in while it is emptied.
    renameSync(dir, `${dir}.gone`);
    rmSync(`${dir}.gone`, { recursive: true });
    const ended = await running.ended;
    assert.equal(ended.status, 1, ended.stderr);
    assert.match(ended.stderr, /its folder is gone/);
    assert.equal(existsSync(dir), false);
  });
});

describe('time', () => {
  it('the clock is set an hour back, a day ahead and home again: each second is there, and times are right', async () => {
    const dir = fresh();
    const clock = ownClock(fresh());
    const begun = [addon().bootNs(), Date.now()] as const;
    const running = startRecord(dir, ['--pid', String(load.pid)], { environment: clock.environment });
    await writes(dir);
    for (const seconds of [-3600, 86_400, 0]) {
      await sleep(2500);
      clock.set(seconds);
    }
    await sleep(2500);
    const { status, stdout, stderr } = await finish(running);
    const end = addon().bootNs();
    assert.equal(status, 0, stderr);
    await assertReadable(dir, end);
    const { losses, clocks } = manifestOf(dir);
    assert.equal(losses.total, 0);
    const its = `WHERE pid = ${load.pid} AND syscall = 'getppid'`;
    assert.equal(
      await number(dir, 'syscall', 'count(*)', its),
      await number(dir, 'syscalls', 'sum(returned)', its),
    );
    const ticks = await ask(
      dir,
      'SELECT at_ns::DOUBLE AS at, "second"::DOUBLE AS s, span_ns::DOUBLE AS span FROM {ticks} ORDER BY at_ns',
    );
    assert.ok(ticks.length >= 9, `${ticks.length} seconds`);
    const whole = ticks.slice(0, -1).map(({ s }) => Number(s));
    assert.deepEqual(
      whole,
      whole.map((_, at) => (whole[0] ?? 0) + at),
      'each second once, one after the other',
    );
    assert.ok(Math.max(...ticks.map(({ span }) => Number(span))) < 2.5 * SECOND);
    const outside = `WHERE at_ns < ${begun[0]} OR at_ns > ${end}`;
    assert.equal(await number(dir, 'syscall', 'count(*)', outside), 0, 'of no other time');
    const offset = begun[1] * 1e6 - begun[0];
    assert.ok(Math.abs(Number(clocks.unix_minus_boot_ns) - offset) < SECOND, 'the offset of its beginning');
    assert.match(stdout, /clock was set 3600 s back/);
    assert.match(stdout, /clock was set 86400 s back/);
  });

  it('stopped for five seconds: goes on, what was lost is counted, and both ends are there', async () => {
    const dir = fresh();
    const running = begin(dir);
    await writes(dir);
    running.child.kill('SIGSTOP');
    await sleep(5000);
    running.child.kill('SIGCONT');
    await sleep(1500);
    const { status, stderr } = await finish(running);
    assert.equal(status, 0, stderr);
    const { losses } = manifestOf(dir);
    const its = `WHERE pid = ${load.pid} AND syscall = 'getppid'`;
    const [rows, counted] = [
      await number(dir, 'syscall', 'count(*)', its),
      await number(dir, 'syscalls', 'sum(returned)', its),
    ];
    assert.ok(counted - rows <= losses.total && (losses.total > 0 || counted === rows), `${counted} ${rows}`);
    assert.ok((await number(dir, 'ticks', 'max(span_ns)')) > 4.5 * SECOND, 'the gap is one long second');
  });
});
