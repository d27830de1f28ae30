// SPDX-License-Identifier: Apache-2.0
// A tree of its own in which the skeleton is a tracer by another name: sources copied, folder copied and renamed as its
// README says, nothing else edited, and everything built.
//
//   node build/scripts/skeleton-tree.mjs FOLDER NAME
//
// Exit codes: those of the build.
import './node-version.mjs';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const SOURCES = /^(bpf|native|build|src-main|src-renderer|electron\.vite|package|test\/(support|workloads))/;
const [folder = '', name = ''] = process.argv.slice(2);
if (!folder || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('skeleton-tree: a folder for the copy, and a name of small letters for the tracer');
  process.exit(64);
}

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((file) => SOURCES.test(file) && fs.existsSync(join(root, file)));
for (const file of files) fs.cpSync(join(root, file), join(folder, file), { recursive: true });
fs.symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

const to = join(folder, 'bpf/tracers', name);
fs.cpSync(join(folder, 'bpf/tracers/_skeleton'), to, { recursive: true });
for (const file of fs.readdirSync(to)) {
  const text = fs.readFileSync(join(to, file), 'utf8').replaceAll('skeleton', name);
  fs.rmSync(join(to, file));
  fs.writeFileSync(join(to, file.replaceAll('skeleton', name)), text);
}

const built = spawnSync(process.execPath, ['build/scripts/build.mjs'], { cwd: folder, stdio: 'inherit' });
process.exitCode = built.status ?? 1;
