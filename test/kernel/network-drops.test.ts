// SPDX-License-Identifier: Apache-2.0
// Packets that the kernel has to throw away in a namespace of the test's own, each with the reason and as many as the
// socket, the firewall rule and the namespace count.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Net, type NetworkDocument } from '../support/talks';
import { workload } from '../support/watch';
import { begin } from '../support/watching';

const PORT = 1009;

interface Drop {
  readonly net_ns: number | null;
  readonly protocol: string;
  readonly source_address: string;
  readonly target_address: string;
  readonly target_port: number | null;
  readonly reason: string | null;
  readonly meaning: string | null;
  readonly text: string;
}

describe('a packet that is dropped', () => {
  const net = new Net(`ringside-drop-${process.pid}`);
  let drops: Drop[] = [];
  let said: Readonly<Record<'closed' | 'full' | 'filtered' | 'damaged', number>>;
  let lost: NetworkDocument['lost'];

  before(async () => {
    net.run(`iptables -A INPUT -p udp --dport ${PORT} -j DROP`);
    const watching = await begin(['--events', '--limit', '1000000'], {
      environment: { RINGSIDE_WATCH: 'network' },
    });
    said = JSON.parse(net.run(`${workload('drops')} ${PORT}`));
    const { document } = await watching.end();
    const told = document as unknown as NetworkDocument & {
      streams: { packet_drop: { rows: readonly Drop[] } };
    };
    drops = told.streams.packet_drop.rows.filter(
      (drop) => drop.net_ns === net.inode && drop.protocol === 'udp' && drop.target_address === '127.0.0.1',
    );
    lost = told.lost;
  });
  after(() => net.remove());

  const because = (reason: string) => drops.filter((drop) => drop.reason === reason);

  it('is told with the kernel’s reason, as often as it happened', (t) => {
    assert.equal(lost.total, 0);
    assert.deepEqual(
      {
        closed: because('NO_SOCKET').length,
        full: because('SOCKET_RCVBUFF').length,
        filtered: because('NETFILTER_DROP').length,
        damaged: because('UDP_CSUM').length,
      },
      said,
    );
    assert.equal(drops.length, said.closed + said.full + said.filtered + said.damaged);
    assert.ok(said.full > 50);
    t.diagnostic(JSON.stringify(said));
  });

  it('is what the namespace and the rule counted', () => {
    assert.equal(net.counter('UdpNoPorts'), said.closed);
    assert.equal(net.counter('UdpRcvbufErrors'), said.full);
    assert.equal(net.counter('UdpInCsumErrors'), said.damaged);
    const rule = net.run('iptables -L INPUT -n -v -x').split('\n')[2] ?? '';
    assert.equal(Number(rule.trim().split(/\s+/)[0]), said.filtered);
  });

  it('says from where to where, and in a sentence why', () => {
    for (const drop of drops) assert.ok(drop.meaning && drop.text.includes(drop.meaning), drop.text);
    const ports = new Set(
      because('NETFILTER_DROP').map((drop) => `${drop.source_address} ${drop.target_port}`),
    );
    assert.deepEqual([...ports], [`127.0.0.1 ${PORT}`]);
  });
});
