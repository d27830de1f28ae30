// SPDX-License-Identifier: Apache-2.0
// Windows close and open again, and processes die.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { command, start } from './app';

test('the window is where it was', async () => {
  const first = await start();
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 40, width: 1000, height: 700 });
  });
  await first.close();
  const stored = JSON.parse(readFileSync(join(first.home, 'state/ringside/window.json'), 'utf8'));
  expect(stored).toEqual({ bounds: { x: 120, y: 40, width: 1000, height: 700 }, maximized: false });

  const second = await start({ home: first.home });
  const bounds = await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(bounds).toEqual(stored.bounds);
  await second.end();
});

test('a second start brings the first window to the front, and ends', async () => {
  const first = await start();
  const { executablePath, args, cwd, env } = command({ home: first.home });
  const second = spawnSync(executablePath, args, { cwd, env, timeout: 20_000 });
  expect(second.status).toBe(0);
  expect(first.app.windows()).toHaveLength(1);
  await first.end();
});

test('without a display it says so, names the terminal, and ends with 3', () => {
  const { executablePath, args, cwd, env } = command();
  const { DISPLAY, ...without } = env;
  expect(DISPLAY).toBeTruthy();
  const { status, stderr } = spawnSync(executablePath, args, {
    cwd,
    env: without,
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(status).toBe(3);
  expect(stderr).toContain('ringside watch');
});
