// SPDX-License-Identifier: Apache-2.0
// Each state in light and dark, small and large: no violation of axe, and a picture to look at.

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { picture, pids, type Started, start, work } from './app';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

async function check(page: Page): Promise<void> {
  // Legacy mode: the usual way opens a second page, which our walls forbid.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
  expect(told).toEqual([]);
}

async function busy({ page }: Started): Promise<() => void> {
  const programs = [
    work('paced-calls', '1', '12000', '120'),
    work('mixed', '120'),
    work('paced-calls', '1', '3000', '120'),
  ];
  await page.waitForTimeout(12_000);
  await page
    .getByRole('row', { name: /ringside-paced-/ })
    .first()
    .click();
  return () => {
    for (const program of programs) program.stop();
  };
}

for (const scheme of ['dark', 'light'] as const)
  for (const size of SIZES) {
    const name = (state: string) => picture(`system-calls-${state}-${scheme}-${size.width}`);

    test(`busy, empty and without an engine, ${scheme}, ${size.width}`, async () => {
      const started = await start({ scheme, ...size });
      const { app, page } = started;
      await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('Live');
      const quiet = await busy(started);
      await check(page);
      await page.screenshot({ path: name('busy') });

      const field = page.getByRole('combobox', { name: 'Filter' });
      await field.fill('process = no-such-program');
      await page.screenshot({ path: name('filter') });
      await field.press('Enter');
      await field.press('Escape');
      await expect(page.getByText('No call matches the filter')).toBeVisible();
      await check(page);
      await page.screenshot({ path: name('empty') });
      await page.getByRole('button', { name: 'Clear the filter' }).click();
      quiet();

      let last = 0;
      for (let death = 0; death < 4; death++) {
        await expect.poll(async () => (await pids(app)).engine).not.toBe(last);
        await expect.poll(async () => (await pids(app)).engine).toBeGreaterThan(0);
        last = (await pids(app)).engine;
        process.kill(last, 'SIGKILL');
      }
      await expect(page.getByText('The engine ends again and again.')).toBeVisible();
      await check(page);
      await page.screenshot({ path: name('error') });
      await started.end();
    });

    test(`refused, ${scheme}, ${size.width}`, async () => {
      const { page, end } = await start({ scheme, ...size, rights: false });
      await expect(
        page.getByRole('heading', { name: /may not watch|is not installed|of another build/ }),
      ).toBeVisible();
      await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('Not watching');
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
      await check(page);
      await page.screenshot({ path: name('refused') });
      await end();
    });
  }
