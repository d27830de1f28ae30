// SPDX-License-Identifier: Apache-2.0

import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Settings } from '../shared/contract';
import { mark } from './marks';
import { HOME_PAGE } from './pages';
import { PRELOAD } from './paths';
import { Restarts } from './restarts';
import { LEAST, loadPlace, savePlace, type WindowPlace } from './window-place';

const FIRST_SIZE = { width: 1280, height: 800 };

/** `--bg` of both schemes: what shows before the first paint and while a window grows. */
const BACKGROUND = { dark: '#16191d', light: '#ffffff' };

/** A page that paints nothing must not leave a person without a window. */
const SHOW_AT_LATEST_MS = 3_000;

const REMEMBER_AFTER_MS = 500;

export interface WindowKind {
  readonly title: string;
  /** Its place is kept for the next start. */
  readonly remembered: boolean;
}

/** A window that is not remembered stands a little beside the one that is. */
const BESIDE = 32;

function placeOf({ remembered }: WindowKind): WindowPlace | undefined {
  const place = loadPlace(screen.getAllDisplays().map(({ workArea }) => workArea));
  if (remembered || !place) return place;
  const { x, y, ...size } = place.bounds;
  return { bounds: { ...size, x: x + BESIDE, y: y + BESIDE }, maximized: false };
}

/** Opens a window; it is shown when there is something to see. */
export function openWindow({ colorScheme, zoom }: Settings, kind: WindowKind): BrowserWindow {
  nativeTheme.themeSource = colorScheme;
  const place = placeOf(kind);
  const window = new BrowserWindow({
    ...(place?.bounds ?? { ...FIRST_SIZE, useContentSize: true }),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    show: false,
    title: kind.title,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      zoomFactor: zoom / 100,
      v8CacheOptions: 'code',
    },
  });
  const show = () => {
    if (window.isDestroyed() || window.isVisible()) return;
    if (place?.maximized) window.maximize();
    window.show();
  };
  window.once('ready-to-show', () => {
    mark('first paint');
    show();
  });
  setTimeout(show, SHOW_AT_LATEST_MS);
  // Ours says which capture it is; the page's title is the same for all.
  window.on('page-title-updated', (event) => event.preventDefault());
  const repaint = () =>
    window.setBackgroundColor(nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light);
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
  if (kind.remembered) remember(window);
  comeBack(window);
  void window.loadURL(HOME_PAGE);
  return window;
}

function remember(window: BrowserWindow): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    try {
      savePlace({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    } catch (error) {
      process.stderr.write(`ringside: The window's place cannot be kept: ${(error as Error).message}\n`);
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, REMEMBER_AFTER_MS);
  };
  for (const name of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(name as 'resize', soon);
  window.on('close', save);
}

/** A page whose process has died is loaded again; what it showed comes back from the engine. */
function comeBack(window: BrowserWindow): void {
  const restarts = new Restarts();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const waitMs = restarts.next(Date.now());
    process.stderr.write(`ringside: The window's process ended (${reason}); it is started again.\n`);
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, waitMs);
  });
}
