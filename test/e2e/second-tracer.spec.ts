// SPDX-License-Identifier: Apache-2.0
// A tracer of one folder has a page: the skeleton by another name, in a tree without a line of renderer code for it.

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { picture, type Started, start, work } from './app';

/** Below a thousand a second, a figure of one second is shown with all its digits. */
const RATE = 90;
const SECONDS = 6;
const SIGUSR1 = '10';
const QUESTION = 'Who sends which signals?';

const number = (text: string): number => Number(text.replaceAll(',', '')) || 0;

/** The shown rows of a table, by the titles of its columns. */
async function rowsOf(page: Page, label: string): Promise<Record<string, string>[]> {
  const grid = page.getByRole('treegrid', { name: label });
  return grid.evaluate((element) => {
    const texts = (row: Element, role: string) =>
      [...row.querySelectorAll(role)].map((cell) => cell.textContent?.trim() ?? '');
    const head = element.querySelector('.grid-head');
    const heads = [...(head?.querySelectorAll('[role=columnheader] button:first-child') ?? [])].map(
      (button) => button.getAttribute('aria-label') ?? '',
    );
    return [...element.querySelectorAll('.grid-body [role=row]')].map((row) =>
      Object.fromEntries(
        texts(row, '[role=rowheader], [role=gridcell]').map((text, at) => [heads[at], text]),
      ),
    );
  });
}

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: picture(name) });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      name,
    )
    .toEqual([]);
}

async function open(how: Parameters<typeof start>[0] = {}): Promise<Started> {
  const started = await start(how);
  await expect(started.page.getByRole('contentinfo')).toContainText('Live');
  await started.page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: 'Signals' })
    .click();
  await expect(started.page.getByRole('heading', { name: QUESTION, level: 1 })).toBeVisible();
  return started;
}

test('table, chart and histogram of the copied skeleton say what the program counted itself', async () => {
  const { app, page, end } = await open();
  // The chart has rates: of a second that is not whole, as the first one, they do not add up to the count.
  await page.waitForTimeout(2_000);
  const { pid, ended } = work('signals', String(RATE), String(SECONDS));
  const { received } = await ended;
  expect(received).toBe(RATE * SECONDS);
  await page.waitForTimeout(2_500);

  const ours = (await rowsOf(page, QUESTION)).filter((row) => row.PID === String(pid));
  const sent = ours.find((row) => row.Signal === SIGUSR1)?.Sent ?? '';
  expect(number(sent)).toBe(received);

  await page.getByRole('tab', { name: 'Table of the chart' }).click();
  const seconds = await rowsOf(page, 'The chart as a table');
  const charted = seconds.reduce((sum, row) => sum + number(row['ringside-signal'] ?? ''), 0);
  // Its death told its parent: one more signal.
  expect(charted).toBe(Number(received) + 1);

  await page.getByRole('tab', { name: 'Table of the histogram' }).click();
  const bars = await rowsOf(page, 'The histogram as a table');
  expect(bars.find((row) => row['Rows by sent'] === '512 to 1,023')?.Rows).toBe('1');

  await page.getByRole('tab', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Sent, events a second' })).toContainText('ringside-signal');
  await expect(page.getByRole('region', { name: 'Rows by sent' })).toContainText('512 to 1,023');
  await page.getByRole('button', { name: 'Sent' }).click();
  const upwards = (await rowsOf(page, QUESTION)).map((row) => number(row.Sent ?? ''));
  expect(upwards).toEqual([...upwards].sort((a, b) => a - b));
  await page.getByRole('button', { name: 'Sent' }).click();

  await page.getByRole('row', { name: new RegExp(`^ringside-signal.*\\b${sent}\\b`) }).click();
  await page.keyboard.press('Control+c');
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain(
      `Process\tResult\tPID\tSignal\tSent\tShare\nringside-signal\tdelivered\t${pid}\t${SIGUSR1}\t${sent}\t`,
    );
  await end();
});

for (const scheme of ['dark', 'light'] as const)
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const)
    test(`it looks as the other pages do, ${scheme}, ${width}`, async () => {
      const { page, end } = await open({ scheme, width, height });
      await page.keyboard.press('1');
      const running = [
        work('signals', '90', '40'),
        work('signals', '31', '40'),
        ...Array.from({ length: 5 }, (_, i) => work('signals', String(3 + 2 * i), '40')),
      ];
      await page.waitForTimeout(16_000);
      await page.getByRole('treegrid').getByRole('row').nth(3).click();
      await page.mouse.move(60, 400);
      await look(page, `signals-busy-${scheme}-${width}`);
      for (const one of running) one.stop();
      await end();
    });
