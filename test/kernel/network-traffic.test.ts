// SPDX-License-Identifier: Apache-2.0
// What a program sends and receives by sockets of each kind, byte by byte and call by call, as it counts itself.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { NetworkDocument } from '../support/talks';
import { workload } from '../support/watch';
import { begin } from '../support/watching';

type Counts = Readonly<Record<string, number>> & { readonly pid: number };

const KINDS = ['tcp', 'udp', 'unix'] as const;

describe('what sockets carry', () => {
  let document: NetworkDocument;
  const said: Record<string, Counts> = {};
  const folder = mkdtempSync(join(tmpdir(), 'ringside-transfers-'));

  before(async () => {
    const watching = await begin(['--comm', 'ringside-transf'], {
      environment: { RINGSIDE_WATCH: 'network' },
    });
    for (const way of ['calls', 'files']) {
      // Node's pipes are sockets: what the program says of itself goes another way.
      const file = join(folder, way);
      const { status, stderr } = spawnSync(
        '/bin/sh',
        ['-c', `exec ${workload('transfers')} ${way} >${file}`],
        {
          encoding: 'utf8',
        },
      );
      assert.equal(status, 0, stderr);
      said[way] = JSON.parse(readFileSync(file, 'utf8')) as Counts;
    }
    ({ document } = (await watching.end()) as unknown as { document: NetworkDocument });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const row = (way: string) => {
    const [one, ...more] = document.tallies.network.filter(({ pid }) => pid === said[way]?.pid);
    assert.ok(one && !more.length, way);
    return one as unknown as Record<string, number>;
  };

  it('is what the program counted, by each family of calls, IPv4, IPv6 and Unix', (t) => {
    const { pid, ...counts } = said.calls ?? { pid: 0 };
    const seen = row('calls');
    assert.deepEqual(Object.fromEntries(Object.keys(counts).map((name) => [name, seen[name]])), counts);
    const total = (figure: string) =>
      KINDS.reduce((sum, kind) => sum + (counts[`${kind}_${figure}`] ?? 0), 0);
    assert.deepEqual(
      [seen.bytes_sent, seen.bytes_received, seen.other_sends],
      [total('bytes_sent'), total('bytes_received'), 0],
    );
    t.diagnostic(`${total('bytes_sent')} bytes in ${total('sends')} calls, process ${pid}`);
  });

  it('has what sendfile() and splice() put into a socket', () => {
    const counts = said.files;
    const seen = row('files');
    assert.deepEqual(
      [seen.tcp_bytes_sent, seen.tcp_bytes_received, seen.tcp_receives],
      [counts?.tcp_bytes_sent, counts?.tcp_bytes_received, counts?.tcp_receives],
    );
  });

  it('agrees with what the kernel says at the end of its TCP connections', () => {
    for (const way of ['calls', 'files']) {
      const seen = row(way);
      // Both ends of each connection are its own.
      assert.equal(seen.ended_bytes_sent, seen.tcp_bytes_sent, way);
      assert.equal(seen.ended_bytes_received, seen.tcp_bytes_received, way);
    }
    assert.equal(document.lost.total, 0);
  });
});
