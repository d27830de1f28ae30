// SPDX-License-Identifier: Apache-2.0
// Builds what changed: BPF objects, helper, gate, addon, test programs (CMake and Ninja), the generated schema,
// then TypeScript. Needs what `npm run setup` installs. Exit code 1 when a step fails.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const native = join(root, 'native/build');

/** Runs one step; its output is shown only when it fails or was asked for. */
function step(what, command, args) {
  const begun = Date.now();
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    const why = result.error
      ? result.error.message
      : `${command} ended with ${result.status ?? result.signal}`;
    console.error(`build: ${what} failed: ${why}. If a tool is missing, run \`npm run setup\`.`);
    process.exit(1);
  }
  const seconds = (Date.now() - begun) / 1000;
  if (seconds > 1) console.log(`build: ${what} took ${seconds.toFixed(1)} s`);
}

if (!existsSync(join(native, 'build.ninja')))
  step('configuration', 'cmake', ['-S', 'native', '-B', native, '-G', 'Ninja']);
step('native code', 'cmake', ['--build', native]);
step('schema', 'node', ['build/scripts/gen.mjs']);
step('TypeScript', 'npx', ['tsc', '-p', 'build/tsconfig.json']);
