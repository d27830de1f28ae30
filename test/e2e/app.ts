// SPDX-License-Identifier: Apache-2.0
// The app as a person starts it: as an ordinary user, sandboxed, with files of its own that no other test sees.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { ColorScheme, RingsideApi } from '../../src-main/shared/contract';

/** The tree whose app is tested: ours, or a copy with a second tracer in it. */
const ROOT = process.env.RINGSIDE_E2E_TREE ?? join(__dirname, '../..');
const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests are started by npm run test:e2e`);
  return value;
};
const OWN = needed('RINGSIDE_E2E_OWN');

declare global {
  interface Window {
    readonly ringside: RingsideApi;
  }
}

export interface Start {
  /** Behind the keeper; without, polkit refuses. */
  readonly rights?: boolean;
  readonly scheme?: ColorScheme;
  readonly width?: number;
  readonly height?: number;
  /** Files of an earlier start, as it left them. */
  readonly home?: string;
  /** More words for Electron's command line. */
  readonly words?: readonly string[];
}

export interface Started {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What it wrote to standard error. */
  said(): string;
  /** Files of this start, by their XDG base. */
  readonly home: string;
  /** Closes the window and waits for the app's end; its files stay. */
  close(): Promise<void>;
  end(): Promise<void>;
}

function freshHome(scheme: ColorScheme, width: number, height: number): string {
  const home = mkdtempSync(join(OWN, 'home-'));
  const write = (path: string, value: unknown) => {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), JSON.stringify(value));
  };
  write('config/ringside/settings.json', { colorScheme: scheme, density: 'compact', layout: {} });
  write('state/ringside/window.json', { bounds: { x: 0, y: 0, width, height }, maximized: false });
  return home;
}

/** What to start, for Playwright or for a plain process. */
export function command({
  rights = true,
  scheme = 'dark',
  width = 1280,
  height = 800,
  home,
  words = [],
}: Start = {}) {
  const place = home ?? freshHome(scheme, width, height);
  const env: Record<string, string> = {
    ...(process.env as Record<string, string>),
    HOME: place,
    XDG_CONFIG_HOME: join(place, 'config'),
    XDG_STATE_HOME: join(place, 'state'),
    XDG_CACHE_HOME: join(place, 'cache'),
    RINGSIDE_MARKS: '1',
  };
  if (!rights) delete env.RINGSIDE_HELPER_SOCKET;
  return {
    executablePath: needed('RINGSIDE_E2E_ELECTRON'),
    args: [...words, ROOT],
    cwd: ROOT,
    env,
    home: place,
  };
}

export async function start(how: Start = {}): Promise<Started> {
  const { home, ...launch } = command(how);
  const app = await _electron.launch({ ...launch, chromiumSandbox: true });
  let text = '';
  app.process().stderr?.on('data', (part) => {
    text += part;
  });
  const page = await app.firstWindow();
  const close = () => app.close();
  return {
    app,
    page,
    said: () => text,
    home,
    close,
    end: async () => {
      await close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Pids of the app's processes; 0 for one that is not there now. */
export const pids = (app: ElectronApplication): Promise<{ renderer: number; engine: number }> =>
  app.evaluate(({ app: electron, BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return {
      renderer: contents && !contents.isCrashed() ? contents.getOSProcessId() : 0,
      engine: electron.getAppMetrics().find(({ name }) => name === 'Ringside engine')?.pid ?? 0,
    };
  });

/** A line of /proc/PID/status. */
export const statusOf = (pid: number, name: string): string =>
  new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';

const running = new Set<() => void>();
process.once('exit', () => {
  for (const stop of running) stop();
});

/** Any program; ended with all that it started, at the latest with the tests: one that fails does not come to its stop(). */
export function program(path: string, ...words: string[]) {
  const child = spawn(path, words, { stdio: 'ignore', detached: true });
  const stop = () => {
    running.delete(stop);
    if (child.exitCode === null && child.signalCode === null && child.pid)
      process.kill(-child.pid, 'SIGKILL');
  };
  running.add(stop);
  child.once('exit', () => running.delete(stop));
  return { pid: child.pid ?? 0, stop };
}

/** A program of test/workloads: its pid, its end and what it counted of itself. */
export function work(name: string, ...words: string[]) {
  const child = spawn(join(ROOT, 'native/build', `ringside-${name}`), words, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part) => {
    text += part;
  });
  const ended = new Promise<Record<string, number>>((resolve) => {
    child.once('close', () => resolve(text ? JSON.parse(text) : {}));
  });
  return { pid: child.pid ?? 0, ended, stop: () => child.kill() };
}

/** Where a picture goes; the runner copies those that are kept to test/screens. */
export const picture = (name: string, kept = true) => join(OWN, kept ? 'screens' : 'results', `${name}.png`);

/** Counts what the page's policy forbade, over a whole load. */
export async function violationsOfALoad(page: Page): Promise<string[]> {
  const seen: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|trusted ?type|TrustedHTML|TrustedScript/i.test(message.text()))
      seen.push(message.text());
  });
  page.on('pageerror', (error) => seen.push(String(error)));
  await page.reload();
  return seen;
}
