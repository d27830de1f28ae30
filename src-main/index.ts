// SPDX-License-Identifier: Apache-2.0
// The app's main process: small, and without data. It keeps windows and the processes behind them running and in touch.

import { app, BrowserWindow, dialog, session } from 'electron';
import { wordsOf } from './app/capture-list';
import { clearUnpacked, showCapture } from './app/capture-windows';
import { needDisplay } from './app/display';
import { endLive, showLive } from './app/live-window';
import { mark } from './app/marks';
import { setMenu } from './app/menu';
import { answerMessages } from './app/messages';
import { askedAt, askedToOpen } from './app/open-capture';
import { declarePages, servePages } from './app/pages';
import { CHROMIUM_CACHE, CHROMIUM_STATE, CRASHES, LOGS } from './app/paths';
import { beThrifty } from './app/thrift';
import { raisePageWalls, raiseSessionWalls } from './app/walls';

const QUIT_MS = 3_000;

/** A capture that was asked for has its window alone: to see it takes no rights, and to watch may ask for them. */
async function show(asked: unknown): Promise<void> {
  if (asked === undefined) {
    showLive();
    return;
  }
  try {
    showCapture(askedAt(asked));
  } catch (error) {
    const { what, why, mend } = wordsOf(error);
    await dialog.showMessageBox({ type: 'info', message: what, detail: `${why} ${mend}` });
    // Nobody could end what has no window.
    if (BrowserWindow.getAllWindows().length === 0) app.exit(1);
  }
}

async function boot(asked: string | undefined): Promise<void> {
  raisePageWalls();
  app.on('second-instance', (_event, _words, _folder, data) => {
    void show(((data ?? {}) as { open?: unknown }).open);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', endLive);
  // A signal to the whole group has ended Chromium's other processes too, and a quit may wait for them for ever.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      app.quit();
      setTimeout(() => app.exit(0), QUIT_MS).unref();
    });

  await app.whenReady();
  mark('main ready');
  raiseSessionWalls(session.defaultSession);
  servePages(session.defaultSession);
  answerMessages();
  setMenu();
  clearUnpacked();
  await show(asked);
}

needDisplay();
mark('main begun');
beThrifty();
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
