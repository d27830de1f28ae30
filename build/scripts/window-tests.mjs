// SPDX-License-Identifier: Apache-2.0
// npm run test:e2e: the real app on the real kernel, as an ordinary user with the sandbox on, on a display of its own.
//
//   npm run test:e2e [-- --smoke] [--tally FILE] [words for Playwright]
//
// The page of a second tracer (second-tracer.spec.ts) is tested in a tree of its own, into which the skeleton was copied
// (skeleton-tree.mjs): in a run of everything, or when it is named. So is npm start itself (`starts`).
//
//   --smoke   only the short one that is part of npm test; without it, pictures go to test/screens
//   --tally   writes { passed, failed, skipped }
//
// Exit codes: those of Playwright (0 all passed), 2 not root.
import './node-version.mjs';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './run.mjs';

const root = join(import.meta.dirname, '../..');
const uid = 1000;
const minute = 60_000;

/** What an ordinary user needs of the checkout, where it lies in a folder that only root gets to. */
const parts = [
  ...['out', 'native/build', 'package.json', 'test/e2e', 'src-main/shared'],
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

async function electron() {
  const asked = await run([process.execPath, join(import.meta.dirname, 'electron-runtime.mjs')], {
    output: 'collect',
    limitMs: 15 * minute,
  });
  process.stdout.write(asked.text);
  const binary = asked.text.split('\n').find((line) => line.startsWith('/'));
  if (asked.code !== 0 || !binary) throw new Error('there is no Electron runtime (see above)');
  return binary;
}

function tallyOf(report) {
  try {
    const { expected, unexpected, flaky, skipped } = JSON.parse(fs.readFileSync(report, 'utf8')).stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** One run of Playwright, behind a keeper of the helper of `built`, whose app is tested. */
function playwright({ tree, built, own, runtime, display, report, smoke }, words) {
  const native = (name) => join(built, 'native/build', name);
  const cli = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/e2e/playwright.config.ts'];
  return run(
    [
      ...[native('ringside-keeper'), String(uid), native('ringside-helper')],
      ...['env', `HOME=${join(own, 'home')}`, process.execPath, ...cli],
      ...(smoke ? ['--grep', '@smoke'] : []),
      ...words,
    ],
    {
      cwd: tree,
      limitMs: (smoke ? 4 : 30) * minute,
      group: true,
      env: {
        DISPLAY: display,
        WAYLAND_DISPLAY: undefined,
        XDG_RUNTIME_DIR: undefined,
        NODE_TEST_CONTEXT: undefined,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        RINGSIDE_E2E_ELECTRON: join(runtime, 'electron'),
        RINGSIDE_E2E_OWN: own,
        RINGSIDE_E2E_TREE: built === root ? undefined : built,
      },
    },
  );
}

/** A tree in which the skeleton is the tracer `signals`. */
async function skeletonTree(folder) {
  fs.mkdirSync(folder);
  const script = join(import.meta.dirname, 'skeleton-tree.mjs');
  const { code } = await run([process.execPath, script, folder, 'signals'], { limitMs: 10 * minute });
  if (code !== 0) throw new Error('the tree with a second tracer was not built (see above)');
  return folder;
}

/** npm start itself, as root and by sudo: not Playwright's to start. */
const starts = (electron, display) =>
  run([process.execPath, '--test', '--test-reporter', 'spec', join(root, 'test/e2e/starts.test.mjs')], {
    limitMs: 5 * minute,
    group: true,
    env: { DISPLAY: display, RINGSIDE_E2E_ELECTRON: electron, NODE_TEST_CONTEXT: undefined },
  });

async function main() {
  const { values, positionals } = parseArgs({
    options: { smoke: { type: 'boolean' }, tally: { type: 'string' } },
    allowPositionals: true,
  });
  if (process.getuid() !== 0) {
    console.error('The tests of the window start a helper, which needs root. Run: sudo npm run test:e2e');
    return 2;
  }
  const stage = fs.mkdtempSync(join(tmpdir(), 'ringside-window-'));
  fs.chmodSync(stage, 0o755);
  const own = join(stage, 'own');
  for (const folder of ['home', 'screens', 'results']) fs.mkdirSync(join(own, folder), { recursive: true });
  for (const folder of [own, ...fs.readdirSync(own).map((name) => join(own, name))])
    fs.chownSync(folder, uid, uid);
  const screen = await display();
  try {
    const binary = await electron();
    const common = {
      ...{ own, display: screen.name, smoke: values.smoke },
      runtime: reachable(dirname(binary), join(stage, 'electron')),
      tree: reachable(root, join(stage, 'tree'), parts),
    };
    const second = positionals.some((word) => word.includes('second-tracer'));
    const runs = [
      ...(second || positionals.includes('starts') ? [] : [() => root]),
      ...(second || (!values.smoke && positionals.length === 0)
        ? [() => skeletonTree(join(stage, 'skeleton'))]
        : []),
    ];
    const tally = { passed: 0, failed: 0, skipped: 0 };
    let worst = 0;
    for (const [index, built] of runs.entries()) {
      const report = join(own, `results/report-${index}.json`);
      const done = await playwright({ ...common, built: await built(), report }, positionals);
      worst ||= done.code ?? 1;
      for (const [name, count] of Object.entries(tallyOf(report))) tally[name] += count;
    }
    if (positionals.includes('starts') || (!values.smoke && positionals.length === 0)) {
      const done = await starts(binary, screen.name);
      worst ||= done.code ?? 1;
      tally[done.code === 0 ? 'passed' : 'failed']++;
    }
    if (values.tally) fs.writeFileSync(values.tally, JSON.stringify(tally));
    const pictures = join(own, 'screens');
    if (fs.readdirSync(pictures).length > 0)
      fs.cpSync(pictures, join(root, 'test/screens'), { recursive: true });
    return worst;
  } finally {
    screen.end();
    fs.rmSync(stage, { recursive: true, force: true });
  }
}

process.exitCode = await main();
