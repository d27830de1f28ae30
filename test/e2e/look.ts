// SPDX-License-Identifier: Apache-2.0
// A state is looked at twice: by axe now, by a person later.

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** The picture first, so that a violation can be looked at. */
export async function look(page: Page, path: string): Promise<void> {
  await page.screenshot({ path });
  // Legacy mode: the usual way opens a second page, which our walls forbid.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
  expect.soft(told, path).toEqual([]);
}
