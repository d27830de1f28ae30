// SPDX-License-Identifier: Apache-2.0
// Lessons: found from a call and from the palette, with figures of this machine, and back to the live view.

import { expect, type Page, test } from '@playwright/test';
import { picture, type Started, start, work } from './app';
import { look, SIZES } from './look';

const lesson = (page: Page, title: string) => page.getByRole('article', { name: title });
const chips = (page: Page) => page.getByRole('button', { name: /^Remove / });

async function lessonOf(page: Page, call: string, link: string): Promise<void> {
  await page.getByRole('row', { name: new RegExp(`^${call}\\b`) }).click();
  await page.getByRole('complementary', { name: 'Explanation' }).getByRole('button', { name: link }).click();
}

test.describe('lessons', () => {
  let started: Started;
  test.beforeAll(async () => {
    started = await start();
    await expect(started.page.getByRole('contentinfo')).toContainText('Live');
  });
  test.afterAll(() => started?.end());

  test('a call leads to the lesson of its family, the lesson to the live view with its filter, Alt+Left back', async () => {
    const { page } = started;
    const { stop } = work('paced-calls', '1', '700', '60');
    await page.keyboard.press('g');
    for (const [call, title] of [
      ['getppid', 'Processes'],
      ['clock_nanosleep', 'Why a call takes long'],
    ] as const) {
      const field = page.getByRole('combobox', { name: 'Filter' });
      await field.fill(`call = ${call}`);
      await field.press('Enter');
      await field.press('Escape');
      await lessonOf(page, call, title);
      await expect(lesson(page, title)).toBeVisible();
      await page.keyboard.press('Alt+ArrowLeft');
      await expect(lesson(page, title)).toHaveCount(0);
      await chips(page).first().click();
    }
    await page.keyboard.press('Alt+ArrowRight');
    const page2 = lesson(page, 'Why a call takes long');
    await page2.getByRole('button', { name: 'Look at read of dd' }).click();
    await expect(chips(page)).toHaveCount(2);
    await expect(page.getByRole('button', { name: 'Remove call = read' })).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(page2).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(chips(page)).toHaveCount(0);
    await page.keyboard.press('g');
    stop();
  });

  test('the palette finds a lesson by a word of its text', async () => {
    const { page } = started;
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Command' }).fill('ld.so.preload');
    await page.keyboard.press('Enter');
    await expect(lesson(page, 'Why calls fail')).toBeVisible();
  });

  test('a lesson shows what this machine does now', async () => {
    const { page } = started;
    const { stop } = work('paced-calls', '1', '20000', '60');
    await page
      .getByRole('navigation', { name: 'Lessons' })
      .getByRole('button', { name: /^Processes/ })
      .click();
    const row = lesson(page, 'Processes').getByRole('row', { name: /^getppid/ });
    const rate = async () => Number((await row.getByRole('cell').first().textContent())?.replaceAll(',', ''));
    // A mean of ten seconds comes near to its value in as many.
    await expect.poll(rate, { timeout: 20_000 }).toBeGreaterThan(15_000);
    expect(await rate()).toBeLessThan(25_000);
    stop();
  });
});

for (const scheme of ['dark', 'light'] as const)
  for (const size of SIZES)
    test(`every lesson, ${scheme}, ${size.width}`, async () => {
      const { page, end } = await start({ scheme, ...size });
      const { stop } = work('mixed', '1', '20');
      await expect(page.getByRole('contentinfo')).toContainText('Live');
      await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Learn' }).click();
      await page.waitForTimeout(4_000);
      const list = page.getByRole('navigation', { name: 'Lessons' }).getByRole('button');
      for (let at = 0; at < (await list.count()); at++) {
        await list.nth(at).click();
        await look(page, picture(`lesson-${at + 1}-${scheme}-${size.width}`, at < 2));
      }
      stop();
      await end();
    });

test('without rights there are lessons all the same', async () => {
  const { page, end } = await start({ rights: false });
  await expect(page.getByRole('contentinfo')).toContainText('Not watching');
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Learn' }).click();
  await expect(lesson(page, 'What a system call is')).toContainText('as soon as calls are being counted');
  await look(page, picture('lesson-refused-dark-1280'));
  await end();
});
