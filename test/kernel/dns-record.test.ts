// SPDX-License-Identifier: Apache-2.0
// A recording of questions and connections, as plain DuckDB reads it: names, answers and results in words, and the name that
// an address was asked for by beside a connection to it.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { asks, DnsServer } from '../support/dns';
import { ask, manifestOf, partsOf } from '../support/plain-duck';
import { startRecord, userFolder } from '../support/recording';
import { Net } from '../support/talks';

const SERVER = '127.0.0.77';
const folder = userFolder('dns-record');
const net = new Net(`ringside-dnsr-${process.pid}`);
after(() => net.remove());
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('names and answers are columns of the capture, and so are names of addresses', async () => {
  const dir = join(folder, 'capture');
  const server = await DnsServer.begin(net, SERVER);
  const running = startRecord(dir, ['--tracers', 'dns,network', '--name', 'dns']);
  while (!partsOf(dir, 'ticks').length) await pause(100);
  const words = ['sendmmsg', 'two.example.org', 'write', 'nx.example.org', 'tcp', 'peer.example.org'];
  const said = await asks(net, SERVER, ...words);
  await net.start(['192.0.2.1', 'given-up']).end();
  server.end();
  running.child.kill('SIGINT');
  const { status, stderr } = await running.ended;
  assert.equal(status, 0, stderr);
  assert.equal(manifestOf(dir).losses.total, 0);
  const rows = await ask(
    dir,
    `SELECT name, type, result, answers, server, transport, attempts FROM {dns_answer}
     WHERE pid = ${said[0]?.pid} ORDER BY name, type`,
  );
  const one = { result: 'noerror', server: SERVER, transport: 'udp', attempts: 1 };
  assert.deepEqual(rows, [
    { ...one, name: 'nx.example.org', type: 'A', result: 'nxdomain', answers: null },
    { ...one, name: 'peer.example.org', type: 'A', answers: 'A 192.0.2.1 60s', transport: 'tcp' },
    { ...one, name: 'two.example.org', type: 'A', answers: 'A 192.0.2.7 60s' },
    { ...one, name: 'two.example.org', type: 'AAAA', answers: 'AAAA 2001:db8::7 60s' },
  ]);
  const lookups = await ask(
    dir,
    `SELECT result, transport, sum("count")::INT AS n FROM {dns_lookups}
     WHERE pid = ${said[0]?.pid} GROUP BY ALL ORDER BY result, transport`,
  );
  assert.deepEqual(lookups, [
    { result: 'noerror', transport: 'tcp', n: 1 },
    { result: 'noerror', transport: 'udp', n: 2 },
    { result: 'nxdomain', transport: 'udp', n: 1 },
  ]);
  const connects = await ask(
    dir,
    `SELECT remote_address, peer_name FROM {tcp_connect} WHERE comm = 'ringside-talks' AND net_ns = ${net.inode}`,
  );
  assert.deepEqual(connects, [{ remote_address: '192.0.2.1', peer_name: 'peer.example.org' }]);
});
