// SPDX-License-Identifier: Apache-2.0
// The tree of processes: a program that counts its own children finds each of them in it, now and in a replay.

import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { picture, program, type Start, start } from './app';
import { look } from './look';
import { ringside } from './recorded';

const TREE = process.env.RINGSIDE_E2E_TREE ?? join(__dirname, '../..');
const LIVES = join(TREE, 'native/build/ringside-lives');
/** As `lives ends` makes them, and signalName() calls them. */
const STATUSES = [0, 1, 42, 127, 255];

const bodyRows = (page: Page) =>
  page.getByRole('treegrid', { name: 'Processes' }).locator('.grid-body [role=row]');
const row = (page: Page, name: RegExp) => bodyRows(page).filter({ hasText: name });
const found = (page: Page) => page.locator('.narrow-found');
const text = (page: Page) => page.getByRole('textbox', { name: 'Text in the processes' });
const menu = (page: Page, name: RegExp) => page.getByRole('menu').getByRole('menuitem', { name });
const inspector = (page: Page) => page.getByRole('complementary', { name: 'The process' });

async function openTree(how: Start = {}) {
  const started = await start(how);
  const { page } = started;
  await expect(page.getByRole('contentinfo')).toContainText('Live');
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Processes' }).click();
  await page.getByRole('button', { name: 'Watch processes' }).click();
  await expect(page.getByRole('tab', { name: 'Tree' })).toBeVisible();
  await page.keyboard.press('1');
  await page.waitForTimeout(2000);
  return started;
}

/** Runs `lives ends`: its pid, and by pid of each child what wait4() said. */
function ends() {
  const { pid, stdout } = spawnSync(LIVES, ['ends'], { encoding: 'utf8' });
  const children = new Map<number, number>();
  for (const line of stdout.trim().split('\n')) {
    const [word, child, status] = line.split(' ');
    if (word === 'end') children.set(Number(child), Number(status));
  }
  return { pid, children };
}

/** All rows that are shown under the fold of the program's children, by PID: what stands in the column End. */
async function endsShown(page: Page, pid: number): Promise<Map<number, string>> {
  const grid = page.getByRole('treegrid', { name: 'Processes' });
  await row(page, /×/).first().locator('.chevron').click();
  const shown = new Map<number, string>();
  await grid.locator('.grid-body').evaluate((body) => {
    body.scrollTop = 0;
  });
  for (let step = 0; step < 12; step++) {
    const cells = await bodyRows(page).evaluateAll((rows) =>
      rows.map((one) => [
        one.querySelector('[data-column=pid]')?.textContent ?? '',
        one.querySelector('[data-column=end]')?.textContent ?? '',
      ]),
    );
    for (const [number, end] of cells) if (number) shown.set(Number(number), end ?? '');
    await grid.locator('.grid-body').evaluate((body) => {
      body.scrollTop += 300;
    });
    await page.waitForTimeout(60);
  }
  shown.delete(pid);
  return shown;
}

function assertEnds(shown: ReadonlyMap<number, string>, children: ReadonlyMap<number, number>): void {
  expect(children.size).toBeGreaterThan(50);
  const statuses = new Set<number>();
  for (const [pid, wait] of children) {
    const [status, signal] = [wait >> 8, wait & 0x7f];
    const words = shown.get(pid) ?? '';
    if (signal > 0) expect(words, `${pid}`).toMatch(/^(SIG|signal)/);
    else expect(words, `${pid}`).toBe(status === 0 ? '0' : `exit ${status}`);
    if (signal === 0) statuses.add(status);
  }
  expect([...statuses].sort((a, b) => a - b)).toEqual(STATUSES);
}

test('each child is in the tree as its parent knows it; include, exclude and follow by mouse and keys', async () => {
  const { page, end } = await openTree();
  const { pid, children } = ends();
  await text(page).fill('ringside-lives');
  await expect(found(page)).toHaveText(`${children.size + 1} processes`);
  await expect(row(page, /ringside-lives.*×/)).toContainText(`× ${children.size}`);
  assertEnds(await endsShown(page, pid), children);

  // One of a millisecond, by its PID.
  const [first = 0] = children.keys();
  await text(page).fill(String(first));
  await expect(found(page)).toHaveText('1 process');
  const one = bodyRows(page).filter({
    has: page.locator('[data-column=pid]', { hasText: new RegExp(`^${first}$`) }),
  });
  await expect(one).toHaveCount(1);
  expect((await one.locator('.life-bar rect').first().boundingBox())?.width).toBeGreaterThanOrEqual(1);
  await text(page).fill('');

  // Its parent: arguments, its end, what happened.
  await text(page).fill(String(pid));
  await row(page, /ringside-lives/)
    .last()
    .click();
  await expect(inspector(page)).toContainText('exit 0');
  await expect(inspector(page).getByRole('region', { name: 'Arguments' })).toContainText(`${LIVES} ends`);
  await expect(inspector(page).getByRole('region', { name: 'What happened' })).toContainText(
    `starts ${children.size} processes ringside-lives`,
  );
  // Of a busy machine's tree only what is scrolled to is drawn.
  await text(page).fill('ringside-lives');

  await row(page, /ringside-lives/)
    .first()
    .locator('[data-column=name]')
    .click({ button: 'right' });
  await menu(page, /^Only “ringside-lives”/).click();
  await expect(found(page)).toHaveText(`${children.size + 1} processes`);
  await page.getByRole('button', { name: 'Remove process = ringside-lives' }).click();
  await row(page, /ringside-lives/)
    .first()
    .locator('[data-column=name]')
    .click({ button: 'right' });
  await menu(page, /^Without “ringside-lives”/).click();
  await expect(row(page, /ringside-lives/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove process ≠ ringside-lives' }).click();

  // The same by keys, and the tree of one alone.
  await text(page).fill(String(pid));
  await row(page, /ringside-lives/)
    .last()
    .locator('[data-column=name]')
    .click();
  await page.keyboard.press('t');
  await text(page).fill('');
  await expect(found(page)).toHaveText(`${children.size + 1} processes`);
  await expect(bodyRows(page).first()).toContainText('ringside-lives');
  await bodyRows(page).first().focus();
  await page.keyboard.press('x');
  await expect(found(page)).toHaveText('0 processes');
  await expect(page.getByText('No process fits')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await end();
});

for (const scheme of ['dark', 'light'] as const)
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const)
    test(`it looks as the other pages do, ${scheme}, ${width}`, async () => {
      const { page, end } = await openTree({ scheme, width, height });
      const shell = program(
        'sh',
        '-c',
        'while :; do for i in $(seq 40); do /bin/true; done; sh -c "sleep 2; exit 3" a-job; (sleep 1; ls /nowhere) 2>/dev/null; sh -c \'kill -9 $$\'; done',
      );
      ends();
      await page.waitForTimeout(14_000);
      const job = row(page, /a-job/).first();
      // Among all that runs here it may be out of sight.
      const hidden = (await job.count()) === 0;
      if (hidden) await text(page).fill('a-job');
      await job.click();
      if (hidden) await text(page).fill('');
      await page.mouse.move(60, 400);
      await page.waitForTimeout(1500);
      await look(page, picture(`process-tree-${scheme}-${width}`));
      await inspector(page).getByRole('button', { name: 'Close' }).click();
      await page.waitForTimeout(1200);
      await look(page, picture(`process-tree-whole-${scheme}-${width}`));
      shell.stop();
      await end();
    });

test('a replay shows the same tree', async () => {
  const dir = join(mkdtempSync(join(process.env.RINGSIDE_E2E_OWN ?? '', 'capture-')), 'lives');
  const recording = ringside(
    'record',
    '--tracers',
    'processes',
    '--name',
    'Lives',
    '--out',
    dir,
    '--',
    LIVES,
    'ends',
  );
  recording.child.stdin?.end();
  const { stdout } = await recording;
  const children = new Map<number, number>();
  for (const [, child, status] of stdout.matchAll(/^end (\d+) (\d+)$/gm))
    children.set(Number(child), Number(status));
  const started = await start({ words: [`--open=${dir}`] });
  const { page } = started;
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Processes' }).click();
  await expect(found(page)).toHaveText(`${children.size + 1} processes`);
  assertEnds(await endsShown(page, 0), children);
  await look(page, picture('process-tree-replay-dark-1280'));
  await started.end();
});
