// SPDX-License-Identifier: Apache-2.0
// Where the window is tried: a display of its own, an ordinary user behind the keeper, a checkout that the user gets to.
import './node-version.mjs';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';

const root = join(import.meta.dirname, '../..');
const uid = 1000;
const minute = 60_000;

/** What an ordinary user needs of the checkout, where it lies in a folder that only root gets to. */
const parts = () => [
  // Compiled with the tests, which know what their own copies need.
  ...createRequire(import.meta.url)('../../out/test/support/runtime-parts.js').runtimeParts(root),
  ...['test/e2e', 'src-main/shared'],
  ...['@playwright', 'playwright', 'playwright-core', '@axe-core', 'axe-core'].map(
    (name) => `node_modules/${name}`,
  ),
];

function everybodyGetsTo(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    if (!(fs.statSync(folder).mode & 0o001)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** `path` itself, or a copy of its parts that the user can read. */
function reachable(path, copy, names = ['']) {
  if (everybodyGetsTo(path)) return path;
  for (const name of names) fs.cpSync(join(path, name), join(copy, name), { recursive: true });
  return copy;
}

/** A display as the user's, its number, and how to end it. */
async function display() {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2048x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    uid,
    gid: uid,
  });
  const number = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3].once('data', (text) => resolve(String(text).trim()));
  });
  return { name: `:${number}`, end: () => child.kill() };
}

async function electronRuntime() {
  const asked = await run([process.execPath, join(import.meta.dirname, 'electron-runtime.mjs')], {
    output: 'collect',
    limitMs: 15 * minute,
  });
  process.stdout.write(asked.text);
  const binary = asked.text.split('\n').find((line) => line.startsWith('/'));
  if (asked.code !== 0 || !binary) throw new Error('there is no Electron runtime (see above)');
  return binary;
}

/**
 * A place to try the window. `use` gets `own`, the user's folder with `screens` and `results` in it; `folder`, which
 * goes with the stage; `electron` and `display`, as environments name them; and
 * `playwright(CONFIG, WORDS, { built, ... })`: one run behind a keeper of the helper of `built`, a checkout, with the
 * further options of run.mjs.
 * @template Result
 * @typedef {{ own: string, folder: string, electron: string, display: string, playwright: Function }} Stage
 * @param {(stage: Stage) => Promise<Result>} use
 */
export async function onStage(use) {
  const folder = fs.mkdtempSync(join(tmpdir(), 'ringside-window-'));
  fs.chmodSync(folder, 0o755);
  const own = join(folder, 'own');
  for (const name of ['home', 'screens', 'results']) fs.mkdirSync(join(own, name), { recursive: true });
  for (const path of [own, ...fs.readdirSync(own).map((name) => join(own, name))])
    fs.chownSync(path, uid, uid);
  const screen = await display();
  try {
    const binary = await electronRuntime();
    const runtime = reachable(dirname(binary), join(folder, 'electron'));
    const tree = reachable(root, join(folder, 'tree'), parts());
    const playwright = (config, words, { env, built = root, ...options } = {}) => {
      const native = (name) => join(built, 'native/build', name);
      const cli = ['node_modules/@playwright/test/cli.js', 'test', '-c', config];
      return run(
        [
          ...[native('ringside-keeper'), String(uid), native('ringside-helper')],
          ...['env', `HOME=${join(own, 'home')}`, process.execPath, ...cli, ...words],
        ],
        {
          ...{ cwd: tree, group: true, ...options },
          env: {
            DISPLAY: screen.name,
            WAYLAND_DISPLAY: undefined,
            XDG_RUNTIME_DIR: undefined,
            NODE_TEST_CONTEXT: undefined,
            RINGSIDE_E2E_ELECTRON: join(runtime, 'electron'),
            RINGSIDE_E2E_OWN: own,
            RINGSIDE_E2E_TREE: built === root ? undefined : built,
            ...env,
          },
        },
      );
    };
    return await use({ own, folder, electron: binary, display: screen.name, playwright });
  } finally {
    screen.end();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
