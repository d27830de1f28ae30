// SPDX-License-Identifier: Apache-2.0
// Loaded into the main process where no driver may be attached: one that emulates focus keeps every page visible. On
// SIGUSR2 the window is hidden, and what the page then says of itself is written to standard error.
'use strict';
if (process.type === 'browser')
  process.on('SIGUSR2', async () => {
    const { BrowserWindow } = require('electron');
    const [window] = BrowserWindow.getAllWindows();
    window.hide();
    for (let state; state !== 'hidden'; ) {
      state = await window.webContents.executeJavaScript('document.visibilityState');
      process.stderr.write(`page is ${state}\n`);
    }
  });
