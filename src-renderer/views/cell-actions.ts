// SPDX-License-Identifier: Apache-2.0
// What any cell of any table offers: only this, all but this, and the process that it is about with its children.
// Tables say what that means for them; words, marks and keys are the same everywhere.

import { CircleSlash, Filter, GitFork } from 'lucide-react';
import { visibleText } from '../../src-main/shared/amount';
import { machine, view } from '../stores/app';
import { follow, scope } from '../stores/scope';
import type { MenuEntry } from '../widgets/menu-state';

const LETTERS_MOST = 28;

export interface CellOffer {
  /** What the cell says. */
  readonly text: string;
  /** Rows that say the same, alone. */
  include?(): void;
  /** Rows that say something else. */
  exclude?(): void;
  /** The process that the row is about. */
  readonly process?: { readonly pid: number; readonly comm: string; readonly at: number | null } | null;
}

/** Keys of rows, as the list of keys has them. */
export const CELL_KEYS: readonly (readonly [string, string])[] = [
  ['F', 'show only such rows'],
  ['X', 'leave such rows out'],
  ['T', 'follow the process and its children'],
];

const cut = (text: string) => {
  const shown = visibleText(text);
  return shown.length > LETTERS_MOST ? `${shown.slice(0, LETTERS_MOST)}…` : shown;
};

/** Shows the process and its children, where there is a place for that. */
export function followProcess(process: NonNullable<CellOffer['process']>): void {
  const { place } = scope.getState();
  if (place === null) return;
  follow({ pid: process.pid, at: process.at });
  view.setState({ place });
}

export function followEntry(process: CellOffer['process']): MenuEntry[] {
  if (!process || process.pid <= 0 || scope.getState().place === null) return [];
  const label = `Follow ${cut(process.comm)} ${process.pid} and its children`;
  return [{ id: 'follow-tree', label, icon: GitFork, key: 'T', run: () => followProcess(process) }];
}

/** The first group of a cell's menu, and the entry that leads to its process. */
export function cellEntries({ text, include, exclude, process }: CellOffer): MenuEntry[][] {
  const words = text === '' ? 'what has none' : `“${cut(text)}”`;
  const entries: MenuEntry[] = [];
  if (include) entries.push({ id: 'only', label: `Only ${words}`, icon: Filter, key: 'F', run: include });
  if (exclude)
    entries.push({ id: 'without', label: `Without ${words}`, icon: CircleSlash, key: 'X', run: exclude });
  return [entries, followEntry(process)];
}

/** Does what a key means. Returns whether it means anything here. */
export function actOnCell(key: string, offer: CellOffer): boolean {
  const entry = cellEntries(offer)
    .flat()
    .find((one) => one.key?.toLowerCase() === key);
  entry?.run();
  return entry !== undefined;
}

/** A moment of a table's clock as Unix time, s. */
export const unixOf = (bootNs: number): number => (machine.rows.bootUnixMs + bootNs / 1e6) / 1000;
