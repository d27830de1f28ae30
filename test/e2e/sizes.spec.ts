// SPDX-License-Identifier: Apache-2.0
// Larger text, by zoom and by font alone, and screens with two points a pixel.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { picture, start, work } from './app';
import { look, lookZoomed } from './look';
import { unreadable, zoomOf } from './readable';

/** Rows of the table that can be seen at once, after scrolling to them. */
async function rowIsReachable(page: Page): Promise<void> {
  const row = page.locator('.grid-body [role=row]').nth(2);
  await row.scrollIntoViewIfNeeded();
  await expect(row).toBeInViewport();
}

for (const scheme of ['dark', 'light'] as const)
  test(`at 200 % nothing is lost at 1280 x 800, ${scheme}`, async () => {
    const { app, page, end } = await start({ scheme });
    const { stop } = work('paced-calls', '1', '700', '60');
    await expect(page.getByRole('contentinfo')).toContainText('Live');
    for (let step = 0; step < 5; step++) await page.keyboard.press('Control++');
    await expect.poll(() => zoomOf(page)).toBe(200);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(640);
    await page.waitForTimeout(3_000);
    await lookZoomed({ app, page }, picture(`system-calls-zoomed-${scheme}-1280`));
    expect(await unreadable(page)).toEqual([]);
    await rowIsReachable(page);
    await lookZoomed({ app, page }, picture(`system-calls-zoomed-table-${scheme}-1280`));
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Learn' }).click();
    await lookZoomed({ app, page }, picture(`lesson-zoomed-${scheme}-1280`));
    expect(await unreadable(page)).toEqual([]);
    stop();
    await end();
  });

test('the size of text is kept over a restart, and Ctrl 0 takes it back', async () => {
  const first = await start();
  await expect(first.page.getByRole('contentinfo')).toContainText('Live');
  await first.page.keyboard.press('Control+=');
  await first.page.keyboard.press('Control+=');
  await expect.poll(() => zoomOf(first.page)).toBe(125);
  await first.close();
  expect(JSON.parse(readFileSync(join(first.home, 'config/ringside/settings.json'), 'utf8')).zoom).toBe(125);
  const { page, end } = await start({ home: first.home });
  await expect(page.getByRole('contentinfo')).toContainText('Live');
  expect(await page.evaluate(() => window.innerWidth)).toBe(1024);
  await page.keyboard.press('Control+-');
  await expect.poll(() => zoomOf(page)).toBe(110);
  await page.keyboard.press('Control+0');
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1280);
  await end();
});

test('with two points a pixel the canvases are as sharp as the text', async () => {
  const { page, end } = await start({ words: ['--force-device-scale-factor=2'], width: 960, height: 600 });
  const { stop } = work('mixed', '1', '20');
  await expect(page.getByRole('contentinfo')).toContainText('Live');
  expect(await page.evaluate(() => window.devicePixelRatio)).toBe(2);
  await page.keyboard.press('1');
  await page.waitForTimeout(5_000);
  const canvases = await page.locator('canvas').evaluateAll((all) =>
    (all as HTMLCanvasElement[]).map((one) => ({
      have: [one.width, one.height],
      need: [one.clientWidth * 2, one.clientHeight * 2],
    })),
  );
  expect(canvases.length).toBeGreaterThan(0);
  for (const { have, need } of canvases) expect(have).toEqual(need);
  await look(page, picture('system-calls-two-points-dark-960'));
  stop();
  await end();
});
