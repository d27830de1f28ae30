// SPDX-License-Identifier: Apache-2.0
// Single events of a tracer as a table: what a program counted of itself is what is found, filtered and gathered.

import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { picture, start, work } from './app';
import { look } from './look';
import { recordCommand } from './recorded';

const [OPENS, FILES] = [5_000, 50];
/** It makes its files first. */
const ALL = OPENS + FILES;
const EACH = ALL / FILES;
const grouped = (count: number) => count.toLocaleString('en-US');
/** A folder whose name is markup, and an escape of a terminal: both are only shown. */
const FOLDER = '<img src=x onerror=alert(1)>\u001b[31m';
const SHOWN = '<img src=x onerror=alert(1)>\\u{1b}[31m';

let dir: string;
let pid: number;

test.beforeAll(async () => {
  const own = mkdtempSync(join(process.env.RINGSIDE_E2E_OWN ?? '', 'opened-'));
  const folder = join(own, FOLDER);
  mkdirSync(folder);
  const words = [String(OPENS), '0', folder, String(FILES), '2000'];
  ({ dir, pid } = await recordCommand('files', 'opens', words));
});

const found = (page: Page) => page.locator('.narrow-found');
const rows = (page: Page) => page.getByRole('treegrid', { name: 'Single events' });
const bodyRows = (page: Page) => rows(page).locator('.grid-body [role=row]');
const text = (page: Page) => page.getByRole('textbox', { name: 'Text in the rows' });
const gather = (page: Page, by: string) =>
  page.getByRole('radiogroup', { name: 'Gathered by' }).getByText(by, { exact: true }).click();

async function openRows(how: Parameters<typeof start>[0] = {}) {
  const started = await start({ words: [`--open=${dir}`], ...how });
  const { page } = started;
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Files' }).click();
  await page.getByRole('tab', { name: 'Each open' }).click();
  await expect(found(page)).toContainText('rows');
  return started;
}

const countOf = async (page: Page): Promise<number> =>
  Number((await found(page).textContent())?.replace(/\D/g, '') ?? -1);

test('rows are what the program did, found, chosen and gathered', async () => {
  const { page, end } = await openRows();
  // Its own files, by a part of their path.
  await text(page).fill('onerror=alert');
  await expect(found(page)).toHaveText(`${grouped(ALL)} rows`);
  await expect(bodyRows(page).first()).toContainText(String(pid));
  await expect(bodyRows(page).first()).toContainText(`${SHOWN}/`);

  // The last one, by key, and all of it beside the table.
  await bodyRows(page).first().click();
  await page.keyboard.press('End');
  await expect(bodyRows(page).last()).toContainText(`${SHOWN}/${(OPENS - 1) % FILES}`);
  await page.keyboard.press('Enter');
  const full = page.getByRole('complementary', { name: 'The row in full' });
  await expect(full).toContainText(`Row ${ALL}`);
  await expect(full).toContainText('object');
  await full.getByRole('button', { name: 'Close' }).click();
  await expect(full).toBeHidden();

  // As many of each file as it opened, then only one file's, then all but that.
  await gather(page, 'File');
  await expect(found(page)).toHaveText(`${FILES} groups`);
  await expect(bodyRows(page).first()).toContainText(`${EACH}`);
  await gather(page, 'Folder');
  await expect(found(page)).toHaveText('1 group');
  await expect(bodyRows(page).first()).toContainText(grouped(ALL));
  await gather(page, 'Name');
  await expect(found(page)).toHaveText(`${FILES} groups`);

  await gather(page, 'Each');
  await expect(found(page)).toHaveText(`${grouped(ALL)} rows`);
  await page.keyboard.press('Escape');
  const path = bodyRows(page).first().locator('[data-column=path]');
  await path.click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Only/ }).click();
  await expect(found(page)).toHaveText(`${EACH} rows`);
  await path.click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Without/ }).click();
  await expect(found(page)).toHaveText(`${grouped(ALL - EACH)} rows`);
  await page.getByRole('button', { name: /^Remove path/ }).click();
  await expect(found(page)).toHaveText(`${grouped(ALL)} rows`);

  // Sorted by how long they took: the longest first.
  await rows(page).getByRole('button', { name: 'Took' }).click();
  await expect(rows(page).getByRole('columnheader', { name: 'Took' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );

  await text(page).fill('nobody opens this');
  await expect(found(page)).toHaveText('0 rows');
  await expect(page.getByText('No row fits.')).toBeVisible();
  await end();
});

test('a stretch that is selected in the chart is the stretch of the rows', async () => {
  const { page, end } = await openRows();
  const all = await countOf(page);
  const box = await page.locator('.time-layer').boundingBox();
  if (!box) throw new Error('there is no chart');
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => countOf(page)).toBeLessThan(all);
  await page.keyboard.press('Escape');
  await expect.poll(() => countOf(page)).toBe(all);
  await end();
});

test('a tracer that rests says so, watches when it is asked to, and its events come while they are looked at', async () => {
  const { page, end } = await start();
  await expect(page.getByRole('contentinfo')).toContainText('Live');
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Files' }).click();
  await expect(page.getByText('Files are not watched yet')).toBeVisible();
  await look(page, picture('rows-resting-dark-1280'));
  await page.getByRole('button', { name: 'Watch files' }).click();
  await page.getByRole('tab', { name: 'Each open' }).click();
  await text(page).fill('seen-live');
  await expect(found(page)).toHaveText('0 rows');
  await page.waitForTimeout(1500);
  const folder = join(mkdtempSync(join(process.env.RINGSIDE_E2E_OWN ?? '', 'opened-')), 'seen-live');
  mkdirSync(folder);
  const opens = work('opens', String(OPENS), '0', folder, String(FILES), '2000');
  await opens.ended;
  await expect(found(page)).toHaveText(`${grouped(ALL)} rows`);
  await expect(bodyRows(page).first()).toContainText(`seen-live/${(OPENS - 1) % FILES}`);
  await look(page, picture('rows-live-dark-1280'));
  // Whoever reads is not disturbed: what comes now is not shown before he is done.
  await bodyRows(page).nth(3).click();
  const more = work('opens', String(OPENS), '0', folder, String(FILES), '2000');
  await more.ended;
  await page.waitForTimeout(2000);
  await expect(found(page)).toHaveText(`${grouped(ALL)} rows`);
  await page.getByRole('complementary', { name: 'The row in full' }).getByRole('button').click();
  await page.mouse.move(60, 400);
  await expect(found(page)).toHaveText(`${grouped(2 * ALL)} rows`);
  // What was open before anybody looked.
  const holder = work('holds', folder);
  await page.getByRole('tab', { name: 'Held open' }).click();
  await text(page).fill('seen-live');
  await expect(bodyRows(page).filter({ hasText: `${folder}/gone` })).toHaveCount(1);
  await text(page).fill('listen');
  await expect(bodyRows(page).filter({ hasText: 'ringside-holds' })).toHaveCount(2);
  await look(page, picture('rows-held-dark-1280'));
  holder.stop();
  await holder.ended;
  await end();
});

for (const scheme of ['dark', 'light'] as const)
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const)
    test(`it looks as the other pages do, ${scheme}, ${width}`, async () => {
      const { page, end } = await openRows({ scheme, width, height });
      await text(page).fill('onerror');
      await expect(found(page)).toHaveText(`${grouped(ALL)} rows`);
      await bodyRows(page).nth(2).click();
      await look(page, picture(`rows-each-${scheme}-${width}`));
      await text(page).fill('');
      await gather(page, 'File');
      await expect(found(page)).toContainText('groups');
      await look(page, picture(`rows-files-${scheme}-${width}`));
      await end();
    });
