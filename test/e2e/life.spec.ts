// SPDX-License-Identifier: Apache-2.0
// Windows close and open again, and processes die.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { command, pids, start } from './app';

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

test('the engine dies: the window keeps what it has, says so, and watches again within three seconds', async () => {
  const { app, page, end } = await start();
  const status = page.getByRole('contentinfo');
  await expect(status).toContainText('Live');
  // The sentence stands for as long as it is true, which is shorter than one looks again.
  const told = await page.evaluateHandle(() => {
    const texts: string[] = [];
    const note = () => {
      for (const one of document.querySelectorAll('[role=alert]')) texts.push(one.textContent ?? '');
    };
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
    return texts;
  });
  const alerts = async () => (await told.jsonValue()).join('\n');
  const before = (await pids(app)).engine;
  process.kill(before, 'SIGKILL');
  const begun = Date.now();
  await expect.poll(alerts).toContain('The engine ended.');
  await expect(page.getByRole('treegrid')).toBeVisible();
  await expect(status).toContainText('Live');
  expect(Date.now() - begun).toBeLessThan(3_000);
  expect((await pids(app)).engine).not.toBe(before);
  // What is missing is said by then, and for ten seconds, or as long as nobody dismisses it.
  const line = page.getByText(/^The engine was restarted: (less than a second|\d+ s) (is|are) missing\./);
  await expect(line).toBeVisible();
  await line.getByRole('button', { name: 'Dismiss' }).click();
  await expect(line).toHaveCount(0);
  process.kill((await pids(app)).engine, 'SIGKILL');
  await expect(line).toBeVisible();
  await page.waitForTimeout(8_000);
  await expect(line).toBeVisible();
  await expect(line).toHaveCount(0);
  await end();
});

test('the window’s process dies: within three seconds it is back with the history that the engine holds', async () => {
  const { app, page, said, end } = await start();
  await expect(page.getByRole('contentinfo')).toContainText('Live');
  await page.waitForTimeout(3_000);
  const before = (await pids(app)).renderer;
  process.kill(before, 'SIGKILL');
  const begun = Date.now();
  // Playwright takes a page whose process died for lost: from here on it is looked at from main.
  // A question to the dead one is never answered.
  const text = (): Promise<string> =>
    Promise.race([
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
      ),
      new Promise<string>((resolve) => setTimeout(resolve, 200, '')),
    ]);
  const history = /mean of .*, (?!0 s|1 s|2 s)\d+ s/;
  await expect.poll(text, { timeout: 3_000, intervals: [50] }).toMatch(history);
  expect(Date.now() - begun).toBeLessThan(3_000);
  expect((await pids(app)).renderer).not.toBe(before);
  expect(await text()).toMatch(/Live/);
  expect(said()).toContain('it is started again');
  await end();
});

test('an engine that dies again and again is waited for, with a sentence', async () => {
  const { app, page, end } = await start();
  const status = page.getByRole('contentinfo');
  let last = 0;
  for (let death = 0; death < 4; death++) {
    await expect.poll(async () => (await pids(app)).engine).not.toBe(last);
    await expect.poll(async () => (await pids(app)).engine).toBeGreaterThan(0);
    last = (await pids(app)).engine;
    process.kill(last, 'SIGKILL');
  }
  await expect(page.getByText('The engine ends again and again.')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(status).toContainText('Live');
  await end();
});
