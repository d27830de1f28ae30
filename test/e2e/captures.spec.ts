// SPDX-License-Identifier: Apache-2.0
// What is kept, as a person keeps it: recorded, saved after the fact, saved by itself; each capture is read by a plain
// DuckDB and held against what the watched program counted itself.

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, type Page, test } from '@playwright/test';
import { command, picture, type Started, start, work } from './app';
import { look, SIZES } from './look';

test.setTimeout(120_000);

const folder = ({ home }: Started) => join(home, '.local/share/ringside/captures');
const dirs = (started: Started) =>
  existsSync(folder(started)) ? readdirSync(folder(started)).map((name) => join(folder(started), name)) : [];
const manifest = (dir: string) => JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));

async function ask(dir: string, table: string, sql: string): Promise<number> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const reader = await connection.runAndReadAll(
    `SELECT (${sql})::DOUBLE FROM read_parquet('${join(dir, table)}/part-*.parquet')`,
  );
  return Number(reader.getRows()[0]?.[0] ?? 0);
}
const mine = (pid: number) => `WHERE pid = ${pid} AND syscall = 'getppid'`;
const calls = (dir: string, pid: number) => ask(dir, 'syscall', `count(*) FILTER (${mine(pid)})`);
const counts = (dir: string, pid: number) => ask(dir, 'syscalls', `sum(returned) FILTER (${mine(pid)})`);

async function live(how: Parameters<typeof start>[0] = {}): Promise<Started> {
  const started = await start(how);
  await expect(started.page.getByRole('contentinfo')).toContainText('Live');
  return started;
}
const kept = (page: Page) => page.getByRole('status').filter({ hasText: 'It ended because' });
const toCaptures = (page: Page) =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Captures' }).click();
const row = (page: Page, name: string | RegExp) =>
  page.getByRole('treegrid', { name: 'Captures' }).getByRole('row', { name });

test('by keys alone: recorded with a mark, ended, and every call of the program is in it', async () => {
  const started = await live();
  const { page } = started;
  await page.keyboard.press('r');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Friday');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Recording/ })).toBeVisible();
  const paced = work('paced-calls', '1', '2000', '3');
  await page.waitForTimeout(2_000);
  await page.keyboard.press('Control+m');
  await expect(page.getByRole('textbox', { name: 'Word' })).toBeFocused();
  await page.keyboard.type('here');
  await page.keyboard.press('Enter');
  await expect(page.locator('.flag')).toContainText('here');
  const { pid, getppid } = (await paced.ended) as { pid: number; getppid: number };
  await page.waitForTimeout(1_500);
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'End Friday' }).press('Enter');
  await expect(kept(page)).toContainText('“Friday” is kept:', { timeout: 30_000 });
  await expect(kept(page)).toContainText('nothing lost. It ended because you stopped it.');
  const [dir = ''] = dirs(started);
  expect(await calls(dir, pid)).toBe(getppid);
  expect(await counts(dir, pid)).toBe(getppid);
  const { name, state, marks, losses, clocks } = manifest(dir);
  expect([name, state, losses.total, marks[0].text]).toEqual(['Friday', 'complete', 0, 'here']);
  expect(BigInt(marks[0].at_ns) > BigInt(clocks.begun_boot_ns)).toBe(true);

  await page.keyboard.press('[');
  await expect(page.locator('.marked')).toBeVisible();
  await kept(page).getByRole('button', { name: 'Copy path' }).click();
  expect(await started.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(dir);
  await started.end();
});

test('a question about a process asks which, and records it', async () => {
  const started = await live();
  const { page } = started;
  const paced = work('paced-calls', '1', '1000', '8');
  const selected = page
    .getByRole('treegrid')
    .getByRole('row', { name: new RegExp(`^ringside-paced- ${paced.pid}`) });
  await selected.click();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Everything about this command' })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Process' })).toHaveValue(String(paced.pid));
  await page.getByRole('textbox', { name: 'Minutes' }).fill('never');
  await expect(page.getByRole('button', { name: 'Record', exact: true }).last()).toBeDisabled();
  await page.getByRole('textbox', { name: 'Minutes' }).fill('0.05');
  await page.keyboard.press('Enter');
  await expect(kept(page)).toContainText('It ended because its time was over.', { timeout: 30_000 });
  const [dir = ''] = dirs(started);
  expect([manifest(dir).preset, manifest(dir).filter]).toEqual(['command', { pid: paced.pid }]);
  expect(await calls(dir, paced.pid)).toBeGreaterThan(1_000);
  expect(await ask(dir, 'syscall', `count(*) FILTER (WHERE pid <> ${paced.pid})`)).toBe(0);
  paced.stop();
  await started.end();
});

test('the last 30 seconds hold what was counted before anybody asked; armed, each call too', async () => {
  const started = await live();
  const { page } = started;
  const before = work('paced-calls', '1', '2000', '2');
  const first = (await before.ended) as { pid: number; getppid: number };
  await page.waitForTimeout(1_500);
  await page.keyboard.press('Control+s');
  await expect(kept(page)).toHaveCount(1, { timeout: 30_000 });
  const [plain = ''] = dirs(started);
  expect(await counts(plain, first.pid)).toBe(first.getppid);
  expect(existsSync(join(plain, 'syscall'))).toBe(false);

  await toCaptures(page);
  await page.getByRole('checkbox', { name: 'Also every call' }).click();
  await expect(page.getByRole('contentinfo')).toContainText('holding every call');
  await page.waitForTimeout(1_500);
  const second = (await work('paced-calls', '1', '2000', '2').ended) as { pid: number; getppid: number };
  await page.waitForTimeout(1_500);
  await page.getByRole('button', { name: 'Save last 30 s' }).first().click();
  await expect(kept(page)).toHaveCount(2, { timeout: 30_000 });
  const armed = dirs(started).find((dir) => dir !== plain) ?? '';
  expect(await calls(armed, second.pid)).toBe(second.getppid);
  await started.end();
});

test('a long call saves by itself, tells the desktop when nobody looks, and stays in the settings', async () => {
  const started = await live();
  const { app, page } = started;
  await toCaptures(page);
  await page.getByRole('textbox', { name: 'Milliseconds' }).fill('1500');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByText('A call takes longer than 1500 ms')).toBeVisible();
  await app.evaluate(({ Notification, BrowserWindow }) => {
    BrowserWindow.prototype.isFocused = () => false;
    Notification.isSupported = () => true;
    Notification.prototype.show = function show() {
      (globalThis as { told?: string }).told = this.body;
      this.emit('click');
    };
  });
  await page.waitForTimeout(1_000);
  const { pid, getppid } = (await work('paced-calls', '1', '2000', '2').ended) as {
    pid: number;
    getppid: number;
  };
  const saved = page.getByRole('status').filter({ hasText: 'Saved by itself: A call took' });
  await expect(saved).toBeVisible({ timeout: 40_000 });
  await expect.poll(() => app.evaluate(() => (globalThis as { told?: string }).told)).toMatch(/^A call took/);
  await expect(row(page, /^A call took/)).toHaveAttribute('aria-selected', 'true');
  const [dir = ''] = dirs(started);
  expect(await counts(dir, pid)).toBe(getppid);
  const settings = JSON.parse(readFileSync(join(started.home, 'config/ringside/settings.json'), 'utf8'));
  expect(settings.triggers).toEqual([{ kind: 'longer', ms: 1500 }]);
  await started.end();
});

test('the list: another name and note, search, the trash and back, open by second start', async () => {
  const started = await live();
  const { page, app, home } = started;
  await toCaptures(page);
  await expect(page.getByRole('heading', { name: 'Nothing has been kept yet' })).toBeVisible();
  for (const name of ['First of them', 'Second of them']) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await expect(page.locator('.record-panel')).toBeVisible();
    const more = page.getByRole('button', { name: 'Record something else as well' });
    if (await more.isVisible()) await more.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await page.keyboard.type(name);
    await page.getByRole('checkbox', { name: /^each call/ }).uncheck();
    await page.getByRole('textbox', { name: 'Name' }).press('Enter');
    await expect(row(page, new RegExp(`^${name}`))).toContainText('recording');
  }
  await page.getByRole('button', { name: /^Recording/ }).click();
  for (const name of ['End First of them', 'End Second of them'])
    await page.getByRole('button', { name }).press('Enter');
  await expect(kept(page)).toHaveCount(2, { timeout: 30_000 });
  await expect(row(page, /^First of them/)).toContainText('complete');
  await row(page, /^First of them/).click();
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Name' }).fill('Renamed');
  await page.getByRole('textbox', { name: 'Note' }).fill('with a note');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(row(page, /^Renamed/)).toBeVisible();
  // What told of its end knows it too, and asks anew with what is there.
  const line = kept(page).filter({ hasText: '“Renamed” is kept' });
  await line.getByRole('button', { name: 'Name and note' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Renamed');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('with a note');
  await page.getByRole('textbox', { name: 'Name' }).fill('Renamed again');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(kept(page).filter({ hasText: '“Renamed again” is kept' })).toBeVisible();
  await expect(row(page, /^Renamed again/)).toBeVisible();
  expect(dirs(started).map((dir) => [manifest(dir).name, manifest(dir).note])).toContainEqual([
    'Renamed again',
    'with a note',
  ]);
  await page.getByRole('textbox', { name: 'Search captures' }).fill('a note');
  await expect(row(page, /^Second/)).toHaveCount(0);
  await row(page, /^Renamed/).click();
  await page.keyboard.press('Delete');
  await expect(row(page, /^Renamed/)).toHaveCount(0);
  expect(readdirSync(join(home, '.local/share/Trash/files'))).toHaveLength(1);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(row(page, /^Renamed/)).toBeVisible();

  // A start beside this one brings what it was asked for.
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async ({ message }: { message: string }) => {
      (globalThis as { said?: string }).said = message;
      return { response: 0, checkboxChecked: false };
    }) as never;
  });
  const { spawnSync } = await import('node:child_process');
  const { executablePath, args, cwd, env } = command({ home });
  spawnSync(executablePath, [...args, '--open=/nowhere/at/all'], { cwd, env, timeout: 20_000 });
  await expect
    .poll(() => app.evaluate(() => (globalThis as { said?: string }).said))
    .toBe('That is not a capture.');
  await started.end();
});

test('a folder that cannot be written says so, and what to do', async () => {
  const started = await live();
  const { page } = started;
  mkdirSync(folder(started), { recursive: true });
  chmodSync(folder(started), 0o500);
  await page.keyboard.press('Control+s');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('A capture cannot be written to');
  await expect(alert).toContainText('where you may write');
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await expect(alert).toHaveCount(0);
  chmodSync(folder(started), 0o700);
  await started.end();
});

for (const scheme of ['dark', 'light'] as const)
  for (const size of SIZES)
    test(`looked at, ${scheme}, ${size.width}`, async () => {
      const started = await live({ scheme, ...size });
      const { page } = started;
      const seen = (state: string, keep = false) =>
        look(page, picture(`captures-${state}-${scheme}-${size.width}`, keep));
      const paced = work('paced-calls', '1', '3000', '60');
      await toCaptures(page);
      await expect(page.getByRole('heading', { name: 'Nothing has been kept yet' })).toBeVisible();
      await seen('empty');
      await page.keyboard.press('r');
      await seen('record');
      await page.keyboard.type('Friday: the page stands still for a second');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+s');
      await page.waitForTimeout(3_000);
      mkdirSync(join(folder(started), '20250101-000000-broken'));
      await page.getByRole('button', { name: 'Add' }).click();
      await row(page, /^Friday/).click();
      await page.waitForTimeout(1_500);
      await seen('list', true);
      await page.keyboard.press('r');
      await page.waitForTimeout(1_500);
      await seen('running', true);
      await page.keyboard.press('Escape');
      await page
        .getByRole('navigation', { name: 'Places' })
        .getByRole('button', { name: 'System calls' })
        .click();
      await page.keyboard.press('Control+m');
      await seen('mark');
      await page.keyboard.type('deployed');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(4_000);
      await page.keyboard.press('Control+m');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(1_500);
      await seen('marks', true);
      paced.stop();
      await started.end();
    });
