// SPDX-License-Identifier: Apache-2.0
// A capture as one file to send: a zip in which nothing is compressed again, since Parquet is already, and whose first
// entry tells what it is, as ODF and EPUB do: `file` and desktops find the type at a fixed place.
//
// yazl writes and yauzl reads: one author, kept well, streaming, one file open at a time. yauzl goes by the central
// directory alone and refuses names that lead elsewhere. fflate, smaller, holds an archive in memory or reads local
// headers one after the other, which a forged directory contradicts, and checks no sum.

import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { ZipFile } from 'yazl';
import { ExitCode, Failure } from '../shared/failure';
import { MANIFEST_FILE } from '../store/manifest';
import { findParts } from '../store/parts';
import { Problems } from '../store/problems';
import { AtomicFile, whole } from './atomic-output';
import type { Course } from './source';

export const MIME_ENTRY = 'mimetype';
export const MIME_TYPE = 'application/vnd.ringside.capture+zip';

const notACapture = (dir: string, why: string) =>
  new Failure(`"${dir}" cannot be packed.`, why, 'Name the folder of a capture.', ExitCode.Usage);

/** What belongs to the capture: the manifest and every finished part, no link and nothing else. @throws {Failure} */
function contents(dir: string): { name: string; bytes: number }[] {
  const root = resolve(dir);
  const problems = new Problems();
  let found: ReturnType<typeof findParts>;
  try {
    found = findParts(root, problems);
  } catch (error) {
    throw notACapture(dir, `It cannot be read as a folder: ${(error as NodeJS.ErrnoException).code}.`);
  }
  if (problems.sentences.length > 0)
    throw notACapture(dir, `Not all of it would be in the file. ${problems.sentences.join(' ')}`);
  const files = [...found.values()].flat().map(({ name, bytes }) => ({ name, bytes }));
  const manifest = lstatSync(join(root, MANIFEST_FILE), { throwIfNoEntry: false });
  if (manifest?.isFile()) files.unshift({ name: MANIFEST_FILE, bytes: manifest.size });
  if (files.length === 0) throw notACapture(dir, 'There is no manifest and no part in it.');
  return files;
}

/** @throws {Failure} when it is no capture, is still being written, or the place cannot be written */
export async function pack(dir: string, out: string, { signal, tell }: Course): Promise<void> {
  const root = resolve(dir);
  const files = contents(dir);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  await whole(new AtomicFile(out), out, async (file) => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(MIME_TYPE), MIME_ENTRY, {
      compress: false,
      forceDosTimestamp: true,
      mode: 0o100600,
    });
    const failed = new Promise<never>((_, reject) => zip.on('error', reject));
    for (const { name } of files) zip.addFile(join(root, name), name, { compress: false, mode: 0o100600 });
    zip.end();
    const sink = new Writable({
      write(piece: Buffer, _encoding, done) {
        try {
          file.write(piece);
          tell('packed', Math.min(file.bytes, total), total);
          done();
        } catch (error) {
          done(error as Error);
        }
      },
    });
    try {
      await Promise.race([pipeline(zip.outputStream, sink, { signal }), failed]);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw notACapture(dir, 'A part went away meanwhile: the capture is still being recorded.');
    }
  });
}
