// SPDX-License-Identifier: Apache-2.0
// Keys that work wherever the focus is. Those without Ctrl or Alt do not where it writes text, nor under a menu.
import { type Command, keyName } from './commands';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('input[type=text], textarea, select') || target.isContentEditable);
const presses = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, [role=tab], [role=menuitem], label, input') !== null;
const floats = (): boolean => document.querySelector('[role=dialog], [role=menu]') !== null;

/** What a button, a tab or a choice takes for itself. */
const OF_CONTROLS = new Set([' ', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** Keys that are needed while text is written, too. */
const EVERYWHERE = /^(Control|Alt|F\d|Shift\+F\d)/;

// What floats hears Escape on the window and is gone when the key comes to the document. This one is there before any of
// them, and so hears first.
let floated = false;
// The palette is asked for by a key of its own, and is there a moment later: what is typed meanwhile is meant for it.
const PALETTE_MS = 500;
let paletteAsked = Number.NEGATIVE_INFINITY;
window.addEventListener(
  'keydown',
  (event) => {
    if (keyName(event) === 'Control+k') paletteAsked = event.timeStamp;
    const there = floats();
    floated = there || event.timeStamp - paletteAsked < PALETTE_MS;
    if (there) paletteAsked = Number.NEGATIVE_INFINITY;
  },
  true,
);

/** Listens until the returned function is called. */
export function listenForKeys(commands: () => readonly Command[]): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const key = keyName(event);
    // In a shadow root the event's own target is what is around it.
    const target = event.composedPath()[0] ?? null;
    if (!EVERYWHERE.test(key) && (writes(target) || floated)) return;
    if (OF_CONTROLS.has(key) && presses(target)) return;
    const command = commands().find((one) => one.keys?.includes(key));
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}
