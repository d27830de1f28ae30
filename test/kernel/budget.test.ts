// SPDX-License-Identifier: Apache-2.0
// Single events are given up when watching costs more than was allowed; counting goes on and nothing is lost by it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watch } from '../support/watch';

test('over the budget for five seconds, events stop and counts go on', async () => {
  const watched = await watch(['--events', '--limit', '0', '--budget', '1'], ['perl', '-e', BUSY]);
  assert.equal(watched.status, 0, watched.stderr);
  const { document } = watched;
  const row = document.tallies.syscalls.find((one) => one.comm === 'perl' && one.syscall === 'getppid');
  const made = Number(/made (\d+)/.exec(watched.stderr)?.[1]);
  assert.ok(made > 100_000, `perl made ${made} calls`);
  const streamed = document.streams.syscalls?.by_key
    .filter((one) => one.syscall === 'getppid')
    .reduce((sum, one) => sum + one.count, 0);
  assert.match(JSON.stringify(document.notices), /single events are off, counts go on/);
  assert.ok((streamed ?? 0) > 0 && (streamed ?? 0) < made, `${streamed} of ${made} came as events`);
  assert.equal(row?.count, made);
});

const BUSY =
  'use POSIX; my $n = 0; my $end = time + 9; while (time < $end) { getppid for 1..1000; $n += 1000 } print "made $n\\n"';
