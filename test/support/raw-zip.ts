// SPDX-License-Identifier: Apache-2.0
// A zip byte by byte, in which everything can be a lie: what an archive from a stranger may look like.

import crc32 from 'buffer-crc32';

export interface RawEntry {
  readonly name: string;
  readonly data: Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  /** What the directory says of its length, before and after. */
  readonly packed?: number;
  readonly unpacked?: number;
  /** What the entry itself says that it is called. */
  readonly inside?: string;
  /** Unix mode in the directory. */
  readonly mode?: number;
  /** Where the directory says that it lies; for entries that share their bytes. */
  readonly at?: number;
}

export function rawZip(entries: readonly RawEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, data, method = 0, flags = 0x800, mode = 0o100600 } = entry;
    const crc = entry.crc ?? crc32.unsigned(data);
    const bytes = Buffer.from(name);
    const inside = Buffer.from(entry.inside ?? name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(crc, 14);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(data.length, 22);
    local.writeUInt16LE(inside.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x0314, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(entry.packed ?? data.length, 20);
    central.writeUInt32LE(entry.unpacked ?? data.length, 24);
    central.writeUInt16LE(bytes.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(entry.at ?? offset, 42);
    directory.push(central, bytes);
    if (entry.at === undefined) {
      bodies.push(local, inside, data);
      offset += local.length + inside.length + data.length;
    }
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, all, end]);
}
