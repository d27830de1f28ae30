// SPDX-License-Identifier: Apache-2.0
// The captures in the person's folder: what their manifests say, and changes that are asked for by their names.

import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  CAPTURES_MOST,
  type CaptureEntry,
  type CaptureList,
  type Description,
  type Words,
} from '../shared/capture-files';
import { Failure } from '../shared/failure';
import { MANIFEST_FILE, type Manifest, readManifest, writeManifest } from '../store/manifest';

/** A manifest that is being written is written each second. */
const WRITING_MS = 5_000;

export const wordsOf = (error: unknown): Words =>
  error instanceof Failure
    ? { what: error.what, why: error.why, mend: error.mend }
    : { what: 'It did not go.', why: `${(error as Error).message}.`, mend: 'Please report this.' };

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const NS_A_MS = 1_000_000n;

function stateOf({ state }: Manifest, changedMs: number, nowMs: number): CaptureEntry['state'] {
  if (state === 'complete') return 'complete';
  return nowMs - changedMs < WRITING_MS ? 'writing' : 'cut';
}

function entryOf(dir: string, manifest: Manifest, changedMs: number, nowMs: number): CaptureEntry {
  const { clocks, tables, losses, host } = manifest;
  const begunMs = Number((BigInt(clocks.unix_minus_boot_ns) + BigInt(clocks.begun_boot_ns)) / NS_A_MS);
  const seconds =
    clocks.ended_boot_ns === null
      ? (changedMs - begunMs) / 1000
      : Number(BigInt(clocks.ended_boot_ns) - BigInt(clocks.begun_boot_ns)) / 1e9;
  const sizes = Object.values(tables);
  return {
    dir,
    name: manifest.name || basename(dir),
    note: manifest.note,
    preset: manifest.preset,
    hostname: host.hostname,
    begunMs,
    seconds: Math.max(0, seconds),
    rows: sum(sizes.map(({ rows }) => rows)),
    bytes: sum(sizes.map(({ bytes }) => bytes)),
    lost: losses.total,
    notWritten: sum(Object.values(losses.not_written)),
    state: stateOf(manifest, changedMs, nowMs),
    ended: manifest.ended,
    problem: null,
  };
}

const NO_MANIFEST: Words = {
  what: 'There is no manifest.json.',
  why: 'It is another folder, or a capture whose first second never ended.',
  mend: 'Its Parquet files, if there are any, can be read by any engine.',
};

const unreadable = (dir: string, changedMs: number, problem: Words): CaptureEntry => ({
  ...{ dir, name: basename(dir), note: '', preset: null, hostname: '', begunMs: changedMs, seconds: 0 },
  ...{ rows: 0, bytes: 0, lost: 0, notWritten: 0, state: 'unreadable', ended: null, problem },
});

async function entry(dir: string, nowMs: number): Promise<CaptureEntry> {
  const { mtimeMs } = await lstat(join(dir, MANIFEST_FILE)).catch(() => lstat(dir));
  try {
    const manifest = readManifest(dir);
    return manifest ? entryOf(dir, manifest, mtimeMs, nowMs) : unreadable(dir, mtimeMs, NO_MANIFEST);
  } catch (error) {
    return unreadable(dir, mtimeMs, wordsOf(error));
  }
}

/** @throws {Failure} when the folder is there and cannot be read */
export async function listCaptures(folder: string): Promise<CaptureList> {
  const found = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Failure(
      'The folder of captures cannot be read.',
      `${error.message}.`,
      `Make ${folder} a folder of yours.`,
    );
  });
  // Their names begin with the time: the last are the newest.
  const names = found
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
    .sort()
    .reverse();
  const captures: CaptureEntry[] = [];
  const nowMs = Date.now();
  // One after the other: between two of them the window is answered.
  for (const name of names.slice(0, CAPTURES_MOST)) captures.push(await entry(join(folder, name), nowMs));
  return { folder, captures, leftOut: Math.max(0, names.length - CAPTURES_MOST) };
}

/** The folder of a capture, which a window may only name where the list has it. @throws {Failure} */
export function listedCapture(folder: string, dir: unknown): string {
  if (typeof dir === 'string' && dirname(dir) === folder && !/\/\.{0,2}$/.test(dir)) return dir;
  throw new Failure('That is no capture of the list.', `It is not in ${folder}.`, 'Choose one of the list.');
}

/** @throws {Failure} when there is none to be read */
export function descriptionOf(dir: string): Description {
  const manifest = readManifest(dir);
  if (!manifest) throw new Failure('Its name and note cannot be read.', NO_MANIFEST.what, NO_MANIFEST.mend);
  return { dir, name: manifest.name || basename(dir), note: manifest.note };
}

/** Another name and note. @throws {Failure} */
export async function describeCapture(dir: string, name: string, note: string): Promise<void> {
  await notBeingWritten(dir);
  const manifest = readManifest(dir);
  if (!manifest) throw new Failure('It cannot be renamed.', NO_MANIFEST.what, NO_MANIFEST.mend);
  try {
    writeManifest(dir, { ...manifest, name, note });
  } catch (error) {
    throw new Failure(
      'The name could not be written.',
      `${(error as Error).message}.`,
      'Make room on the disk, or the folder writable, and try again.',
    );
  }
}

/** @throws {Failure} when somebody is at it */
export async function notBeingWritten(dir: string): Promise<void> {
  if ((await entry(dir, Date.now())).state === 'writing')
    throw new Failure(
      'It is still being written.',
      'Its files change each second.',
      'End the recording first.',
    );
}
