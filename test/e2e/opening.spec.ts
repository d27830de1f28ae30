// SPDX-License-Identifier: Apache-2.0
// Captures that are opened: what takes a while, what is none, what was opened lately, and where queries are written.

import { execFile, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { command, picture, type Started, start } from './app';
import { look } from './look';
import { captureWindow, ringside } from './recorded';

const TREE = process.env.RINGSIDE_E2E_TREE ?? join(__dirname, '../..');
const OWN = process.env.RINGSIDE_E2E_OWN ?? '';
const SECONDS = 5;
const CALLS = SECONDS * 100;

let made: string;
test.beforeAll(async () => {
  made = join(mkdtempSync(join(OWN, 'capture-')), 'made');
  const words = [join(TREE, 'out/test/support/long-capture.js'), made, String(SECONDS)];
  await promisify(execFile)(process.execPath, words);
});

/** A copy of the capture, called `name`, in a folder of its own. */
function copy(name: string, below = mkdtempSync(join(OWN, 'capture-'))): string {
  const dir = join(below, name.toLowerCase().replaceAll(' ', '-'));
  cpSync(made, dir, { recursive: true });
  const file = join(dir, 'manifest.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), name }));
  return dir;
}
const bar = (page: Page) => page.getByRole('region', { name: 'Capture', exact: true });
const palette = (page: Page) => page.getByRole('dialog', { name: 'Commands' });
const capturesOf = ({ home }: Started) => join(home, '.local/share/ringside/captures');
const unpacked = ({ home }: Started) => join(home, 'cache/ringside/unpacked');
const toCaptures = async (page: Page) => {
  await expect(page.getByRole('contentinfo')).toContainText('Live');
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Captures' }).click();
};

/** What a person chooses in the dialog from now on. */
const chooses = ({ app }: Started, path: string) =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);

async function drop({ app, page }: Started, path: string): Promise<void> {
  const devtools = await app.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
}

for (const scheme of ['dark', 'light'] as const)
  test(`a single file tells how far it is unpacked, can be cancelled, and opened after all: ${scheme}`, async () => {
    const dir = copy('A large one');
    const part = join(dir, 'syscalls/part-000999.parquet');
    writeFileSync(part, '');
    truncateSync(part, 512 * 1024 * 1024);
    const file = `${dir}.ringside`;
    await ringside('pack', dir, '--out', file);
    const started = await start({ scheme, words: [`--open=${file}`] });
    const { app, page } = started;
    const progress = page.getByRole('progressbar', { name: 'Unpacked' });
    await expect(progress).toHaveAttribute('aria-valuetext', /^\d.* of 512 MiB$/);
    const replay = await app.evaluate(
      ({ app: electron }) =>
        electron.getAppMetrics().find(({ name }) => name === 'Ringside replay')?.pid ?? 0,
    );
    // It stands still while it is looked at.
    process.kill(replay, 'SIGSTOP');
    await look(page, picture(`capture-unpacking-${scheme}-1280`));
    const before = Number(await progress.getAttribute('aria-valuenow'));
    process.kill(replay, 'SIGCONT');
    await page.getByRole('button', { name: 'Cancel' }).click();
    const said = page.getByRole('status');
    await expect(said).toContainText('The capture was not opened.');
    await expect(said).toContainText('You cancelled it; nothing of it was kept');
    expect(before).toBeLessThan(100);
    const [place = ''] = readdirSync(unpacked(started));
    expect(readdirSync(join(unpacked(started), place))).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(bar(page)).toContainText('A large one', { timeout: 30_000 });
    await started.close();
    expect(readdirSync(unpacked(started))).toEqual([]);
  });

test('what is no capture says what, why and what to do, in its window or in the one it was dropped on', async () => {
  const folder = mkdtempSync(join(OWN, 'none-'));
  const notes = join(folder, 'notes.txt');
  writeFileSync(notes, 'not a capture');
  const alone = await start({ words: [`--open=${notes}`] });
  const said = alone.page.getByRole('status');
  await expect(said).toContainText('was not unpacked; nothing of it was kept');
  await expect(said).toContainText('It is no sound zip');
  await expect(said).toContainText('`ringside pack` writes such files');
  await alone.end();

  const live = await start();
  const { page } = live;
  await expect(page.getByRole('contentinfo')).toContainText('Live');
  await drop(live, notes);
  const alert = page.getByRole('alert');
  await expect(alert).toHaveCount(1);
  await expect(alert).toContainText('That is not a capture. notes.txt is a file of another kind.');
  await expect(alert).toContainText(
    'Choose the folder of a capture, its manifest.json, or a .ringside file.',
  );
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toHaveCount(0);

  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const shown = await captureWindow(live, () => drop(live, empty));
  await expect(shown.getByRole('status')).toContainText('is not a capture');
  await expect(shown.getByRole('button', { name: 'Open another capture…' })).toBeVisible();
  await shown.close();
  const dropped = await captureWindow(live, () => drop(live, made));
  await expect(bar(dropped)).toBeVisible();
  expect(live.app.windows()).toHaveLength(2);
  // None of those that are no captures is remembered.
  expect((await page.evaluate(() => window.ringside.recentCaptures())).map(({ path }) => path)).toEqual([
    made,
  ]);
  await live.end();
});

test('a start with a path that is not there says so, and does not stay behind without a window', async () => {
  const { executablePath, args, cwd, env } = command({ words: ['--open=/nowhere/at/all'] });
  const code = join(mkdtempSync(join(OWN, 'main-')), 'answered.cjs');
  // Nobody is there to press the button of the message.
  writeFileSync(
    code,
    `const Module = require('node:module');
     const load = Module._load;
     const answer = async ({ message, detail }) => { console.log(message, detail); return { response: 0 }; };
     Module._load = (name, ...rest) => {
       const found = load(name, ...rest);
       if (name === 'electron') found.dialog.showMessageBox = answer;
       return found;
     };`,
  );
  const done = spawnSync(executablePath, args, {
    ...{ cwd, timeout: 20_000, encoding: 'utf8' as const },
    env: { ...env, NODE_OPTIONS: `--require=${code}` },
  });
  expect(done.stdout, done.stderr).toContain('That is not a capture. ENOENT: no such file or directory');
  expect(done.stdout).toContain('Choose the folder of a capture');
  expect(done.status).toBe(1);
});

for (const scheme of ['dark', 'light'] as const)
  test(`opened lately: in Captures and in the palette, over a restart, gone and cleared: ${scheme}`, async () => {
    const [first, second] = [copy('First lately'), copy('Second lately')];
    const file = `${second}.ringside`;
    await ringside('pack', second, '--out', file);
    let live = await start({ scheme });
    await toCaptures(live.page);
    const list = () => live.page.getByRole('region', { name: 'Opened lately' });
    await expect(list()).toHaveCount(0);
    for (const path of [join(first, 'manifest.json'), file]) {
      await chooses(live, path);
      const shown = await captureWindow(live, () => live.page.keyboard.press('Control+o'));
      await expect(bar(shown)).toBeVisible();
      await shown.close();
    }
    const { home } = live;
    await live.close();

    live = await start({ scheme, home });
    await toCaptures(live.page);
    await expect(list().getByRole('listitem')).toHaveCount(2);
    await expect(list().getByRole('listitem').first()).toContainText('Second lately');
    await list().getByRole('button', { name: 'Open First lately' }).focus();
    const again = await captureWindow(live, () => live.page.keyboard.press('Enter'));
    await expect(bar(again)).toContainText('First lately');
    // Its own window does not offer it.
    await again.keyboard.press('Control+k');
    await again.getByRole('textbox', { name: 'Command' }).fill('lately');
    await expect(palette(again).getByRole('button', { name: 'Second lately' })).toBeVisible();
    await expect(palette(again).getByRole('button', { name: 'First lately' })).toHaveCount(0);
    await again.close();

    renameSync(file, `${file}.away`);
    await live.page.keyboard.press('Control+k');
    await live.page.getByRole('textbox', { name: 'Command' }).fill('lately');
    await expect(palette(live.page).getByRole('button', { name: 'First lately' })).toBeVisible();
    await expect(palette(live.page).getByRole('button', { name: 'Second lately' })).toHaveCount(0);
    await look(live.page, picture(`recent-palette-${scheme}-1280`, false));
    const fromPalette = await captureWindow(live, () => live.page.keyboard.press('Enter'));
    await expect(bar(fromPalette)).toContainText('First lately');
    await fromPalette.close();

    const gone = list().getByRole('listitem').filter({ hasText: 'Second lately' });
    await expect(gone).toContainText('gone');
    await look(live.page, picture(`recent-list-${scheme}-1280`));
    await gone.getByRole('button', { name: /^Second lately, gone/ }).click();
    await expect(live.page.getByRole('alert')).toContainText('ENOENT');
    await live.page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await gone.getByRole('button', { name: 'Take off the list: Second lately' }).click();
    await expect(list().getByRole('listitem')).toHaveCount(1);
    await list().getByRole('button', { name: 'Clear the list' }).click();
    await expect(list()).toHaveCount(0);
    expect(JSON.parse(readFileSync(join(home, 'state/ringside/recent.json'), 'utf8'))).toEqual([]);
    await live.end();
  });

test('a capture of the list is queried by one key, also where its window stands elsewhere', async () => {
  const live = await start();
  mkdirSync(capturesOf(live), { recursive: true });
  copy('Finished', capturesOf(live));
  const { page } = live;
  await toCaptures(page);
  const row = page.getByRole('treegrid', { name: 'Captures' }).getByRole('row', { name: /^Finished/ });
  await row.click();
  const shown = await captureWindow(live, () =>
    page.getByRole('region', { name: 'Chosen capture' }).getByRole('button', { name: 'Query' }).click(),
  );
  await expect(shown.getByRole('heading', { name: 'Query', level: 1 })).toBeVisible();
  await shown.getByRole('textbox', { name: 'SQL' }).click();
  await shown.keyboard.insertText('SELECT sum(returned) AS calls FROM syscalls');
  await shown.keyboard.press('Control+Enter');
  await expect(shown.getByRole('treegrid', { name: 'Result' })).toContainText(String(CALLS));

  await shown
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: 'System calls' })
    .click();
  await expect(shown.getByRole('heading', { name: 'System calls', level: 1 })).toBeVisible();
  await row.click();
  await page.keyboard.press('q');
  await expect(shown.getByRole('heading', { name: 'Query', level: 1 })).toBeVisible();
  expect(live.app.windows()).toHaveLength(2);
  await live.end();
});
