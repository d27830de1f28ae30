// SPDX-License-Identifier: Apache-2.0
// Where things lie: the build around us, and the person's own files by the XDG base directories.

import { join } from 'node:path';
import { dataBase, xdgBase } from '../shared/xdg';

/** The app's root, as seen from out/app/main.js. */
const ROOT = join(__dirname, '../..');

export const PACKAGE_FILE = join(ROOT, 'package.json');
export const PRELOAD = join(ROOT, 'out/app/preload.js');
export const PAGES = join(ROOT, 'out/app/renderer');
export const ENGINE = join(ROOT, 'out/src-main/engine/host.js');
export const CAPTURE_ENGINE = join(ROOT, 'out/src-main/replay/window-host.js');

const CONFIG = join(xdgBase('XDG_CONFIG_HOME', '.config'), 'ringside');
const STATE = join(xdgBase('XDG_STATE_HOME', '.local/state'), 'ringside');
const CACHE = join(xdgBase('XDG_CACHE_HOME', '.cache'), 'ringside');

/** What a person chose. */
export const SETTINGS_FILE = join(CONFIG, 'settings.json');
/** The desktop's. */
export const TRASH = join(dataBase(), 'Trash');
/** What the window remembers by itself. */
export const WINDOW_FILE = join(STATE, 'window.json');
export const RECENT_FILE = join(STATE, 'recent.json');

/** Single files that are shown are unpacked here, each in a folder that goes with its window. */
export const UNPACKED = join(CACHE, 'unpacked');

/** Chromium's own: state, caches and logs. */
export const CHROMIUM_STATE = join(STATE, 'chromium');
export const CHROMIUM_CACHE = join(CACHE, 'chromium');
export const LOGS = join(STATE, 'logs');
export const CRASHES = join(STATE, 'crashes');
