// SPDX-License-Identifier: Apache-2.0
// The tracer of the network in the window: connections of a program that makes a known number of them, one by one.

import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { picture, program, start } from './app';
import { look } from './look';

const ROUNDS = 15;
const TALKS = join(__dirname, '../../native/build/ringside-talks');
const found = (page: Page) => page.locator('.narrow-found');
const rows = (page: Page) =>
  page.getByRole('treegrid', { name: 'Single events' }).locator('.grid-body [role=row]');
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const text = (page: Page) => page.getByRole('textbox', { name: 'Text in the rows' });

for (const scheme of ['dark', 'light'] as const)
  test(`each connection is there with its ends, bytes and answer: ${scheme}`, async () => {
    const { page, end } = await start({ scheme });
    await expect(page.getByRole('contentinfo')).toContainText('Live');
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Network' }).click();
    await page.getByRole('button', { name: 'Watch network' }).click();
    await tab(page, 'Connects');
    await text(page).fill('ECONNREFUSED');
    await expect(found(page)).toHaveText('0 rows');
    await page.waitForTimeout(1500);
    const talk = `${TALKS} 127.0.0.1 plain 2 refused reset >/dev/null`;
    const talks = () => program('sh', '-c', `for i in $(seq ${ROUNDS}); do ${talk}; sleep 0.1; done; exit 0`);
    talks();
    await expect(found(page)).toHaveText(`${ROUNDS} rows`, { timeout: 20_000 });
    await look(page, picture(`network-connects-${scheme}-1280`));
    // Only what is looked at is told one by one.
    await tab(page, 'Ends');
    await text(page).fill('ringside-talks');
    await expect(found(page)).toHaveText('0 rows');
    await page.waitForTimeout(1500);
    talks();
    // Of each of three connections both ends, and of two listeners.
    await expect(found(page)).toHaveText(`${8 * ROUNDS} rows`, { timeout: 20_000 });
    await rows(page).nth(3).click();
    await expect(page.getByRole('complementary', { name: 'The row in full' })).toContainText('Round trip');
    await look(page, picture(`network-ends-${scheme}-1280`));
    await tab(page, 'Table');
    await expect(page.getByRole('treegrid').getByRole('row').nth(3)).toBeVisible();
    await look(page, picture(`network-busy-${scheme}-1280`));
    await end();
  });
