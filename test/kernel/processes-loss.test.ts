// SPDX-License-Identifier: Apache-2.0
// With the smallest rings and an engine that is stopped again and again, births and ends find no room: how many is
// counted, and the counts of processes have them all. The program says how many there were.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assertLivesBooks, type LivesDocument, linesOf, said } from '../support/lives';
import { parseDocument, startRingside, workload } from '../support/watch';

const CHILDREN = 20_000;
const STOPS = 6;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether the program is at it: until then its process is ours, and waits. */
function begun(engine: number): boolean {
  try {
    const children = readFileSync(`/proc/${engine}/task/${engine}/children`, 'utf8').trim().split(' ');
    return children.some((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8') === 'ringside-lives\n');
  } catch {
    return false;
  }
}

test('what is lost of a flood of processes is counted, and the counts have all', async (t) => {
  const running = startRingside(
    [
      ...['watch', 'processes', '--json', '--events', '--limit', '1000000', '--budget', '0'],
      ...['--', workload('lives'), 'at-once', String(CHILDREN)],
    ],
    { size: 'small' },
  );
  let over = false;
  void running.ended.finally(() => {
    over = true;
  });
  while (!over && !begun(running.pid)) await pause(5);
  for (let stop = 0; stop < STOPS && !over; stop++) {
    process.kill(running.pid, 'SIGSTOP');
    await pause(500);
    process.kill(running.pid, 'SIGCONT');
    await pause(20);
  }
  const watched = await running.ended;
  const document = parseDocument(watched) as unknown as LivesDocument;
  const { lost, streams, tallies } = document;
  const children = new Set(said(linesOf(watched.stderr), 'child').map(([pid]) => pid));
  assert.ok(lost.ring_full > 0, 'events were lost');
  assertLivesBooks(document);
  const sum = (figure: 'forks' | 'exits' | 'signals_sent' | 'signals_received') =>
    tallies.processes.reduce((total, row) => total + row[figure], 0);
  assert.equal(lost.tally_full, 0);
  assert.deepEqual([sum('forks'), sum('exits')], [CHILDREN, CHILDREN + 1]);
  // Each child tells its parent of its end; the program's own end is told to nobody who is watched.
  const { process_fork: forks, process_exit: exits, process_signal: signals } = streams;
  const all = 2 * CHILDREN + 2 + sum('signals_received');
  const told = Object.values(streams).reduce((total, { delivered }) => total + delivered, 0);
  assert.equal(told + lost.ring_full + lost.busy, all);
  assert.ok(forks.rows.every(({ child_pid }) => children.has(child_pid)));
  t.diagnostic(
    `${forks.delivered} births, ${exits.delivered} ends and ${signals.delivered} signals told, ` +
      `${lost.ring_full + lost.busy} of ${all} events lost and counted`,
  );
});
