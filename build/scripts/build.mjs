// SPDX-License-Identifier: Apache-2.0
// Builds what changed: BPF objects, helper, gate, addon, test programs (CMake and Ninja), the generated schema,
// TypeScript, then the window's bundles. Needs what `npm run setup` installs. Exit code 1 when a step fails.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
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

function lessonFolders() {
  return readdirSync(join(root, 'bpf/tracers'))
    .map((name) => `bpf/tracers/${name}/lessons`)
    .filter((folder) => existsSync(join(root, folder)));
}

/** What the window's bundles are made from. */
const windowSources = [
  ...['src-main/index.ts', 'src-main/app', 'src-main/preload', 'src-main/shared', 'src-renderer'],
  ...['electron.vite.config.ts', 'package-lock.json', 'build/scripts/lesson-plugin.mjs'],
  ...lessonFolders(),
];

/** By content: a checkout gives files any time stamp. */
function fingerprint(paths) {
  const hash = createHash('sha1');
  for (const path of paths) {
    const whole = join(root, path);
    const names = statSync(whole).isDirectory() ? readdirSync(whole, { recursive: true }).sort() : [''];
    for (const name of names) {
      const file = join(whole, name);
      if (statSync(file).isFile()) hash.update(`${path}/${name}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Vite has no memory of what it built: ours is the fingerprint of the sources beside the bundles. */
function windowBundles() {
  const note = join(root, 'out/app/built-from');
  const now = fingerprint(windowSources);
  if (existsSync(note) && readFileSync(note, 'utf8') === now) return;
  step('types of the window', 'npx', ['tsc', '-p', 'src-renderer/tsconfig.json']);
  step('window', 'node', ['node_modules/electron-vite/bin/electron-vite.js', 'build']);
  writeFileSync(note, now);
}

if (!existsSync(join(native, 'build.ninja')))
  step('configuration', 'cmake', ['-S', 'native', '-B', native, '-G', 'Ninja']);
step('native code', 'cmake', ['--build', native]);
step('schema', 'node', ['build/scripts/gen.mjs']);
step('TypeScript', 'npx', ['tsc', '-p', 'build/tsconfig.json']);
windowBundles();
