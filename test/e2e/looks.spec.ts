// SPDX-License-Identifier: Apache-2.0
// Each state in light and dark, small and large: no violation of axe, and a picture to look at.

import { expect, type Page, test } from '@playwright/test';
import { picture, pids, program, start } from './app';
import { look, SIZES } from './look';

const running: { stop(): void }[] = [];
test.afterEach(() => {
  for (const program of running.splice(0)) program.stop();
});

/** Half a minute of programs that do what programs do, the busiest of them selected. */
async function busy(page: Page): Promise<void> {
  const again = (command: string, pause: string) =>
    program('sh', '-c', `while :; do ${command}; sleep ${pause}; done`);
  const asks = 'for (let i = 0; i < 900; i++) try { fs.statSync("/nowhere/" + i) } catch {}';
  running.push(
    program(process.execPath, '-e', `const fs = require("fs"); setInterval(() => { ${asks} }, 200)`),
    again('find /usr/share /usr/lib -name "*.none"', '1'),
    again('dd if=/dev/zero of=/dev/null bs=4k count=4000 status=none', '0.5'),
    again('tar -cf /dev/null /usr/include', '0.3'),
  );
  await page.keyboard.press('1');
  await page.waitForTimeout(14_000);
  running.push(again('grep -rqs no-such-word /usr/share/doc', '0.2'));
  await page.waitForTimeout(14_000);
  // After the heads and the totals.
  await page.getByRole('treegrid').getByRole('row').nth(2).click();
  await page.mouse.move(60, 400);
  await page.waitForTimeout(2_500);
}

test.setTimeout(120_000);

for (const scheme of ['dark', 'light'] as const)
  for (const size of SIZES) {
    const name = (state: string) => picture(`system-calls-${state}-${scheme}-${size.width}`);

    test(`busy, empty and without an engine, ${scheme}, ${size.width}`, async () => {
      const { app, page, end } = await start({ scheme, ...size });
      await expect(page.getByRole('contentinfo')).toContainText('Live');
      await busy(page);
      await look(page, name('busy'));

      const field = page.getByRole('combobox', { name: 'Filter' });
      await field.fill('call = s');
      await look(page, name('filter'));
      await field.fill('process = no-such-program');
      await field.press('Enter');
      await field.press('Escape');
      await expect(page.getByText('No call matches the filter')).toBeVisible();
      await look(page, name('empty'));
      await page.getByRole('button', { name: 'Clear the filter' }).click();

      let last = 0;
      for (let death = 0; death < 4; death++) {
        await expect.poll(async () => (await pids(app)).engine).not.toBe(last);
        await expect.poll(async () => (await pids(app)).engine).toBeGreaterThan(0);
        last = (await pids(app)).engine;
        process.kill(last, 'SIGKILL');
      }
      await expect(page.getByText('The engine ends again and again.')).toBeVisible();
      await look(page, name('error'));
      await end();
    });

    test(`refused, ${scheme}, ${size.width}`, async () => {
      const { page, end } = await start({ scheme, ...size, rights: false });
      await expect(
        page.getByRole('heading', { name: /may not watch|is not installed|of another build/ }),
      ).toBeVisible();
      await expect(page.getByRole('contentinfo')).toContainText('Not watching');
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
      await look(page, name('refused'));
      await end();
    });
  }
