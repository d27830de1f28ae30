// SPDX-License-Identifier: Apache-2.0
// Messages of DNS from strangers: whatever the bytes are, something is made of them, it is bounded, and the records that
// are whole are told.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as packet from 'dns-packet';
import { addressName } from '../../bpf/tracers/dns/address-name';
import { answersText, answerTexts, questionTexts, recordsOf } from '../../bpf/tracers/dns/message';
import { LONG } from '../support/long';

const MESSAGES = LONG ? 2_000_000 : 20_000;
const name = 'www.example.org';
const whole = packet.encode({
  type: 'response',
  id: 7,
  questions: [{ type: 'A', name }],
  answers: [
    { type: 'CNAME', name, ttl: 30, data: 'host.example.org' },
    { type: 'A', name: 'host.example.org', ttl: 60, data: '192.0.2.1' },
    { type: 'TXT', name, ttl: 5, data: [Buffer.from('v=spf1')] },
    { type: 'MX', name, ttl: 5, data: { preference: 10, exchange: 'mail.example.org' } },
  ],
});

/** The same numbers each time. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state;
  }
}

/** As the kernel side tells answers. */
const inNamespace = (bytes: Uint8Array) => Buffer.concat([Buffer.from([9, 0, 0, 0]), bytes]);

function assertBounded(bytes: Uint8Array): void {
  const texts = [...questionTexts(bytes), ...answerTexts(inNamespace(bytes))];
  assert.ok(texts.length <= 3 + 64);
  for (const [by, text] of texts) {
    assert.ok(typeof by === 'bigint' || [2, 4, 6].includes(by));
    assert.ok(text.length <= 4097);
  }
}

describe('a message of DNS', () => {
  it('is told with its question and its records', () => {
    assert.deepEqual(questionTexts(whole), [
      [2, name],
      [4, 'A'],
    ]);
    assert.equal(
      answersText(whole),
      'CNAME host.example.org 30s; A 192.0.2.1 60s; TXT ["v=spf1"] 5s; MX {"preference":10,"exchange":"mail.example.org"} 5s',
    );
  });

  it('names the addresses in it as they were asked for, whatever leads to them', () => {
    const named = answerTexts(inNamespace(whole)).filter(([by]) => typeof by === 'bigint');
    assert.deepEqual(named, [[addressName(Buffer.from([192, 0, 2, 1]), 9), name]]);
    assert.notEqual(named[0]?.[0], addressName(Buffer.from([192, 0, 2, 1]), 8));
  });

  it('that is cut has the records before the cut, and an ellipsis', () => {
    for (let end = 0; end < whole.length; end++) {
      const { records, whole: all } = recordsOf(whole.subarray(0, end));
      assert.ok(records.length < 4 && !all, String(end));
      assertBounded(whole.subarray(0, end));
    }
    assert.match(answersText(whole.subarray(0, -3)), /^CNAME host.example.org 30s; A 192.0.2.1 60s; .*…$/);
  });

  it('whose names point at themselves, forwards or in a circle ends', () => {
    const header = Buffer.from('000781800001ffff00000000', 'hex');
    for (const question of ['c00c', 'c00e', 'c010', '01610161c00c', '03777777c00c', 'ffff', '40', '80'])
      for (const record of ['', 'c00c00010001', 'c00cc00ec010'])
        assertBounded(Buffer.concat([header, Buffer.from(`${question}00010001${record}`, 'hex')]));
    const circle = Buffer.concat([header, Buffer.from('01c00c00010001', 'hex'), Buffer.alloc(4000, 0xc0)]);
    assertBounded(circle);
  });

  it('of 64 KiB is bounded', () => {
    const answers = Array.from({ length: 2000 }, () => ({
      type: 'A' as const,
      name,
      ttl: 1,
      data: '192.0.2.1',
    }));
    const long = packet.encode({ type: 'response', questions: [{ type: 'A', name }], answers });
    assert.ok(long.length > 60_000);
    assert.match(answersText(long), /…$/);
    const text = {
      type: 'TXT' as const,
      name,
      ttl: 1,
      data: Array.from({ length: 250 }, () => Buffer.alloc(250, 'x')),
    };
    assertBounded(packet.encode({ type: 'response', questions: [{ type: 'TXT', name }], answers: [text] }));
  });

  it('of which bytes were changed is told somehow', () => {
    const next = numbers(20_261_126);
    const draw = (below: number) => (next.next().value as number) % below;
    for (let i = 0; i < MESSAGES; i++) {
      const bytes = Buffer.from(whole.subarray(0, 1 + draw(whole.length)));
      for (let changes = draw(8); changes >= 0; changes--) bytes[draw(bytes.length)] = draw(256);
      assertBounded(bytes);
    }
  });
});
