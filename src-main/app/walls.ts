// SPDX-License-Identifier: Apache-2.0
// What pages may not: leave, open windows, ask the network or be given permissions. All of it, without exceptions.

import { app, type Session } from 'electron';
import { HOME_PAGE, ORIGIN } from './pages';

/** Nothing but our own pages is ever fetched. */
export function raiseSessionWalls(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

const isOurs = (url: string) => url.startsWith(`${ORIGIN}/`) || url.startsWith('devtools://');

/** For every page that will ever be. */
export function raisePageWalls(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (event.url !== HOME_PAGE) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
