// SPDX-License-Identifier: Apache-2.0
// The last ten minutes, second by second, bounded in length and in bytes. They are kept for a window that comes back, so
// packed: what was told last is there as it is, the others take a third of their memory.

import { Deserializer, Serializer } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  HISTORY_BYTES_MOST,
  HISTORY_SECONDS,
  type ProcessInfo,
  type SecondMessage,
} from '../shared/contract';

const NAMES_STEP = 65_536;
/** As quick as it gets: a second of a thousand rows takes two to three milliseconds. */
const LEVEL = 1;

/** Bytes that a message holds in typed arrays, and a guess for what else is in it. */
function messageBytes(message: SecondMessage): number {
  let bytes = 512 + 128 * message.processes.length;
  for (const column of [...Object.values(message.calls), ...Object.values(message.errors)])
    bytes += (column as Float64Array).byteLength;
  for (const { process, count } of message.tallies) bytes += process.byteLength + count.byteLength + 256;
  for (const table of message.tables) bytes += 256 * table.rows.length;
  return bytes;
}

function packed(message: SecondMessage): Buffer {
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(message);
  return deflateRawSync(serializer.releaseBuffer(), { level: LEVEL });
}

function unpacked(bytes: Buffer): SecondMessage {
  const deserializer = new Deserializer(inflateRawSync(bytes));
  deserializer.readHeader();
  return deserializer.readValue() as SecondMessage;
}

interface Kept {
  readonly second: number;
  readonly bytes: number;
  readonly held: SecondMessage | Buffer;
}

const messageOf = ({ held }: Kept): SecondMessage => (Buffer.isBuffer(held) ? unpacked(held) : held);

export class History {
  bytes = 0;
  private readonly messages: Kept[] = [];
  /** What was added last. */
  latest: SecondMessage | undefined;
  private readonly known = new Map<number, ProcessInfo>();
  /** Number of the first message that is kept; each message has the next number. */
  private first = 0;
  /** So many names are kept before those are looked for that nothing uses. */
  private namesMost = NAMES_STEP;

  /** `packing`: not for messages that somebody holds anyway. */
  constructor(private readonly packing = true) {}

  get next(): number {
    return this.first + this.messages.length;
  }

  get seconds(): number {
    const oldest = this.messages[0];
    const newest = this.messages.at(-1);
    return oldest && newest ? newest.second - oldest.second + 1 : 0;
  }

  add(message: SecondMessage): void {
    const held = this.packing ? packed(message) : message;
    const bytes = Buffer.isBuffer(held) ? held.byteLength : messageBytes(held);
    this.messages.push({ second: message.second, bytes, held });
    this.latest = message;
    this.bytes += bytes;
    for (const process of message.processes) this.known.set(process.id, process);
    while (
      this.messages.length > 1 &&
      (this.messages.length > HISTORY_SECONDS || this.bytes > HISTORY_BYTES_MOST)
    ) {
      this.bytes -= this.messages.shift()?.bytes ?? 0;
      this.first++;
    }
    if (this.known.size > this.namesMost) this.forgetNames();
  }

  /** Names that no kept second uses. */
  private forgetNames(): void {
    const used = new Set<number>();
    for (const kept of this.messages) {
      const { calls, tallies } = messageOf(kept);
      for (const { process } of [calls, ...tallies]) for (const id of process) used.add(id);
    }
    for (const id of this.known.keys()) if (!used.has(id)) this.known.delete(id);
    this.namesMost = this.known.size + NAMES_STEP;
  }

  /** The message of that number, or the oldest that is kept when it is gone; undefined when it is not there yet. */
  from(number: number): { number: number; message: SecondMessage } | undefined {
    const place = Math.max(number, this.first);
    const found = this.messages[place - this.first];
    if (!found) return undefined;
    const message = place === this.next - 1 ? this.latest : undefined;
    return { number: place, message: message ?? messageOf(found) };
  }

  /** Every name that kept seconds may use: for a window that begins with them. */
  names(): ProcessInfo[] {
    return [...this.known.values()];
  }
}
