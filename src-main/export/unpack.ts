// SPDX-License-Identifier: Apache-2.0
// A .ringside file back to a folder. It may come from a stranger: only names that a capture has are written, into a
// folder that did not exist, with every sum checked; anything else refuses the whole file.

import { closeSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import crc32 from 'buffer-crc32';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { ExitCode, Failure } from '../shared/failure';
import { MANIFEST_FILE, PLAIN_NAME, TABLES_MOST } from '../store/manifest';
import { PARTS_MOST } from '../store/parts';
import { AtomicFolder, whole } from './atomic-output';
import { MIME_ENTRY, MIME_TYPE } from './pack';
import type { Course } from './source';

const MANIFEST_MOST = 4 * 1024 * 1024;
const ENTRIES_MOST = PARTS_MOST + 2;
const PART = /^part-\d{6,12}\.parquet$/;
const STORED = 0;
const FILE_KIND = 0o170000;
const REGULAR = 0o100000;

class Refused extends Error {}

/** Where an entry goes: table and part, or one of the two names beside them. @throws {Refused} */
function checked(entry: Entry, seen: Set<string>): void {
  const { fileName: name } = entry;
  const said = JSON.stringify(name.slice(0, 80));
  const [table = '', part = '', more] = name.split('/');
  const known =
    name === MANIFEST_FILE ||
    name === MIME_ENTRY ||
    (PLAIN_NAME.test(table) && PART.test(part) && more === undefined);
  if (!known) throw new Refused(`It holds ${said}, which no capture has.`);
  if (seen.has(name)) throw new Refused(`It holds ${said} twice.`);
  if (entry.isEncrypted()) throw new Refused(`${said} is encrypted.`);
  if (entry.compressionMethod !== STORED) throw new Refused(`${said} is compressed, and captures never are.`);
  if (entry.compressedSize !== entry.uncompressedSize) throw new Refused(`${said} has two sizes.`);
  const kind = (entry.externalFileAttributes >>> 16) & FILE_KIND;
  if (kind !== 0 && kind !== REGULAR) throw new Refused(`${said} is no regular file.`);
  if (name === MANIFEST_FILE && entry.uncompressedSize > MANIFEST_MOST)
    throw new Refused('Its manifest is too large.');
  seen.add(name);
}

/** Hands on every byte and checks number and sum. @throws {Refused} */
async function read(
  zip: ZipFile,
  entry: Entry,
  take: (bytes: Buffer) => void,
  signal: AbortSignal,
): Promise<void> {
  // The directory's names stand under no sum; where the entry itself has another, one of them was changed.
  const { fileName } = await zip.readLocalFileHeaderPromise(entry);
  if (fileName.toString() !== entry.fileName) throw new Refused('It calls one of its files by two names.');
  const stream: Readable = await zip.openReadStreamPromise(entry);
  let sum = crc32.unsigned(Buffer.alloc(0));
  let bytes = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      sum = crc32.unsigned(piece, sum);
      bytes += piece.length;
      take(piece);
    }
    await finished(stream);
  } finally {
    stream.destroy();
  }
  if (bytes !== entry.uncompressedSize || sum !== entry.crc32)
    throw new Refused(`"${entry.fileName}" is damaged: its sum does not fit.`);
}

async function extract(zip: ZipFile, size: number, folder: string, { signal, tell }: Course): Promise<void> {
  if (zip.entryCount > ENTRIES_MOST) throw new Refused(`It holds more than ${ENTRIES_MOST} files.`);
  const seen = new Set<string>();
  const tables = new Set<string>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    signal.throwIfAborted();
    checked(entry, seen);
    // Nothing is compressed, so what comes out cannot be more than the file; entries that overlap would be.
    total += entry.uncompressedSize;
    if (total > size) throw new Refused('Its files together are larger than it is.');
    if (seen.size === 1) {
      if (entry.fileName !== MIME_ENTRY || entry.uncompressedSize !== MIME_TYPE.length)
        throw new Refused('It does not begin with its type.');
      const type: Buffer[] = [];
      await read(zip, entry, (bytes) => type.push(bytes), signal);
      if (Buffer.concat(type).toString('latin1') !== MIME_TYPE) throw new Refused('It is of another type.');
      continue;
    }
    const table = entry.fileName.includes('/') ? (entry.fileName.split('/')[0] ?? '') : '';
    if (table !== '' && !tables.has(table)) {
      if (tables.size === TABLES_MOST) throw new Refused(`It holds more than ${TABLES_MOST} tables.`);
      mkdirSync(join(folder, table), { mode: 0o700 });
      tables.add(table);
    }
    const file = openSync(join(folder, entry.fileName), 'wx', 0o600);
    let written = total - entry.uncompressedSize;
    try {
      await read(
        zip,
        entry,
        (bytes) => {
          writeAll(file, bytes);
          written += bytes.length;
          tell('unpacked', written, size);
        },
        signal,
      );
    } finally {
      closeSync(file);
    }
  }
  if (seen.size < 2) throw new Refused('There is nothing in it.');
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** A broken archive is what yauzl has no codes for. */
const isOfTheArchive = (error: unknown): error is Error =>
  error instanceof Refused || (error instanceof Error && error.constructor === Error && !('code' in error));

/** @throws {Failure} when the file is none of ours, is damaged, or the place cannot be written */
export async function unpack(path: string, out: string, course: Course): Promise<void> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure(
      `"${path}" cannot be opened.`,
      `The system says ${code}.`,
      'Name a .ringside file.',
      ExitCode.Usage,
    );
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Refused('It is no regular file.');
    await whole(new AtomicFolder(out), out, async ({ unfinished }) => {
      const zip = await fromFdPromise(file, { autoClose: false, lazyEntries: true, strictFileNames: true });
      await extract(zip, stat.size, unfinished, course);
    });
  } catch (error) {
    course.signal.throwIfAborted();
    if (!isOfTheArchive(error)) throw error;
    const why = error instanceof Refused ? error.message : `It is no sound zip: ${error.message}.`;
    throw new Failure(
      `"${path}" was not unpacked; nothing of it was kept.`,
      why,
      'Ask for it again: `ringside pack` writes such files.',
    );
  } finally {
    closeSync(file);
  }
}
