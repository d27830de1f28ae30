// SPDX-License-Identifier: Apache-2.0
// What the person asks: place, filter, stretch of time, selection. No data of the machine.

import { createStore } from 'zustand/vanilla';
import type { FilterField } from '../../src-main/shared/filter-terms';

export type Span = 30 | 120 | 600;
/** Of a capture, all of it. */
export const SPAN_LONGEST = 600;
export type Grouping = 'process' | 'call';
export type Tab = 'table' | 'errors' | 'live' | 'chart' | 'explain';

export interface Term {
  readonly field: FilterField;
  readonly not: boolean;
  readonly value: string;
}

/** What is selected: a process, a call, or a call of a process. */
export interface Selected {
  readonly process: number | null;
  readonly call: number | null;
}

export interface View {
  readonly place: string;
  /** The open lesson; empty for the first. */
  readonly lesson: string;
  readonly groupBy: Grouping;
  readonly span: Span;
  /** A stretch of the past that the charts show instead of the last seconds. */
  readonly fixed: { from: number; to: number } | null;
  /** The latest second at the moment of the pause; null while live. */
  readonly pausedAt: number | null;
  /** The stretch that is marked in the charts. */
  readonly marked: { from: number; to: number } | null;
  readonly selected: Selected | null;
  readonly open: ReadonlySet<string>;
  readonly terms: readonly Term[];
  /** What stands in the filter bar and is not yet a chip. */
  readonly typed: string;
  readonly tab: Tab;
}

const START: View = {
  place: 'syscalls',
  lesson: '',
  groupBy: 'process',
  span: 120,
  fixed: null,
  pausedAt: null,
  marked: null,
  selected: null,
  open: new Set(),
  terms: [],
  typed: '',
  tab: 'table',
};

export const newViewStore = () => createStore<View>(() => START);
export type ViewStore = ReturnType<typeof newViewStore>;

/** Escape: takes back the last and smallest thing that was chosen. Returns whether there was one. */
export function stepBack(store: ViewStore): boolean {
  const { marked, fixed, selected } = store.getState();
  if (marked !== null) store.setState({ marked: null });
  else if (fixed !== null) store.setState({ fixed: null });
  else if (selected !== null) store.setState({ selected: null });
  else return false;
  return true;
}

export function toggleOpen(store: ViewStore, key: string, to?: boolean): void {
  const open = new Set(store.getState().open);
  if (to ?? !open.has(key)) open.add(key);
  else open.delete(key);
  store.setState({ open });
}

/** Latest second that the charts show. */
export const shownLatest = (view: View, latest: number): number => view.pausedAt ?? latest;
