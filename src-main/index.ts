// SPDX-License-Identifier: Apache-2.0
// The window's main process: small, and without data. It keeps the engine and the window running and the two in touch.

import { app, type BrowserWindow, dialog, session } from 'electron';
import { wordsOf } from './app/capture-list';
import { needDisplay } from './app/display';
import { Engine } from './app/engine';
import { mark } from './app/marks';
import { setMenu } from './app/menu';
import { answerMessages } from './app/messages';
import { bringForward } from './app/notify';
import { askedToOpen, openCapture } from './app/open-capture';
import { declarePages, servePages } from './app/pages';
import { CHROMIUM_CACHE, CHROMIUM_STATE, CRASHES, LOGS } from './app/paths';
import { loadSettings } from './app/settings';
import { raisePageWalls, raiseSessionWalls } from './app/walls';
import { openWindow } from './app/window';

const QUIT_MS = 3_000;

/** What a start was asked to open; what does not go is said over the window. */
async function openAsked(path: unknown, window: BrowserWindow): Promise<void> {
  try {
    await openCapture(path);
  } catch (error) {
    const { what, why, mend } = wordsOf(error);
    await dialog.showMessageBox(window, { type: 'info', message: what, detail: `${why} ${mend}` });
  }
}

async function boot(asked: string | undefined): Promise<void> {
  const engine = new Engine();
  let window: BrowserWindow | undefined;

  raisePageWalls();
  app.on('second-instance', (_event, _words, _folder, data) => {
    if (!window) return;
    bringForward(window);
    const { open } = (data ?? {}) as { open?: unknown };
    if (open !== undefined) void openAsked(open, window);
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
  const opened = window;
  if (asked !== undefined) window.once('show', () => void openAsked(asked, opened));
}

needDisplay();
mark('main begun');
app.setPath('userData', CHROMIUM_STATE);
app.setPath('sessionData', CHROMIUM_CACHE);
app.setPath('crashDumps', CRASHES);
app.setAppLogsPath(LOGS);
declarePages();

const asked = askedToOpen(process.argv);

// The first one comes to the front instead, and opens what this one was asked for.
if (!app.requestSingleInstanceLock(asked === undefined ? {} : { open: asked })) app.exit(0);
else
  boot(asked).catch((error: Error) => {
    process.stderr.write(`ringside: The window cannot be opened: ${error.stack}\n`);
    app.exit(1);
  });
