// SPDX-License-Identifier: Apache-2.0
// Places the helper and its polkit policy in the system, or takes them away. Changes need root.
//
//   node build/scripts/install-helper.mjs [--remove]
//
// Exit codes: 0 done, 2 wrong usage or not root, 6 refused or failed.
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** In this order they are placed: an action whose program is not there yet would be of no use. */
export const placements = [
  {
    what: 'helper',
    source: join(root, 'native/build/ringside-helper'),
    target: '/usr/local/libexec/ringside/ringside-helper',
    mode: 0o755,
  },
  {
    what: 'polkit policy',
    source: join(root, 'build/linux/app.ringside.Ringside.policy'),
    target: '/usr/share/polkit-1/actions/app.ringside.Ringside.policy',
    mode: 0o644,
  },
];

/** A refusal or failure in words for a person. */
export class PlacementError extends Error {}

/** The directory and those above it, from / down. */
export function components(directory) {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [...components(parent), directory];
}

/**
 * Why root must not run a program below this directory, or null. Walked from / down, so that what has been looked
 * at can only be changed by root. Directories that do not exist are fine: they get created. A symlink is refused
 * also because polkit before 127 compares the path as typed and later ones the resolved path.
 * @param {(path: string) => { isSymbolicLink(): boolean, isDirectory(): boolean, uid: number, gid: number, mode: number } | undefined} lstat
 */
export function whyUnsafe(directory, lstat = (path) => fs.lstatSync(path, { throwIfNoEntry: false })) {
  for (const path of components(directory)) {
    const seen = lstat(path);
    if (!seen) return null;
    if (seen.isSymbolicLink()) return `${path} is a symbolic link`;
    if (!seen.isDirectory()) return `${path} is not a directory`;
    if (seen.uid !== 0) return `${path} belongs to user ${seen.uid}, not to root`;
    if (seen.mode & 0o002) return `${path} can be written by everybody (remedy: chmod o-w ${path})`;
    if (seen.mode & 0o020 && seen.gid !== 0) {
      return `${path} can be written by group ${seen.gid} (remedy: chmod g-w ${path})`;
    }
  }
  return null;
}

function refuseUnsafe(target) {
  const why = whyUnsafe(dirname(target));
  if (!why) return;
  throw new PlacementError(
    `Nothing was changed at ${target}: ${why}. Whoever can change that path could replace a program that runs as root. ` +
      'Put that right, or use --no-helper.',
  );
}

/** Whether the file is there with the same bytes, owner and mode. Needs no privilege. */
function inPlace({ source, target, mode }) {
  const seen = fs.lstatSync(target, { throwIfNoEntry: false });
  if (!seen?.isFile() || seen.uid !== 0 || seen.gid !== 0 || (seen.mode & 0o7777) !== mode) return false;
  return fs.readFileSync(source).equals(fs.readFileSync(target));
}

/** What would have to be placed. @throws PlacementError when it was not built or a directory is unsafe */
export function toPlace() {
  for (const { what, source, target } of placements) {
    if (!fs.existsSync(source)) {
      throw new PlacementError(`The ${what} cannot be placed: ${source} is not there. Run: npm run build`);
    }
    refuseUnsafe(target);
  }
  return placements.filter((placement) => !inPlace(placement));
}

/** What there is to take away. */
export function toRemove() {
  const files = placements.filter(({ target }) => fs.lstatSync(target, { throwIfNoEntry: false })).reverse();
  const directory = dirname(placements[0].target);
  return fs.existsSync(directory) ? [...files, { what: 'directory', target: directory }] : files;
}

/** Reads a plain file, and never what a link points to: the copy will be readable by all. */
function readPlain(path) {
  if (!fs.lstatSync(path).isFile())
    throw new PlacementError(`${path} is not a plain file. Run: npm run build`);
  const descriptor = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
  try {
    return fs.readFileSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function syncDirectory(path) {
  const descriptor = fs.openSync(path, 'r');
  fs.fsyncSync(descriptor);
  fs.closeSync(descriptor);
}

function place({ what, source, target, mode }) {
  refuseUnsafe(target);
  const bytes = readPlain(source);
  const directory = dirname(target);
  if (what === 'polkit policy' && !fs.existsSync(directory)) {
    throw new PlacementError(
      `${directory} is not there, so polkit is not installed. Install polkitd and pkexec.`,
    );
  }
  for (const path of components(directory)) {
    if (fs.existsSync(path)) continue;
    fs.mkdirSync(path);
    fs.chmodSync(path, 0o755); // mkdir's own mode is cut by the umask
  }
  const next = join(directory, `.${basename(target)}.${process.pid}`);
  fs.rmSync(next, { force: true });
  const descriptor = fs.openSync(next, 'wx', 0o600);
  try {
    fs.writeFileSync(descriptor, bytes);
    fs.fchownSync(descriptor, 0, 0);
    fs.fchmodSync(descriptor, mode);
    fs.fsyncSync(descriptor);
    fs.closeSync(descriptor);
    fs.renameSync(next, target);
  } catch (error) {
    fs.rmSync(next, { force: true });
    throw error;
  }
  syncDirectory(directory);
  console.log(`Placed the ${what} at ${target} (root, mode ${mode.toString(8)}).`);
}

/** Places what is missing or differs. Root only. */
export function placeAll() {
  for (const placement of toPlace()) place(placement);
}

/** Takes away what placeAll placed, and the helper's directory when that is empty. Root only. */
export function removeAll() {
  for (const { what, target } of toRemove()) {
    refuseUnsafe(target);
    if (what !== 'directory') fs.unlinkSync(target);
    else if (fs.readdirSync(target).length === 0) fs.rmdirSync(target);
    else {
      console.log(`Left ${target}: it holds files that this set-up did not place.`);
      continue;
    }
    console.log(`Removed the ${what} ${target}.`);
  }
}

function main(words) {
  const remove = words[0] === '--remove';
  if (words.length > (remove ? 1 : 0)) {
    console.error('Usage: node build/scripts/install-helper.mjs [--remove]');
    return 2;
  }
  if (process.getuid() !== 0) {
    console.error('Only root can do this. Run: npm run setup');
    return 2;
  }
  try {
    (remove ? removeAll : placeAll)();
    return 0;
  } catch (error) {
    console.error(error instanceof PlacementError ? error.message : `It failed: ${error.message}`);
    return 6;
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv.slice(2));
