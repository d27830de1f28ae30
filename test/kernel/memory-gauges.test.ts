// SPDX-License-Identifier: Apache-2.0
// What gauges of memory say against the kernel's own files, read by the test before and after; and a control group with a
// limit, in which a program is killed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadTracers } from '../../src-main/engine/tracers';
import { CaptureView } from '../../src-main/replay/capture-view';
import { Replay } from '../../src-main/replay/client';
import type { GaugeFigures } from '../../src-main/shared/gauge';
import { MemoryGroup } from '../support/memory-group';
import { ask, manifestOf } from '../support/plain-duck';
import { record, userFolder } from '../support/recording';
import { begin } from '../support/watching';

const SETTING = { environment: { RINGSIDE_WATCH: 'memory_gauges' } };
const MIB = 1 << 20;

type Row = Readonly<Record<string, number | string>>;
interface Gauged {
  readonly gauges: Readonly<Record<'machine_memory' | 'pressure' | 'group_memory', readonly Row[]>>;
}

const lines = (path: string): Map<string, number> =>
  new Map(
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', value = '', unit] = line.replace(':', '').split(/\s+/);
        return [name, Number(value) * (unit ? 1024 : 1)] as const;
      }),
  );

const waits = () =>
  ['memory', 'io', 'cpu'].flatMap((resource) =>
    [...readFileSync(`/proc/pressure/${resource}`, 'utf8').matchAll(/^(some|full) .*total=(\d+)$/gm)].map(
      ([, kind, total]) => [`${resource}_${kind}`, Number(total) * 1000] as const,
    ),
  );

/** MemTotal -> mem_total, as the table has it. */
const NAMES: Readonly<Record<string, string>> = {
  mem_total: 'MemTotal',
  commit_limit: 'CommitLimit',
  swap_total: 'SwapTotal',
  mem_free: 'MemFree',
  mem_available: 'MemAvailable',
  cached: 'Cached',
  anon_pages: 'AnonPages',
  slab: 'Slab',
  slab_reclaimable: 'SReclaimable',
  committed_as: 'Committed_AS',
};
const FIXED = ['mem_total', 'commit_limit', 'swap_total'];
/** What other programs may do between two readings. */
const SLACK = 512 * MIB;

describe('gauges of memory', () => {
  it('are what the kernel’s files said before and after', async () => {
    const [before, eventsBefore, waitsBefore] = [
      lines('/proc/meminfo'),
      lines('/proc/vmstat'),
      new Map(waits()),
    ];
    const watching = await begin([], SETTING);
    const { gauges } = (await watching.end()).document as unknown as Gauged;
    const [after, eventsAfter, waitsAfter] = [
      lines('/proc/meminfo'),
      lines('/proc/vmstat'),
      new Map(waits()),
    ];
    const [machine] = gauges.machine_memory;
    assert.ok(machine);
    for (const [column, name] of Object.entries(NAMES)) {
      const value = Number(machine[column]);
      const [low, high] = [before.get(name) ?? 0, after.get(name) ?? 0].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const slack = FIXED.includes(column) ? 0 : SLACK;
      assert.ok(value >= low - slack && value <= high + slack, `${column}: ${low} ${value} ${high}`);
    }
    // Counters only grow, so these need no slack.
    for (const name of [
      'pgfault',
      'pgmajfault',
      'oom_kill',
      'thp_fault_alloc',
      'thp_fault_fallback',
      'pswpin',
      'pswpout',
    ]) {
      const value = Number(machine[name]);
      const [low, high] = [eventsBefore.get(name) ?? -1, eventsAfter.get(name) ?? -1];
      assert.ok(value >= low && value <= high, `${name}: ${low} ${value} ${high}`);
    }
    assert.ok(waitsBefore.size >= 5);
    for (const [name, low] of waitsBefore) {
      const value = Number(gauges.pressure[0]?.[name]);
      assert.ok(value >= low && value <= (waitsAfter.get(name) ?? 0), `${name}: ${low} ${value}`);
    }
  });

  it('have a control group with its limit, what is in it and who was killed in it; so has the capture, and its replay', async () => {
    const group = new MemoryGroup(64 * MIB);
    const dir = join(userFolder('gauges'), 'capture');
    try {
      const inside = (words: string) => ['sh', '-c', `echo $$ >${group.members}; ${words}`];
      // 24 MiB stay, then more is asked for than there may be.
      const kept = spawnSync(
        'sh',
        inside('dd if=/dev/zero of=/dev/shm/$$ bs=1M count=24 2>/dev/null; echo $$').slice(1),
        {
          encoding: 'utf8',
        },
      ).stdout.trim();
      assert.equal(
        spawnSync('sh', inside("exec python3 -c 'bytearray(200_000_000)'").slice(1)).signal,
        'SIGKILL',
      );
      const { document } = await record(dir, ['--tracers', 'memory_gauges'], ['sleep', '2.5']);
      assert.deepEqual([document.lost, document.not_written], [0, 0]);
      const rows = await ask(
        dir,
        `SELECT "current"::DOUBLE AS current, max::DOUBLE AS max, max_events::DOUBLE AS max_events, oom_kills::DOUBLE AS kills
         FROM {group_memory} WHERE cgroup = '/${group.name}' ORDER BY at_ns`,
      );
      assert.ok(rows.length >= 2, `${rows.length} seconds`);
      for (const { current, max, max_events, kills } of rows) {
        assert.equal(max, 64 * MIB);
        assert.equal(kills, group.kills);
        assert.ok(Number(kills) >= 1 && Number(max_events) >= 1);
        // What is charged beforehand, a CPU, comes and goes.
        assert.ok(
          Number(current) >= 24 * MIB && Math.abs(Number(current) - group.used) <= 2 * MIB,
          String(current),
        );
      }
      const { tables } = manifestOf(dir) as unknown as {
        tables: Record<string, { kind: string; columns: { name: string; unit: string; meaning: string }[] }>;
      };
      assert.deepEqual(
        [tables.machine_memory?.kind, tables.pressure?.kind, tables.group_memory?.kind],
        ['gauge', 'gauge', 'gauge'],
      );
      const free = tables.machine_memory?.columns.find(({ name }) => name === 'mem_free');
      assert.deepEqual([free?.unit, free?.meaning], ['byte_count', 'Memory that holds nothing.']);
      const replay = await Replay.open(dir);
      try {
        const view = await CaptureView.open(replay, loadTracers());
        const told: GaugeFigures[] = [];
        let figures: unknown[] = [];
        for await (const message of view.seconds()) {
          told.push(...(message.gauges ?? []).filter(({ table }) => table === 'group_memory'));
          figures = message.tables.flatMap(({ rows: all }) =>
            all.filter(({ figure }) => figure === `/${group.name}`),
          );
        }
        const ours = told.map(
          ({ keys, values }) => values[keys.indexOf(`/${group.name}`) * (values.length / keys.length)],
        );
        assert.equal(ours.at(-1), rows.at(-1)?.current);
        assert.deepEqual(figures, [
          { figure: `/${group.name}`, bytes: rows.at(-1)?.current, events: 0, waited_ns: null },
        ]);
      } finally {
        replay.close();
      }
      spawnSync('rm', [`/dev/shm/${kept}`]);
    } finally {
      group.remove();
    }
  });
});
