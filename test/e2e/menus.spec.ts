// SPDX-License-Identifier: Apache-2.0
// The menu of rows, cells, series and single calls: by the right button, by the Menu key and by Shift+F10.

import { expect, type Page, test } from '@playwright/test';
import { picture, type Started, start, work } from './app';
import { look } from './look';

let started: Started;
let paced: ReturnType<typeof work>;
test.beforeAll(async () => {
  started = await start();
  paced = work('paced-calls', '1', '700', '300');
  await expect(started.page.getByRole('contentinfo')).toContainText('Live');
});
test.afterAll(async () => {
  paced.stop();
  await started?.end();
});
test.afterEach(async () => {
  const { page } = started;
  await page.keyboard.press('Escape');
  const chips = page.getByRole('button', { name: /^Remove / });
  while ((await chips.count()) > 0) await chips.first().click();
  await page.getByRole('tab', { name: 'Processes and calls' }).click();
});

const menu = (page: Page) => page.getByRole('menu');
const entry = (page: Page, name: string | RegExp) => menu(page).getByRole('menuitem', { name });
const chip = (page: Page, term: string) => page.getByRole('button', { name: `Remove ${term}`, exact: true });
const row = (page: Page) =>
  page.getByRole('treegrid').getByRole('row', { name: new RegExp(`^ringside-paced- ${paced.pid}`) });
const clipboard = () => started.app.evaluate(({ clipboard: board }) => board.readText());

test('the menu of a cell copies it, its row and the table', async () => {
  const { page } = started;
  const name = row(page).getByRole('rowheader');
  await name.click({ button: 'right' });
  await look(page, picture('system-calls-menu-dark-1280'));
  await entry(page, /^Copy “ringside-paced-/).click();
  await expect.poll(clipboard).toBe('ringside-paced-');
  await name.click({ button: 'right' });
  await entry(page, 'Copy the row').click();
  await expect.poll(clipboard).toMatch(/^Process and call\t[^\n]*\nringside-paced-\t/);
  await name.click({ button: 'right' });
  await entry(page, 'Copy the table as text').click();
  await expect.poll(async () => (await clipboard()).split('\n').length).toBeGreaterThan(2);
});

test('a row is shown alone, or left out', async () => {
  const { page } = started;
  await row(page).click({ button: 'right' });
  await entry(page, /^Show only ringside-paced-/).click();
  await expect(chip(page, `pid = ${paced.pid}`)).toBeVisible();
  await row(page).click({ button: 'right' });
  await entry(page, /^Leave out ringside-paced-/).click();
  await expect(chip(page, `pid != ${paced.pid}`)).toBeVisible();
});

test('by Shift+F10 and by the Menu key it opens at the row that has the focus, and gives the focus back', async () => {
  const { page } = started;
  await row(page).click();
  for (const key of ['Shift+F10', 'ContextMenu']) {
    await page.keyboard.press(key);
    await expect(entry(page, /^Show only/)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(entry(page, /^Leave out/)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu(page)).toHaveCount(0);
    await expect(row(page)).toBeFocused();
  }
});

test('a series has the menu of its process, in the legend and in the chart', async () => {
  const { page } = started;
  await row(page).click();
  await page.keyboard.press('f');
  const lane = page.getByRole('region', { name: 'Calls a second' });
  const series = lane.getByRole('button', { name: /^ringside-paced-/ });
  await series.click({ button: 'right' });
  await expect(entry(page, 'Follow its calls live')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.waitForTimeout(2_000);
  const box = await lane.boundingBox();
  if (box === null) throw new Error('no lane');
  await page.mouse.click(box.x + box.width - 30, box.y + box.height - 8, { button: 'right' });
  await entry(page, /^Leave out ringside-paced-/).click();
  await expect(chip(page, `pid != ${paced.pid}`)).toBeVisible();
});

test('a single call leads to its lesson', async () => {
  const { page } = started;
  await row(page).click();
  await page.keyboard.press('l');
  await expect(page.getByRole('tab', { name: 'Live calls' })).toBeFocused();
  // Paused, so that the row under the pointer stays: what was listed has to stay as well.
  const pause = page.getByRole('button', { name: /^(Pause|Resume)$/ });
  await expect(page.getByText('getppid()').first()).toBeVisible();
  await pause.click();
  await page.getByText('getppid()').first().click({ button: 'right' });
  await expect(entry(page, /^Show only getppid of ringside-paced-/)).toBeVisible();
  await entry(page, 'Lesson: Processes').click();
  await expect(page.getByRole('article', { name: 'Processes' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await pause.click();
});

test('the palette has the same for the selection, and the list of keys the keys', async () => {
  const { page } = started;
  await row(page).click();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Command' }).fill('leave out ringside');
  await page.keyboard.press('Enter');
  await expect(chip(page, `pid != ${paced.pid}`)).toBeVisible();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toContainText('leave the row out');
  await look(page, picture('system-calls-keys-dark-1280'));
  await page.keyboard.press('Escape');
});
