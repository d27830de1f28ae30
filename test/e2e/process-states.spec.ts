// SPDX-License-Identifier: Apache-2.0
// The tree of processes in what can come: thousands, a pause, a stretch of time, large text, an engine that ends.

import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { picture, pids, program, type Start, start } from './app';
import { look, lookZoomed } from './look';
import { unreadable, zoomOf } from './readable';

const MANY = 5000;
const rows = (page: Page) =>
  page.getByRole('treegrid', { name: 'Processes' }).locator('.grid-body [role=row]');
const found = (page: Page) => page.locator('.narrow-found');
const text = (page: Page) => page.getByRole('textbox', { name: 'Text in the processes' });
const place = (page: Page) =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Processes' }).click();
/** By a name of its own, which nobody else on the machine has; by its name and not by an argument, which the loop would have as well. */
function loop(home: string, count: number) {
  process.env.LOOPED = join(home, 'of-a-loop');
  if (!existsSync(process.env.LOOPED)) copyFileSync('/bin/true', process.env.LOOPED);
  return program('sh', '-c', `i=0; while [ $i -lt ${count} ]; do $LOOPED; i=$((i+1)); done; exit 0`);
}

async function openTree(how: Start = {}) {
  const started = await start(how);
  const { page } = started;
  await expect(page.getByRole('contentinfo')).toContainText('Live');
  await place(page);
  await page.getByRole('button', { name: 'Watch processes' }).click();
  await expect(page.getByRole('tab', { name: 'Tree' })).toBeVisible();
  await page.waitForTimeout(1500);
  return started;
}

test('five thousand of a loop are there, each of them, also where their arguments cost too much', async () => {
  test.setTimeout(120_000);
  const { page, home, end } = await openTree();
  const shell = loop(home, MANY);
  await text(page).fill('of-a-loop');
  await expect(found(page)).toHaveText(`${MANY.toLocaleString('en-US')} processes`, { timeout: 90_000 });
  await look(page, picture('process-tree-many-dark-1280'));
  const fold = rows(page).filter({ hasText: `× ${MANY.toLocaleString('en-US')}` });
  await fold.locator('.chevron').click();
  await expect(
    rows(page)
      .filter({ hasText: /^of-a-loop/ })
      .nth(5),
  ).toBeVisible();
  await look(page, picture('process-tree-many-open-dark-1280'));
  await text(page).fill(String(shell.pid));
  await expect(found(page)).not.toHaveText(/^5,/);
  await end();
});

test('a pause holds the tree, and a stretch of time has those that lived in it', async () => {
  const { page, home, end } = await openTree();
  loop(home, 3);
  await text(page).fill('of-a-loop');
  await expect(found(page)).toHaveText('3 processes');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('contentinfo')).toContainText('Paused');
  loop(home, 7);
  await page.waitForTimeout(4000);
  await expect(found(page)).toHaveText('3 processes');
  await look(page, picture('process-tree-paused-dark-1280'));
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(found(page)).toHaveText('10 processes');
  // The last seconds alone: both loops are over.
  await page.waitForTimeout(4000);
  await page.getByRole('slider', { name: 'Time cursor over the charts' }).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(found(page)).toHaveText('0 processes');
  await look(page, picture('process-tree-stretch-dark-1280'));
  await page.keyboard.press('Escape');
  await expect(found(page)).toHaveText('10 processes');
  await end();
});

for (const scheme of ['dark', 'light'] as const)
  test(`at 200 % nothing of the tree is lost, ${scheme}`, async () => {
    const { app, page, home, end } = await openTree({ scheme });
    loop(home, 30);
    for (let step = 0; step < 5; step++) await page.keyboard.press('Control++');
    await expect.poll(() => zoomOf(page)).toBe(200);
    await page.waitForTimeout(3_000);
    await lookZoomed({ app, page }, picture(`process-tree-zoomed-${scheme}-1280`));
    expect(await unreadable(page)).toEqual([]);
    await rows(page).nth(1).click();
    await page.waitForTimeout(1_000);
    await lookZoomed({ app, page }, picture(`process-tree-zoomed-one-${scheme}-1280`));
    expect(await unreadable(page)).toEqual([]);
    await end();
  });

test('the engine ends: the tree says so, and what it had is there when it is back', async () => {
  const { app, page, home, end } = await start();
  await expect(page.getByRole('contentinfo')).toContainText('Live');
  await place(page);
  await look(page, picture('process-tree-resting-dark-1280'));
  await page.getByRole('button', { name: 'Watch processes' }).click();
  await expect(rows(page).first()).toBeVisible();
  process.kill((await pids(app)).engine, 'SIGKILL');
  await expect(page.getByRole('alert')).toContainText('The engine ended.');
  await look(page, picture('process-tree-ended-dark-1280'));
  // What had been asked for watches again.
  await expect(page.getByRole('contentinfo')).toContainText('3 tracers', { timeout: 15_000 });
  await expect(text(page)).toBeVisible();
  await page.waitForTimeout(1500);
  loop(home, 3);
  await text(page).fill('of-a-loop');
  await expect(found(page)).toHaveText('3 processes', { timeout: 15_000 });
  await end();
});
