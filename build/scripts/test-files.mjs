// SPDX-License-Identifier: Apache-2.0
// Which test files belong to which step.
import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Folders whose tests need more than a quiet minute and any machine. */
const apart = ['kernel', 'bench', 'kernels', 'fuzz-long', 'oracles', 'e2e'];

function below(root, folder, end) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => path.endsWith(end))
    .sort()
    .map((path) => join(folder, path));
}

/** Compiled tests whose source still exists: the compiler leaves the output of deleted files behind. */
function compiled(root, folder) {
  return below(root, join('out', folder), '.test.js').filter((path) =>
    existsSync(join(root, path.replace(/^out./, '').replace(/\.js$/, '.ts'))),
  );
}

const within = (path, folders) => path.split(sep).some((part) => folders.includes(part));

/** Tests without privilege: compiled ones, and those of scripts (the judge of the kernel matrix among them). */
export function unitTests(root) {
  return [
    ...compiled(root, 'test').filter((path) => !within(path, apart)),
    ...below(root, 'test', '.test.mjs').filter(
      (path) => !within(path, ['kernel', 'bench', 'fuzz-long', 'e2e']),
    ),
  ];
}

export function engineTests(root) {
  return compiled(root, 'test/src-main').filter((path) => !within(path, apart));
}

export function kernelTests(root) {
  return compiled(root, 'test/kernel').filter((path) => !within(path, apart.slice(1)));
}

/** Readers of other projects as judges, fetched once from the npm registry: no part of the plain run. */
export function oracleTests(root) {
  return compiled(root, 'test/oracles');
}
