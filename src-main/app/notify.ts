// SPDX-License-Identifier: Apache-2.0
// A notification of the desktop, only where the window is not being looked at.

import { BrowserWindow, Notification, type WebContents } from 'electron';

const TITLE_MOST = 200;
const BODY_MOST = 500;
/** An answer that nobody gave by then will not come. */
const WAIT_MS = 10 * 60_000;

const text = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most;

/** Resolves with whether it was clicked, and then the window is in front. @throws when it is no notice */
export async function notify(value: unknown, contents: WebContents): Promise<boolean> {
  const { title, body } = (value ?? {}) as Record<string, unknown>;
  if (!text(title, TITLE_MOST) || !text(body, BODY_MOST)) throw new Error('not a notice');
  const window = BrowserWindow.fromWebContents(contents);
  if (!window || window.isFocused() || !Notification.isSupported()) return false;
  const notification = new Notification({ title, body });
  const clicked = await new Promise<boolean>((resolve) => {
    notification.once('click', () => resolve(true));
    for (const name of ['close', 'failed'] as const) notification.once(name as 'close', () => resolve(false));
    setTimeout(() => resolve(false), WAIT_MS).unref();
    notification.show();
  });
  if (clicked && !window.isDestroyed()) bringForward(window);
  return clicked;
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
