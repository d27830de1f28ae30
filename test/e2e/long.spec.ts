// SPDX-License-Identifier: Apache-2.0
// A capture that is longer than a window's history: all of it is seen, and its figures are the sums of its parts.

import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, type Page, test } from '@playwright/test';
import { picture, start } from './app';
import { look } from './look';

const TREE = process.env.RINGSIDE_E2E_TREE ?? join(__dirname, '../..');
const SECONDS = 2100;
let dir: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  dir = join(mkdtempSync(join(process.env.RINGSIDE_E2E_OWN ?? '', 'capture-')), 'long');
  await promisify(execFile)(process.execPath, [
    join(TREE, 'out/test/support/long-capture.js'),
    dir,
    String(SECONDS),
  ]);
});

/** What plain DuckDB adds up of a program's calls in seconds of the capture, `from` without and `to` with. */
async function sumOf(comm: string, from: number, to: number): Promise<number> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const at = `at_ns - (SELECT min(at_ns) - 1000000000 FROM read_parquet('${dir}/ticks/part-*.parquet'))`;
  const reader = await connection.runAndReadAll(
    `SELECT sum(returned + never_returned)::DOUBLE FROM read_parquet('${dir}/syscalls/part-*.parquet')
     WHERE comm = '${comm}' AND ${at} > ${from}::BIGINT * 1000000000 AND ${at} <= ${to}::BIGINT * 1000000000`,
  );
  return Number(reader.getRows()[0]?.[0] ?? 0);
}

const brush = (page: Page) => page.getByRole('slider', { name: 'Shown stretch of time' });
const row = (page: Page, comm: string) =>
  page.getByRole('treegrid').getByRole('row').filter({ hasText: comm }).first();

/** The figures of what is shown are DuckDB's of that stretch, program by program. */
async function figuresAre(page: Page, from: number, to: number, programs: readonly string[]): Promise<void> {
  for (const comm of programs) {
    const sum = await sumOf(comm, from, to);
    expect(sum).toBeGreaterThan(0);
    await row(page, comm).click();
    await expect(page.locator('.explain-counts')).toContainText(`${comm} asked`);
    await expect(page.locator('.explain-counts')).toContainText(
      ` ${sum.toLocaleString('en-US')} times in all.`,
    );
  }
}

test('all 35 minutes are seen at once, and each figure is the sum of its parts', async () => {
  const { page, end } = await start({ words: [`--open=${dir}`] });
  await expect(page.getByRole('heading', { name: 'All 35 min' })).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Position in the capture' })).toHaveAttribute(
    'aria-valuetext',
    /^35:00 of 35:00/,
  );
  await expect(page.getByRole('region', { name: 'Capture', exact: true })).toContainText('4 s a point');
  const [least, most, now] = await Promise.all(
    ['min', 'max', 'now'].map(async (name) => Number(await brush(page).getAttribute(`aria-value${name}`))),
  );
  expect([Number(most) - Number(least), now]).toEqual([SECONDS, most]);
  // All of the strip is under the brush.
  const [strip, shown] = await Promise.all([
    page.locator('.overview .plot').boundingBox(),
    brush(page).boundingBox(),
  ]);
  expect(Math.abs((strip?.width ?? 0) - (shown?.width ?? 1))).toBeLessThan(2);
  await figuresAre(page, 0, SECONDS, ['steady', 'burst', 'late']);
  await look(page, picture('capture-long-dark-1280'));
  await end();
});

test('the brush shows a part of it, with the sums of that part', async () => {
  const { page, end } = await start({ words: [`--open=${dir}`] });
  await expect(brush(page)).toBeVisible();
  await brush(page).focus();
  // Steps of 10 s, and two of them are five points of 4 s.
  for (let step = 0; step < 92; step++) await page.keyboard.press('Shift+ArrowRight');
  await expect(page.locator('.tabs, main')).toContainText('19 min 40 s');
  await figuresAre(page, 920, SECONDS, ['steady', 'burst', 'late']);
  await brush(page).focus();
  for (let step = 0; step < 40; step++) await page.keyboard.press('ArrowLeft');
  await expect(row(page, 'late')).toHaveCount(0);
  await figuresAre(page, 520, SECONDS - 400, ['steady', 'burst']);

  // By mouse: its left handle to the beginning, and Escape back to all.
  const strip = await page.locator('.overview .plot').boundingBox();
  const handle = await page.locator('.brush .handle.left').boundingBox();
  if (!strip || !handle) throw new Error('there is no brush');
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(strip.x - 30, handle.y + 5, { steps: 8 });
  await page.mouse.up();
  await figuresAre(page, 0, SECONDS - 400, ['steady', 'burst']);
  await brush(page).focus();
  await page.keyboard.press('Escape');
  await figuresAre(page, 0, SECONDS, ['steady', 'burst', 'late']);
  await end();
});
