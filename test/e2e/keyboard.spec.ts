// SPDX-License-Identifier: Apache-2.0
// The whole view without a mouse: nothing here ever points, clicks, or gives an element the focus.

import { expect, type Page, test } from '@playwright/test';
import { type Started, start, work } from './app';

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

const table = (page: Page) => page.getByRole('treegrid', { name: 'Processes and their calls' });
const focused = (page: Page) => page.locator(':focus');
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Filters a process that is watched, and goes to its row. */
async function toPacedRow(page: Page) {
  await press(page, 'Escape', '/');
  await page.keyboard.type(`pid = ${paced.pid}`);
  await press(page, 'Enter', 'Escape');
  const row = table(page).getByRole('row', { name: new RegExp(`^ringside-paced- ${paced.pid}`) });
  await expect(row).toBeVisible();
  await goTo(page, '.grid');
  await press(page, 'Home');
  await expect(row).toBeFocused();
  return row;
}
/** F6 until a part of the window has the focus. */
async function goTo(page: Page, part: string): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    if ((await page.locator(`${part}:focus-within, ${part}:focus`).count()) > 0) return;
    await page.keyboard.press('F6');
  }
  throw new Error(`F6 does not come to ${part}`);
}
/** What has the focus shows it: an outline, or the border of the field around it. */
async function showsFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const visible = (element: Element | null): boolean => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    };
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return false;
    if (activeElement.id === 'filter')
      return getComputedStyle(activeElement.parentElement ?? activeElement).borderColor !== 'rgb(58, 65, 74)';
    return visible(activeElement) || visible(activeElement.closest('.mantine-SegmentedControl-control'));
  });
}

test('F6 goes through the parts of the window and back, and what has the focus always shows it', async () => {
  const { page } = started;
  const seen: string[] = [];
  const part = () =>
    page.evaluate(
      () =>
        document.activeElement?.closest(
          '.top-bar, .nav, .page-head, .lanes, .detail-tabs, .grid, .explain, .status-bar',
        )?.className ?? '',
    );
  for (let i = 0; i < 8; i++) {
    await press(page, 'F6');
    expect(await showsFocus(page), await part()).toBe(true);
    seen.push(await part());
  }
  expect(seen.map((name) => name.split(' ')[0])).toEqual([
    ...['top-bar', 'nav', 'page-head', 'lanes', 'detail-tabs', 'grid', 'explain', 'status-bar'],
  ]);
  await press(page, 'Shift+F6');
  expect(await part()).toBe('explain');
});

test('Tab reaches everything once, and each stop shows the focus', async () => {
  const { page } = started;
  await goTo(page, '.top-bar');
  const first = await focused(page).evaluate((element) => element.id);
  const unseen: string[] = [];
  let stops = 0;
  for (; stops < 120; stops++) {
    await press(page, 'Tab');
    const id = await page.evaluate(() => document.activeElement?.id ?? '');
    if (id === first) break;
    if ((await page.evaluate(() => document.activeElement === document.body)) || (await showsFocus(page)))
      continue;
    unseen.push(await focused(page).evaluate((element) => element.outerHTML.slice(0, 120)));
  }
  expect(unseen).toEqual([]);
  expect(stops).toBeGreaterThan(25);
  expect(stops).toBeLessThan(120);
});

test('a process is filtered, its row walked to and opened, its calls followed', async () => {
  const { page } = started;
  const row = await toPacedRow(page);
  // One row of the table is in the order of Tab, whichever has the focus.
  await expect(page.locator('.grid-row[tabindex="0"]')).toHaveCount(1);
  await press(page, 'ArrowRight');
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await press(page, 'ArrowDown');
  const call = table(page)
    .getByRole('row', { name: /^(getppid|clock_nanosleep)/ })
    .first();
  await expect(call).toBeFocused();
  await press(page, 'ArrowLeft');
  await expect(row).toBeFocused();
  await press(page, 'ArrowLeft');
  await expect(row).toHaveAttribute('aria-expanded', 'false');
  await press(page, 'l');
  await expect(page.getByRole('tab', { name: 'Live calls' })).toBeFocused();
  await expect(page.getByText('getppid()').first()).toBeVisible();
  await press(page, 'ArrowLeft', 'ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Processes and calls' })).toBeFocused();
});

test('a stretch of time is marked, moved and cleared', async () => {
  const { page } = started;
  const words = page.locator('.stretch-words');
  await expect(words, 'there is a past to mark').toContainText(/, [1-9]\d s/, { timeout: 20_000 });
  await press(page, ' ');
  await goTo(page, '.lanes');
  await press(page, 'ArrowLeft', 'ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft');
  await expect(words).toContainText('4 s selected');
  const before = await words.textContent();
  await press(page, 'Alt+Shift+ArrowLeft');
  await expect(words).not.toHaveText(before ?? '');
  await expect(words).toContainText('4 s selected');
  await press(page, 'Escape');
  await expect(words).not.toContainText('selected');
  await press(page, ' ');
});

test('chart and table stand for each other', async () => {
  const { page } = started;
  await press(page, 'Escape');
  await goTo(page, '.detail-tabs');
  await press(page, 'ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Table of the chart' })).toBeFocused();
  await goTo(page, '.grid');
  await press(page, 'ArrowDown');
  await expect(page.getByRole('treegrid', { name: 'The charts as a table' })).toBeVisible();
  await expect(focused(page)).toHaveRole('row');
  await goTo(page, '.detail-tabs');
  await press(page, 'ArrowRight');
  await expect(table(page)).toBeVisible();
});

test('each overlay gives the focus back to what had it', async () => {
  const { page } = started;
  const row = await toPacedRow(page);

  await press(page, 'Control+k');
  await expect(page.getByRole('textbox', { name: 'Command' })).toBeFocused();
  await press(page, 'Escape');
  await expect(row).toBeFocused();

  await press(page, '?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await press(page, 'Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row).toBeFocused();
  await expect(row, 'Escape closes the list and takes nothing back').toHaveAttribute('aria-selected', 'true');

  await press(page, 'Shift+F10');
  await expect(page.getByRole('menuitem', { name: /^Show only/ })).toBeFocused();
  await press(page, 'Escape');
  await expect(row).toBeFocused();

  await goTo(page, '.status-bar');
  const item = await focused(page).textContent();
  await press(page, 'Enter');
  const told = page.locator('.explained');
  await expect(told).toBeVisible();
  await press(page, 'Escape');
  await expect(told).toHaveCount(0);
  await expect(focused(page)).toHaveText(item ?? '');
});

test('colours change from the menu of the appearance and from the palette', async () => {
  const { page } = started;
  const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
  await goTo(page, '.nav');
  for (let tries = 0; tries < 30; tries++) {
    if ((await focused(page).getAttribute('aria-label')) === 'Appearance') break;
    await press(page, 'Tab');
  }
  await press(page, 'Enter');
  await expect(page.getByRole('menuitem', { name: /As the desktop/ })).toBeFocused();
  await press(page, 'ArrowDown', 'Enter');
  await expect.poll(scheme).toBe('light');
  await expect(page.getByRole('button', { name: 'Appearance' })).toBeFocused();
  await press(page, 'Control+k');
  await page.keyboard.type('dark colours');
  await press(page, 'Enter');
  await expect.poll(scheme).toBe('dark');
  await expect(page.getByRole('button', { name: 'Appearance' })).toBeFocused();
});
