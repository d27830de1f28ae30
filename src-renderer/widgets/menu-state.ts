// SPDX-License-Identifier: Apache-2.0
// The one menu at a place of the window: whoever is asked for it says what is in it.
import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  /** The key that does the same without the menu. */
  readonly key?: string;
  run(): void;
}

export interface MenuState {
  readonly x: number;
  readonly y: number;
  /** What the menu is about. */
  readonly title: string;
  readonly groups: readonly (readonly MenuEntry[])[];
}

const menu = createStore<{ readonly open: MenuState | null }>(() => ({ open: null }));

export const useMenu = (): MenuState | null =>
  useSyncExternalStore(menu.subscribe, () => menu.getState().open);

/** What had the focus when the menu opened. */
let before: Element | null = null;

/** Groups without an entry are left out; without any, nothing opens. */
export function openMenu(state: MenuState): void {
  const groups = state.groups.filter((group) => group.length > 0);
  if (groups.length === 0) return;
  if (menu.getState().open === null) before = document.activeElement;
  menu.setState({ open: { ...state, groups } });
}

/** Gives the focus back, unless what was chosen has taken it elsewhere. */
export function closeMenu(): void {
  menu.setState({ open: null });
  const to = before;
  setTimeout(() => {
    if (document.activeElement === document.body && to instanceof HTMLElement)
      to.focus({ preventScroll: true });
  });
}

/** Whether a key asks for the menu of what has the focus. */
export const asksForMenu = ({ key, shiftKey }: KeyboardEvent): boolean =>
  key === 'ContextMenu' || (key === 'F10' && shiftKey);

/** Where the menu of an element opens: under the pointer, or by key at the element's own place. */
export function menuPlace(event: MouseEvent | KeyboardEvent): { x: number; y: number } {
  event.preventDefault();
  event.stopPropagation();
  if ('clientX' in event) return { x: event.clientX, y: event.clientY };
  const { left, bottom } = event.currentTarget.getBoundingClientRect();
  return { x: left + 24, y: bottom - 4 };
}
