// SPDX-License-Identifier: Apache-2.0
// Hidden until Alt: it is there for the keys. Space, R, / and ? belong to the window's views.

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
          { role: 'resetZoom', label: 'Text as it was' },
          { role: 'zoomIn', label: 'Larger text' },
          // The key without Shift, too.
          { role: 'zoomIn', accelerator: 'Ctrl+=', visible: false, acceleratorWorksWhenHidden: true },
          { role: 'zoomOut', label: 'Smaller text' },
          { type: 'separator' },
          { role: 'togglefullscreen', label: 'Full screen' },
          { role: 'reload', label: 'Load the window again' },
          { role: 'toggleDevTools', label: 'Developer tools' },
        ],
      },
      { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'close' }] },
    ]),
  );
}
