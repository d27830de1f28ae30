// SPDX-License-Identifier: Apache-2.0
// The desktop knows Ringside and its captures: a menu entry, the type of *.ringside, an icon; in the person's own data.
//
//   node build/scripts/desktop-entry.mjs [--remove]      as that person; says in one line what it changed, if anything
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '../..');
const ID = 'app.ringside.Ringside';

/** A value of a string key: what would end the line or be taken for an escape is escaped. */
export const stringValue = (text) =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');

/** Words of an Exec key, quoted as the Desktop Entry Specification has it; `%` begins a code, so it is doubled. */
export const execValue = (words) =>
  words.map((word) => stringValue(`"${word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`)).join(' ');

/** The files and what they hold. @param {string} data the base of the person's data */
export function desktopFiles(data, checkout = root, node = process.execPath) {
  const source = (ending) => readFileSync(join(root, `build/linux/${ID}.${ending}`), 'utf8');
  const start = join(checkout, 'build/scripts/start.mjs');
  const entry = source('desktop')
    .replace('@EXEC@', () => `${execValue([node, start, 'open'])} %f`)
    // A checkout that has gone takes its entry with it.
    .replace('@TRY@', () => stringValue(join(checkout, 'build/linux/ringside')));
  return {
    [join(data, 'applications', `${ID}.desktop`)]: entry,
    [join(data, 'mime/packages', `${ID}.xml`)]: source('xml'),
    [join(data, 'icons/hicolor/scalable/apps', `${ID}.svg`)]: source('svg'),
  };
}

const contentOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** Caches of the desktop; it looks at the files themselves where the tools are not there, only later. */
function refresh(data) {
  for (const [tool, folder] of [
    ['update-mime-database', 'mime'],
    ['update-desktop-database', 'applications'],
  ])
    if (existsSync(join(data, folder))) spawnSync(tool, [join(data, folder)], { stdio: 'ignore' });
}

/** @returns {boolean} whether anything was changed */
export function place(data, files = desktopFiles(data)) {
  const other = Object.entries(files).filter(([path, text]) => contentOf(path) !== text);
  for (const [path, text] of other) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (other.length > 0) refresh(data);
  return other.length > 0;
}

/** @returns {boolean} whether there was anything */
export function remove(data, files = desktopFiles(data)) {
  const there = Object.keys(files).filter(existsSync);
  for (const path of there) rmSync(path);
  if (there.length > 0) refresh(data);
  return there.length > 0;
}

export function dataOf({ XDG_DATA_HOME: data, HOME: home } = process.env) {
  return data && isAbsolute(data) ? data : join(home || homedir(), '.local/share');
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const data = dataOf();
  try {
    if (process.argv.includes('--remove')) {
      if (remove(data)) console.log(`The desktop no longer knows Ringside (${data}).`);
    } else if (place(data)) console.log(`The desktop knows Ringside and *.ringside (${data}).`);
  } catch (error) {
    console.error(`${error.message}.`);
    process.exitCode = 1;
  }
}
