// SPDX-License-Identifier: Apache-2.0
// Windows that show captures.

import { expect, test } from '@playwright/test';
import { picture, start } from './app';
import { type Recorded, record } from './recorded';

let recorded: Recorded;
test.beforeAll(async () => {
  recorded = await record();
});

test('by an argument: the capture’s window alone, with the program’s own count', async () => {
  const { app, page, end } = await start({ words: [`--open=${recorded.dir}`] });
  await expect(page.getByRole('region', { name: 'Capture', exact: true })).toBeVisible();
  expect(app.windows()).toHaveLength(1);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: picture('replay-try', false) });
  await end();
});
