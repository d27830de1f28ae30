// SPDX-License-Identifier: Apache-2.0
// The only file that touches ipcMain. What a window may ask is a table: name, who answers. Each message's sender is
// checked before anything of it is read, and each answer takes values apart itself: their types are only claims.

import { app, clipboard, type IpcMainInvokeEvent, ipcMain, nativeTheme, type WebContents } from 'electron';
import type { RingsideApi, WindowFacts } from '../shared/contract';
import { CAPTURE_ANSWERS } from './capture-answers';
import type { Engine } from './engine';
import { mark } from './marks';
import { ORIGIN } from './pages';
import { isSandboxed } from './sandbox';
import { loadSettings, saveSettings, soundSettings } from './settings';

const CLIPBOARD_MOST = 16 * 1024 * 1024;

type Answer = (value: unknown, window: WebContents) => unknown;

function answers(engine: Engine): Readonly<Record<keyof RingsideApi, Answer>> {
  return {
    facts: (_value, window): WindowFacts => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      sandbox: isSandboxed(window.getOSProcessId()),
      settings: loadSettings(),
    }),
    saveSettings: (value, window) => {
      const settings = soundSettings(value);
      saveSettings(settings);
      nativeTheme.themeSource = settings.colorScheme;
      window.setZoomFactor(settings.zoom / 100);
    },
    connect: (_value, window) => engine.connect(window),
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

/** The main frame of the one window, showing one of our pages. */
function isFromWindow(event: IpcMainInvokeEvent, window: WebContents | undefined): boolean {
  const { sender, senderFrame } = event;
  return (
    window !== undefined &&
    sender === window &&
    senderFrame === window.mainFrame &&
    senderFrame.url.startsWith(`${ORIGIN}/`)
  );
}

/** `window` tells which window there is when a message comes. */
export function answerMessages(engine: Engine, window: () => WebContents | undefined): void {
  for (const [name, answer] of Object.entries(answers(engine)))
    ipcMain.handle(name, (event, value: unknown) => {
      if (!isFromWindow(event, window())) throw new Error('not from the window');
      return answer(value, event.sender);
    });
}
