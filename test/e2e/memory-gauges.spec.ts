// SPDX-License-Identifier: Apache-2.0
// Gauges in the window: charts of a tracer that hooks nothing, which follow a program that takes a known much.

import { expect, test } from '@playwright/test';
import { picture, program, start } from './app';
import { look } from './look';

const MIB = 400;
const legend = (text: string | null) => {
  const [, value = '0', unit = ''] = /([\d.]+) (\wiB)/.exec(text ?? '') ?? [];
  return Number(value) * (unit === 'GiB' ? 1024 : 1);
};

for (const scheme of ['dark', 'light'] as const)
  test(`what a program takes is in the chart of where memory is: ${scheme}`, async () => {
    const { page, end } = await start({ scheme });
    await expect(page.getByRole('contentinfo')).toContainText('Live');
    await page
      .getByRole('navigation', { name: 'Places' })
      .getByRole('button', { name: 'Memory gauges' })
      .click();
    const lane = page.getByRole('region', { name: 'Where memory is' });
    const anon = lane.locator('.legend-row').first();
    await expect(anon).toContainText(/anon pages\s*[\d.]+ .iB/);
    const before = legend(await anon.textContent());
    program('python3', '-c', `import time; kept = bytearray(b'x') * (${MIB} << 20); time.sleep(8)`);
    // Other programs end and begin meanwhile.
    await expect
      .poll(async () => legend(await anon.textContent()) - before, { timeout: 20_000 })
      .toBeGreaterThan(MIB / 2);
    await expect(page.getByRole('region', { name: 'Memory of control groups' })).toBeVisible();
    await look(page, picture(`memory-gauges-${scheme}-1280`, false));
    await page.getByRole('tab', { name: 'Now', exact: true }).click();
    await expect(page.getByRole('treegrid').getByText('mem_total')).toBeVisible();
    await end();
  });
