// SPDX-License-Identifier: Apache-2.0
// The window of this machine now: there is one at most, and the engine lives as long as it.

import type { BrowserWindow, WebContents } from 'electron';
import { Engine, LIVE } from './engine';
import { bringForward } from './notify';
import { loadSettings } from './settings';
import { openWindow } from './window';

let live: { readonly engine: Engine; readonly window: BrowserWindow } | undefined;

/** Opens it, or brings it forward. The engine is first: it opens the helper while the page loads. */
export function showLive(): void {
  if (live) {
    bringForward(live.window);
    return;
  }
  const engine = new Engine(LIVE);
  engine.start();
  const window = openWindow(loadSettings(), { title: 'Ringside', remembered: true });
  live = { engine, window };
  window.once('closed', endLive);
}

export function endLive(): void {
  live?.engine.stop();
  live = undefined;
}

export const liveEngineOf = (contents: WebContents): Engine | undefined =>
  live?.window.webContents === contents ? live.engine : undefined;
