// SPDX-License-Identifier: Apache-2.0
// What passes through the pipes to and from the caged process:
//
//   bytes of the rest | bytes of the header | header, JSON | bodies, one after the other, as long as `sizes` says
//        u32 LE             u32 LE
//
// Not Node's own channel, since that deserialises objects, and descriptors, of a process that may have been taken over.

export const FRAME_BYTES_MOST = 16 * 1024 * 1024;

export interface Frame {
  /** Parsed, and nothing more: whoever takes it checks it. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly bodies: readonly Uint8Array[];
}

/** @throws {RangeError} when it is longer than a frame may be */
export function encodeFrame(header: object, bodies: readonly Uint8Array[] = []): Buffer {
  const text = Buffer.from(JSON.stringify({ ...header, sizes: bodies.map((body) => body.byteLength) }));
  const rest = bodies.reduce((sum, body) => sum + body.byteLength, 4 + text.length);
  if (rest > FRAME_BYTES_MOST) throw new RangeError(`a message of ${rest} bytes`);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(rest, 0);
  head.writeUInt32LE(text.length, 4);
  return Buffer.concat([head, text, ...bodies]);
}

function decoded(frame: Buffer): Frame {
  const textBytes = frame.readUInt32LE(0);
  if (textBytes > frame.length - 4) throw new Error('a header that is longer than its message');
  const header = JSON.parse(frame.toString('utf8', 4, 4 + textBytes)) as Record<string, unknown>;
  if (typeof header !== 'object' || header === null || !Array.isArray(header.sizes))
    throw new Error('a header of another form');
  const bodies: Uint8Array[] = [];
  let at = 4 + textBytes;
  for (const size of header.sizes as unknown[]) {
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0 || size > frame.length - at)
      throw new Error('a body that is longer than its message');
    // A copy of its own, so that it begins where arrays of numbers may begin.
    bodies.push(new Uint8Array(frame.subarray(at, at + size)));
    at += size;
  }
  return { header, bodies };
}

/** Puts frames together from pieces of any size; never holds more than one frame and a piece. */
export class FrameReader {
  private pieces: Buffer[] = [];
  private held = 0;

  /** @throws when what comes is no frame; nothing that follows makes sense then */
  *push(piece: Buffer): Generator<Frame> {
    this.pieces.push(piece);
    this.held += piece.length;
    for (;;) {
      if (this.held < 8) return;
      if ((this.pieces[0] as Buffer).length < 8) this.pieces = [Buffer.concat(this.pieces)];
      const rest = (this.pieces[0] as Buffer).readUInt32LE(0);
      if (rest < 4 || rest > FRAME_BYTES_MOST) throw new Error(`a message of ${rest} bytes`);
      if (this.held < 4 + rest) return;
      const all = this.pieces.length === 1 ? (this.pieces[0] as Buffer) : Buffer.concat(this.pieces);
      this.pieces = [all.subarray(4 + rest)];
      this.held -= 4 + rest;
      yield decoded(all.subarray(4, 4 + rest));
    }
  }
}
