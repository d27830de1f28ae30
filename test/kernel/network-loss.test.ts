// SPDX-License-Identifier: Apache-2.0
// With the smallest rings and an engine that is stopped again and again, events of 10,000 connections find no room: how
// many is counted, and the counts of connections have them all. The program says how many there were. And more sockets
// than are followed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assertTalkBooks, beginTalks, Net, type NetworkDocument } from '../support/talks';
import { parseDocument, startRingside, workload } from '../support/watch';

const CONNECTIONS = 10_000;
const STOPS = 4;
/** TCP_LIVES of tcp-life.bpf.h. */
const FOLLOWED = 65_536;
const CROWD = 70_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether the program is at it: until then its process is ours, and waits. */
function begun(engine: number): boolean {
  try {
    const children = readFileSync(`/proc/${engine}/task/${engine}/children`, 'utf8').trim().split(' ');
    return children.some((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8') === 'ringside-talks\n');
  } catch {
    return false;
  }
}

test('what is lost of a flood of connections is counted, and the counts have all', async (t) => {
  const running = startRingside(
    [
      ...['watch', 'network', '--json', '--events', '--limit', '1000000', '--budget', '0'],
      ...['--', workload('talks'), '127.0.0.1', 'many', String(CONNECTIONS)],
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
    await pause(200);
    process.kill(running.pid, 'SIGCONT');
    await pause(20);
  }
  const document = parseDocument(await running.ended) as unknown as NetworkDocument;
  const { lost, streams, tallies } = document;
  assert.ok(lost.ring_full > 0, 'events were lost');
  assertTalkBooks(document);
  const sum = (figure: string) => tallies.network.reduce((total, row) => total + (row[figure] ?? 0), 0);
  assert.deepEqual(
    [
      'connects',
      'connect_errors',
      'accepts',
      'closes',
      'ended_bytes_sent',
      'ended_bytes_received',
      'tcp_bytes_sent',
      'tcp_bytes_received',
    ].map(sum),
    [CONNECTIONS, 0, CONNECTIONS, 2 * CONNECTIONS + 1, CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS],
  );
  assert.equal(lost.tally_full + lost.no_storage, 0);
  // A listener and its end beside them.
  const all = 4 * CONNECTIONS + 2;
  const told = Object.values(streams).reduce((total, { delivered }) => total + delivered, 0);
  assert.equal(told + lost.ring_full + lost.busy, all);
  t.diagnostic(`${told} events told, ${lost.ring_full + lost.busy} of ${all} lost and counted`);
});

test('of more sockets than are followed the rest is counted as not told', async (t) => {
  const net = new Net(`ringside-crowd-${process.pid}`);
  try {
    const watching = await beginTalks('ringside-crowd');
    for (const count of [CROWD, 1]) {
      const crowd = net.start([String(count)], 'crowd');
      await crowd.until('crowd');
      crowd.goOn();
      await crowd.end();
    }
    const document = await watching.end();
    assertTalkBooks(document);
    const { lost, streams } = document;
    const { tcp_listen: listens, tcp_close: closes } = streams;
    // The last one came when the crowd had gone, and there was room again.
    assert.ok(listens.delivered <= FOLLOWED + 1);
    assert.equal(listens.rows.at(-1)?.pid, closes.rows.at(-1)?.pid);
    // Each of them begins and ends: told, or counted as not told.
    const not = lost.no_storage + lost.ring_full + lost.busy;
    assert.equal(listens.delivered + closes.delivered + not, 2 * (CROWD + 1));
    assert.ok(lost.no_storage >= CROWD - FOLLOWED);
    t.diagnostic(`${listens.delivered} of ${CROWD + 1} listeners told, ${lost.no_storage} times no room`);
  } finally {
    net.remove();
  }
});
