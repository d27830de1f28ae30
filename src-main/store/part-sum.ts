// SPDX-License-Identifier: Apache-2.0
// The sum of a part, which lies in the part: written with it, linked, packed and merged with it, and no crash comes
// between the two. Parquet's footer has a place for texts, so the file is written with a blank sum of the same length,
// and the sum is of the file with the blank. It tells bits that flipped, not bits that somebody meant to flip.

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** What the manifest says of parts that have one. */
export const PART_SUMS = 'sha1';
const KEY = 'ringside_sum';
const LEAD = `${PART_SUMS}:`;
const DIGITS = 40;
const BLANK = '0'.repeat(DIGITS);
/** What a footer has, until the sum is known. */
export const BLANK_SUM = { key: KEY, value: `${LEAD}${BLANK}` } as const;
/** DuckDB's option that leaves room for it. */
export const SUM_OPTION = `KV_METADATA {${KEY}: '${LEAD}${BLANK}'}`;

/** Behind the texts come the writer's name and a few bytes a column. */
const TAIL_MOST = 16 * 1024;
const PIECE = 1024 * 1024;

export type SumVerdict = 'sound' | 'differs' | 'none';

interface Found {
  /** Where its digits begin in the file. */
  readonly place: number;
  readonly digits: string;
}

async function find(file: FileHandle, bytes: number): Promise<Found | undefined> {
  const tail = Buffer.alloc(Math.min(bytes, TAIL_MOST));
  await file.read(tail, 0, tail.length, bytes - tail.length);
  return findIn(tail, bytes);
}

/** In the last bytes of a file of so many. */
function findIn(tail: Buffer, bytes: number): Found | undefined {
  const text = tail.toString('latin1');
  const key = text.lastIndexOf(KEY);
  const lead = key < 0 ? -1 : text.indexOf(LEAD, key + KEY.length);
  if (lead < 0) return undefined;
  const begin = lead + LEAD.length;
  return { place: bytes - tail.length + begin, digits: text.slice(begin, begin + DIGITS) };
}

/** Of the whole file, as it is with a blank sum. */
async function sumOf(file: FileHandle, blankAt: number, signal?: AbortSignal): Promise<string> {
  const hash = createHash(PART_SUMS);
  const piece = Buffer.alloc(PIECE);
  for (let at = 0; ; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(piece, 0, PIECE, at);
    if (!bytesRead) return hash.digest('hex');
    // Also where a border of two pieces goes through it.
    for (let digit = Math.max(blankAt, at); digit < Math.min(blankAt + DIGITS, at + bytesRead); digit++)
      piece[digit - at] = BLANK.charCodeAt(0);
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
}

/** The sum of a file that is written from its beginning to its end. */
export class RunningSum {
  private readonly hash = createHash(PART_SUMS);

  add(bytes: Buffer): void {
    this.hash.update(bytes);
  }

  /** The file's last bytes, whatever sum is in them, with the one of all; the same buffer. @throws when there is no room */
  seal(tail: Buffer): Buffer {
    const found = findIn(tail.subarray(-TAIL_MOST), tail.length);
    if (!found) throw new Error('a part has no room for its sum');
    tail.write(BLANK, found.place, 'latin1');
    this.hash.update(tail);
    tail.write(this.hash.digest('hex'), found.place, 'latin1');
    return tail;
  }
}

/** Of a whole file in memory. */
export function sumOfBytes(file: Buffer): SumVerdict {
  const found = findIn(file.subarray(-TAIL_MOST), file.length);
  if (!found) return 'none';
  const hash = createHash(PART_SUMS).update(file.subarray(0, found.place)).update(BLANK);
  return hash.update(file.subarray(found.place + DIGITS)).digest('hex') === found.digits
    ? 'sound'
    : 'differs';
}

/** Puts its sum into a file that was written with SUM_OPTION. @throws when there is no room for it */
export async function seal(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const found = await find(file, (await file.stat()).size);
    if (found?.digits !== BLANK) throw new Error(`${path} has no room for its sum`);
    await file.write(await sumOf(file, found.place), found.place, 'latin1');
  } finally {
    await file.close();
  }
}

/** Reads all of it. @throws when it cannot be read, or `signal` says so */
export async function checkSum(path: string, signal?: AbortSignal): Promise<SumVerdict> {
  // A capture may be a stranger's: nothing is followed and nothing is waited for.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const found = await find(file, (await file.stat()).size);
    if (!found) return 'none';
    return (await sumOf(file, found.place, signal)) === found.digits ? 'sound' : 'differs';
  } finally {
    await file.close();
  }
}
