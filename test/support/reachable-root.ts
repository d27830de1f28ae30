// SPDX-License-Identifier: Apache-2.0
// Where an ordinary user finds the build.

import { chmodSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../src-main/helper/native';
import { runtimeParts } from './runtime-parts';

/** Whether everybody may pass through every folder down to `path`. */
function everybodyGetsTo(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (!(statSync(folder).mode & 0o001)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A checkout below a closed folder (root's home, a private temporary one) is copied to where a user can be. */
export function reachableRoot(): string {
  if (everybodyGetsTo(ROOT)) return ROOT;
  const { ino, mtimeMs } = statSync(join(ROOT, 'out/tsbuildinfo'));
  const copy = join(tmpdir(), `ringside-reach-${ino}-${Math.round(mtimeMs)}`);
  if (existsSync(copy)) return copy;
  const fresh = mkdtempSync(join(tmpdir(), 'ringside-reach-'));
  for (const part of runtimeParts(ROOT)) cpSync(join(ROOT, part), join(fresh, part), { recursive: true });
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, copy);
  } catch {
    rmSync(fresh, { recursive: true, force: true });
  }
  return copy;
}
