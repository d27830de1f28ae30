// SPDX-License-Identifier: Apache-2.0
// The only file that touches ipcMain. What a window may ask is a table: name, who answers. Each message's sender is
// checked before anything of it is read, and each answer takes values apart itself: their types are only claims.

import { app, clipboard, type IpcMainInvokeEvent, ipcMain, nativeTheme, type WebContents } from 'electron';
import type { RingsideApi, Settings, WindowFacts } from '../shared/contract';
import { CAPTURE_ANSWERS } from './capture-answers';
import { shownIn } from './capture-windows';
import type { Engine } from './engine';
import { liveEngineOf } from './live-window';
import { mark } from './marks';
import { ORIGIN } from './pages';
import { isSandboxed } from './sandbox';
import { changedSettings, loadSettings, saveSettings, soundSettings } from './settings';

const CLIPBOARD_MOST = 16 * 1024 * 1024;

type Answer = (value: unknown, window: WebContents) => unknown;

/** What each window took for the settings last: it tells all of them, and only what it changed is meant. */
const known = new WeakMap<WebContents, Settings>();

const engineOf = (contents: WebContents): Engine | undefined =>
  liveEngineOf(contents) ?? shownIn(contents)?.engine;

function answers(): Readonly<Record<keyof RingsideApi, Answer>> {
  return {
    facts: (_value, window): WindowFacts => {
      const settings = loadSettings();
      known.set(window, settings);
      return {
        version: app.getVersion(),
        electron: process.versions.electron,
        sandbox: isSandboxed(window.getOSProcessId()),
        settings,
        capture: shownIn(window)?.path ?? null,
        place: shownIn(window)?.place ?? null,
      };
    },
    saveSettings: (value, window) => {
      const told = soundSettings(value);
      const settings = changedSettings(loadSettings(), known.get(window) ?? told, told);
      known.set(window, told);
      saveSettings(settings);
      nativeTheme.themeSource = settings.colorScheme;
      window.setZoomFactor(settings.zoom / 100);
    },
    connect: (_value, window) => engineOf(window)?.connect(window),
    copyText: (value) => {
      if (typeof value !== 'string' || value.length > CLIPBOARD_MOST) throw new Error('not a text to copy');
      clipboard.writeText(value);
    },
    mark: (value) => {
      if (typeof value !== 'string' || !/^[\w -]{1,40}$/.test(value))
        throw new Error('not a name for a mark');
      mark(value);
    },
    ...CAPTURE_ANSWERS,
  };
}

/** The main frame of one of our windows, showing one of our pages. */
function isFromWindow({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    engineOf(sender) !== undefined &&
    senderFrame === sender.mainFrame &&
    senderFrame.url.startsWith(`${ORIGIN}/`)
  );
}

export function answerMessages(): void {
  for (const [name, answer] of Object.entries(answers()))
    ipcMain.handle(name, (event, value: unknown) => {
      if (!isFromWindow(event)) throw new Error('not from a window');
      return answer(value, event.sender);
    });
}
