// SPDX-License-Identifier: Apache-2.0
// Where things lie: the build around us, and the person's own files by the XDG base directories.

import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The app's root, as seen from out/app/main.js. */
const ROOT = join(__dirname, '../..');

export const PACKAGE_FILE = join(ROOT, 'package.json');
export const PRELOAD = join(ROOT, 'out/app/preload.js');
export const PAGES = join(ROOT, 'out/app/renderer');
export const ENGINE = join(ROOT, 'out/src-main/engine/host.js');

/** The specification has values that are not absolute ignored. */
function base(variable: string, otherwise: string): string {
  const value = process.env[variable];
  return join(value && isAbsolute(value) ? value : join(homedir(), otherwise), 'ringside');
}

const CONFIG = base('XDG_CONFIG_HOME', '.config');
const STATE = base('XDG_STATE_HOME', '.local/state');
const CACHE = base('XDG_CACHE_HOME', '.cache');

/** What a person chose. */
export const SETTINGS_FILE = join(CONFIG, 'settings.json');
/** What the window remembers by itself. */
export const WINDOW_FILE = join(STATE, 'window.json');

/** Chromium's own: state, caches and logs. */
export const CHROMIUM_STATE = join(STATE, 'chromium');
export const CHROMIUM_CACHE = join(CACHE, 'chromium');
export const LOGS = join(STATE, 'logs');
export const CRASHES = join(STATE, 'crashes');
