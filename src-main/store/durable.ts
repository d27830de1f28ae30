// SPDX-License-Identifier: Apache-2.0
// Files that are whole or absent, also after a power cut.

import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes what the kernel still holds of a file or folder to the disk. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A finished file takes its name; what had it before is gone in the same step. */
export function settle(unfinished: string, path: string): void {
  syncPath(unfinished);
  renameSync(unfinished, path);
  syncPath(dirname(path));
}
