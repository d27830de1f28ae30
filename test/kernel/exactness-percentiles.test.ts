// SPDX-License-Identifier: Apache-2.0
// The estimates of the tally against exact percentiles of the same calls, from their single events.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNothingLost, sumOf } from '../support/books';
import { watch, workload } from '../support/watch';

/** The value below or at which the share `quantile` lies (nearest rank). */
function exactQuantile(sorted: readonly number[], quantile: number): number {
  return sorted[Math.max(1, Math.ceil(quantile * sorted.length)) - 1] ?? 0;
}

/** Shorter calls share the first bucket: there the estimate says "up to 32 ns". */
const FIRST_BUCKET_NS = 32;

test('p50 and p99 are within 13 % of the exact ones, the maximum is exact', async (t) => {
  const { status, stderr, document } = await watch(
    ['--events', '--budget', '0', '--limit', '200000'],
    [workload('mixed')],
  );
  assert.equal(status, 0, stderr);
  assertNothingLost(document);
  assert.equal(document.streams.syscalls?.rows_left_out, 0);
  const durations = new Map<string, number[]>();
  for (const { pid, comm, syscall, result, duration_ns } of document.streams.syscalls?.rows ?? []) {
    if (result === null) continue;
    const key = `${pid} ${comm} ${syscall}`;
    const held = durations.get(key);
    if (held) held.push(duration_ns);
    else durations.set(key, [duration_ns]);
  }
  let worst = 0;
  let compared = 0;
  for (const row of document.tallies.syscalls) {
    const sorted = (durations.get(`${row.pid} ${row.comm} ${row.syscall}`) ?? []).sort((a, b) => a - b);
    assert.equal(sorted.length, row.returned, row.syscall);
    if (!row.returned) continue;
    assert.equal(row.max_ns, sorted.at(-1), `the maximum of ${row.syscall}`);
    assert.equal(row.total_ns, sumOf(sorted), `the total of ${row.syscall}`);
    for (const [told, quantile] of [
      [row.p50_ns, 0.5],
      [row.p99_ns, 0.99],
    ] as [number, number][]) {
      const exact = exactQuantile(sorted, quantile);
      if (exact < FIRST_BUCKET_NS) continue;
      const off = Math.abs(told - exact) / exact;
      worst = Math.max(worst, off);
      compared++;
      assert.ok(off <= 0.13, `${row.syscall} p${quantile * 100}: told ${told}, exact ${exact}`);
    }
  }
  assert.ok(compared >= 30, `${compared} percentiles compared`);
  t.diagnostic(`${compared} percentiles, the worst ${(worst * 100).toFixed(1)} % off`);
});
