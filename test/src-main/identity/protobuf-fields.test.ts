// SPDX-License-Identifier: Apache-2.0
// Messages by hand, as bytes: what is wanted is read, what is not is passed over, and what lies is refused.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Writer } from 'protobufjs/minimal';
import { ENTRIES_MOST, fieldsOf, type Shape, textsOf } from '../../../src-main/identity/protobuf-fields';

const SHAPE: Shape = {
  1: ['name', 'text'],
  2: ['labels', 'texts'],
  3: ['inner', { 1: ['name', 'text'] }],
  4: ['list', [{ 1: ['name', 'text'] }]],
};

const bytes = (...parts: (number | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));
const entry = (key: string, value: string) =>
  Writer.create().uint32(0x0a).string(key).uint32(0x12).string(value).finish();

describe('a message', () => {
  it('has its texts, messages and lists; of what is told twice the last, and nothing of what was not asked for', () => {
    const whole = bytes(0x0a, 1, 'a', 0x0a, 2, 'bc', 0x1a, 3, 0x0a, 1, 'd', 0x22, 3, 0x0a, 1, 'e', 0x22, 0);
    const others = bytes(0x28, 0xff, 0x01, 0x31, '12345678', 0x3d, '1234', 0x7a, 2, 'xx');
    assert.deepEqual(JSON.parse(JSON.stringify(fieldsOf(Buffer.concat([whole, others]), SHAPE))), {
      name: 'bc',
      inner: { name: 'd' },
      list: [{ name: 'e' }, {}],
    });
    assert.deepEqual(Object.keys(fieldsOf(Buffer.alloc(0), SHAPE)), []);
  });

  it('has a map with names of any kind, and bytes that are no text as signs for it', () => {
    const { labels } = fieldsOf(
      Writer.create()
        .uint32(0x12)
        .bytes(entry('__proto__', 'p'))
        .uint32(0x12)
        .bytes(entry('k', 'v'))
        .finish(),
      SHAPE,
    );
    assert.deepEqual(Object.entries(textsOf(labels)), [
      ['__proto__', 'p'],
      ['k', 'v'],
    ]);
    assert.equal(Object.getPrototypeOf(textsOf(labels)), Object.prototype);
    assert.deepEqual(textsOf(undefined), {});
    assert.equal(fieldsOf(bytes(0x0a, 2, 0xff, 'a'), SHAPE).name, '\ufffda');
  });

  it('has no more entries than are wanted', () => {
    const writer = Writer.create();
    for (let at = 0; at < ENTRIES_MOST + 10; at++)
      writer
        .uint32(0x12)
        .bytes(entry(`k${at}`, ''))
        .uint32(0x22)
        .bytes(new Uint8Array(0));
    const { labels, list } = fieldsOf(writer.finish(), SHAPE);
    assert.equal(Object.keys(textsOf(labels)).length, ENTRIES_MOST);
    assert.equal((list as unknown[]).length, ENTRIES_MOST);
  });

  const lies: readonly (readonly [string, Uint8Array])[] = [
    ['a length beyond its end', bytes(0x0a, 5, 'a')],
    ['a length of 4 GiB', bytes(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f)],
    ['a length below nothing', bytes(0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)],
    ['a number that does not end', bytes(...Array.from({ length: 20 }, () => 0xff))],
    ['a text that is a number', bytes(0x08, 1)],
    ['a map that is a number', bytes(0x10, 1)],
    ['a message cut off', bytes(0x1a, 3, 0x0a, 5, 'a')],
    ['a field of number 0', bytes(0x02, 0)],
    ['an unknown kind', bytes(0x2f)],
    ['groups as deep as they come', bytes(...Array.from({ length: 100_000 }, () => 0x2b))],
    ['a group that never ends', bytes(0x2b, 0x2b)],
  ];
  for (const [what, lie] of lies)
    it(`with ${what} is none`, () => {
      assert.throws(() => fieldsOf(lie, SHAPE));
    });
});
