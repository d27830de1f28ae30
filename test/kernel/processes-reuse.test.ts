// SPDX-License-Identifier: Apache-2.0
// A pid that is given again at once, a dozen times, to other programs of other users in other groups: each open, exec, end,
// call and name is of the right one, live and in a capture. Each program says what it is and did; wait4() its status.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { ofCapture } from '../support/capture-rows';
import { ask, partsOf } from '../support/plain-duck';
import { startRecord, userFolder } from '../support/recording';
import { waitFor } from '../support/processes';
import { workload } from '../support/watch';
import { begin } from '../support/watching';

const LIVES = 12;
const folder = userFolder('reuse');
const mount = readFileSync('/proc/mounts', 'utf8').match(/^\S+ (\S+) cgroup2 /m)?.[1] ?? '';
const group = join(mount, `ringside-reuse-${process.pid}`);
const groups = ['a', 'b'].map((name) => join(group, name));

/** What one of them is and did. */
interface Life {
  readonly pid: number;
  readonly comm: string;
  readonly uid: number;
  readonly cgroup_path: string;
  readonly opened: number;
  readonly missed: number;
  readonly getpgrp: number;
  readonly status: number;
}

type Rows = readonly Readonly<Record<string, unknown>>[];

const lifeOf = (line: string): Life => {
  const [pid, comm = '', uid, path = '', ...did] = line.split(' ');
  const [opened = 0, missed = 0, getpgrp = 0, status = 0] = did.map(Number);
  const cgroup_path = path.slice(mount.length);
  return { pid: Number(pid), comm, uid: Number(uid), cgroup_path, opened, missed, getpgrp, status };
};

const opensOf = ({ comm, opened, missed }: Life) => [
  { comm, path: join(folder, `${comm}.file`), n: opened },
  { comm, path: join(folder, `${comm}.none`), n: missed },
];

const known = (lives: readonly Life[], what: (life: Life) => object | readonly object[]) =>
  lives.flatMap(what);

function assertLive(document: Record<string, unknown>, lives: readonly Life[]): void {
  const { tallies, streams, processes, lost } = document as unknown as {
    readonly tallies: Readonly<Record<string, Rows>>;
    readonly streams: Readonly<Record<string, { readonly rows: Rows }>>;
    readonly processes: Rows;
    readonly lost: { readonly total: number };
  };
  assert.equal(lost.total, 0, JSON.stringify(lost));
  const pid = lives[0]?.pid;
  const own = (rows: Rows | undefined) =>
    (rows ?? []).filter((row) => row.pid === pid && /^reused-/.test(String(row.comm)));
  const by = (rows: Rows, comm: string) => rows.filter((row) => row.comm === comm);
  const events = own(streams.files?.rows);
  const execs = own(streams.process_exec?.rows);
  const exits = own(streams.process_exit?.rows);
  assert.deepEqual([execs.length, exits.length], [LIVES, LIVES]);
  for (const life of lives) {
    const { comm } = life;
    const opens = by(events, comm);
    for (const { path, n } of opensOf(life))
      assert.equal(opens.filter((row) => row.path === path).length, n, path);
    assert.equal(opens.length, life.opened + life.missed, comm);
    const [file] = by(own(tallies.files), comm);
    assert.deepEqual([file?.count, file?.errors], [life.opened + life.missed, life.missed], comm);
    const calls = by(own(tallies.syscalls), comm).filter(({ syscall }) => syscall === 'getpgrp');
    assert.deepEqual(
      calls.map(({ count }) => count),
      [life.getpgrp],
      comm,
    );
    const [exec] = by(execs, comm);
    assert.deepEqual(exec?.argv, [join(folder, comm), comm.slice(7)]);
    const [exit] = by(exits, comm);
    assert.equal(exit?.status, life.status);
    const [ended] = by(own(tallies.processes), comm);
    assert.deepEqual(ended?.exits_by_end, { [life.status]: 1 }, comm);
    const identities = by(own(processes), comm);
    assert.deepEqual(
      identities.map(({ uid, cgroup_path }) => [uid, cgroup_path]),
      [[life.uid, life.cgroup_path]],
      comm,
    );
    // Nothing of it happened in another life.
    const [from, to] = [Number(exec?.at_ns), Number(exit?.at_ns)];
    assert.ok(
      opens.every(({ at_ns }) => Number(at_ns) >= from && Number(at_ns) <= to),
      comm,
    );
  }
}

async function assertCaptured(dir: string, lives: readonly Life[]): Promise<void> {
  const mine = `comm LIKE 'reused-%' AND pid = ${lives[0]?.pid}`;
  const sorted = async (sql: string) => (await ask(dir, sql)) as Rows;
  const order = (rows: readonly object[]) =>
    [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const opens = await sorted(
    `SELECT comm, path, count(*)::INT AS n FROM {file_open} WHERE ${mine} GROUP BY ALL`,
  );
  assert.deepEqual(order(opens), order(known(lives, opensOf)));
  // By its number in the capture, which every row has: one identity each.
  const whose = await sorted(`
    WITH who AS (SELECT process, max(comm) AS comm, max(uid)::INT AS uid, max(cgroup_path) AS cgroup_path,
        max(ended_ns) > max(started_ns) AS ended FROM {processes} WHERE ${mine} GROUP BY process),
      did AS (SELECT process, sum(returned)::INT AS n FROM {syscalls} WHERE syscall = 'getpgrp' GROUP BY process),
      opened AS (SELECT process, count(*)::INT AS opens FROM {file_open} GROUP BY process),
      tallied AS (SELECT process, sum("count")::INT AS opens FROM {file_opens} GROUP BY process),
      exec AS (SELECT process, max(replace(argv, chr(0), '|')) AS argv FROM {process_exec} WHERE errno = 0 GROUP BY process),
      gone AS (SELECT process, max(status)::INT AS status, count(*)::INT AS ends FROM {process_exit} GROUP BY process)
    SELECT comm, uid, cgroup_path, ended, did.n AS getpgrp, opened.opens, tallied.opens AS tallied, argv, status, ends
    FROM who JOIN did USING (process) JOIN opened USING (process) JOIN tallied USING (process) JOIN exec USING (process)
      JOIN gone USING (process)`);
  const wanted = known(lives, ({ comm, uid, cgroup_path, opened, missed, getpgrp, status }) => ({
    ...{ comm, uid, cgroup_path, ended: true, getpgrp, opens: opened + missed, tallied: opened + missed },
    ...{ argv: `${join(folder, comm)}|${comm.slice(7)}|`, status, ends: 1 },
  }));
  assert.deepEqual(order(whose), order(wanted));
  // As the tree has them: one life each, in their order, none within another.
  const tree = await ofCapture(dir, {
    ...{ table: 'process_lives', terms: [], text: 'reused-', stretch: null, group: null },
    order: { column: 'started_ns', descending: false },
  });
  const own = tree.filter(({ pid }) => pid === lives[0]?.pid);
  assert.deepEqual(
    own.map(({ comm, uid, cgroup_path, argv, status }) => [comm, uid, cgroup_path, argv, status]),
    lives.map(({ comm, uid, cgroup_path, status }) => [
      ...[comm, uid, cgroup_path, `${join(folder, comm)}\0${comm.slice(7)}\0`, status],
    ]),
  );
  for (const [at, { until_ns }] of own.slice(0, -1).entries())
    assert.ok(BigInt(String(until_ns)) <= BigInt(String(own[at + 1]?.started_ns)), `life ${at}`);
}

it('a pid that is given again never mixes two processes', async (t) => {
  chmodSync(folder, 0o755);
  for (const one of [group, ...groups]) mkdirSync(one);
  t.after(() => {
    for (const one of [...groups, group]) rmdirSync(one);
  });
  const scope = ['--cgroup', String(statSync(group).ino)];
  for (let attempt = 0; ; attempt++) {
    const dir = join(folder, `capture-${attempt}`);
    const recording = startRecord(dir, ['--tracers', 'syscalls,files,processes', ...scope]);
    await waitFor('a first second', () => partsOf(dir, 'ticks')[0], 20_000);
    const options = ['--events', '--limit', '1000000', ...scope];
    const watching = await begin(options, { environment: { RINGSIDE_WATCH: 'syscalls,files,processes' } });
    const run = spawnSync(workload('reused'), [String(LIVES), folder, ...groups], { encoding: 'utf8' });
    const { document } = await watching.end();
    recording.child.kill('SIGINT');
    await recording.ended;
    // 75: somebody else was given the pid in between.
    if (run.status === 75 && attempt < 5) continue;
    assert.equal(run.status, 0, run.stderr);
    const lives = run.stdout.trim().split('\n').map(lifeOf);
    assert.deepEqual([lives.length, new Set(lives.map(({ pid }) => pid)).size], [LIVES, 1]);
    assertLive(document as unknown as Record<string, unknown>, lives);
    await assertCaptured(dir, lives);
    t.diagnostic(`${LIVES} lives of pid ${lives[0]?.pid}`);
    return;
  }
});
