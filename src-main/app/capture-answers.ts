// SPDX-License-Identifier: Apache-2.0
// What a window may ask about captures on disk. What did not go is the answer, in words.

import { BrowserWindow, dialog, shell, type WebContents } from 'electron';
import { NAME_MOST, NOTE_MOST } from '../shared/capture-contract';
import type { Description, Words } from '../shared/capture-files';
import { capturesFolder } from '../shared/xdg';
import { MANIFEST_FILE } from '../store/manifest';
import {
  describeCapture,
  descriptionOf,
  listCaptures,
  listedCapture,
  notBeingWritten,
  wordsOf,
} from './capture-list';
import { recent, showCapture } from './capture-windows';
import { showLive } from './live-window';
import { notify } from './notify';
import { captureAt } from './open-capture';
import { TRASH } from './paths';
import { Trash } from './trash';

/** Null when it went, else why it did not. */
async function went(work: () => Promise<void> | void): Promise<Words | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return wordsOf(error);
  }
}

async function choose(contents: WebContents): Promise<string | undefined> {
  const window = BrowserWindow.fromWebContents(contents);
  const { filePaths } = await dialog.showOpenDialog(window as BrowserWindow, {
    title: `Open a capture: the ${MANIFEST_FILE} in its folder, or a .ringside file`,
    defaultPath: capturesFolder(),
    properties: ['openFile'],
    filters: [{ name: 'Captures', extensions: ['ringside', 'json'] }],
  });
  return filePaths[0];
}

const text = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most;

async function rename(value: unknown): Promise<void> {
  const { dir, name, note } = (value ?? {}) as Record<string, unknown>;
  if (!text(name, NAME_MOST) || !text(note, NOTE_MOST)) throw new Error('not a name and a note');
  await describeCapture(listedCapture(capturesFolder(), dir), name, note);
}

function read(dir: unknown): Description | Words {
  try {
    return descriptionOf(listed(dir));
  } catch (error) {
    return wordsOf(error);
  }
}

function forget(path: unknown): void {
  if (path !== null && typeof path !== 'string') throw new Error('not a path');
  recent.forget(path);
}

const trash = new Trash(TRASH);
const listed = (dir: unknown) => listedCapture(capturesFolder(), dir);

export const CAPTURE_ANSWERS = {
  listCaptures: () => listCaptures(capturesFolder()).catch(wordsOf),
  openCapture: (path: unknown) => went(() => showCapture(captureAt(path))),
  queryCapture: (path: unknown) => went(() => showCapture(captureAt(path), true)),
  openDropped: (path: unknown) => went(() => showCapture(captureAt(path))),
  showLive: () => went(showLive),
  chooseCapture: (_value: unknown, contents: WebContents) =>
    went(async () => {
      const path = await choose(contents);
      if (path !== undefined) showCapture(captureAt(path));
    }),
  showCapture: (dir: unknown) => went(() => shell.showItemInFolder(captureAt(dir))),
  readDescription: read,
  recentCaptures: () => recent.list(),
  forgetRecent: (path: unknown) => went(() => forget(path)),
  describeCapture: (value: unknown) => went(() => rename(value)),
  trashCapture: (dir: unknown) =>
    went(async () => {
      await notBeingWritten(listed(dir));
      trash.put(listed(dir));
    }),
  restoreCapture: (dir: unknown) => went(() => trash.restore(listed(dir))),
  notify,
};
