// SPDX-License-Identifier: Apache-2.0
// Small files of a person: read with doubt, written so that a crash leaves the old or the new one.

import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWhole } from '../shared/whole-file';

const BYTES_MOST = 256 * 1024;

/** What the file holds, or undefined: missing, too long, or not JSON. Its shape is for the caller to check. */
export function readJson(path: string): unknown {
  try {
    const text = readFileSync(path, 'utf8');
    return text.length > BYTES_MOST ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * At once, not later: a window that closes has no later.
 * @throws when the disk refuses, or the value is too long to be read back
 */
export function writeJson(path: string, value: unknown): void {
  const text = `${JSON.stringify(value, null, 1)}\n`;
  if (Buffer.byteLength(text) > BYTES_MOST) throw new Error(`more than ${BYTES_MOST} bytes for ${path}`);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeWhole(path, text);
}
