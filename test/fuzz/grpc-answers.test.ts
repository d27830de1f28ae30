// SPDX-License-Identifier: Apache-2.0
// Messages that no runtime made: recorded ones with bytes changed, cut, doubled and put together, and bytes of chance.
// The reader gives texts of bounded number, or refuses; it does nothing else, and a recorded message is read as it was.

import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { askRuntime } from '../../src-main/identity/grpc-runtimes';
import { ENTRIES_MOST, type Fields, fieldsOf, type Shape } from '../../src-main/identity/protobuf-fields';
import { exchangesOf } from '../support/grpc-replay';
import { LONG } from '../support/long';

const MESSAGES = LONG ? 5_000_000 : 100_000;
const CONNECTIONS = LONG ? 5000 : 100;
const PREFIX_BYTES = 5;

/** As deep as ours go, and of each kind. */
const INNER: Shape = { 1: ['a', 'text'], 2: ['b', 'text'], 3: ['c', 'text'] };
const SHAPE: Shape = {
  1: [
    'first',
    {
      1: ['a', 'text'],
      2: ['inner', INNER],
      8: ['image', INNER],
      12: ['labels', 'texts'],
      13: ['others', 'texts'],
    },
  ],
  2: ['list', [INNER]],
  3: ['text', 'text'],
};

function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39) >>> 0;
    return Math.floor((mixed / 2 ** 32) * below);
  };
}

const recorded = ['containerd-grpc.json', 'crio-grpc.json']
  .flatMap(exchangesOf)
  .filter(({ body }) => body)
  .map(({ body }) => Buffer.from(body, 'base64').subarray(PREFIX_BYTES));

/** One of the recorded, hurt in some places. */
function hurt(random: (below: number) => number): Buffer {
  const one = recorded[random(recorded.length)] ?? Buffer.alloc(0);
  const other = recorded[random(recorded.length)] ?? Buffer.alloc(0);
  if (random(16) === 0) return Buffer.from(Array.from({ length: random(64) }, () => random(256)));
  let bytes = Buffer.from(one);
  for (let wounds = random(4); wounds >= 0 && bytes.length; wounds--) {
    const at = random(bytes.length);
    const kind = random(5);
    if (kind === 0) bytes[at] = random(256);
    else if (kind === 1) bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    else if (kind === 2) bytes = bytes.subarray(0, at);
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(random(other.length))]);
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(at + 1))]);
  }
  return bytes;
}

function check(value: unknown, depth: number): void {
  assert.ok(depth <= 4);
  if (typeof value === 'string') return;
  const values = value instanceof Map ? [...value.values()] : Object.values(value as Fields);
  assert.ok(values.length <= ENTRIES_MOST);
  for (const one of values) check(one, depth + 1);
}

test(`${MESSAGES} messages of chance`, () => {
  const seed = Date.now();
  const random = generator(seed);
  for (const message of recorded) {
    const { first } = fieldsOf(message, { 1: ['first', { 1: ['id', 'text'] }] });
    assert.match(String((first as Fields).id), /^[0-9a-f]{64}$/);
  }
  let refused = 0;
  for (let round = 0; round < MESSAGES; round++) {
    const bytes = hurt(random);
    let found: Fields;
    try {
      found = fieldsOf(bytes, SHAPE);
    } catch (error) {
      assert.ok(error instanceof Error && !(error instanceof TypeError), `seed ${seed}: ${error}`);
      refused++;
      continue;
    }
    check(found, 0);
  }
  assert.ok(refused > 0 && refused < MESSAGES, 'some are read and some are not');
});

test(`${CONNECTIONS} connections on which anything comes`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-fuzz-grpc-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const seed = Date.now();
  const random = generator(seed);
  const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
  /** Frames of HTTP/2 with any kind, flags and stream; at times with a length that is not theirs. */
  const frames = () => {
    const parts: Buffer[] = random(8) ? [settings] : [];
    for (let count = random(12); count > 0; count--) {
      const body = hurt(random).subarray(0, 1024);
      const head = Buffer.from([0, 0, 0, random(11), random(256), 0, 0, 0, random(4)]);
      head.writeUIntBE(random(8) ? body.length : random(1 << 24), 0, 3);
      parts.push(head, body);
    }
    return Buffer.concat(parts);
  };
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(frames()));
  });
  const path = join(folder, 'any.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  server.unref();
  const id = 'c0de'.repeat(16);
  for (let at = 0; at < CONNECTIONS; at++) {
    const answer = await askRuntime(path, id, at % 2 ? 'CRI-O' : 'containerd', 100);
    assert.ok(['words', 'unknown', 'refused', 'bad', 'absent'].includes(answer.kind), `seed ${seed}`);
  }
  server.close();
});
