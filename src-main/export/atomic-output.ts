// SPDX-License-Identifier: Apache-2.0
// What an export writes is whole or absent: it grows under a hidden name beside its place and takes the name at last.

import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { ExitCode, Failure } from '../shared/failure';

const BATCH_BYTES = 1024 * 1024;

const WHY: Readonly<Record<string, readonly [why: string, mend: string]>> = {
  ENOSPC: ['The disk is full.', 'Make room, or name a place on another disk with --out.'],
  EDQUOT: ['Your share of the disk is used up.', 'Make room, or name a place on another disk with --out.'],
  EFBIG: [
    'A file may not be so large there.',
    'Filter more out, or name a place on another disk with --out.',
  ],
  EROFS: ['The disk can only be read.', 'Name a place on another disk with --out.'],
  EACCES: ['You may not write there.', 'Name a folder of your own with --out.'],
  EPERM: ['You may not write there.', 'Name a folder of your own with --out.'],
  ENOENT: ['The folder it would lie in does not exist.', 'Make the folder first.'],
  ENOTDIR: ['What should be its folder is a file.', 'Name another place with --out.'],
  EISDIR: ['There is a folder of this name.', 'Name another place with --out.'],
  ENOTEMPTY: ['There is something of this name already.', 'Name another place with --out.'],
  EEXIST: ['There is something of this name already.', 'Name another place with --out.'],
};

/** DuckDB tells of the disk in words. */
const codeIn = (message: string): string | undefined =>
  /no space left/i.test(message) ? 'ENOSPC' : /file too large/i.test(message) ? 'EFBIG' : undefined;

/** An error of the file system as what, why, what to do; any other as it is. */
export function writeFailure(error: unknown, path: string): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  const code = codeIn(error.message) ?? (error as NodeJS.ErrnoException).code ?? '';
  const known = Object.hasOwn(WHY, code) ? WHY[code] : undefined;
  if (!known) return error;
  return new Failure(`"${path}" could not be written; nothing is left of it.`, known[0], known[1]);
}

const unfinished = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.new`);

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** By hand: Electron's Node does not list folders recursively yet. */
function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else sync(path);
  }
  sync(folder);
}

/** A file that appears at `commit()`; what had its name is gone in the same step. */
export class AtomicFile {
  readonly unfinished: string;
  private readonly path: string;
  private readonly file: number;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private open = true;
  /** Bytes given so far. */
  bytes = 0;

  /** @throws {Failure} when it cannot be made there */
  constructor(path: string) {
    this.path = resolve(path);
    this.unfinished = unfinished(this.path);
    try {
      if (existsSync(this.path) && !lstatSync(this.path).isFile())
        throw new Failure(
          `"${path}" cannot be replaced.`,
          'There is something of this name that is not a file.',
          'Name another place with --out.',
          ExitCode.Usage,
        );
      this.file = openSync(this.unfinished, 'wx', 0o600);
    } catch (error) {
      throw writeFailure(error, path);
    }
  }

  write(piece: Uint8Array | string): void {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    this.bytes += bytes.length;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= BATCH_BYTES) this.flush();
  }

  private flush(): void {
    const batch = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    for (let at = 0; at < batch.length; ) at += writeSync(this.file, batch, at);
  }

  commit(): void {
    this.flush();
    fsyncSync(this.file);
    this.close();
    renameSync(this.unfinished, this.path);
    sync(dirname(this.path));
  }

  private close(): void {
    if (this.open) closeSync(this.file);
    this.open = false;
  }

  /** After an error or a cancel; does nothing to what was committed. */
  discard(): void {
    this.close();
    rmSync(this.unfinished, { force: true });
  }
}

/** A folder that appears at `commit()`. */
export class AtomicFolder {
  readonly unfinished: string;
  private readonly path: string;

  /** @throws {Failure} when it cannot be made there, or there is something of its name */
  constructor(path: string) {
    this.path = resolve(path);
    this.unfinished = unfinished(this.path);
    try {
      if (
        existsSync(this.path) &&
        !(lstatSync(this.path).isDirectory() && readdirSync(this.path).length === 0)
      )
        throw new Failure(
          `"${path}" exists already.`,
          'A folder is only written where nothing is yet.',
          'Name another place with --out.',
          ExitCode.Usage,
        );
      mkdirSync(this.unfinished, { mode: 0o700 });
    } catch (error) {
      throw writeFailure(error, path);
    }
  }

  commit(): void {
    syncTree(this.unfinished);
    renameSync(this.unfinished, this.path);
    sync(dirname(this.path));
  }

  discard(): void {
    rmSync(this.unfinished, { recursive: true, force: true });
  }
}

/** Runs what fills an output, then gives it its name; after an error or a cancel nothing is left. */
export async function whole<T extends AtomicFile | AtomicFolder>(
  output: T,
  path: string,
  fill: (output: T) => Promise<void>,
): Promise<void> {
  try {
    await fill(output);
    output.commit();
  } catch (error) {
    throw writeFailure(error, path);
  } finally {
    output.discard();
  }
}
