// SPDX-License-Identifier: Apache-2.0
// Files that are there whole or not at all, and read with doubt.

import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const { O_CREAT, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_TRUNC, O_WRONLY } = constants;

/**
 * A crash leaves the old file or the new one. Whoever sees the name sees all of it; after a power cut too.
 * @throws when the disk refuses
 */
export function writeWhole(path: string, text: string): void {
  const draft = join(dirname(path), `.${basename(path)}.new`);
  try {
    const file = openSync(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes what was renamed into a folder last. @throws when the disk refuses */
export function syncFolder(path: string): void {
  const folder = openSync(path, O_RDONLY | O_DIRECTORY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * The file's text. Nothing is followed and nothing is waited for: a link, a FIFO and a device are refused.
 * @throws with the system's code (ENOENT ...), or saying that it is no regular file or longer than `most` bytes
 */
export function readWhole(path: string, most: number): string {
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const { size } = fstatSync(file);
    if (!fstatSync(file).isFile()) throw new Error('it is not a regular file');
    if (size > most) throw new Error(`it has ${size} bytes, and at most ${most} are read`);
    const bytes = Buffer.allocUnsafe(size);
    let filled = 0;
    for (let more = -1; more !== 0 && filled < size; filled += more)
      more = readSync(file, bytes, filled, size - filled, filled);
    return bytes.toString('utf8', 0, filled);
  } finally {
    closeSync(file);
  }
}
