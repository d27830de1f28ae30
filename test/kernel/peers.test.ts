// SPDX-License-Identifier: Apache-2.0
// Who talks to whom: both ends of connections and of datagrams, against what a program counts itself.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument, ringside } from '../support/watch';

interface PeerRow {
  readonly pid: number;
  readonly peer: string;
  readonly port: number | null;
  readonly protocol: string | null;
  readonly side: string | null;
  readonly bytes_sent: number;
  readonly bytes_received: number;
  readonly sends: number;
  readonly receives: number;
}

/** Asks its own servers by IPv4, IPv6 and UDP, each client another number of bytes; says ports and counts on stderr. */
const PROGRAM = `
const net = require('node:net'), dgram = require('node:dgram');
const said = { pid: process.pid, tcp: [], udp: {} };
const port = () => 20000 + Math.floor(Math.random() * 10000);
const listen = (server, host) => new Promise((done) => {
  const attempt = () => server.listen(port(), host);
  server.on('error', attempt).on('listening', () => done(server.address().port));
  attempt();
});
const talk = (host, port, bytes) => new Promise((done) => {
  const client = net.connect(port, host, () => client.end(Buffer.alloc(bytes)));
  client.on('data', () => {}).on('close', () => done([client.bytesWritten, client.bytesRead]));
});
const bound = (socket) => new Promise((done) => {
  socket.on('error', () => socket.bind(port(), '127.0.0.1')).on('listening', () => done(socket.address().port));
  socket.bind(port(), '127.0.0.1');
});
(async () => {
  for (const host of ['127.0.0.1', '::1']) {
    const server = net.createServer({ allowHalfOpen: true }, (socket) => {
      let bytes = 0;
      socket.on('data', (part) => (bytes += part.length)).on('end', () => socket.end('got ' + bytes));
    });
    const port = await listen(server, host);
    const sums = [0, 0];
    for (let i = 1; i <= 20; i++) (await talk(host, port, 1000 * i)).forEach((bytes, at) => (sums[at] += bytes));
    said.tcp.push({ host, port, sent: sums[0], received: sums[1] });
    server.close();
  }
  const server = dgram.createSocket('udp4'), client = dgram.createSocket('udp4');
  const at = await bound(server);
  let got = 0;
  const all = new Promise((done) => server.on('message', () => ++got === 30 && done()));
  await new Promise((done) => client.connect(at, '127.0.0.1', done));
  for (let i = 0; i < 30; i++) await new Promise((done) => client.send(Buffer.alloc(7), done));
  await all;
  said.udp = { port: at, datagrams: got };
  server.close(); client.close();
  require('node:fs').writeSync(2, JSON.stringify(said));
})();`;

interface Said {
  readonly pid: number;
  readonly tcp: readonly { host: string; port: number; sent: number; received: number }[];
  readonly udp: { readonly port: number; readonly datagrams: number };
}

describe('who talks to whom', () => {
  it('is told from both ends, the bytes as the program counts them, one row for all that ask a port', async () => {
    const watching = await ringside(['watch', 'peers', '--json', '--', process.execPath, '-e', PROGRAM]);
    assert.equal(watching.status, 0, watching.stderr);
    const document = parseDocument(watching);
    assert.equal(document.lost.total, 0, JSON.stringify(document.lost));
    const said = JSON.parse(/\{"pid".*\}/.exec(watching.stderr)?.[0] ?? '') as Said;
    const all = (document.tallies as unknown as Record<string, PeerRow[]>).peers ?? [];
    const rows = all.filter(({ pid, protocol }) => pid === said.pid && protocol !== null);
    const figures = (peer: string, port: number | null, side: string | null) =>
      rows
        .filter((row) => row.peer === peer && row.port === port && row.side === side)
        .map(({ bytes_sent, bytes_received }) => [bytes_sent, bytes_received]);
    for (const { host, port, sent, received } of said.tcp) {
      assert.ok(sent === 210_000 && received > 0, `${sent}, ${received}`);
      assert.deepEqual(figures(host, port, 'asks'), [[sent, received]], host);
      assert.deepEqual(figures(host, port, 'serves'), [[received, sent]], host);
    }
    const { port, datagrams } = said.udp;
    assert.deepEqual(figures('127.0.0.1', port, 'asks'), [[7 * datagrams, 0]]);
    assert.deepEqual(figures('any', port, 'serves'), [[0, 7 * datagrams]]);
    const udp = rows.filter(({ protocol }) => protocol === 'UDP');
    assert.equal(
      udp.reduce((sum, row) => sum + row.receives, 0),
      datagrams,
    );
    assert.equal(rows.length, 6);
  });
});
