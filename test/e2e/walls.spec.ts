// SPDX-License-Identifier: Apache-2.0

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { pids, type Started, start, statusOf, violationsOfALoad } from './app';

let started: Started;
test.beforeAll(async () => {
  started = await start();
});
test.afterAll(() => started?.end());

test('the app runs as an ordinary user with the sandbox on @smoke', async () => {
  const { app, page } = started;
  await expect.poll(async () => (await pids(app)).engine).toBeGreaterThan(0);
  const { renderer, engine } = await pids(app);
  expect(statusOf(renderer, 'Seccomp')).toBe('2');
  expect(statusOf(renderer, 'NoNewPrivs')).toBe('1');
  for (const one of [renderer, engine, app.process().pid ?? 0]) {
    expect(statusOf(one, 'Uid')).not.toMatch(/\b0\b/);
    expect(statusOf(one, 'CapEff')).toMatch(/^0+$/);
  }
  expect((await page.evaluate(() => window.ringside.facts())).sandbox).toBe(true);
});

test('a page gets one frozen object and nothing of Node', async () => {
  const seen = await started.page.evaluate(() => ({
    names: Object.keys(window.ringside).sort(),
    frozen: Object.isFrozen(window.ringside),
    node: ['require', 'process', 'Buffer', 'global', 'module'].filter((name) => name in globalThis),
  }));
  expect(seen.names).toEqual([
    ...['chooseCapture', 'connect', 'copyText', 'describeCapture', 'facts', 'forgetRecent', 'listCaptures'],
    ...[
      'mark',
      'notify',
      'openCapture',
      'openDropped',
      'queryCapture',
      'readDescription',
      'recentCaptures',
      'restoreCapture',
      'saveSettings',
      'showCapture',
      'showLive',
      'trashCapture',
    ],
  ]);
  expect(seen.frozen).toBe(true);
  expect(seen.node).toEqual([]);
});

test('loading breaks no rule of its own policy', async () => {
  const violations = await violationsOfALoad(started.page);
  await started.page.waitForTimeout(2_000);
  expect(violations).toEqual([]);
});

test('it cannot leave, open windows, or reach a network', async () => {
  const { app, page } = started;
  await page.evaluate(() => {
    window.open('https://example.org/');
    location.href = 'https://example.org/';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe('app://bundle/');
  expect(app.windows()).toHaveLength(1);
  const answers = await page.evaluate(async () => ({
    fetched: await fetch('https://example.org/').then(
      () => true,
      () => false,
    ),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => true,
      () => false,
    ),
    notifications: await Notification.requestPermission(),
  }));
  expect(answers).toEqual({ fetched: false, camera: false, notifications: 'denied' });
});

test('every page carries the policy, and what is not packaged is not there', async () => {
  const { app } = started;
  const statuses = await app.evaluate(async ({ session }) => {
    const answer = async (url: string) => {
      const response = await session.defaultSession.fetch(url);
      const { headers } = response;
      const policy = headers.get('content-security-policy') ?? '';
      return [response.status, headers.get('x-content-type-options'), policy.split('; ').length];
    };
    return {
      home: await answer('app://bundle/'),
      above: await answer('app://bundle/../main.js'),
      encoded: await answer('app://bundle/%2e%2e/main.js'),
      host: await answer('app://other/'),
    };
  });
  expect(statuses).toEqual({
    home: [200, 'nosniff', 11],
    above: [404, 'nosniff', 11],
    encoded: [404, 'nosniff', 11],
    host: [404, 'nosniff', 11],
  });
});

test('settings that are not sound are not kept', async () => {
  const { page } = started;
  await page.evaluate(() =>
    window.ringside.saveSettings({
      colorScheme: 'pink',
      density: 'compact',
      layout: { a: 1, b: { c: 1 } },
      triggers: [{ kind: 'never' }],
    } as never),
  );
  const { settings } = await page.evaluate(() => window.ringside.facts());
  expect(settings).toEqual({
    colorScheme: 'system',
    density: 'compact',
    zoom: 100,
    layout: { a: 1 },
    triggers: [],
  });
});

test('only captures of the list are changed, and only what may be one is opened', async () => {
  const { page, home } = started;
  const outside = join(home, 'config');
  const said = await page.evaluate(async (dir) => {
    const { describeCapture, readDescription, trashCapture, restoreCapture, openCapture } = window.ringside;
    return Promise.all([
      describeCapture({ dir, name: 'x', note: '' }),
      readDescription(dir),
      trashCapture(dir),
      restoreCapture(dir),
      openCapture('/etc/passwd'),
      openCapture({} as never),
    ]);
  }, outside);
  expect(said.map((words) => (words && 'what' in words ? words.what : words))).toEqual([
    ...Array.from({ length: 4 }, () => 'That is no capture of the list.'),
    ...['That is not a capture.', 'That is not a capture.'],
  ]);
  expect(existsSync(join(outside, 'ringside/settings.json'))).toBe(true);
});
