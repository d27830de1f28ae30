// SPDX-License-Identifier: Apache-2.0
// A state is looked at twice: by axe now, by a person later.

import { writeFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { Started } from './app';

export const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** The picture first, so that a violation can be looked at. */
export async function look(page: Page, path: string): Promise<void> {
  await page.screenshot({ path });
  await axe(page, path);
}

/** As the screen has it: where the page is zoomed, Playwright's own picture is a part of it. */
export async function lookZoomed({ app, page }: Pick<Started, 'app' | 'page'>, path: string): Promise<void> {
  const bytes = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().toString('base64') ?? '';
  });
  writeFileSync(path, Buffer.from(bytes, 'base64'));
  await axe(page, path);
}

async function axe(page: Page, path: string): Promise<void> {
  // Legacy mode: the usual way opens a second page, which our walls forbid.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
  expect.soft(told, path).toEqual([]);
}
