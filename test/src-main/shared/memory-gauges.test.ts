// SPDX-License-Identifier: Apache-2.0
// Files of kernels of different ages, as the gauges of memory read them.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GROUP_MEMORY } from '../../../bpf/tracers/memory_gauges/groups';
import { machineRow } from '../../../bpf/tracers/memory_gauges/machine';
import { PRESSURE, pressureTotal } from '../../../bpf/tracers/memory_gauges/pressure';
import {
  type GaugeGroup,
  type GaugeHost,
  gaugeRows,
  packGauge,
  unpackGauge,
  widened,
} from '../../../src-main/shared/gauge';

const host = (files: Readonly<Record<string, string>>, groups: readonly GaugeGroup[] = []): GaugeHost => ({
  text: (path) => files[path],
  memoryGroups: () => groups,
});

describe('gauges of memory', () => {
  it('find each figure by its whole name, in bytes; what a kernel does not tell is -1', () => {
    const row = machineRow(
      'MemTotal:       24731708 kB\nMemFree:               0 kB\nSwapCached:   3 kB\nCached:          17 kB\nCommitted_AS:   2 kB\nSReclaimable: 5 kB\n',
      'pgfault 18446744\npgmajfault 7\nthp_fault_alloc 3\nthp_fault_fallback 1\nthp_fault_fallback_charge 9\n',
    );
    assert.deepEqual(
      [row.mem_total, row.mem_free, row.cached, row.swap_cached, row.committed_as, row.slab_reclaimable],
      [24_731_708 * 1024, 0, 17 * 1024, 3 * 1024, 2 * 1024, 5 * 1024],
    );
    assert.deepEqual(
      [row.pgfault, row.pgmajfault, row.thp_fault_alloc, row.thp_fault_fallback],
      [18_446_744, 7, 3, 1],
    );
    assert.deepEqual([row.slab, row.swap_total, row.thp_split_page, row.allocstall], [-1, -1, -1, -1]);
  });

  it('add up what newer kernels tell by kind', () => {
    const old = machineRow(
      '',
      'workingset_refault 5\nallocstall_dma 0\nallocstall_normal 2\nallocstall_movable 3\n',
    );
    const fresh = machineRow(
      '',
      'workingset_refault_anon 2\nworkingset_refault_file 40\nallocstall_normal 1\n',
    );
    assert.deepEqual([old.workingset_refault, old.allocstall], [5, 5]);
    assert.deepEqual([fresh.workingset_refault, fresh.allocstall], [42, 1]);
  });

  it('have pressure in nanoseconds; of a CPU before 5.13 only "some", and nothing where it is off', () => {
    const text = 'some avg10=0.00 avg60=1.05 avg300=0.00 total=1234\n';
    assert.deepEqual([pressureTotal(text, 'some'), pressureTotal(text, 'full')], [1_234_000, -1]);
    assert.deepEqual(PRESSURE.read(host({})), []);
    assert.equal(PRESSURE.read(host({ '/proc/pressure/cpu': text }))[0]?.cpu_some, 1_234_000);
  });

  it('have groups of v2 and v1 in the same columns; no limit is -1, a group without counts is left out', () => {
    const files = {
      '/v2/a/memory.current': '4096\n',
      '/v2/a/memory.max': 'max\n',
      '/v2/a/memory.high': '8192\n',
      '/v2/a/memory.swap.current': '0\n',
      '/v2/a/memory.events': 'low 1\nhigh 2\nmax 3\noom 4\noom_kill 5\noom_group_kill 6\n',
      '/v1/b/memory.usage_in_bytes': '4096\n',
      '/v1/b/memory.limit_in_bytes': '9223372036854771712\n',
      '/v1/b/memory.memsw.usage_in_bytes': '12288\n',
      '/v1/b/memory.memsw.limit_in_bytes': '9223372036854771712\n',
      '/v1/b/memory.failcnt': '9\n',
      '/v1/b/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
    };
    const groups = [
      { path: '/a', folder: '/v2/a', v2: true },
      { path: '/none', folder: '/v2/none', v2: true },
      { path: '/b', folder: '/v1/b', v2: false },
    ];
    const rows = GROUP_MEMORY.read(host(files, groups));
    const events = { low_events: 1, high_events: 2, max_events: 3, oom_events: 4, oom_kills: 5 };
    const none = { low_events: -1, high_events: -1, oom_events: -1 };
    assert.deepEqual(rows, [
      { cgroup: '/a', current: 4096, max: -1, high: 8192, swap_current: 0, swap_max: -1, ...events },
      {
        cgroup: '/b',
        current: 4096,
        max: -1,
        high: -1,
        swap_current: 8192,
        swap_max: -1,
        ...none,
        max_events: 9,
        oom_kills: 2,
      },
    ]);
    assert.deepEqual(
      unpackGauge(GROUP_MEMORY, packGauge(GROUP_MEMORY, rows)),
      rows,
      'and as a window has them',
    );
  });

  it('are rows of a table: levels as they are, totals since the first reading', () => {
    const read = (current: number, max_events: number) => [{ cgroup: '/a', current, max_events }];
    const first = widened(GROUP_MEMORY, new Map(), read(5, 100));
    const then = widened(GROUP_MEMORY, first, read(7, 104));
    assert.deepEqual(gaugeRows([GROUP_MEMORY], new Map([['group_memory', then]])), [
      { figure: '/a', bytes: 7, events: 4, waited_ns: null },
    ]);
  });
});
