// SPDX-License-Identifier: Apache-2.0
// The person's own places, by the XDG base directories.

import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** A base directory; the specification has values that are not absolute ignored. */
export function xdgBase(variable: string, otherwise: string): string {
  const value = process.env[variable];
  return value && isAbsolute(value) ? value : join(homedir(), otherwise);
}

/** Where data of the person lies that is theirs to keep. */
export const dataBase = (): string => xdgBase('XDG_DATA_HOME', '.local/share');

/** Where the captures of the window go. */
export const capturesFolder = (): string => join(dataBase(), 'ringside/captures');
