// SPDX-License-Identifier: Apache-2.0
// Every signal of a program that counts itself those that it sends and those that arrive: from whom, to whom, how.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWholeLives, livesOf, said } from '../support/lives';

const ROUNDS = 500;
const HOW: Readonly<Record<number, readonly [name: string, code: string, group: boolean]>> = {
  1: ['SIGHUP', 'SI_QUEUE', true],
  10: ['SIGUSR1', 'SI_USER', true],
  12: ['SIGUSR2', 'SI_TKILL', false],
  15: ['SIGTERM', 'SI_USER', true],
  40: ['SIGRT_8', 'SI_QUEUE', true],
};

test('sender, receiver, kind and number of signals are what both count themselves', async (t) => {
  const { document, said: lines } = await livesOf(['signals', String(ROUNDS)]);
  assertWholeLives(document);
  const sent = said(lines, 'sent');
  const got = new Map(said(lines, 'got').map(([pid, signal, count]) => [`${pid} ${signal}`, count]));
  assert.equal(sent.length, 5);
  const { rows } = document.streams.process_signal;
  for (const [sender, receiver, signal = 0, count] of sent) {
    assert.equal(got.get(`${receiver} ${signal}`), count, 'they agree with one another');
    const ours = rows.filter(
      (row) => row.pid === sender && row.receiver_pid === receiver && row.signal === signal,
    );
    assert.equal(ours.length, count, `${signal}`);
    for (const row of ours) {
      const how = [row.signal_name, row.code, row.group];
      assert.deepEqual(how, HOW[signal]);
      assert.deepEqual(
        [row.sent_by, row.result, row.comm, row.receiver_comm],
        ['program', 'delivered', 'ringside-lives', 'ringside-lives'],
      );
    }
  }
  const all = 4 * ROUNDS + 1;
  const children = rows.filter(({ signal_name }) => signal_name === 'SIGCHLD');
  assert.equal(rows.length - children.length, all, 'and no other');
  assert.ok(children.every(({ sent_by }) => sent_by === 'child'));
  // Who ends is not in the table any more when his parent is told, but by his name he is watched.
  const sum = (of: 'signals_sent' | 'signals_received') =>
    document.tallies.processes.reduce((total, row) => total + row[of], 0);
  assert.equal(sum('signals_sent'), rows.length);
  assert.ok(sum('signals_received') >= all);
  t.diagnostic(`${all} signals, difference 0`);
});
