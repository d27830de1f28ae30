// SPDX-License-Identifier: Apache-2.0
// What a person points at to see a capture, by a button, a drop, an argument or a second start.

import { existsSync, lstatSync, type Stats } from 'node:fs';
import { basename, dirname, extname, isAbsolute } from 'node:path';
import { Failure } from '../shared/failure';
import { MANIFEST_FILE } from '../store/manifest';

const PATH_MOST = 4096;
/** How a start says what to open; the path is absolute. */
const OPEN_WORD = '--open=';

/** What a start was asked to open. */
export const askedToOpen = (words: readonly string[]): string | undefined =>
  words.find((word) => word.startsWith(OPEN_WORD))?.slice(OPEN_WORD.length);

/**
 * The folder of a capture or the single file, from what a person pointed at: that, or the manifest in it.
 * @throws {Failure}
 */
export function captureAt(path: unknown): string {
  const refuse = (why: string) =>
    new Failure(
      'That is not a capture.',
      why,
      `Choose the folder of a capture, its ${MANIFEST_FILE}, or a .ringside file.`,
    );
  if (typeof path !== 'string' || !isAbsolute(path) || path.length > PATH_MOST)
    throw refuse('It is no path of a file.');
  let found: Stats;
  try {
    found = lstatSync(path);
  } catch (error) {
    throw refuse(`${(error as Error).message}.`);
  }
  if (found.isDirectory()) return path;
  if (!found.isFile()) throw refuse(`${path} is neither a folder nor a file.`);
  if (basename(path) === MANIFEST_FILE) return dirname(path);
  if (extname(path) === '.ringside') return path;
  throw refuse(`${basename(path)} is a file of another kind.`);
}

/** As captureAt, but what is there is let pass as it is: what is wrong with it is said in its window. @throws {Failure} */
export const askedAt = (path: unknown): string =>
  typeof path === 'string' && existsSync(path) && basename(path) !== MANIFEST_FILE ? path : captureAt(path);
