// SPDX-License-Identifier: Apache-2.0
// Each filter is judged in the kernel: what matches is delivered, all of it; the rest is counted as filtered
// before the ring; and the books close exactly on each CPU.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bucketStart, HISTOGRAM_BUCKETS } from '../../src-main/shared/histogram';
import {
  assertNothingLost,
  assertRowsAddUp,
  assertStreamIsTally,
  errorsOf,
  rowsOf,
  sumOf,
  total,
} from '../support/books';
import { type TallyRow, type WatchDocument, watch, workload } from '../support/watch';
import { begin, type Watched } from '../support/watching';

interface Known {
  readonly pid: number;
  readonly calls: Readonly<Record<string, number>>;
}

/** Meanwhile the same calls are made by processes that were not asked for. */
async function besideForeign<Result>(run: () => Promise<Result>): Promise<Result> {
  const foreign = spawn('/bin/sh', ['-c', `while :; do ${workload('known')}; done`], {
    uid: 1000,
    gid: 1000,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = 0;
  foreign.stdout.on('data', (text: Buffer) => {
    said += text.length;
  });
  try {
    return await run();
  } finally {
    foreign.kill('SIGKILL');
    await once(foreign, 'close');
    assert.ok(said > 0, 'the foreign processes ran beside');
  }
}

async function until(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (part: Buffer) => {
    text += part.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(code, 0);
  return text;
}

/** Runs of the programs that judge at the entry and at the return: each one accounted for, on each CPU. */
function assertProgramsAccounted({ accounts, document }: Watched): void {
  let filtered = 0;
  for (const [program, cpus] of Object.entries(accounts))
    cpus.forEach((account, cpu) => {
      const of = (name: string) => account[name] ?? 0;
      const became = ['tallied', 'tally_full', 'filtered', 'no_enter', 'newborn', 'no_storage'].map(of);
      assert.equal(of('seen'), sumOf(became), `${program} on CPU ${cpu}: ${JSON.stringify(account)}`);
      filtered += of('filtered');
    });
  assert.ok(filtered > 0, 'somebody else made calls, and they were filtered');
  assertNothingLost(document);
  assertRowsAddUp(document);
}

/** Without a filter on results: delivered = matched. */
function assertDeliveredIsMatched(document: WatchDocument): void {
  assertStreamIsTally(document);
  assert.equal(
    document.streams.syscalls?.delivered,
    total(document, () => true, 'returned') + total(document, () => true, 'never_returned'),
  );
  for (const cpu of document.lost.by_cpu) assert.equal(cpu.result_filtered, 0);
}

const callsOf = (document: WatchDocument, test: (row: TallyRow) => boolean, known: Known) =>
  Object.fromEntries(
    Object.keys(known.calls).map((name) => [
      name,
      total(document, (row) => test(row) && row.syscall === name),
    ]),
  );

test('--pid', async () => {
  const { known, watched } = await besideForeign(async () => {
    const chosen = spawn('/bin/sh', ['-c', `read line; exec ${workload('known')}`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const watching = await begin(['--events', '--pid', String(chosen.pid)]);
    chosen.stdin.end('go\n');
    const known = JSON.parse(await until(chosen)) as Known;
    assert.equal(known.pid, chosen.pid);
    return { known, watched: await watching.end() };
  });
  assert.deepEqual([...new Set(watched.document.tallies.syscalls.map((row) => row.pid))], [known.pid]);
  assert.deepEqual(
    callsOf(watched.document, () => true, known),
    known.calls,
  );
  assertProgramsAccounted(watched);
  assertDeliveredIsMatched(watched.document);
});

test('the subtree of a command', async () => {
  const script = `${workload('known')}; ${workload('known')} | cat`;
  const { stderr, document } = await besideForeign(() => watch(['--events'], ['/bin/sh', '-c', script]));
  const said = stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Known);
  assert.equal(said.length, 2);
  for (const known of said)
    assert.deepEqual(
      callsOf(document, (row) => row.pid === known.pid, known),
      known.calls,
    );
  const ours = rowsOf(document, (row) => row.comm === 'ringside-known').map((row) => row.pid);
  assert.deepEqual(
    [...new Set(ours)].sort((a, b) => a - b),
    said.map(({ pid }) => pid).sort((a, b) => a - b),
    'of the foreign process there is no row',
  );
  assert.deepEqual([...new Set(document.tallies.syscalls.map((row) => row.comm))].sort(), [
    'cat',
    'ringside-known',
    'sh',
  ]);
  assertNothingLost(document);
  assertDeliveredIsMatched(document);
});

test('--tree: a process, who descends from it already, and who will, by every tracer', async () => {
  const run = workload('known');
  const { root, said, calls, others } = await besideForeign(async () => {
    const script = `exec 3<&0; ( echo there; read line <&3; cat /etc/hostname >&2; ${run}; ${run} ) & wait`;
    const chosen = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'] });
    await once(chosen.stdout, 'data');
    const tree = ['--tree', String(chosen.pid)];
    const counting = await begin(tree);
    const watching = await begin(['--events', ...tree], {
      environment: { RINGSIDE_WATCH: 'files,processes' },
    });
    chosen.stdin.end('go\n');
    const lines = (await until(chosen)).split('\n').filter((line) => line.startsWith('{'));
    const said = lines.map((line) => JSON.parse(line) as Known);
    return { root: chosen.pid, said, calls: await counting.end(), others: await watching.end() };
  });
  assert.equal(said.length, 2);
  for (const known of said)
    assert.deepEqual(
      callsOf(calls.document, (row) => row.pid === known.pid, known),
      known.calls,
    );
  const ascending = (pids: Iterable<number>) => [...new Set(pids)].sort((a, b) => a - b);
  const pids = ascending(said.map(({ pid }) => pid));
  const ofKnown = (rows: readonly { comm: string; pid: number }[] = []) =>
    ascending(rows.filter(({ comm }) => comm === 'ringside-known').map(({ pid }) => pid));
  const { processes } = others.document.tallies as unknown as Record<string, { comm: string; pid: number }[]>;
  for (const rows of [calls.document.tallies.syscalls, processes])
    assert.deepEqual(ofKnown(rows), pids, 'both, and nobody of the foreign ones');
  const streams = others.document.streams as unknown as Record<
    string,
    { rows: { pid: number; path: string }[] }
  >;
  const opens = streams.files?.rows.filter(({ path }) => path === '/etc/hostname') ?? [];
  const execs = streams.process_exec?.rows ?? [];
  assert.equal(opens.length, 1);
  assert.deepEqual(ascending(execs.map(({ pid }) => pid)), ascending([...pids, opens[0]?.pid ?? 0]));
  const held = ascending(streams.file_held?.rows.map(({ pid }) => pid) ?? []);
  assert.ok(held.length === 2 && held.includes(root ?? 0), 'the two shells hold something open');
  assert.equal(calls.document.lost.total + others.document.lost.total, 0);
});

test('--comm', async () => {
  const watching = await begin(['--events', '--comm', 'ringside-known']);
  const runs = [1, 2].map(() => {
    const { stdout } = spawnSync('/bin/sh', ['-c', `${workload('mixed')} >/dev/null; ${workload('known')}`]);
    return JSON.parse(stdout.toString()) as Known;
  });
  const watched = await watching.end();
  assert.deepEqual(
    [...new Set(watched.document.tallies.syscalls.map((row) => row.comm))],
    ['ringside-known'],
  );
  for (const known of runs)
    assert.deepEqual(
      callsOf(watched.document, (row) => row.pid === known.pid, known),
      known.calls,
    );
  assertProgramsAccounted(watched);
  assertDeliveredIsMatched(watched.document);
});

test('--uid, also of a process that becomes another user', async () => {
  for (const [options, calls] of [
    [['--uid', '12345'], { getpgrp: 'after', setuid: 0, exit_group: 1 }],
    [['--uid', '0', '--comm', 'ringside-change'], { getpgrp: 'before', setuid: 1, exit_group: 0 }],
  ] as const) {
    const watching = await begin(['--events', ...options]);
    const { stdout } = spawnSync(workload('changed-user'), ['12345']);
    const watched = await watching.end();
    const said = JSON.parse(stdout.toString()) as { pid: number; before: number; after: number };
    for (const row of watched.document.tallies.syscalls) assert.equal(row.pid, said.pid);
    const counted = (name: string) => total(watched.document, ({ syscall }) => syscall === name);
    assert.equal(counted('getpgrp'), said[calls.getpgrp], options.join(' '));
    assert.equal(counted('setuid'), calls.setuid);
    assert.equal(counted('exit_group'), calls.exit_group);
    assertProgramsAccounted(watched);
    assertDeliveredIsMatched(watched.document);
  }
});

test('--cgroup', async () => {
  const mount = readFileSync('/proc/mounts', 'utf8').match(/^\S+ (\S+) cgroup2 /m)?.[1];
  assert.ok(mount, 'a v2 control group tree is mounted');
  const group = join(mount, `ringside-test-${process.pid}`);
  mkdirSync(group);
  try {
    const script = `echo $$ >${group}/cgroup.procs; ${workload('known')}; exec ${workload('known')}`;
    const { stdout, watched } = await besideForeign(async () => {
      const watching = await begin(['--events', '--cgroup', String(statSync(group).ino)]);
      const { stdout } = spawnSync('/bin/sh', ['-c', script]);
      return { stdout, watched: await watching.end() };
    });
    const runs = stdout.toString().trim().split('\n');
    assert.equal(runs.length, 2);
    for (const run of runs) {
      const known = JSON.parse(run) as Known;
      assert.deepEqual(
        callsOf(watched.document, (row) => row.pid === known.pid, known),
        known.calls,
      );
    }
    assert.equal(new Set(watched.document.tallies.syscalls.map((row) => row.pid)).size, 2);
    assertProgramsAccounted(watched);
    assertDeliveredIsMatched(watched.document);
  } finally {
    rmdirSync(group);
  }
});

test('--calls, by name in every ABI', async () => {
  const watching = await begin(['--events', '--comm', 'ringside-known', '--calls', 'getppid,dup']);
  const { stdout } = spawnSync(workload('known'));
  const watched = await watching.end();
  const known = JSON.parse(stdout.toString()) as Known;
  assert.deepEqual(
    Object.fromEntries(watched.document.tallies.syscalls.map((row) => [row.syscall, row.count]).sort()),
    { dup: known.calls.dup, 'dup@i386': known.calls['dup@i386'], getppid: known.calls.getppid },
  );
  assertProgramsAccounted(watched);
  assertDeliveredIsMatched(watched.document);
});

test('--errors: the stream has the failed calls, the tally has all', async (t) => {
  const watching = await begin(['--events', '--errors', '--comm', 'ringside-mixed', '--limit', '100000']);
  spawnSync(workload('mixed'));
  const watched = await watching.end();
  const { document } = watched;
  const failed = total(document, () => true, 'errors');
  const all = total(document, () => true);
  assert.equal(failed, sumOf(Object.values(errorsOf(document, () => true))));
  assert.ok(failed >= 3000 && all > failed);
  assert.equal(document.streams.syscalls?.delivered, failed);
  for (const row of document.streams.syscalls?.rows ?? []) assert.notEqual(row.error, null);
  assert.equal(sumOf(document.lost.by_cpu.map((cpu) => cpu.result_filtered)), all - failed);
  assertProgramsAccounted(watched);
  t.diagnostic(`${failed} of ${all} delivered, ${all - failed} filtered by result`);
});

test('--longer-than: the stream has exactly the longer calls, the tally has all', async (t) => {
  // One less than where a bucket begins: then the tally's histogram says exactly how many are longer.
  const bucket = Array.from({ length: HISTOGRAM_BUCKETS }, (_, i) => i).find((i) => bucketStart(i) >= 50_000);
  assert.ok(bucket);
  const limit = bucketStart(bucket) - 1;
  const watching = await begin([
    ...['--events', '--longer-than', `${limit}ns`, '--comm', 'ringside-mixed', '--limit', '100000'],
  ]);
  spawnSync(workload('mixed'));
  const watched = await watching.end();
  const { document, tallies } = watched;
  const events = document.streams.syscalls?.rows ?? [];
  assert.equal(document.streams.syscalls?.rows_left_out, 0);
  for (const event of events) assert.ok(event.duration_ns > limit, event.text);
  const returned = events.filter((event) => event.result !== null);
  const longer = sumOf(
    (tallies.syscalls ?? []).map((cell) => sumOf(cell.arrays.histogram?.slice(bucket) ?? [])),
  );
  assert.equal(returned.length, longer, 'the histogram counts as many');
  assert.ok(longer > 100, `${longer} longer calls`);
  const all = total(document, () => true);
  assert.equal(sumOf(document.lost.by_cpu.map((cpu) => cpu.result_filtered)), all - events.length);
  assertProgramsAccounted(watched);
  t.diagnostic(`${longer} of ${all} calls were longer than ${limit} ns, all of them delivered`);
});
