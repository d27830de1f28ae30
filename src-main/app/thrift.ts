// SPDX-License-Identifier: Apache-2.0
// What Chromium and its libraries take by default and a window of our kind has no use for.

import { app } from 'electron';

/** MiB that new objects may take before they are looked through: each second is short work, 16 only lie about. */
export const YOUNG_HEAP = '--max-semi-space-size=2';

/** Before Electron begins to load them. */
export function beThrifty(): void {
  app.commandLine.appendSwitch('js-flags', YOUNG_HEAP);
  // GTK, which draws the file dialog, would load a driver of 3D graphics (with LLVM, 25 MiB) to choose its visual.
  process.env.GDK_GL ??= 'disable';
}
