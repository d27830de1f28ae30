// SPDX-License-Identifier: Apache-2.0
// npm run bench [-- NAME...]: builds what changed and what only the benches need, then measures. As root.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

function run(command, argv) {
  const { status, error } = spawnSync(command, argv, { cwd: root, stdio: 'inherit' });
  if (error) console.error(`bench: ${command} cannot be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

run(process.execPath, ['build/scripts/build.mjs']);
run('cmake', ['--build', 'native/build', '--target', 'bench']);
run(process.execPath, ['out/test/bench/main.js', ...process.argv.slice(2)]);
