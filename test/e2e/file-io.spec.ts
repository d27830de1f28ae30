// SPDX-License-Identifier: Apache-2.0
// Which file was written most, and which was read most, is found as a person looks for it: by the list of places and by
// two heads of a table, with the figures of a program that counts its own.

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { picture, start, work } from './app';
import { look } from './look';

const QUESTION = 'Which files are read and written, how much, and how long does it take?';
const grouped = (count: number) => count.toLocaleString('en-US');

const rows = (page: Page) => page.getByRole('treegrid', { name: QUESTION });
const first = (page: Page) => rows(page).locator('.grid-body [role=row]').nth(1);

for (const scheme of ['dark', 'light'] as const)
  test(`which file is written and read most is seen, ${scheme}`, async () => {
    const { page, end } = await start({ scheme });
    await expect(page.getByRole('contentinfo')).toContainText('Live');
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'File I/O' }).click();
    await page.getByRole('button', { name: 'Watch file I/O' }).click();
    await expect(rows(page)).toBeVisible();
    await page.waitForTimeout(1000);
    const folder = mkdtempSync(join(process.env.RINGSIDE_E2E_OWN ?? '', 'io-'));
    const { ended } = work('file-io', folder);
    const { files } = (await ended) as unknown as { files: Record<string, number[]> };
    await page.waitForTimeout(2500);
    for (const [head, at] of [
      ['Bytes written', 3],
      ['Bytes read', 2],
    ] as const) {
      const of = files[`${folder}/file-0`]?.[at] ?? 0;
      await rows(page).getByRole('button', { name: head }).click();
      // What was read and written after it was deleted is a row of its own.
      const row = rows(page).getByRole('row', { name: new RegExp(`${folder}/file-0 (?!\\(deleted)`) });
      await expect(row).toContainText(grouped(of));
      await expect(rows(page).getByRole('columnheader', { name: head })).toHaveAttribute(
        'aria-sort',
        'descending',
      );
    }
    await first(page).click();
    // A head that was pressed was scrolled to.
    await rows(page).evaluate((grid) => {
      for (const part of [grid, ...grid.querySelectorAll('*')]) part.scrollLeft = 0;
    });
    await look(page, picture(`file-io-${scheme}-1280`));
    await end();
  });
