// SPDX-License-Identifier: Apache-2.0
// What a program did is found in table and chart, with the program's own count; filter, stretch of time and pause.

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { program, type Started, start, work } from './app';

/** Below a thousand a second, a figure of one second is shown with all its digits. */
const RATE = 700;
const SHORT = 60;

let started: Started;
test.beforeAll(async () => {
  started = await start();
  await expect(started.page.getByRole('contentinfo')).toContainText('Live');
  // The first second is one of which only a part was watched: its rate is no whole number of calls.
  await started.page.waitForTimeout(1_000);
});
test.afterAll(() => started?.end());
test.afterEach(async () => {
  const { page } = started;
  const chips = page.getByRole('button', { name: /^Remove / });
  while ((await chips.count()) > 0) await chips.first().click();
});

const filterBy = async (page: Page, ...terms: string[]) => {
  const field = page.getByRole('combobox', { name: 'Filter' });
  for (const term of terms) {
    await field.fill(term);
    await field.press('Enter');
  }
  await field.press('Escape');
};

const table = (page: Page) => page.getByRole('treegrid', { name: 'Processes and their calls' });

/** Figures of a column of the shown table, top down; at once, since a second later each row is another. */
const column = async (page: Page, label: string, name: string): Promise<string[]> => {
  const grid = page.getByRole('treegrid', { name: label });
  const heads = await grid.getByRole('columnheader').allInnerTexts();
  const at = heads.findIndex((head) => head.trim().startsWith(name));
  return grid
    .locator('.grid-body [role=row]')
    .evaluateAll(
      (rows, nth) =>
        rows.map((row) => row.querySelectorAll('[role=rowheader], [role=gridcell]')[nth]?.textContent ?? ''),
      at,
    );
};

test('a program is found in table and chart within two seconds, with its own count @smoke', async () => {
  const { page } = started;
  const { pid, ended } = work('paced-calls', '1', String(RATE), '5');
  const begun = Date.now();
  await filterBy(page, `pid = ${pid}`, 'call = getppid');
  const row = table(page).getByRole('row', { name: new RegExp(`^ringside-paced- ${pid}`) });
  await expect(row).toBeVisible();
  const lane = page.getByRole('region', { name: 'Calls a second' });
  await expect(lane.getByRole('button', { name: /ringside-paced-/ })).toBeVisible();
  expect(Date.now() - begun).toBeLessThan(2_500);

  const { getppid } = await ended;
  await page.waitForTimeout(2_000);
  await page.getByRole('tab', { name: 'Table of the chart' }).click();
  const seconds = await column(page, 'The charts as a table', 'ringside-paced-');
  const sum = seconds.reduce((total, text) => total + (Number(text.replaceAll(',', '')) || 0), 0);
  expect(sum).toBe(getppid);
  await page.getByRole('tab', { name: 'Processes and calls' }).click();
});

test('a filter says what it hides, and when nothing matches', async () => {
  const { page } = started;
  await filterBy(page, 'call = getppid', 'process = no-such-program');
  await expect(page.getByText(/shows 0 of [\d,]+ calls\/s/)).toBeVisible();
  await expect(page.getByText('No call matches the filter')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(table(page).getByRole('row', { name: /^All processes/ })).toBeVisible();
});

test('a filter that means nothing says why', async () => {
  const { page } = started;
  const field = page.getByRole('combobox', { name: 'Filter' });
  await field.fill('pid = many');
  await expect(page.getByRole('alert')).toContainText('whole number');
  await field.fill('');
  await field.press('Escape');
});

test('a marked stretch of time is what the table tells', async () => {
  const { page } = started;
  const layer = page.getByRole('slider', { name: 'Time cursor over the charts' });
  const box = await layer.boundingBox();
  if (!box) throw new Error('no charts');
  await page.mouse.move(box.x + box.width - 80, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 20, box.y + 60, { steps: 6 });
  await page.mouse.up();
  await expect(page.getByText(/mean of .* selected/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/selected$/)).toHaveCount(0);
});

test('paused, it stands still and says how far behind; nothing is lost', async () => {
  const { page } = started;
  const status = page.getByRole('contentinfo');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status).toContainText(/Paused, \d+ s behind/);
  const { pid, ended } = work('paced-calls', '1', String(RATE), '2');
  const { getppid } = await ended;
  await page.waitForTimeout(2_500);
  await filterBy(page, `pid = ${pid}`, 'call = getppid');
  await expect(table(page).getByRole('row', { name: new RegExp(`^ringside-paced- ${pid}`) })).toHaveCount(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(status).toContainText('Live');
  await page.getByRole('tab', { name: 'Table of the chart' }).click();
  await expect
    .poll(async () => {
      const seconds = await column(page, 'The charts as a table', 'ringside-paced-');
      return seconds.reduce((total, text) => total + (Number(text.replaceAll(',', '')) || 0), 0);
    })
    .toBe(getppid);
  await page.getByRole('tab', { name: 'Processes and calls' }).click();
});

test('the calls of a selection are followed as they happen', async () => {
  const { page } = started;
  const { pid, stop } = work('paced-calls', '1', String(RATE), '30');
  await filterBy(page, `pid = ${pid}`);
  await table(page)
    .getByRole('row', { name: new RegExp(`^ringside-paced- ${pid}`) })
    .click();
  await page.getByRole('tab', { name: 'Live calls' }).click();
  await expect(page.getByText('getppid()').first()).toBeVisible();
  stop();
  await page.getByRole('tab', { name: 'Processes and calls' }).click();
  await page.keyboard.press('Escape');
});

test('many short processes of one name are one row and one series, which says how many', async () => {
  const { page, home } = started;
  const short = join(home, 'e2e-short');
  symlinkSync('/bin/true', short);
  const many = program('sh', '-c', `for i in $(seq ${SHORT}); do ${short}; sleep 0.02; done`);
  await filterBy(page, 'process = e2e-short');
  const row = table(page).getByRole('row', { name: new RegExp(`^e2e-short \\(${SHORT} processes\\)`) });
  await expect(row).toBeVisible({ timeout: 20_000 });
  await expect(table(page).getByRole('row', { name: /^e2e-short/ })).toHaveCount(1);
  const lane = page.getByRole('region', { name: 'Calls a second' });
  await expect(lane.getByRole('button', { name: /e2e-short/ })).toHaveCount(1);
  await row.click();
  await page.keyboard.press('ArrowRight');
  await expect(
    table(page)
      .getByRole('row', { name: /execve|mmap|brk/ })
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  many.stop();
});

test('some system calls are made on request, by a process of ours that is reported all the same', async () => {
  const { page } = started;
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Command' }).fill('Make some system calls');
  await page.keyboard.press('Enter');
  await filterBy(page, 'process = ringside-demo', 'call = getppid');
  await expect(table(page).getByRole('row', { name: /^ringside-demo/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Table of the chart' }).click();
  // What native/demo/demo.c makes: 500 times 20.
  await expect
    .poll(
      async () => {
        const seconds = await column(page, 'The charts as a table', 'ringside-demo');
        return seconds.reduce((total, text) => total + (Number(text.replaceAll(',', '')) || 0), 0);
      },
      { timeout: 20_000 },
    )
    .toBe(10_000);
  await page.getByRole('tab', { name: 'Processes and calls' }).click();
});
