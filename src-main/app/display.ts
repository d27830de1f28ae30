// SPDX-License-Identifier: Apache-2.0

/** `ringside --help` calls it "no rights"; for the window it is "nowhere to open". */
const NO_DISPLAY_EXIT = 3;

/** Ends with a sentence where a window cannot be. Before anything else: without a display Chromium ends with none. */
export function needDisplay(): void {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return;
  process.stderr.write(
    'ringside: There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).\n' +
      '  what to do:  `npm run -s ringside -- watch syscalls` (`ringside watch syscalls`) shows the same in this terminal.\n',
  );
  process.exit(NO_DISPLAY_EXIT);
}
