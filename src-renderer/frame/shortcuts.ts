// SPDX-License-Identifier: Apache-2.0
// Keys that work wherever the focus is. Those without Ctrl or Alt do not where it writes text, nor under a menu.
import { type Command, keyName } from './commands';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches('input[type=text], textarea') || target.isContentEditable);
const presses = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, [role=tab], [role=menuitem], label, input') !== null;
const floats = (): boolean => document.querySelector('[role=dialog], [role=menu]') !== null;

/** Keys that are needed while text is written, too. */
const EVERYWHERE = /^(Control|Alt|F\d|Shift\+F\d)/;

/** Listens until the returned function is called. */
export function listenForKeys(commands: () => readonly Command[]): () => void {
  // Before anybody hears the key: Escape has closed what floated when it comes here.
  let floated = false;
  const look = () => {
    floated = floats();
  };
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const key = keyName(event);
    if (!EVERYWHERE.test(key) && (writes(event.target) || floated)) return;
    if (key === ' ' && presses(event.target)) return;
    const command = commands().find((one) => one.keys?.includes(key));
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  };
  document.addEventListener('keydown', look, true);
  document.addEventListener('keydown', listener);
  return () => {
    document.removeEventListener('keydown', look, true);
    document.removeEventListener('keydown', listener);
  };
}
