// SPDX-License-Identifier: Apache-2.0
// Parts of many rows become one as they are: the bytes of their row groups one after the other, and one footer that says
// where each is now. Nothing is unpacked, so it costs what copying costs. Footers are Thrift's compact protocol; only the
// few numbers that are places in the file change.

import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { RunningSum, sumOfBytes } from './part-sum';

const MAGIC = Buffer.from('PAR1');
const TAIL = 8;
/** Nothing that DuckDB or we write has more. */
const DEPTH_MOST = 16;

/** Types of the compact protocol. */
const [STOP, YES, NO, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT] = [0, 1, 2, 3, 7, 8, 9, 10, 12];

/** Fields of FileMetaData. */
const [SCHEMA, ROWS, GROUPS] = [2, 3, 4];

/**
 * Places in the file, by the fields that lead to them: in a row group 5 (where it begins); in a column chunk 2, 4 and 6
 * (itself, its two indexes), in its metadata 9, 10, 11 and 14 (pages, index, dictionary, bloom filter).
 */
const PLACES: ReadonlySet<string> = new Set([
  ...['4.5', '4.1.2', '4.1.4', '4.1.6'],
  ...['4.1.3.9', '4.1.3.10', '4.1.3.11', '4.1.3.14'],
]);

interface Field {
  readonly id: number;
  readonly type: number;
  /** Its value's bytes. */
  readonly value: Buffer;
}

class Footer {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  private byte(): number {
    const one = this.bytes[this.at++];
    if (one === undefined) throw new Error('a part’s footer ends too early');
    return one;
  }

  private varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const one = this.byte();
      value |= BigInt(one & 0x7f) << shift;
      if (one < 0x80) return value;
    }
    throw new Error('a number in a part’s footer does not end');
  }

  number(): bigint {
    return unzigzag(this.varint());
  }

  private skip(length: number): void {
    this.at += length;
    if (this.at > this.bytes.length) throw new Error('a part’s footer ends too early');
  }

  /** The fields of the struct that begins here; each number that is a place is `shift` larger. */
  fields(shift: bigint, path = '', depth = 0): Field[] {
    if (depth > DEPTH_MOST) throw new Error('a part’s footer is nested too deeply');
    const fields: Field[] = [];
    for (let id = 0; ; ) {
      const head = this.byte();
      const type = head & 15;
      if (type === STOP) return fields;
      id = head >> 4 ? id + (head >> 4) : Number(this.number());
      const where = path ? `${path}.${id}` : String(id);
      fields.push({ id, type, value: this.value(type, where, shift, depth) });
    }
  }

  private value(type: number, path: string, shift: bigint, depth: number, inList = false): Buffer {
    const begun = this.at;
    switch (type) {
      case YES:
      case NO:
        if (inList) this.skip(1);
        break;
      case BYTE:
        this.skip(1);
        break;
      case DOUBLE:
        this.skip(8);
        break;
      case BINARY:
        this.skip(Number(this.varint()));
        break;
      case LIST:
      case SET: {
        const head = this.byte();
        const length = head >> 4 === 15 ? Number(this.varint()) : head >> 4;
        const begin = this.bytes.subarray(begun, this.at);
        const list: Buffer[] = [];
        for (let i = 0; i < length; i++) list.push(this.value(head & 15, path, shift, depth, true));
        return Buffer.concat([begin, ...list]);
      }
      case STRUCT:
        return struct(this.fields(shift, path, depth + 1));
      default: {
        if (type > STRUCT) throw new Error('a part’s footer has what Parquet has not');
        const number = this.number();
        // 0 is "nowhere": DuckDB's way to say that a column chunk has no other file.
        if (PLACES.has(path) && number) return varint(zigzag(number + shift));
      }
    }
    return this.bytes.subarray(begun, this.at);
  }
}

const unzigzag = (value: bigint) => (value >> 1n) ^ -(value & 1n);
const zigzag = (value: bigint) => (value << 1n) ^ (value >> 63n);

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left >>= 7n) {
    if (left < 0x80n) return Buffer.from([...bytes, Number(left)]);
    bytes.push(Number(left & 0x7fn) | 0x80);
  }
}

function struct(fields: readonly Field[]): Buffer {
  const parts: Buffer[] = [];
  let last = 0;
  for (const { id, type, value } of fields) {
    const step = id - last;
    parts.push(
      step > 0 && step < 16
        ? Buffer.from([(step << 4) | type])
        : Buffer.concat([Buffer.from([type]), varint(zigzag(BigInt(id)))]),
      value,
    );
    last = id;
  }
  return Buffer.concat([...parts, Buffer.from([STOP])]);
}

/** A number that was read as it lies. */
const numberOf = (field: Field | undefined) => (field ? new Footer(field.value).number() : 0n);

/** A list of structs that were read as they lie: how many, and their bytes. */
function listOf(field: Field | undefined): { length: number; bytes: Buffer } {
  const head = field?.value[0] ?? 0;
  if (field?.type !== LIST || (head & 15) !== STRUCT) throw new Error('a part’s footer has no row groups');
  if (head >> 4 < 15) return { length: head >> 4, bytes: field.value.subarray(1) };
  let end = 1;
  while ((field.value[end] ?? 0) >= 0x80) end++;
  const length = field.value.subarray(1, end + 1).reduceRight((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  return { length, bytes: field.value.subarray(end + 1) };
}

interface Piece {
  readonly bodyBytes: number;
  readonly fields: readonly Field[];
}

/** Where its footer begins. */
function footerOf(file: Buffer): number {
  const footer = file.length - TAIL - (file.length > TAIL ? file.readUInt32LE(file.length - TAIL) : 0);
  if (footer < MAGIC.length || !file.subarray(-MAGIC.length).equals(MAGIC))
    throw new Error('a part is no Parquet file');
  return footer;
}

const fieldOf = ({ fields }: Piece, id: number) => fields.find((field) => field.id === id);

/** One footer for all; undefined where they are not of one schema. The first says by whom it was written. */
function footerOfAll(pieces: readonly Piece[]): { bytes: Buffer; rows: number } | undefined {
  const [first] = pieces;
  const schema = first && fieldOf(first, SCHEMA)?.value;
  if (!first || !schema || pieces.some((piece) => !fieldOf(piece, SCHEMA)?.value.equals(schema)))
    return undefined;
  const lists = pieces.map((piece) => listOf(fieldOf(piece, GROUPS)));
  const rows = pieces.reduce((sum, piece) => sum + numberOf(fieldOf(piece, ROWS)), 0n);
  const groups = Buffer.concat([
    Buffer.from([0xf0 | STRUCT]),
    varint(BigInt(lists.reduce((sum, { length }) => sum + length, 0))),
    ...lists.map(({ bytes }) => bytes),
  ]);
  const instead = new Map([
    [ROWS, varint(zigzag(rows))],
    [GROUPS, groups],
  ]);
  const bytes = struct(
    first.fields.map((field) => ({ ...field, value: instead.get(field.id) ?? field.value })),
  );
  const length = Buffer.alloc(TAIL - MAGIC.length);
  length.writeUInt32LE(bytes.length);
  return { bytes: Buffer.concat([bytes, length, MAGIC]), rows: Number(rows) };
}

/**
 * Writes one file of several, in their order, with its sum; each is checked by its own before.
 * @returns its rows; undefined where they are not of one schema. @throws when one is not as it was written
 */
export async function joinParts(paths: readonly string[], to: string): Promise<number | undefined> {
  const pieces: Piece[] = [];
  const sum = new RunningSum();
  const file = await open(to, 'wx');
  try {
    const write = async (bytes: Buffer) => {
      sum.add(bytes);
      await file.write(bytes);
    };
    await write(MAGIC);
    let place = MAGIC.length;
    for (const path of paths) {
      // One after the other: together they may be as large as the largest part.
      const part = await readFile(path);
      if (sumOfBytes(part) !== 'sound') throw new Error(`${basename(path)} is not as it was written`);
      const footer = footerOf(part);
      // A copy: else each piece would hold all of its part.
      const own = Buffer.from(part.subarray(footer, -TAIL));
      const piece = {
        bodyBytes: footer - MAGIC.length,
        fields: new Footer(own).fields(BigInt(place - MAGIC.length)),
      };
      pieces.push(piece);
      place += piece.bodyBytes;
      await write(part.subarray(MAGIC.length, footer));
    }
    const footer = footerOfAll(pieces);
    if (!footer) return undefined;
    await file.write(sum.seal(footer.bytes));
    return footer.rows;
  } finally {
    await file.close();
  }
}
