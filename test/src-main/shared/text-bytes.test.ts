// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOfBytes } from '../../../src-main/shared/text-bytes';

const of = (...bytes: number[]) => textOfBytes(Uint8Array.from(bytes));
const ofText = (text: string) => textOfBytes(Buffer.from(text));

/** As whoever wants the bytes back reads it. */
const bytesOf = (text: string): Buffer =>
  Buffer.concat(
    text
      .split(/(\\x[0-9a-f]{2})/)
      .map((part, i) => (i % 2 ? Buffer.from([Number.parseInt(part.slice(2), 16)]) : Buffer.from(part))),
  );

test('UTF-8 stays as it is, control characters too', () => {
  for (const text of [
    '/etc/passwd',
    '/tmp/grüß',
    'a\nb\x1b[31m',
    '\ufffd',
    '\u{1f600}',
    'back\\slash \\n',
    '',
  ])
    assert.equal(ofText(text), text);
});

test('what is not UTF-8 becomes \\xNN, byte by byte', () => {
  assert.equal(of(0x61, 0xff, 0x62), 'a\\xffb');
  assert.equal(of(0xc3), '\\xc3', 'a character that is cut off');
  assert.equal(of(0xe2, 0x82, 0x41), '\\xe2\\x82A');
  assert.equal(of(0xc0, 0xaf), '\\xc0\\xaf', 'a slash, longer than need be');
  assert.equal(of(0xed, 0xa0, 0x80), '\\xed\\xa0\\x80', 'a surrogate');
  assert.equal(of(0xf4, 0x90, 0x80, 0x80), '\\xf4\\x90\\x80\\x80', 'beyond the last character');
  assert.equal(of(0xe0, 0x80, 0x80), '\\xe0\\x80\\x80');
  assert.equal(of(0xf0, 0x80, 0x80, 0x80), '\\xf0\\x80\\x80\\x80');
  assert.equal(textOfBytes(Buffer.concat([Buffer.from('\ufffdä'), Buffer.from([0xff])])), '\ufffdä\\xff');
});

test('a backslash that would be taken for one of ours is one of ours', () => {
  assert.equal(ofText('back\\x41slash'), 'back\\x5cx41slash');
  assert.equal(ofText('back\\xzz'), 'back\\xzz');
});

test('no two names become the same text', () => {
  let seed = 7;
  const random = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed >>> 16;
  };
  const alphabet = [0x5c, 0x78, 0x34, 0x31, 0xc3, 0xa4, 0xe2, 0x82, 0xac, 0xff, 0x61];
  for (let round = 0; round < 5000; round++) {
    const bytes = Buffer.from(
      Array.from({ length: random() % 12 }, () => alphabet[random() % alphabet.length] ?? 0),
    );
    assert.deepEqual(bytesOf(textOfBytes(bytes)), bytes, bytes.toString('hex'));
  }
});

test('a view of a larger buffer is that view alone', () => {
  assert.equal(textOfBytes(new Uint8Array(Buffer.from('xx/a/byy')).subarray(2, 6)), '/a/b');
});
