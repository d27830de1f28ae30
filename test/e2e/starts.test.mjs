// SPDX-License-Identifier: Apache-2.0
// npm start as people give it: by sudo, as root, and without a display. (Somebody who may not is in
// looks.spec.ts.) Run as root by build/scripts/window-tests.mjs, which sets RINGSIDE_E2E_ELECTRON and makes the display.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { _electron } from '@playwright/test';
import { windowCommand } from '../../build/scripts/window-person.mjs';
import { asOwnPerson, GIVEN, UID } from '../support/person-of-own.mjs';

const root = join(import.meta.dirname, '../..');
const electron = process.env.RINGSIDE_E2E_ELECTRON ?? '';
const NPM = [process.execPath, fs.realpathSync(join(dirname(process.execPath), 'npm')), 'start'];
const MAIN = join(root, 'out/src-main/cli/main.js');
const LONG_CAPTURE = join(root, 'out/test/support/long-capture.js');
const PATIENCE_MS = 60_000;

const stages = [];
const started = [];
afterEach(() => {
  for (const child of started.splice(0))
    if (child.exitCode === null && child.signalCode === null)
      for (const { pid } of below(child.pid).reverse()) process.kill(pid, 'SIGKILL');
});
after(() => {
  for (const stage of stages) fs.rmSync(stage, { recursive: true, force: true });
  fs.rmSync(join(root, `out/ready-for-${UID}.json`), { force: true });
});
function stage() {
  const folder = fs.mkdtempSync(join(tmpdir(), 'ringside-start-'));
  fs.chmodSync(folder, 0o755);
  stages.push(folder);
  return folder;
}

/** A command, what it has said so far, and its end. */
function given(command, environment = {}) {
  const [program, ...words] = command;
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: root,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined, ...environment },
  });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      text += part;
    });
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  const late = (wanted) => new Error(`"${wanted}" was not said within ${PATIENCE_MS} ms:\n${text}`);
  const says = async (wanted) => {
    for (const from = Date.now(); !text.includes(wanted); await new Promise((later) => setTimeout(later, 50)))
      if (Date.now() - from > PATIENCE_MS || child.exitCode !== null) throw late(wanted);
  };
  return { child, ended, says, said: () => text };
}

const statusOf = (pid) => {
  try {
    const text = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
    const line = (name) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(text)?.[1] ?? '';
    // Chromium writes the words of its children anew, with spaces between.
    const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/);
    return {
      ...{ pid, words, parent: Number(line('PPid')), uid: Number(line('Uid').split('\t')[0]) },
      ...{ name: line('Name'), seccomp: line('Seccomp'), capabilities: line('CapEff') },
    };
  } catch {
    return null;
  }
};

/** A process and all below it. */
function below(pid) {
  const all = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statusOf(Number(name)))
    .filter((one) => one !== null);
  const found = all.filter((one) => one.pid === pid);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}
const isElectron = ({ words }) => words[0]?.endsWith('/electron') || words[0] === '/proc/self/exe';
const kind = (processes, type) => processes.filter(({ words }) => words.includes(`--type=${type}`));

async function within(good) {
  for (const from = Date.now(); !good() && Date.now() - from < 20_000; )
    await new Promise((later) => setTimeout(later, 100));
}

const rootsOwn = (command = NPM) =>
  asOwnPerson({ stage: stage(), root, runtimes: dirname(dirname(electron)), command });
const person = (command) => rootsOwn([...GIVEN, ...command]);

const INSTALL = join(root, 'build/scripts/install-helper.mjs');
const atHome = (home) => ['env', '-u', 'XDG_DATA_HOME', `HOME=${home}`, `NODE=${process.execPath}`];
/** Where set-up was: the desktop says what a file is, and opens it as a double click does. */
const DOUBLE_CLICK = [
  'sudo "$NODE" "$1"',
  'desktop-file-validate "$HOME/.local/share/applications/app.ringside.Ringside.desktop"',
  'gio info -a standard::content-type "$2"',
  'gio mime application/vnd.ringside.capture+zip',
  'gio open "$2"',
].join(' && ');

describe('npm start', { concurrency: false }, () => {
  it('by sudo: window and engine are the caller’s, sandboxed; root is the keeper and, until it dropped, the helper', async () => {
    const start = given(person(['sudo', 'RINGSIDE_MARKS=1', ...NPM]));
    await start.says('mark first-chart');
    await within(() => kind(below(start.child.pid), 'renderer').length > 0);
    const all = below(start.child.pid);
    const ours = all.filter(isElectron);
    assert.ok(ours.length >= 3, start.said());
    assert.deepEqual([...new Set(ours.map(({ uid }) => uid))], [UID], 'every process of the window');
    assert.equal(all.filter(({ words }) => words.includes('--no-sandbox')).length, 0);
    assert.equal(kind(all, 'renderer')[0]?.seccomp, '2', 'the window’s pages run under a filter');
    assert.equal(all.find(({ name }) => name === 'ringside-keeper')?.uid, 0);
    const helper = all.find(({ name }) => name === 'ringside-helper');
    assert.ok(helper && helper.uid >= 2_100_000_000, 'the helper has a uid of its own');
    assert.match(helper.capabilities, /^0+$/);
    process.kill(all.find(({ name }) => name === 'ringside-keeper')?.pid ?? 0, 'SIGTERM');
    await start.ended;
    const left = () => all.filter(({ pid, name }) => statusOf(pid)?.name === name).map(({ name }) => name);
    await within(() => left().length === 0);
    assert.deepEqual(left(), [], 'nothing stays behind');
  });

  it('ringside open: a window of the capture alone, which another start and a double click bring more to', async () => {
    const place = stage();
    const captures = ['one', 'two'].map((name) => join(place, name));
    for (const dir of captures) execFileSync(process.execPath, [LONG_CAPTURE, dir, '3']);
    execFileSync('chown', ['-R', `${UID}:${UID}`, place]);
    const opened = (dir) =>
      asOwnPerson({
        ...{ stage: place, root, runtimes: dirname(dirname(electron)) },
        command: [...GIVEN, 'sudo', 'RINGSIDE_MARKS=1', process.execPath, MAIN, 'open', dir],
      });
    const start = given(opened(captures[0]));
    await start.says('mark first-chart');
    // What could be opened is remembered, the latest first.
    const shown = () => {
      try {
        const list = fs.readFileSync(join(place, 'home/.local/state/ringside/recent.json'), 'utf8');
        return JSON.parse(list).map(({ path }) => path);
      } catch {
        return [];
      }
    };
    const windows = () => kind(below(start.child.pid), 'renderer').length;
    await within(() => shown().length === 1);
    assert.deepEqual([shown(), windows()], [[captures[0]], 1]);
    assert.equal(
      below(start.child.pid).filter(({ name }) => name === 'ringside-helper').length,
      0,
      'needs no rights',
    );

    const second = given(opened(captures[1]));
    assert.equal(await second.ended, 0, second.said());
    await within(() => shown().length === 2);
    assert.deepEqual([shown(), windows()], [captures.reverse(), 2]);

    // As a file manager does, for a name that the desktop's entry and the shell each take for something else.
    const file = join(place, 'a "100 %" $capture\u0027s.ringside');
    execFileSync(process.execPath, [MAIN, 'pack', captures[0], '--out', file]);
    fs.chownSync(file, UID, UID);
    const clicked = given(
      asOwnPerson({
        ...{ stage: place, root, runtimes: dirname(dirname(electron)) },
        command: [...GIVEN, ...atHome(join(place, 'home')), 'sh', '-c', DOUBLE_CLICK, 'sh', INSTALL, file],
      }),
    );
    assert.equal(await clicked.ended, 0, clicked.said());
    assert.match(clicked.said(), /content-type: application\/vnd\.ringside\.capture\+zip/);
    assert.match(clicked.said(), /Default application .*app\.ringside\.Ringside\.desktop/);
    await within(() => shown().length === 3);
    assert.deepEqual([shown(), windows()], [[file, ...captures], 3]);

    const none = given(opened(join(place, 'nowhere')));
    assert.notEqual(await none.ended, 0);
    assert.match(none.said(), /That is not a capture\..*ENOENT.*Choose the folder of a capture/s);
    const main = below(start.child.pid).find(
      (one) => isElectron(one) && !one.words.some((word) => word.startsWith('--type=')),
    );
    process.kill(main?.pid ?? 0, 'SIGTERM');
    await start.ended;
  });

  it('twice: the second start finds everything ready, and tells how long it took', async (t) => {
    const start = given(person(['sudo', 'RINGSIDE_MARKS=1', 'sh', '-c', '"$@"; "$@"', 'sh', ...NPM]));
    const charts = () => [...start.said().matchAll(/mark first-chart (\d+) ms/g)].map(([, ms]) => Number(ms));
    const keeper = () => below(start.child.pid).find(({ name }) => name === 'ringside-keeper')?.pid;
    await start.says('mark first-chart');
    const first = keeper();
    process.kill(first ?? 0, 'SIGTERM');
    await within(() => charts().length === 2);
    const [before, after] = charts();
    t.diagnostic(
      `npm start to the first moving chart: ${before} ms with set-up, ${after} ms the second time`,
    );
    assert.ok(after !== undefined, start.said());
    assert.notEqual(keeper(), first);
    process.kill(keeper() ?? 0, 'SIGTERM');
    await start.ended;
  });

  it('as root alone: without a sandbox, which the status bar says', async () => {
    const home = stage();
    const environment = { HOME: home, XDG_RUNTIME_DIR: undefined, SUDO_UID: undefined, RINGSIDE_MARKS: '1' };
    const [executablePath, ...args] = windowCommand({ uid: 0, by: 'root' }, electron);
    const app = await _electron.launch({
      executablePath,
      args,
      cwd: root,
      env: { ...process.env, ...environment },
    });
    const page = await app.firstWindow();
    const status = page.getByRole('contentinfo');
    await status.getByText('Live').waitFor();
    await status.getByRole('button', { name: 'sandbox off' }).click();
    await page.getByText('because it was started by root').waitFor();
    await app.close();

    fs.mkdirSync(join(home, '.cache/ringside'), { recursive: true });
    fs.symlinkSync(dirname(dirname(electron)), join(home, '.cache/ringside/electron'));
    const start = given(rootsOwn(), environment);
    await start.says('mark first-chart');
    const all = below(start.child.pid);
    assert.deepEqual([...new Set(all.filter(isElectron).map(({ uid }) => uid))], [0]);
    assert.ok(all.some(({ words }) => words.includes('--no-sandbox')));
    const main = all.find((one) => isElectron(one) && !one.words.some((word) => word.startsWith('--type=')));
    process.kill(main?.pid ?? 0, 'SIGTERM');
    await start.ended;
  });

  it('without a display: says so, names `ringside watch`, and shows system calls here', async () => {
    const start = given(rootsOwn(), { DISPLAY: undefined, WAYLAND_DISPLAY: undefined });
    await start.says('There is no display for the window');
    assert.match(start.said(), /ringside watch syscalls/);
    await start.says('watching');
    const viewer = below(start.child.pid).find(({ words }) => words.includes('watch'));
    process.kill(viewer?.pid ?? 0, 'SIGINT');
    await start.ended;
  });
});
