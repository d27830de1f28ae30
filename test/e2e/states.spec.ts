// SPDX-License-Identifier: Apache-2.0
// What opens over the page and what stands in its tabs: no violation of axe in any of them, light and dark.

import { expect, type Page, test } from '@playwright/test';
import { picture, start, work } from './app';
import { look } from './look';

const open: readonly [string, (page: Page) => Promise<unknown>][] = [
  ['palette', (page) => page.keyboard.press('Control+k')],
  ['keys', (page) => page.keyboard.press('?')],
  ['appearance', (page) => page.getByRole('button', { name: 'Appearance' }).click()],
  ['host', (page) => page.getByRole('button', { name: 'this machine' }).click()],
  ['cost', (page) => page.getByRole('button', { name: /^watching costs/ }).click()],
];

for (const scheme of ['dark', 'light'] as const)
  test(`tabs, menus and what floats, ${scheme}`, async () => {
    const { page, end } = await start({ scheme });
    const { pid, stop } = work('paced-calls', '1', '700', '60');
    const seen = (state: string) => look(page, picture(`state-${state}-${scheme}`, state === 'palette'));
    await expect(page.getByRole('contentinfo')).toContainText('Live');
    const row = page.getByRole('treegrid').getByRole('row', { name: new RegExp(`^ringside-paced- ${pid}`) });
    await row.click();
    await page.keyboard.press('ArrowRight');
    for (const [name, show] of open) {
      await show(page);
      await seen(name);
      await page.keyboard.press('Escape');
    }
    await row.click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await seen('menu');
    await page.keyboard.press('Escape');
    for (const tab of ['Errors', 'Live calls', 'Table of the chart']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.waitForTimeout(1_200);
      await seen(tab);
    }
    await page.getByRole('tab', { name: 'Processes and calls' }).click();
    await page.getByRole('slider', { name: 'Time cursor over the charts' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Space');
    await expect(page.getByRole('contentinfo')).toContainText('Paused');
    await seen('paused');
    await page.getByRole('combobox', { name: 'Filter' }).fill('pid = many');
    await seen('invalid filter');
    stop();
    await end();
  });
