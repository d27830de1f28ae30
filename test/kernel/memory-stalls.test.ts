// SPDX-License-Identifier: Apache-2.0
// Who waits for memory in a control group that is full, as perf trace counts it; and who is killed, as the kernel's log
// has it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { MemoryGroup } from '../support/memory-group';
import { begin } from '../support/watching';

/** A user of the test's own: whatever runs as this one belongs to it. */
const UID = 54_321;
const LIMIT = 48 << 20;
const PAGE = 4096;

interface Stalls {
  readonly pid: number;
  readonly comm: string;
  readonly kind: string;
  readonly count: number;
  readonly freed_bytes: number | string;
  readonly total_ns: number | string;
  readonly max_ns: number;
}

interface Document {
  readonly tallies: { readonly memory_stalls: readonly Stalls[] };
  readonly streams: { readonly memory_kill: { readonly rows: readonly Record<string, number | string>[] } };
  readonly lost: { readonly total: number };
}

const WORK = `dd if=/dev/zero of=file bs=1M count=150 2>/dev/null
  cat file >/dev/null
  exec python3 -c 'import os; os.setpgid(0, 0); bytearray(200_000_000)'`;
const EVENTS = 'vmscan:mm_vmscan_memcg_reclaim_begin,vmscan:mm_vmscan_memcg_reclaim_end';
const TRACED = 'mountpoint -q /sys/kernel/tracing || mount -t tracefs tracefs /sys/kernel/tracing; exec "$@"';

/** "Killed process 7 (python3) total-vm:8kB, anon-rss:8kB, file-rss:8kB, shmem-rss:0kB, UID:0 pgtables:8kB oom_score_adj:0" */
function logOf(pid: number): Record<string, number> {
  const { stdout } = spawnSync('dmesg', { encoding: 'utf8', maxBuffer: 1 << 26 });
  const line =
    stdout
      .split('\n')
      .reverse()
      .find((one) => one.includes(`Killed process ${pid} (`)) ?? '';
  return Object.fromEntries(
    [...line.matchAll(/([\w-]+):(-?\d+)(kB)?/g)].map(([, name, value, unit]) => [
      name,
      Number(value) * (unit ? 1024 : 1),
    ]),
  );
}

test('waits for memory and the kill are those that perf and the kernel’s log have', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-stalls-'));
  chownSync(folder, UID, UID);
  const group = new MemoryGroup(LIMIT);
  try {
    const watching = await begin(['--events', '--uid', String(UID)], {
      environment: { RINGSIDE_WATCH: 'memory_stalls' },
    });
    const become = `echo $$ >${group.members}; exec setpriv --reuid ${UID} --regid ${UID} --clear-groups sh -c "$0"`;
    const perf = ['perf', 'trace', '-m', '4M', '-o', join(folder, 'perf'), '-e', EVENTS];
    const run = spawnSync(
      'unshare',
      ['--mount', 'sh', '-c', TRACED, 'sh', ...perf, '--', 'sh', '-c', become, WORK],
      { encoding: 'utf8', cwd: folder },
    );
    const { document } = await watching.end();
    const { tallies, streams, lost } = document as unknown as Document;
    assert.equal(lost.total, 0);
    const said = readFileSync(join(folder, 'perf'), 'utf8');
    assert.doesNotMatch(said, /LOST/, run.stderr);

    const theirs = new Map<string, { count: number; pages: number }>();
    // By number: perf may have the name from before the exec. A count that is 0 is left out.
    for (const [, who = '', pages = 0] of said.matchAll(
      /^.*?\/(\d+) vmscan:mm_vmscan_memcg_reclaim_end\((?:nr_reclaimed: (\d+))?/gm,
    )) {
      const held = theirs.get(who) ?? { count: 0, pages: 0 };
      theirs.set(who, { count: held.count + 1, pages: held.pages + Number(pages) });
    }
    const waits = tallies.memory_stalls.filter(({ kind }) => kind === 'group_reclaim');
    for (const comm of ['dd', 'python3']) {
      const [ours, ...more] = waits.filter((row) => row.comm === comm);
      assert.ok(ours, `${comm} waited; ${said.slice(0, 400)}`);
      assert.deepEqual(more, []);
      const { count = 0, pages = 0 } = theirs.get(String(ours.pid)) ?? {};
      assert.ok(count > 10, `${comm}: ${count}`);
      assert.deepEqual([ours.count, Number(ours.freed_bytes)], [count, pages * PAGE], comm);
      assert.ok(Number(ours.total_ns) >= ours.max_ns && ours.max_ns > 0);
    }

    const [kill, ...others] = streams.memory_kill.rows;
    assert.ok(kill, run.stderr);
    assert.deepEqual(others, []);
    assert.equal(group.kills, 1);
    assert.equal(kill.comm, 'python3');
    const log = logOf(Number(kill.pid));
    assert.deepEqual(
      [
        kill.mapped_bytes,
        kill.anon_bytes,
        kill.file_bytes,
        kill.shmem_bytes,
        kill.uid,
        kill.page_tables_bytes,
      ],
      [log['total-vm'], log['anon-rss'], log['file-rss'], log['shmem-rss'], log.UID, log.pgtables],
    );
    assert.equal(kill.score_adjustment, log.oom_score_adj);
    assert.equal(kill.limit_bytes, LIMIT);
    assert.ok(Number(kill.used_bytes) <= LIMIT && Number(kill.used_bytes) > LIMIT - 64 * PAGE);
    const [counted] = tallies.memory_stalls.filter(({ kind }) => kind === 'kill');
    assert.deepEqual([counted?.pid, counted?.count], [kill.pid, 1]);
    t.diagnostic(
      `${[...theirs.values()].reduce((sum, { count }) => sum + count, 0)} waits, 1 kill, difference 0`,
    );
  } finally {
    group.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});
