// SPDX-License-Identifier: Apache-2.0
// Perfetto's TracePacket as bytes: the few messages that we write, by field number. Numbers and rules are of
// perfetto/protos/perfetto/trace (stable by that project's promise); its own reader judges them in the tests.

import { createHash } from 'node:crypto';
import { Writer } from 'protobufjs/minimal';

const FLUSH_BYTES = 256 * 1024;
const SEQUENCE = 1;
/** Every time is CLOCK_BOOTTIME, which Perfetto numbers 6; 1 is CLOCK_REALTIME. */
const BOOTTIME = 6;
const REALTIME = 1;
const STATE_CLEARED_AND_NEEDED = 3;
const STATE_NEEDED = 2;
/** Names that are sent once and then by number; a capture with more of them gets the rest in full. */
const INTERNED_MOST = 4096;

/** Field numbers with their wire types: number << 3 | type (0 varint, 1 64 bits, 2 bytes). */
const tag = (field: number, wire: 0 | 1 | 2) => (field << 3) | wire;

export enum EventType {
  Begin = 1,
  End = 2,
  Instant = 3,
  Counter = 4,
}

export type Annotation = readonly [name: string, value: string | number | bigint | boolean];

export interface EventParts {
  readonly type: EventType;
  /** ns of CLOCK_BOOTTIME; what lies before the boot is put at 0. */
  readonly at: bigint;
  readonly track: bigint;
  readonly name?: string;
  readonly category?: string;
  readonly value?: number;
  readonly annotations?: readonly Annotation[];
}

export interface TrackParts {
  readonly uuid: bigint;
  /** When it is first used, ns: a pid means the process that has it at that time. */
  readonly since?: bigint;
  readonly parent?: bigint;
  readonly name?: string;
  readonly process?: { readonly pid: number; readonly name: string; readonly started: bigint | undefined };
  readonly thread?: { readonly pid: number; readonly tid: number; readonly name: string };
  /** The unit of a counter. */
  readonly counter?: string;
}

/** A number for a track that is the same whenever the same words name it. */
export function trackId(...words: readonly (string | number | bigint)[]): bigint {
  return createHash('sha256').update(words.join('\0')).digest().readBigUInt64LE() | 1n;
}

const scratch = new BigInt64Array(1);
const halves = new Int32Array(scratch.buffer);

/** As protobufjs takes 64 bits without a library for them. */
function bits(value: bigint): number {
  scratch[0] = value;
  return { low: halves[0], high: halves[1], unsigned: true } as unknown as number;
}

class Names {
  private readonly numbers = new Map<string, number>();

  /** The number of a name, and whether it is said for the first time; undefined when there is no room. */
  of(name: string): { iid: number; fresh: boolean } | undefined {
    const known = this.numbers.get(name);
    if (known !== undefined) return { iid: known, fresh: false };
    if (this.numbers.size === INTERNED_MOST) return undefined;
    this.numbers.set(name, this.numbers.size + 1);
    return { iid: this.numbers.size, fresh: true };
  }
}

type Fresh = [field: number, iid: number, name: string];

/** Writes packets and hands their bytes on in pieces of about a quarter of a MiB. */
export class PacketWriter {
  private writer = Writer.create();
  private readonly events = new Names();
  private readonly categories = new Names();
  private readonly annotationNames = new Names();
  private begun = false;

  constructor(private readonly give: (bytes: Uint8Array) => void) {}

  /** Ties CLOCK_BOOTTIME to the time of day. */
  clocks(boot: bigint, unix: bigint): void {
    this.packet((w) => {
      w.uint32(tag(6, 2)).fork();
      for (const [id, at] of [
        [BOOTTIME, boot],
        [REALTIME, unix],
      ] as const)
        w.uint32(tag(1, 2)).fork().uint32(tag(1, 0)).uint32(id).uint32(tag(2, 0)).uint64(bits(at)).ldelim();
      w.uint32(tag(2, 0)).uint32(BOOTTIME).ldelim();
    }, boot);
  }

  track({ uuid, since, parent, name, process, thread, counter }: TrackParts): void {
    this.packet((w) => {
      w.uint32(tag(60, 2)).fork().uint32(tag(1, 0)).uint64(bits(uuid));
      if (name !== undefined) w.uint32(tag(2, 2)).string(name);
      if (process) {
        w.uint32(tag(3, 2))
          .fork()
          .uint32(tag(1, 0))
          .int32(process.pid)
          .uint32(tag(6, 2))
          .string(process.name);
        if (process.started !== undefined) w.uint32(tag(7, 0)).int64(bits(process.started));
        w.ldelim();
      }
      if (thread) {
        w.uint32(tag(4, 2)).fork().uint32(tag(1, 0)).int32(thread.pid).uint32(tag(2, 0)).int32(thread.tid);
        w.uint32(tag(5, 2)).string(thread.name).ldelim();
      }
      if (parent !== undefined) w.uint32(tag(5, 0)).uint64(bits(parent));
      if (counter !== undefined) w.uint32(tag(8, 2)).fork().uint32(tag(6, 2)).string(counter).ldelim();
      w.ldelim();
    }, since);
  }

  event({ type, at, track, name, category, value, annotations = [] }: EventParts): void {
    const fresh: Fresh[] = [];
    const number = (names: Names, field: number, text: string): number | undefined => {
      const found = names.of(text);
      if (found?.fresh) fresh.push([field, found.iid, text]);
      return found?.iid;
    };
    this.packet((w) => {
      w.uint32(tag(11, 2)).fork().uint32(tag(9, 0)).uint32(type).uint32(tag(11, 0)).uint64(bits(track));
      if (name !== undefined) {
        const iid = number(this.events, 2, name);
        if (iid === undefined) w.uint32(tag(23, 2)).string(name);
        else w.uint32(tag(10, 0)).uint32(iid);
      }
      if (category !== undefined) {
        const iid = number(this.categories, 1, category);
        if (iid === undefined) w.uint32(tag(22, 2)).string(category);
        else w.uint32(tag(3, 0)).uint32(iid);
      }
      for (const [key, content] of annotations) {
        w.uint32(tag(4, 2)).fork();
        const iid = number(this.annotationNames, 3, key);
        if (iid === undefined) w.uint32(tag(10, 2)).string(key);
        else w.uint32(tag(1, 0)).uint32(iid);
        if (typeof content === 'string') w.uint32(tag(6, 2)).string(content);
        else if (typeof content === 'boolean') w.uint32(tag(2, 0)).bool(content);
        else if (typeof content === 'bigint') w.uint32(tag(4, 0)).int64(bits(content));
        else w.uint32(tag(5, 1)).double(content);
        w.ldelim();
      }
      if (value !== undefined) w.uint32(tag(44, 1)).double(value);
      w.ldelim();
      if (fresh.length === 0) return;
      w.uint32(tag(12, 2)).fork();
      for (const [field, iid, text] of fresh)
        w.uint32(tag(field, 2)).fork().uint32(tag(1, 0)).uint32(iid).uint32(tag(2, 2)).string(text).ldelim();
      w.ldelim();
    }, at);
  }

  /** Hands on what is left. */
  end(): void {
    if (this.writer.len > 0) this.give(this.writer.finish());
    this.writer = Writer.create();
  }

  private packet(fill: (writer: Writer) => void, at?: bigint): void {
    const w = this.writer;
    w.uint32(tag(1, 2)).fork();
    if (at !== undefined) {
      w.uint32(tag(8, 0)).uint64(bits(at < 0n ? 0n : at));
      w.uint32(tag(58, 0)).uint32(BOOTTIME);
    }
    w.uint32(tag(10, 0)).uint32(SEQUENCE);
    w.uint32(tag(13, 0)).uint32(this.begun ? STATE_NEEDED : STATE_CLEARED_AND_NEEDED);
    fill(w);
    if (!this.begun) w.uint32(tag(87, 0)).bool(true);
    w.ldelim();
    this.begun = true;
    if (w.len >= FLUSH_BYTES) this.end();
  }
}
