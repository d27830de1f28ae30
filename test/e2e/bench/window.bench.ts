// SPDX-License-Identifier: Apache-2.0
// What the window is put through while it is measured. What is seen from inside is told here, line by line; processor
// time and memory are read outside, by root, between the moments that are told.

import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { command, start, work } from '../app';
import { recordCommand } from '../recorded';

const tell = (line: object) => console.log(`@@ ${JSON.stringify(line)}`);
const number = (name: string, otherwise: number) => Number(process.env[name]) || otherwise;

/** Calls a second, by two threads. */
const RATE = 200_000;
const PASS_SECONDS = number('RINGSIDE_BENCH_SECONDS', 60);
const STARTS = number('RINGSIDE_BENCH_STARTS', 10);
const LONG_SECONDS = number('RINGSIDE_BENCH_LONG_SECONDS', 600);
/** Between looks at the page’s heap while memory is read. */
const LOOK_SECONDS = 60;
/** The first seconds of a window are not those of a life. */
const SETTLE_MS = 10_000;
/** Until what runs once a second is compiled: it goes on for a minute, and costs as much as the work. */
const CALM_MS = number('RINGSIDE_BENCH_CALM', 60) * 1000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const live = (page: Page) => expect(page.getByRole('contentinfo')).toContainText('Live');

/** A moment: outside, somebody reads what the processes have used so far. */
const moment = (name: string) => {
  tell({ moment: name });
  return pause(50);
};

/** The app as a person starts it, without a driver, and what it has said. */
function startPlain(more: NodeJS.ProcessEnv, home?: string) {
  const { executablePath, args, cwd, env, home: place } = command(home ? { home } : {});
  const child = spawn(executablePath, args, {
    cwd,
    env: { ...env, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  const says = (wanted: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => text.includes(wanted) && resolve(text);
      child.once('close', () => reject(new Error(`it did not say "${wanted}": ${text}`)));
      child.stderr.on('data', look);
      look();
    });
  child.stderr.on('data', (part) => {
    text += part;
  });
  const end = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { child, says, end, home: place };
}

/** Ends it once the first chart moves; its marks, ms since the command. */
async function startOnce(home?: string): Promise<{ home: string; marks: Record<string, number> }> {
  const app = startPlain({ RINGSIDE_BEGUN: String(Date.now()) }, home);
  const text = await app.says('mark first-chart');
  const marks: Record<string, number> = {};
  for (const [, name, ms] of text.matchAll(/mark (.+) (\d+) ms/g)) marks[name ?? ''] = Number(ms);
  await app.end();
  return { home: app.home, marks };
}

test('from the command to the first moving chart @start', async () => {
  // Once for the caches of disk and compiler.
  const { home } = await startOnce();
  for (let round = 0; round < STARTS; round++) {
    // Spread over the second, by which the engine tells what it counted.
    await pause(700 + ((round * 370) % 1000));
    tell({ start: (await startOnce(home)).marks });
  }
});

/** Frames and tasks of the page for a while. */
async function pass(page: Page, name: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const of = (wanted: string) => metrics.find((one) => one.name === wanted)?.value ?? 0;
    return { tasks: of('TaskDuration'), script: of('ScriptDuration'), layout: of('LayoutDuration') };
  };
  await moment(`${name} begins`);
  const before = await busy();
  const begun = performance.now();
  const seen = await page.evaluate(
    (ms) =>
      new Promise<{ frames: number[]; long: number[] }>((resolve) => {
        const [frames, long]: [number[], number[]] = [[], []];
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) long.push(entry.duration);
        });
        observer.observe({ type: 'longtask' });
        const first = performance.now();
        let last = first;
        const frame = (now: number) => {
          frames.push(Math.max(0, now - last));
          last = now;
          if (now - first < ms) requestAnimationFrame(frame);
          else {
            observer.disconnect();
            resolve({ frames: frames.slice(1), long });
          }
        };
        requestAnimationFrame(frame);
      }),
    PASS_SECONDS * 1000,
  );
  const after = await busy();
  const seconds = (performance.now() - begun) / 1000;
  await moment(`${name} ends`);
  const frames = seen.frames.sort((a, b) => a - b);
  const part = (from: number, to: number) => (to - from) / seconds;
  tell({
    pass: name,
    seconds,
    busy: part(before.tasks, after.tasks),
    script: part(before.script, after.script),
    layout: part(before.layout, after.layout),
    frames: frames.length,
    under25: frames.filter((ms) => ms < 25).length / frames.length,
    worstFrame: frames.at(-1) ?? 0,
    longTasks: seen.long.length,
    longest: Math.max(0, ...seen.long),
  });
}

const paced = (seconds: number) => work('paced-calls', '2', String(RATE), String(seconds));

test('200,000 calls a second on the page of system calls @live', async () => {
  const { page, end } = await start();
  await live(page);
  const { pid, stop } = paced(15 * 60);
  await pause(SETTLE_MS);
  await pass(page, 'charts and table');
  await page
    .getByRole('row', { name: new RegExp(`^ringside-paced- ${pid}`) })
    .first()
    .click();
  await page.getByRole('tab', { name: 'Live calls' }).click();
  await expect(page.getByText('getppid()').first()).toBeVisible();
  await pause(SETTLE_MS);
  await pass(page, 'live calls');
  stop();
  await end();
});

test('a machine that does nothing @idle', async () => {
  const { child, says, end } = startPlain({
    NODE_OPTIONS: `--require=${join(__dirname, 'hide-on-signal.cjs')}`,
  });
  const stretch = async (name: string) => {
    await pause(CALM_MS);
    await moment(`${name} begins`);
    await pause(PASS_SECONDS * 1000);
    await moment(`${name} ends`);
  };
  await says('mark first-chart');
  await stretch('shown');
  child.kill('SIGUSR2');
  await says('page is hidden');
  await stretch('hidden');
  await end();
});

test('ten minutes at 200,000 calls a second @long', async () => {
  const { page, end } = await start();
  await live(page);
  const { stop } = paced(15 * 60);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await moment('long begins');
  for (let second = 0; second < LONG_SECONDS; second += LOOK_SECONDS) {
    await pause(Math.min(LOOK_SECONDS, LONG_SECONDS - second) * 1000);
    const { metrics } = await cdp.send('Performance.getMetrics');
    const of = (wanted: string) => metrics.find((one) => one.name === wanted)?.value ?? 0;
    tell({ page: { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') } });
  }
  await moment('long ends');
  stop();
  await end();
});

/** Rows of the table, px of a turn of the wheel, and turns a second. */
const ROWS = number('RINGSIDE_BENCH_ROWS', 1_000_000);
const TURN = 900;
const TURN_MS = 50;

test('a million opens by wheel @rows', async () => {
  const folder = mkdtempSync(join(process.env.RINGSIDE_E2E_OWN ?? '', 'opened-'));
  const { dir } = await recordCommand('files', 'opens', [String(ROWS), '0', folder, '20000', '100000']);
  const { page, end } = await start({ words: [`--open=${dir}`] });
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Files' }).click();
  await page.getByRole('tab', { name: 'Each open' }).click();
  await expect(page.locator('.narrow-found')).toContainText('rows');
  const found = Number(
    (await page.locator('.narrow-found').textContent())?.split(' ')[0]?.replaceAll(',', ''),
  );
  tell({ rows: found });
  await page.locator('.grid-body').hover();
  await pause(SETTLE_MS);
  let turning = true;
  const turn = async () => {
    while (turning) {
      await page.mouse.wheel(0, TURN);
      await pause(TURN_MS);
    }
  };
  const turned = turn();
  await pass(page, 'by wheel');
  turning = false;
  await turned;
  // Far down, each row has come once the wheel stands still.
  await page.locator('.grid-body').evaluate((element) => element.scrollTo(0, element.scrollHeight * 0.7));
  const begun = performance.now();
  await expect(page.locator('.grid-body [aria-busy=true]')).toHaveCount(0);
  tell({ jump: performance.now() - begun });
  await end();
});
