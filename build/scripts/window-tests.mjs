// SPDX-License-Identifier: Apache-2.0
// npm run test:e2e: the real app on the real kernel, as an ordinary user with the sandbox on, on a display of its own.
//
//   npm run test:e2e [-- --smoke] [--tally FILE] [words for Playwright]
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
    const runtime = reachable(dirname(binary), join(stage, 'electron'));
    const tree = reachable(root, join(stage, 'tree'), parts);
    const report = join(own, 'results/report.json');
    const playwright = [
      'node_modules/@playwright/test/cli.js',
      'test',
      '-c',
      'test/e2e/playwright.config.ts',
    ];
    const done = await run(
      [
        ...[
          join(root, 'native/build/ringside-keeper'),
          String(uid),
          join(root, 'native/build/ringside-helper'),
        ],
        ...['env', `HOME=${join(own, 'home')}`, process.execPath, ...playwright],
        ...(values.smoke ? ['--grep', '@smoke'] : []),
        ...positionals,
      ],
      {
        cwd: tree,
        limitMs: (values.smoke ? 4 : 30) * minute,
        group: true,
        env: {
          DISPLAY: screen.name,
          WAYLAND_DISPLAY: undefined,
          XDG_RUNTIME_DIR: undefined,
          NODE_TEST_CONTEXT: undefined,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
          RINGSIDE_E2E_ELECTRON: join(runtime, 'electron'),
          RINGSIDE_E2E_OWN: own,
        },
      },
    );
    if (values.tally) fs.writeFileSync(values.tally, JSON.stringify(tallyOf(report)));
    const pictures = join(own, 'screens');
    if (fs.readdirSync(pictures).length > 0)
      fs.cpSync(pictures, join(root, 'test/screens'), { recursive: true });
    return done.code ?? 1;
  } finally {
    screen.end();
    fs.rmSync(stage, { recursive: true, force: true });
  }
}

process.exitCode = await main();
