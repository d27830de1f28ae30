// SPDX-License-Identifier: Apache-2.0
// The tracer of the network says what its rows mean: witnesses are the kernel's own types, and rows as it tells them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dropSentence, SENTENCES } from '../../../bpf/tracers/network/drop-reasons';
import { acceptEvent, closeEvent, connectEvent, endText } from '../../../bpf/tracers/network/events';
import type { Naming } from '../../../src-main/shared/tracer';
import { ROOT } from '../../../src-main/helper/native';

const TEXTS: Readonly<Record<string, string>> = { 1: '10.0.0.1', 2: 'fd00::2' };
const naming: Naming = {
  process: () => ({ pid: 7, comm: 'curl', started: 1n }),
  name: () => '',
  text: (ref) => TEXTS[String(ref)] ?? null,
};
const row = (more: object = {}) => ({
  ...{ at: 5n, process: 1, pid: 7, tid: 7, cpu: 0, net_ns: 9, family: 2, socket: 3n, duration: 2_000n },
  ...{ local_address: 1n, local_port: 40000, remote_address: 2n, remote_port: 443, error: 0, state: 5 },
  ...{ bytes_sent: 10n, bytes_received: 20n, bytes_retransmitted: 0n, srtt_ns: 0n, min_rtt_ns: 0n },
  ...{ retransmits: 0n, accepted: 0, fin_received: 1, ...more },
});

describe('words of the network', () => {
  it('have a sentence for reasons that the kernel has', () => {
    const types = readFileSync(join(ROOT, 'bpf/vmlinux/x86/vmlinux.h'), 'utf8');
    const known = new Set(Array.from(types.matchAll(/\bSKB_DROP_REASON_(\w+) = /g), ([, name]) => name));
    assert.ok(known.size > 50);
    for (const [reason, sentence] of Object.entries(SENTENCES)) {
      assert.ok(known.has(reason), reason);
      assert.match(sentence, /^[A-Z].*\.$/, reason);
    }
    assert.equal(dropSentence('NO_SOCKET'), 'No program listens there.');
    assert.equal(dropSentence('SOMETHING_NEW'), null);
    assert.equal(dropSentence(null), null);
  });

  it('write an end as a person types it', () => {
    assert.equal(endText('10.0.0.1', 80), '10.0.0.1:80');
    assert.equal(endText('::1', 80), '[::1]:80');
    assert.equal(endText('10.0.0.1', 0), null);
    assert.equal(endText(null, 80), null);
  });

  it('tell a connect with its answer, and one that was lost half', () => {
    assert.equal(connectEvent(row(), naming).text, 'connects 10.0.0.1:40000 to [fd00::2]:443, 2.00 µs');
    const refused = connectEvent(row({ error: 111, duration: 0n }), naming);
    assert.equal(refused.text, 'connect to [fd00::2]:443 fails: ECONNREFUSED: nothing listens there');
    assert.equal(refused.duration_ns, null);
    assert.equal(
      connectEvent(row({ remote_address: 8n, error: 5 }), naming).text,
      'connect to ? fails: EIO, 2.00 µs',
    );
  });

  it('tell an accept that fails by its listener', () => {
    const failed = acceptEvent(row({ error: 24, remote_port: 0 }), naming);
    assert.equal(failed.remote, null);
    assert.equal(failed.text, 'accept at 10.0.0.1:40000 fails: EMFILE: the program has no descriptor left');
  });

  it('tell who ended it, or why', () => {
    const end = (more: object) => closeEvent(row(more), naming).end;
    assert.equal(end({ state: 5 }), 'ended from here');
    assert.equal(end({ state: 9 }), 'the other side ended it first');
    assert.equal(end({ state: 1 }), 'reset from here');
    assert.equal(end({ state: 10 }), 'stopped listening');
    assert.equal(end({ state: 1, error: 104 }), 'ECONNRESET: the other side reset it');
    assert.equal(
      closeEvent(row({ retransmits: 2n, srtt_ns: 3000n }), naming).text,
      'closes 10.0.0.1:40000 to [fd00::2]:443: ended from here, 10 bytes sent, 20 received, 2 segments sent again, round trip 3.00 µs',
    );
  });
});
