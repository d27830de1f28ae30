// SPDX-License-Identifier: Apache-2.0
// Keys that work wherever the focus is, unless it writes text.
import { trail, view } from '../stores/app';
import { stepBack } from '../stores/view-store';
import { togglePause } from './pause';

const REGIONS = [
  '#filter',
  '.nav-item',
  '.time-layer',
  '.detail [role=tab][tabindex="0"]',
  '.grid-row[tabindex="0"]',
  '.explain[tabindex]',
  '.status-item',
];

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches('input, textarea') || target.isContentEditable);
const presses = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, [role=tab], [role=menuitem], label') !== null;
const floats = (): boolean => document.querySelector('[role=dialog], [role=menu]') !== null;

function nextRegion(by: 1 | -1): void {
  const parts = REGIONS.map((one) => document.querySelector<HTMLElement>(one)).filter((one) => one !== null);
  const here = parts.findIndex((part) => {
    const around = part.closest('header, nav, .lanes, .detail-tabs, .grid, aside, footer') ?? part;
    return around.contains(document.activeElement);
  });
  parts[(here + by + parts.length) % parts.length]?.focus();
}

/** Listens until the returned function is called. */
export function listenForKeys(onKeys: () => void): () => void {
  const keys: Record<string, () => void> = {
    '/': () => document.querySelector<HTMLElement>('#filter')?.focus(),
    '?': onKeys,
    '1': () => view.setState({ span: 30, fixed: null, marked: null }),
    '2': () => view.setState({ span: 120, fixed: null, marked: null }),
    '3': () => view.setState({ span: 600, fixed: null, marked: null }),
    g: () => {
      const groupBy = view.getState().groupBy === 'process' ? 'call' : 'process';
      view.setState({ groupBy, open: new Set() });
    },
  };
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.key === 'F6') {
      event.preventDefault();
      nextRegion(event.shiftKey ? -1 : 1);
      return;
    }
    if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      trail.go(event.key === 'ArrowLeft' ? -1 : 1);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target) || floats()) return;
    if (event.key === 'Escape') {
      stepBack(view);
      return;
    }
    if (event.key === ' ') {
      if (presses(event.target)) return;
      event.preventDefault();
      togglePause();
      return;
    }
    const run = keys[event.key.toLowerCase()] ?? keys[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}
