// SPDX-License-Identifier: Apache-2.0
// The window's main process: small, and without data. It keeps the engine and the window running and the two in touch.

import { app, type BrowserWindow, session } from 'electron';
import { needDisplay } from './app/display';
import { Engine } from './app/engine';
import { mark } from './app/marks';
import { setMenu } from './app/menu';
import { answerMessages } from './app/messages';
import { declarePages, servePages } from './app/pages';
import { CHROMIUM_CACHE, CHROMIUM_STATE, CRASHES, LOGS } from './app/paths';
import { loadSettings } from './app/settings';
import { raisePageWalls, raiseSessionWalls } from './app/walls';
import { openWindow } from './app/window';

const QUIT_MS = 3_000;

async function boot(): Promise<void> {
  const engine = new Engine();
  let window: BrowserWindow | undefined;

  raisePageWalls();
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => engine.stop());
  // A signal to the whole group has ended Chromium's other processes too, and a quit may wait for them for ever.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      app.quit();
      setTimeout(() => app.exit(0), QUIT_MS).unref();
    });

  await app.whenReady();
  mark('main ready');
  engine.start();
  raiseSessionWalls(session.defaultSession);
  servePages(session.defaultSession);
  answerMessages(engine, () => window?.webContents);
  setMenu();
  window = openWindow(loadSettings());
}

needDisplay();
mark('main begun');
app.setPath('userData', CHROMIUM_STATE);
app.setPath('sessionData', CHROMIUM_CACHE);
app.setPath('crashDumps', CRASHES);
app.setAppLogsPath(LOGS);
declarePages();

// The first one comes to the front instead.
if (!app.requestSingleInstanceLock()) app.exit(0);
else
  boot().catch((error: Error) => {
    process.stderr.write(`ringside: The window cannot be opened: ${error.stack}\n`);
    app.exit(1);
  });
