// SPDX-License-Identifier: Apache-2.0
// The tracer of processes in the window: a shell's children are there one by one, as it counts them itself.

import { expect, type Page, test } from '@playwright/test';
import { picture, program, start } from './app';
import { look } from './look';

const CHILDREN = 40;
const found = (page: Page) => page.locator('.narrow-found');
const rows = (page: Page) =>
  page.getByRole('treegrid', { name: 'Single events' }).locator('.grid-body [role=row]');
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const text = (page: Page) => page.getByRole('textbox', { name: 'Text in the rows' });

for (const scheme of ['dark', 'light'] as const)
  test(`what a shell starts is there one by one, with arguments and end: ${scheme}`, async () => {
    const { page, end } = await start({ scheme });
    await expect(page.getByRole('contentinfo')).toContainText('Live');
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Processes' }).click();
    await page.getByRole('button', { name: 'Watch processes' }).click();
    await tab(page, 'Each exec');
    await text(page).fill('a-word-of-its-own');
    await expect(found(page)).toHaveText('0 rows');
    await page.waitForTimeout(1500);
    const loop = `for i in $(seq ${CHILDREN}); do /bin/sh -c 'exit 3' a-word-of-its-own "$i"; sleep 0.02; done`;
    // With words after it, or the shell would become the last command itself.
    const shell = program('sh', '-c', `${loop}; exit 0`);
    // The shell that loops has the word in its own arguments, too.
    await expect(found(page)).toHaveText(`${CHILDREN + 1} rows`, { timeout: 20_000 });
    await expect(rows(page).first()).toContainText(`/bin/sh -c exit 3 a-word-of-its-own ${CHILDREN}`);
    await rows(page).first().click();
    await expect(page.getByRole('complementary', { name: 'The row in full' })).toContainText('Arguments');
    await look(page, picture(`processes-each-${scheme}-1280`));
    await tab(page, 'Table');
    await expect(page.getByRole('treegrid').getByRole('row').nth(3)).toBeVisible();
    await look(page, picture(`processes-busy-${scheme}-1280`));
    const shells = page.getByRole('treegrid').getByRole('row', { name: /^sh / });
    await shells.first().getByRole('rowheader').click();
    await page.keyboard.press('f');
    await expect(page.getByRole('button', { name: 'Remove process = sh' })).toBeVisible();
    await expect(found(page)).toHaveText(/^\d+ of \d+ rows$/);
    const names = await page.locator('.grid-body').getByRole('rowheader').allInnerTexts();
    expect(new Set(names)).toEqual(new Set(['sh']));
    await look(page, picture(`processes-narrowed-${scheme}-1280`));
    await shells.first().getByRole('rowheader').click();
    await page.keyboard.press('x');
    await expect(page.getByRole('button', { name: 'Remove process ≠ sh' })).toBeVisible();
    await expect(shells).toHaveCount(0);
    shell.stop();
    await end();
  });
