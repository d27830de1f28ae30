// SPDX-License-Identifier: Apache-2.0
// Windows that show captures: the same views, with the program's own count in them.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { command, picture, start } from './app';
import { look } from './look';
import { captureWindow, type Recorded, record, replayPid, ringside } from './recorded';

let recorded: Recorded;
test.beforeAll(async () => {
  recorded = await record();
});

const open = (how: Parameters<typeof start>[0] = {}) => start({ ...how, words: [`--open=${recorded.dir}`] });
const bar = (page: Page) => page.getByRole('region', { name: 'Capture', exact: true });
const player = (page: Page) => page.getByRole('slider', { name: 'Position in the capture' });

/** All of it was told: some seconds, as long as the recording took. */
const atEnd = (page: Page) => expect(player(page)).toHaveAttribute('aria-valuetext', /^(0:0[4-9]) of \1/);

test('by an argument: its window alone, with the same filter', async () => {
  const { app, page, end } = await open();
  await expect(bar(page)).toContainText('a-capture');
  await atEnd(page);
  expect(app.windows()).toHaveLength(1);
  await expect(page.getByRole('contentinfo')).toContainText('read in a cage: no network, no other file');
  await expect(page.getByRole('button', { name: 'Record' })).toHaveCount(0);
  await page.keyboard.press('/');
  await page.keyboard.type(`pid == ${recorded.pid}`);
  await page.keyboard.press('Enter');
  await expect(page.locator('.grid-body')).toContainText('ringside');
  // Before its exec it had another name.
  await expect(page.locator('.grid-body')).not.toContainText('electron');
  await end();
});

test('the program’s own count, in the table, the explanation and the chart', async () => {
  const { page, end } = await open();
  await atEnd(page);
  await page.keyboard.press('/');
  for (const term of [`pid == ${recorded.pid}`, 'call == getppid']) {
    await page.keyboard.type(term);
    await page.keyboard.press('Enter');
  }
  const row = page.getByRole('treegrid').getByRole('row').filter({ hasText: 'ringside-paced' }).first();
  await row.click();
  const all = recorded.getppid.toLocaleString('en-US');
  await expect(page.locator('.explain-counts')).toContainText(`, ${all} times in all`);
  await page.getByRole('tab', { name: 'Table of the chart' }).click();
  const points = page.getByRole('treegrid', { name: 'The charts as a table' }).getByRole('row');
  const perSecond = (await points.allInnerTexts()).map((line) =>
    Number(/^\d\d:\d\d:\d\d\s+([\d,.]+)/.exec(line)?.[1]?.replaceAll(',', '') ?? 0),
  );
  // Each of the points has three digits.
  const sum = perSecond.reduce((a, b) => a + b, 0);
  expect(Math.abs(sum - recorded.getppid)).toBeLessThan(5 * perSecond.length);
  await end();
});

/** Words, shapes and colours of the page: says more than pixels where something differs. */
const drawn = (page: Page) =>
  page.evaluate(() => [
    document.body.innerText,
    ...[...document.querySelectorAll('path, .swatch')].map(
      (one) => `${one.getAttribute('d')} ${one.getAttribute('style')} ${getComputedStyle(one).fill}`,
    ),
  ]);

/**
 * The page painted anew as a whole: of what was painted piece by piece, a round corner that begins amid a pixel (the
 * player's speed) differs by one shade of 256.
 */
async function pixels(page: Page): Promise<Buffer> {
  await page.evaluate(async () => {
    const frames = async () => {
      for (let count = 0; count < 2; count++) await new Promise(requestAnimationFrame);
    };
    document.body.style.visibility = 'hidden';
    await frames();
    document.body.style.visibility = '';
    await frames();
  });
  return page.screenshot();
}

test('the same recording is drawn the same, to the pixel', async () => {
  const all: string[][] = [];
  const pictures: Buffer[] = [];
  for (let times = 0; times < 2; times++) {
    const { page, end } = await open();
    await atEnd(page);
    await page.waitForTimeout(1_500);
    all.push(await drawn(page));
    pictures.push(await pixels(page));
    // By another way to the same place.
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'End']) await page.keyboard.press(key);
    await atEnd(page);
    await page.waitForTimeout(1_500);
    all.push(await drawn(page));
    pictures.push(await pixels(page));
    await end();
  }
  for (const one of all) expect(one).toEqual(all[0]);
  for (const one of pictures) expect(one.equals(pictures[0] as Buffer)).toBe(true);
});

test('played by keys, and the charts follow', async () => {
  const { page, end } = await open();
  await atEnd(page);
  await page.keyboard.press('Home');
  await expect(player(page)).toHaveAttribute('aria-valuetext', /^0:00 of/);
  await expect(page.getByText('not played yet').first()).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(player(page)).toHaveAttribute('aria-valuenow', '2');
  await page.keyboard.press('ArrowLeft');
  await expect(player(page)).toHaveAttribute('aria-valuenow', '1');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Hold' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('>');
  await page.keyboard.press('>');
  await expect(page.getByRole('button', { name: 'Speed: 4 times' })).toBeVisible();
  await page.keyboard.press('Space');
  await atEnd(page);
  await expect(page.getByText('not played yet')).toHaveCount(0);
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await atEnd(page);
  await end();
});

test('single calls of the selection are those up to where it is', async () => {
  const { page, end } = await open();
  const row = page.getByRole('treegrid').getByRole('row').filter({ hasText: 'ringside-paced' }).first();
  await row.click();
  await page.getByRole('tab', { name: 'Single calls' }).click();
  const calls = page.getByRole('treegrid', { name: /^Single calls/ });
  await expect(calls).toContainText('getppid');
  await page.locator('.page-head h1').click();
  await page.keyboard.press('Home');
  await expect(page.getByText('None up to here.')).toBeVisible();
  await page.keyboard.press('End');
  await expect(calls).toContainText('getppid');
  await end();
});

test('by ringside open, by the dialog, and dropped: each beside the live window', async () => {
  const live = await start();
  const { app, page } = live;
  const { executablePath, args, cwd, env } = command({ home: live.home, words: [`--open=${recorded.dir}`] });
  const second = await captureWindow(live, async () =>
    expect(spawnSync(executablePath, args, { cwd, env, timeout: 20_000 }).status).toBe(0),
  );
  await expect(bar(second)).toBeVisible();
  await second.close();

  await app.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    },
    join(recorded.dir, 'manifest.json'),
  );
  const third = await captureWindow(live, () => page.keyboard.press('Control+o'));
  await expect(bar(third)).toBeVisible();
  await third.close();

  const file = join(dirname(recorded.dir), 'one.ringside');
  await ringside('pack', recorded.dir, '--out', file);
  const devtools = await app.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  const fourth = await captureWindow(live, async () => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  });
  await expect(bar(fourth)).toBeVisible();
  await atEnd(fourth);
  // The live part ends with its window; what is captured stays to be looked at.
  await page.close();
  await expect(bar(fourth)).toBeVisible();
  await live.end();
});

test('what is no capture, and what is newer, says so in its window', async () => {
  const folder = mkdtempSync(join(dirname(recorded.dir), 'bad-'));
  const none = await start({ words: [`--open=${folder}`] });
  await expect(none.page.getByRole('button', { name: 'Open another capture…' })).toBeVisible();
  await expect(none.page.getByRole('status')).toContainText(/not a capture/i);
  await none.page.screenshot({ path: picture('capture-refused-dark-1280') });
  await none.end();

  cpSync(recorded.dir, folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, format: 999 }));
  const newer = await start({ words: [`--open=${folder}`] });
  await expect(newer.page.getByRole('status')).toContainText(/newer/i);
  await newer.end();
});

test('the process in the cage dies: what was told stays, the window says so, and opens it again', async () => {
  const { app, page, end } = await open();
  await atEnd(page);
  process.kill(await replayPid(app), 'SIGKILL');
  await expect(page.getByRole('alert')).toContainText('The process that reads the capture has ended.');
  await expect(page.getByRole('treegrid')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await atEnd(page);
  await end();
});

test('a query by keyboard: its answer, its mistake, and what it may not', async () => {
  const { page, end } = await open();
  await page.getByRole('button', { name: 'Query' }).click();
  const editor = page.getByRole('textbox', { name: 'SQL' });
  await editor.click();
  await page.keyboard.type(
    `SELECT sum(returned) AS calls FROM syscalls WHERE pid = ${recorded.pid} AND syscall = 'getppid'`,
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  const result = page.getByRole('treegrid', { name: 'Result' });
  await expect(result).toContainText(String(recorded.getppid));
  await expect(page.locator('.query-found')).toContainText(/1 row in \d+ ms/);

  const ask = async (sql: string) => {
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(sql);
    await page.keyboard.press('Control+Enter');
  };
  await ask('SELECT nothing FROM syscalls');
  await expect(page.locator('.query-result')).toContainText('nothing');
  await ask('DROP TABLE syscalls');
  await expect(page.locator('.query-result .message')).toBeVisible();
  await ask("SELECT * FROM read_text('/etc/passwd')");
  await expect(page.locator('.query-result .message')).toBeVisible();
  await ask('SELECT * FROM range(100000) t(i)');
  await expect(page.locator('.query-found')).toContainText('cut');
  await ask('SELECT count(*) FROM range(100000000) a(i), range(100000) b(j) WHERE (i * j) % 7 = 3');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('.query-result')).toContainText('The query was cancelled.');
  await end();
});

for (const scheme of ['dark', 'light'] as const)
  test(`looks, ${scheme}`, async () => {
    const { page, end } = await open({ scheme });
    await atEnd(page);
    await page.waitForTimeout(1_500);
    await look(page, picture(`capture-all-${scheme}-1280`));
    await page.keyboard.press('Home');
    for (let steps = 0; steps < 3; steps++) await page.keyboard.press('ArrowRight');
    await expect(page.getByText('not played yet').first()).toBeVisible();
    await page.waitForTimeout(1_500);
    await look(page, picture(`capture-played-${scheme}-1280`));
    await page.getByRole('button', { name: 'Query' }).click();
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name: 'Where the time goes, by call' }).click();
    await expect(page.getByRole('treegrid', { name: 'Result' })).toBeVisible();
    await page.locator('.query-schema summary').first().click();
    await look(page, picture(`capture-query-${scheme}-1280`));
    await end();
  });
