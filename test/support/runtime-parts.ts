// SPDX-License-Identifier: Apache-2.0

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/** What of a checkout the command line and the window need to run, packages that are only for building left out. */
export function runtimeParts(root: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  const needed = Object.keys(packages).filter(
    (path) => path.startsWith('node_modules/') && !packages[path]?.dev && existsSync(join(root, path)),
  );
  return ['out', 'native/build', 'package.json', 'src-main/presets', ...needed];
}
