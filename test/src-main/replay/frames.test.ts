// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeFrame, FRAME_BYTES_MOST, FrameReader } from '../../../src-main/replay/frames';
import { decodeChunk, encodeChunk } from '../../../src-main/replay/messages';
import { Failure } from '../../../src-main/shared/failure';
import type { ColumnChunk } from '../../../src-main/store/values';

const chunk: ColumnChunk = {
  rows: 3,
  columns: [
    { name: 'a', type: 'BIGINT', values: new BigInt64Array([1n, -(2n ** 63n), 3n]), valid: undefined },
    { name: 'b', type: 'INTEGER', values: new Int32Array([1, 0, 3]), valid: new Uint8Array([1, 0, 1]) },
    { name: 'c', type: 'VARCHAR', values: ['x', null, 'ü\u0000'], valid: new Uint8Array([1, 0, 1]) },
    { name: 'd', type: 'HUGEINT', values: [2n ** 100n, null, -1n], valid: undefined },
    { name: 'e', type: 'DOUBLE', values: new Float64Array([1.5, Number.NaN, 0]), valid: undefined },
  ],
};

const framesIn = (bytes: Buffer, piece: number) => {
  const reader = new FrameReader();
  const frames = [];
  for (let at = 0; at < bytes.length; at += piece)
    frames.push(...reader.push(bytes.subarray(at, at + piece)));
  return frames;
};

describe('what crosses the pipe', () => {
  it('comes out as it went in, in pieces of any size', () => {
    const bytes = Buffer.concat([...encodeChunk(7, chunk), ...encodeChunk(8, chunk)]);
    for (const piece of [1, 3, 8, 100, bytes.length]) {
      const frames = framesIn(bytes, piece);
      assert.deepEqual(
        frames.map(({ header }) => header.id),
        [7, 8],
      );
      for (const frame of frames) assert.deepEqual(decodeChunk(frame), chunk);
    }
  });

  it('goes in halves when it is long, and not at all when one row is', () => {
    const rows = (text: string, count: number): ColumnChunk => ({
      rows: count,
      columns: [{ name: 't', type: 'VARCHAR', values: new Array(count).fill(text), valid: undefined }],
    });
    const frames = framesIn(Buffer.concat([...encodeChunk(1, rows('x'.repeat(1 << 20), 9))]), 1 << 20);
    assert.ok(frames.length > 2);
    assert.equal(
      frames.map(decodeChunk).reduce((sum, part) => sum + part.rows, 0),
      9,
    );
    assert.throws(() => [...encodeChunk(1, rows('x'.repeat(5 << 20), 2))], Failure);
    assert.throws(() => encodeFrame({ a: 'x'.repeat(FRAME_BYTES_MOST) }), RangeError);
  });

  it('is refused when it is no frame, before anything of its size is held', () => {
    const sized = (rest: number) => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(rest);
      return head;
    };
    for (const rest of [0, 3, FRAME_BYTES_MOST + 1, 0xffffffff])
      assert.throws(() => [...new FrameReader().push(sized(rest))]);
    const good = encodeFrame({ kind: 'x' }, [new Uint8Array(10)]);
    for (let bit = 0; bit < good.length * 8; bit++) {
      const bad = Buffer.from(good);
      bad[bit >> 3] = (bad[bit >> 3] as number) ^ (1 << (bit & 7));
      try {
        for (const { bodies } of new FrameReader().push(bad))
          assert.ok(bodies.every((body) => body.length <= good.length));
      } catch (error) {
        assert.ok(error instanceof Error && !(error instanceof TypeError), String(error));
      }
    }
  });

  it('is refused when a chunk does not hold what it says', () => {
    const [frame] = framesIn(Buffer.concat([...encodeChunk(1, chunk)]), 1 << 20);
    assert.ok(frame);
    const wrong: object[] = [
      { rows: 4 },
      { rows: -1 },
      { rows: 1e15 },
      { columns: 'x' },
      { columns: [{ name: 'a', type: 'b', values: 'i9' }] },
      { columns: [{ name: 5, type: 'b', values: 'i64' }] },
      { columns: new Array(10).fill({ name: 'a', type: 'b', values: 'i64' }) },
    ];
    for (const part of wrong)
      assert.throws(() => decodeChunk({ header: { ...frame.header, ...part }, bodies: frame.bodies }));
  });
});
