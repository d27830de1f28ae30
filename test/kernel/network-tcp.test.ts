// SPDX-License-Identifier: Apache-2.0
// TCP from its connect to its end, in a network namespace of the test's own: as the program that made the connections
// says, which asks the kernel for each of them by getsockopt(TCP_INFO), and as the namespace's own counters have it.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  assertWholeTalks,
  beginTalks,
  Net,
  type NetworkDocument,
  type Said,
  type TcpRow,
} from '../support/talks';

const SHORT = 10_000;
const WAYS = [
  'plain',
  '3',
  'served',
  'half',
  'refused',
  'nonblocking',
  'reset',
  'linger',
  'worker',
  'passed',
  'killed',
];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One line for each, to be compared whole; of a connect that failed the local end is not said by everybody. */
const ends = (row: { pid: number; local_port: number; remote_port: number | null }, ...more: unknown[]) =>
  JSON.stringify([row.pid, row.local_port, row.remote_port || null, ...more]);

describe('TCP', () => {
  const net = new Net(`ringside-tcp-${process.pid}`);
  const count = (name: string) => net.counter(name);
  let document: NetworkDocument;
  let said: Said[] = [];
  let stalled: Said[] = [];
  let short: Said[] = [];
  const counters: Record<string, number> = {};
  /** Of what the counters saw. */
  let counted = new Set<number>();
  let open = '';

  before(async () => {
    // Connected before anybody watches; what it sends then finds a wall for a while.
    const waiting = net.start(['127.0.0.1', 'stalled']);
    await waiting.until('ready');
    const names = ['TcpActiveOpens', 'TcpPassiveOpens', 'TcpRetransSegs', 'TcpOutRsts'];
    for (const name of names) counters[name] = -count(name);
    open = net.run('ss -Htanp');
    const watching = await beginTalks();
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      said.push(...(await net.start([address, ...WAYS]).end()));
    net.run('iptables -I INPUT -p tcp -j DROP');
    waiting.goOn();
    await waiting.until('put');
    await pause(700);
    net.run('iptables -D INPUT -p tcp -j DROP');
    stalled = await waiting.end();
    for (const name of names) counters[name] = (counters[name] ?? 0) + count(name);
    counted = new Set(said.map(({ pid }) => pid));
    said = [...said, ...(await net.start(['127.0.0.1', 'nowhere', 'given-up', 'silent', '300']).end())];
    short = await net.start(['127.0.0.1', 'many', String(SHORT)]).end();
    document = await watching.end();
  });
  after(() => net.remove());

  const shortPid = () => short[0]?.pid;
  const rows = (name: keyof NetworkDocument['streams']): readonly TcpRow[] =>
    document.streams[name].rows.filter(({ pid }) => pid !== shortPid());
  const saidOf = (what: string) => said.filter((line) => line.what === what);

  it('loses nothing, and its books close', () => {
    assertWholeTalks(document);
    for (const { rows: all } of Object.values(document.streams))
      for (const row of all) assert.deepEqual([row.net_ns, row.comm], [net.inode, 'ringside-talks']);
  });

  it('has each connect with its answer', (t) => {
    const connects = rows('tcp_connect');
    const line = (row: { errno: number }, remote: string | null, one: Parameters<typeof ends>[0]) =>
      ends({ ...one, local_port: one.local_port || 0 }, remote, row.errno);
    assert.deepEqual(
      connects.map((row) => line(row, row.remote_address, row)).sort(),
      saidOf('connect')
        .map((row) => line(row, row.remote, row))
        .sort(),
    );
    const errors = connects.filter(({ error }) => error).map(({ error }) => error);
    assert.deepEqual(errors, [
      'ECONNREFUSED',
      'ECONNREFUSED',
      'ECONNREFUSED',
      'ENETUNREACH',
      'ECANCELED',
      'ETIMEDOUT',
    ]);
    const [timeout] = connects.filter(({ error }) => error === 'ETIMEDOUT');
    assert.ok((timeout?.duration_ns ?? 0) > 3e8, timeout?.text);
    assert.equal(connects.find(({ error }) => error === 'ENETUNREACH')?.duration_ns, null);
    for (const row of connects) if (!row.error) assert.ok((row.duration_ns ?? 0) > 0, row.text);
    t.diagnostic(`${connects.length} connects, ${errors.length} of them failed`);
  });

  it('has each accept, also by another process than the listener, and each listener', () => {
    const line = (row: Said | TcpRow, local: string, remote: string | null) =>
      ends(row, row.tid, local, remote);
    assert.deepEqual(
      rows('tcp_accept')
        .map((row) => line(row, row.local_address, row.remote_address))
        .sort(),
      saidOf('accept')
        .map((row) => line(row, row.local, row.remote))
        .sort(),
    );
    for (const row of rows('tcp_accept')) assert.ok((row.duration_ns ?? 0) > 0, row.text);
    const listens = rows('tcp_listen');
    assert.deepEqual(
      listens.map((row) => JSON.stringify([row.pid, row.local_address, row.local_port, row.backlog])).sort(),
      saidOf('listen')
        .map((row) => JSON.stringify([row.pid, row.local, row.local_port, 17]))
        .sort(),
    );
    const families = ['IPv4', 'IPv6', 'IPv6'];
    assert.deepEqual([...new Set(listens.map(({ pid }) => pid))].length, families.length);
    assert.deepEqual([...new Map(listens.map(({ pid, family }) => [pid, family])).values()], families);
  });

  /** The kernel counts the other side's FIN as a byte. */
  const received = ({ bytes_received, state, errno }: Said) =>
    bytes_received - ((state === 7 && !errno) || state === 8 ? 1 : 0);

  it('has each end with the bytes, round trips and resends of TCP_INFO', (t) => {
    const closes = new Map(
      rows('tcp_close')
        .filter(({ state }) => state !== 'listen')
        .map((row) => [ends(row), row]),
    );
    for (const one of [...saidOf('close'), ...stalled.filter(({ what }) => what === 'close')]) {
      const key = ends({ ...one, pid: one.owner });
      const row = closes.get(key);
      assert.ok(row, `no end of ${key}`);
      closes.delete(key);
      assert.deepEqual(
        [row.local_address, row.remote_address, row.errno, row.bytes_sent, row.bytes_received],
        [one.local, one.remote, one.errno, one.bytes_sent, received(one)],
        row.text,
      );
      // Whoever was asked before the last packet came may have learnt something since.
      if (one.state !== 7) continue;
      assert.deepEqual(
        [row.srtt_ns, row.min_rtt_ns, row.retransmits, row.bytes_retransmitted],
        [one.rtt_us * 1000, one.min_rtt_us * 1000, one.retransmits, one.bytes_retransmitted],
        row.text,
      );
    }
    // Those that were killed or left to a child are not said: the child's, the parent's of both.
    const unsaid = [...closes.values()].map((row) => [row.bytes_sent, row.bytes_received, row.accepted]);
    const expected = [
      [0, 10, true],
      [0, 500, true],
      [10, 0, false],
    ];
    assert.deepEqual(unsaid.sort(), [...expected, ...expected, ...expected].sort());
    t.diagnostic(`${rows('tcp_close').length} ends`);
  });

  it('tells how it ended', () => {
    const first = said[0]?.pid;
    const how = (row: TcpRow) => `${row.error ?? row.end}`;
    const closes = rows('tcp_close').filter(
      (row) => row.state !== 'listen' && row.local_address === '127.0.0.1',
    );
    const counts = new Map<string, number>();
    for (const row of closes.filter(({ pid }) => pid === first))
      counts.set(how(row), (counts.get(how(row)) ?? 0) + 1);
    assert.deepEqual(Object.fromEntries(counts), {
      'ended from here': 3 + 1 + 1 + 1 + 1,
      'the other side ended it first': 3 + 1 + 1 + 1 + 1 + 1 + 1,
      'reset from here': 2,
      ECONNRESET: 2,
    });
    const stops = rows('tcp_close').filter(({ state }) => state === 'listen');
    assert.equal(stops.length, [...saidOf('stop'), ...stalled.filter(({ what }) => what === 'stop')].length);
  });

  it('knows connections that were there before it, and counts what is sent again', (t) => {
    const pid = stalled.find(({ what }) => what === 'close')?.pid;
    const closes = rows('tcp_close').filter((row) => row.pid === pid && row.state !== 'listen');
    assert.deepEqual(closes.map(({ bytes_sent }) => bytes_sent).sort(), [0, 5000]);
    assert.deepEqual([...new Set(closes.map(({ duration_ns }) => duration_ns))], [null]);
    const retransmits = closes.reduce((sum, row) => sum + row.retransmits, 0);
    assert.ok(retransmits > 0);
    assert.equal(retransmits, counters.TcpRetransSegs);
    const each = rows('tcp_retransmit').filter((row) => row.pid === pid);
    assert.equal(each.length, retransmits);
    for (const row of each) assert.deepEqual([row.state, row.local_address], ['established', '127.0.0.1']);
    t.diagnostic(`${retransmits} segments sent again`);
  });

  it('tells once what is open already, as ss has it', () => {
    const held = rows('tcp_held').map((row) => [
      `${row.local_address}:${row.local_port}`,
      row.remote_port ? `${row.remote_address}:${row.remote_port}` : '0.0.0.0:*',
      { listen: 'LISTEN', established: 'ESTAB' }[row.state],
      `pid=${row.pid},fd=${row.fd}`,
    ]);
    const shown = open
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [state, , , local, remote, users = ''] = line.trim().split(/\s+/);
        return [local, remote, state, /pid=\d+,fd=\d+/.exec(users)?.[0]];
      });
    assert.equal(held.length, 3);
    assert.deepEqual(held.sort(), shown.sort());
  });

  it('has each reset, on both sides', () => {
    const pids = [...new Set(saidOf('listen').map(({ pid }) => pid))];
    for (const pid of pids) {
      const of = (name: 'tcp_reset_sent' | 'tcp_reset_received') =>
        rows(name).filter((row) => row.pid === pid);
      // What refuses a connection is no socket, and has nobody that it is of.
      assert.deepEqual(
        [of('tcp_reset_sent').length, of('tcp_reset_received').map(({ state }) => state)],
        [2, ['syn_sent', 'established', 'established']],
      );
    }
    assert.equal(3 * pids.length, counters.TcpOutRsts);
  });

  it('has as many as the namespace counted', () => {
    const of = (name: 'tcp_connect' | 'tcp_accept') => rows(name).filter(({ pid }) => counted.has(pid));
    assert.equal(of('tcp_connect').length, counters.TcpActiveOpens);
    assert.equal(of('tcp_accept').length, counters.TcpPassiveOpens);
  });

  it(`misses none of ${SHORT} short connections`, () => {
    const pid = shortPid();
    const of = (name: keyof NetworkDocument['streams']) =>
      document.streams[name].rows.filter((row) => row.pid === pid);
    const closes = of('tcp_close').filter(({ state }) => state !== 'listen');
    assert.deepEqual(
      [of('tcp_connect').length, of('tcp_accept').length, closes.length],
      [SHORT, SHORT, 2 * SHORT],
    );
    assert.equal(new Set(closes.map(({ socket }) => socket)).size, 2 * SHORT);
    const bytes = closes.map((row) => row.bytes_sent * 10 + row.bytes_received);
    assert.equal(bytes.filter((one) => one === 10).length, SHORT);
    assert.equal(bytes.filter((one) => one === 1).length, SHORT);
  });
});
