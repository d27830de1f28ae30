// SPDX-License-Identifier: Apache-2.0
// The windows that show captures: each has a process of its own behind it, as the live window has, and goes alone.

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BrowserWindow, WebContents } from 'electron';
import { QUERY_MESSAGE, QUERY_PLACE } from '../shared/contract';
import { Failure } from '../shared/failure';
import { Engine, replayOf } from './engine';
import { bringForward } from './notify';
import { RECENT_FILE, UNPACKED } from './paths';
import { Recent } from './recent';
import { loadSettings } from './settings';
import { openWindow } from './window';

/** Each may take as much memory as a replay is given. */
const WINDOWS_MOST = 8;

interface Shown {
  readonly window: BrowserWindow;
  readonly engine: Engine;
  readonly path: string;
  /** Where it begins; null for the first place there is. */
  readonly place: string | null;
}

/** What was shown last, in this run and before. */
export const recent = new Recent(RECENT_FILE);

function remember(path: string, name: string): void {
  try {
    recent.add(path, name || basename(path), Date.now());
  } catch (error) {
    process.stderr.write(`ringside: What was shown cannot be remembered: ${(error as Error).message}\n`);
  }
}

const shown = new Map<WebContents, Shown>();

/** The process behind a window of a capture, and what the window shows; undefined for any other. */
export const shownIn = (contents: WebContents): Shown | undefined => shown.get(contents);

/** A folder of its own for what is unpacked; '' where nothing is. */
function placeFor(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return '';
  mkdirSync(UNPACKED, { recursive: true, mode: 0o700 });
  chmodSync(UNPACKED, 0o700);
  return mkdtempSync(join(UNPACKED, `${process.pid}-`));
}

const isRunning = (pid: number) => statSync(`/proc/${pid}`, { throwIfNoEntry: false }) !== undefined;

/** What windows left behind that could not end as they should. */
export function clearUnpacked(): void {
  try {
    for (const name of readdirSync(UNPACKED)) {
      const pid = Number.parseInt(name, 10);
      if (pid !== process.pid && !isRunning(pid))
        rmSync(join(UNPACKED, name), { recursive: true, force: true });
    }
  } catch {
    // There never was any.
  }
}

/**
 * Shows it in a window of its own, or brings the one forward that does. What is wrong with the capture is said there.
 * @param query to be asked, not to be looked at
 * @throws {Failure} when there are too many windows, or no place to unpack to
 */
export function showCapture(path: string, query = false): void {
  for (const one of shown.values())
    if (one.path === path) {
      bringForward(one.window);
      if (query) one.window.webContents.send(QUERY_MESSAGE);
      return;
    }
  if (shown.size >= WINDOWS_MOST)
    throw new Failure(
      'The capture was not opened.',
      `${WINDOWS_MOST} captures are open, and each takes memory of its own.`,
      'Close one of their windows.',
    );
  const unpacked = placeFor(path);
  const engine = new Engine(replayOf(path, unpacked, (name) => remember(path, name)));
  const window = openWindow(loadSettings(), { title: `${basename(path)} – Ringside`, remembered: false });
  const { webContents } = window;
  shown.set(webContents, { window, engine, path, place: query ? QUERY_PLACE : null });
  engine.start();
  window.once('closed', () => {
    shown.delete(webContents);
    engine.stop();
    if (unpacked) rmSync(unpacked, { recursive: true, force: true });
  });
}
