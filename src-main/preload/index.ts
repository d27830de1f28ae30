// SPDX-License-Identifier: Apache-2.0
// All that a page gets: one frozen object. No event, no channel's name and no part of ipcRenderer passes.

import * as electron from 'electron';
import { PORT_MESSAGE, QUERY_MESSAGE, type RingsideApi } from '../shared/contract';

const { contextBridge, ipcRenderer } = electron;

/** A dropped file's path: of the file itself up to Electron 31, by a door of its own since 29. */
function pathOf(file: object): unknown {
  const { webUtils } = electron as { webUtils?: { getPathForFile(file: object): string } };
  return webUtils ? webUtils.getPathForFile(file) : (file as { path?: unknown }).path;
}

/** The page's own window: this script shares it. Types of a browser are the renderer's alone. */
declare const window: {
  postMessage(message: string, targetOrigin: string, transfer: readonly unknown[]): void;
};

const api = Object.freeze({
  facts: () => ipcRenderer.invoke('facts'),
  saveSettings: (settings) => ipcRenderer.invoke('saveSettings', settings),
  connect: () => ipcRenderer.invoke('connect'),
  copyText: (text) => ipcRenderer.invoke('copyText', text),
  mark: (name) => ipcRenderer.invoke('mark', name),
  listCaptures: () => ipcRenderer.invoke('listCaptures'),
  openCapture: (path) => ipcRenderer.invoke('openCapture', path),
  queryCapture: (path) => ipcRenderer.invoke('queryCapture', path),
  openDropped: (file) => ipcRenderer.invoke('openDropped', pathOf(file)),
  showLive: () => ipcRenderer.invoke('showLive'),
  chooseCapture: () => ipcRenderer.invoke('chooseCapture'),
  showCapture: (dir) => ipcRenderer.invoke('showCapture', dir),
  readDescription: (dir) => ipcRenderer.invoke('readDescription', dir),
  describeCapture: (description) => ipcRenderer.invoke('describeCapture', description),
  trashCapture: (dir) => ipcRenderer.invoke('trashCapture', dir),
  restoreCapture: (dir) => ipcRenderer.invoke('restoreCapture', dir),
  recentCaptures: () => ipcRenderer.invoke('recentCaptures'),
  forgetRecent: (path) => ipcRenderer.invoke('forgetRecent', path),
  notify: (notice) => ipcRenderer.invoke('notify', notice),
} satisfies RingsideApi);

contextBridge.exposeInMainWorld('ringside', api);

// The page is not told who sent it: only we can send to this window, and only pages of ours are ever in it.
ipcRenderer.on(PORT_MESSAGE, ({ ports }) => window.postMessage(PORT_MESSAGE, '*', ports));
ipcRenderer.on(QUERY_MESSAGE, () => window.postMessage(QUERY_MESSAGE, '*', []));
