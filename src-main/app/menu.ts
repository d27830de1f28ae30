// SPDX-License-Identifier: Apache-2.0
// Hidden until Alt: it is there for the keys. What the window does itself (Space, /, ?, the size of text) is
// not in it: `src-renderer/frame/commands.ts`.

import { Menu } from 'electron';

export function setMenu(): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: '&Ringside', submenu: [{ role: 'quit', accelerator: 'Ctrl+Q' }] },
      {
        label: '&Edit',
        submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
      },
      {
        label: '&View',
        submenu: [
          { role: 'togglefullscreen', label: 'Full screen' },
          { role: 'reload', label: 'Load the window again' },
          { role: 'toggleDevTools', label: 'Developer tools' },
        ],
      },
      {
        label: '&Window',
        submenu: [
          // Without its key: Ctrl+M is a mark.
          { label: 'Minimize', click: (_item, window) => window?.minimize() },
          { role: 'close' },
        ],
      },
    ]),
  );
}
