// SPDX-License-Identifier: Apache-2.0
// Small files of a person: read with doubt, written so that a crash leaves the old or the new one.

import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

const BYTES_MOST = 256 * 1024;

/** What the file holds, or undefined: missing, too long, or not JSON. Its shape is for the caller to check. */
export async function readJson(path: string): Promise<unknown> {
  try {
    const text = await readFile(path, 'utf8');
    return text.length > BYTES_MOST ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

let writes = 0;

/** @throws when the disk refuses, or the value is too long to be read back */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const text = `${JSON.stringify(value, null, 1)}\n`;
  if (text.length > BYTES_MOST) throw new Error(`more than ${BYTES_MOST} bytes for ${path}`);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${writes++}`;
  try {
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
