// SPDX-License-Identifier: Apache-2.0
// Questions to name servers, in a network namespace of the test's own. Witnesses: the program that asks, which says of each
// question what came of it, and the server, which says what it heard.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Asked, asks, type DnsDocument, type DnsRow, DnsServer, getent } from '../support/dns';
import { Net } from '../support/talks';
import { begin } from '../support/watching';

const SERVER = '127.0.0.77';
const STUB = '127.0.0.53';
/** A question that nobody answers is told when it has waited for six seconds, at the next look. */
const UNTIL_TOLD_MS = 9_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('questions to name servers', () => {
  const net = new Net(`ringside-dns-${process.pid}`);
  let server: DnsServer;
  let stub: DnsServer;
  let document: DnsDocument;
  let said: Asked[] = [];
  let stubbed: Asked[] = [];
  let found = '';
  let missing = '';

  before(async () => {
    server = await DnsServer.begin(net, SERVER);
    stub = await DnsServer.begin(net, STUB, SERVER);
    const watching = await begin(['--events', '--limit', '100000'], {
      environment: { RINGSIDE_WATCH: 'dns,network' },
    });
    const plain = ['sendto', 'blind', 'write', 'sendmsg', 'sendmmsg', 'peek', 'unmapped', 'tcp', 'tcp-whole'];
    said = await asks(
      net,
      SERVER,
      ...['again', 'silent.example.org', 'again', 'late.example.org', 'same', 'same.example.org'],
      ...plain.flatMap((way) => [way, `${way}.example.org`]),
      ...['nx', 'fail', 'refused', 'big', 'loop', 'short', 'junk'].flatMap((kind) => [
        'write',
        `${kind}.example.org`,
      ]),
      ...['tcp', 'big.example.org', 'tcp', 'huge.example.org', 'tls', 'tls.example.org'],
    );
    stubbed = await asks(net, STUB, 'write', 'stub.example.org');
    found = await getent(net, SERVER, 'getent.example.org');
    await asks(net, SERVER, 'write', 'peer.example.org');
    await net.start(['192.0.2.1', 'given-up']).end();
    missing = await getent(net, SERVER, 'nx-getent.example.org');
    await pause(UNTIL_TOLD_MS);
    document = (await watching.end()).document as unknown as DnsDocument;
  });
  after(() => {
    server?.end();
    stub?.end();
    net.remove();
  });

  const rows = (): readonly DnsRow[] =>
    document.streams.dns_answer.rows.filter(({ net_ns }) => net_ns === net.inode);
  const rowsOf = ({ pid, id, type }: Asked) =>
    rows().filter(
      (row) => row.pid === pid && row.id === id && row.type === type && row.comm === 'ringside-asks',
    );
  const rowOf = (way: string, name = way): DnsRow => {
    const asked = said.filter((one) => one.way === way && one.name === `${name}.example.org`);
    assert.equal(asked.length, 1, `${way} ${name}`);
    const [row, ...more] = rowsOf(asked[0] as Asked);
    assert.ok(row && !more.length, `${way} ${name}: ${JSON.stringify(more)}`);
    return row;
  };

  it('are all told, once each, by the process that asked, in no longer than it took', () => {
    for (const one of [...said, ...stubbed].filter(({ way }) => way !== 'tls')) {
      const [row, ...more] = rowsOf(one);
      assert.ok(row, JSON.stringify(one));
      assert.deepEqual(more, []);
      assert.equal(row.name, one.name);
      assert.equal(row.attempts, one.times);
      assert.equal(row.server_port, 53);
      if (one.bytes === 0) continue;
      if (!one.name.startsWith('huge')) assert.equal(row.bytes, one.bytes, JSON.stringify(one));
      assert.ok(
        row.duration_ns !== null && row.duration_ns > 0 && row.duration_ns <= one.ns,
        JSON.stringify(row),
      );
    }
    const asked = said.filter(({ way }) => way !== 'tls').length + stubbed.length + 1; // peer.example.org
    const told = rows().filter(({ comm, result }) => comm === 'ringside-asks' && result !== 'encrypted');
    assert.equal(told.length, asked);
  });

  it('are as many as the server heard, retries counted', () => {
    for (const one of said.filter(({ way }) => way !== 'tls' && way !== 'same')) {
      const heard = server.heard.filter(
        ({ id, name, type }) => id === one.id && name === one.name && type === one.type,
      );
      assert.equal(heard.length, rowsOf(one)[0]?.attempts, JSON.stringify(one));
      assert.equal(heard[0]?.transport, rowsOf(one)[0]?.transport);
    }
    const here = rows().filter(({ server: address, result }) => address === SERVER && result !== 'encrypted');
    assert.equal(sum(here.map(({ attempts }) => attempts)), server.heard.length);
  });

  it('have their answers, by every way of asking', () => {
    for (const way of ['sendto', 'blind', 'write', 'sendmsg', 'peek', 'unmapped', 'tcp', 'tcp-whole']) {
      const { result, answers, server: address, records, cut } = rowOf(way);
      assert.deepEqual(
        [result, answers, address, records, cut],
        ['noerror', 'A 192.0.2.7 60s', SERVER, 1, false],
        way,
      );
    }
    const both = rows().filter(
      ({ name, comm }) => name === 'sendmmsg.example.org' && comm === 'ringside-asks',
    );
    assert.deepEqual(both.map(({ type, answers }) => `${type}: ${answers}`).sort(), [
      'A: A 192.0.2.7 60s',
      'AAAA: AAAA 2001:db8::7 60s',
    ]);
  });

  it('say what came of them', () => {
    const result = (way: string, name: string) => rowOf(way, name).result;
    assert.equal(result('write', 'nx'), 'nxdomain');
    assert.equal(result('write', 'fail'), 'servfail');
    assert.equal(result('write', 'refused'), 'refused');
    assert.equal(rowOf('write', 'nx').answers, null);
    assert.deepEqual([result('again', 'silent'), rowOf('again', 'silent').attempts], ['unanswered', 3]);
    assert.deepEqual([result('again', 'late'), rowOf('again', 'late').attempts], ['noerror', 2]);
  });

  it('of two processes with one number and one name are kept apart', () => {
    const same = said.filter(({ way }) => way === 'same');
    assert.equal(new Set(same.map(({ pid }) => pid)).size, 2);
    assert.equal(new Set(same.map(({ id }) => id)).size, 1);
  });

  it('go by TCP where the answer was cut, and a long answer is cut here', () => {
    const [shortened, whole, huge] = [rowOf('write', 'big'), rowOf('tcp', 'big'), rowOf('tcp', 'huge')];
    assert.deepEqual([shortened.cut, shortened.transport, shortened.records], [true, 'udp', 0]);
    assert.deepEqual([whole.transport, whole.records], ['tcp', 40]);
    assert.match(whole.answers ?? '', /^A 192\.0\.2\.0 60s; A 192\.0\.2\.1 60s; /);
    assert.ok(huge.cut && huge.records > 1000);
    assert.match(huge.answers ?? '', /^A 192\.0\.2\.7 60s; .*…$/);
  });

  it('are told with what can be believed of an answer that is built to hurt', () => {
    for (const kind of ['loop', 'short', 'junk']) {
      const { name, answers, result, records } = rowOf('write', kind);
      assert.deepEqual([name, result, records], [`${kind}.example.org`, 'noerror', 3]);
      assert.match(answers ?? '', /…$/, kind);
    }
  });

  it('to port 853 are encrypted, and that is said', () => {
    const encrypted = rows().filter(({ result }) => result === 'encrypted');
    assert.deepEqual(
      encrypted.map(({ comm, server_port, name, text }) => [comm, server_port, name, text]),
      [['ringside-asks', 853, null, 'encrypted, not readable']],
    );
    const pid = said[0]?.pid;
    const counted = document.tallies.dns.filter((row) => row.pid === pid && row.result === 'encrypted');
    assert.deepEqual(
      counted.map(({ count }) => count),
      [3],
    );
  });

  it('through a stub are told of both that ask, each by its own process', () => {
    const stub_ = rows().filter(({ name }) => name === 'stub.example.org');
    assert.deepEqual(
      stub_.map(({ pid, server: address, answers }) => [pid, address, answers]).sort(),
      [
        [stub.pid, SERVER, 'A 192.0.2.7 60s'],
        [stubbed[0]?.pid, STUB, 'A 192.0.2.7 60s'],
      ].sort(),
    );
  });

  it('of the C library’s resolver are told too', () => {
    assert.match(found, /192\.0\.2\.7/);
    assert.equal(missing, '');
    const mine = rows().filter(({ comm }) => comm === 'getent');
    assert.deepEqual(mine.map(({ name, type, result }) => `${name} ${type} ${result}`).sort(), [
      'getent.example.org A noerror',
      'getent.example.org AAAA noerror',
      'nx-getent.example.org A nxdomain',
      'nx-getent.example.org AAAA nxdomain',
    ]);
  });

  it('give names to connections that follow, in their network namespace', () => {
    const { rows: connects } = document.streams.tcp_connect;
    const given = connects.filter(({ net_ns, comm }) => net_ns === net.inode && comm === 'ringside-talks');
    assert.deepEqual(
      given.map((row) => [row.remote_address, row.peer_name]),
      [['192.0.2.1', 'peer.example.org']],
    );
    const before = connects.find(({ net_ns, remote_port }) => net_ns === net.inode && remote_port === 853);
    assert.equal(before?.peer_name, null);
  });

  it('lose nothing, and the books close', () => {
    const { lost, streams, tallies } = document;
    assert.equal(lost.total, 0, JSON.stringify({ ...lost, by_cpu: [] }));
    for (const cpu of lost.by_cpu) {
      const became =
        cpu.tallied + cpu.tally_full + cpu.filtered + cpu.no_enter + cpu.newborn + cpu.no_storage;
      assert.equal(cpu.seen, became, JSON.stringify(cpu));
      const told = cpu.delivered + cpu.ring_full + cpu.busy + cpu.result_filtered;
      assert.equal(cpu.tallied + cpu.tally_full, told, JSON.stringify(cpu));
    }
    const counted = sum(tallies.dns.map(({ count }) => count));
    const unsaid = 2; // of three messages to port 853 the first is told
    assert.equal(counted, streams.dns_answer.delivered + unsaid);
  });
});
