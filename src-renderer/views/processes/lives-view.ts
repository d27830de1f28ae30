// SPDX-License-Identifier: Apache-2.0
// What is asked of the tree of processes, for as long as the window is there.

import { createStore } from 'zustand/vanilla';
import type { RowTerm } from '../../../src-main/shared/rows-contract';
import { ROW_TERMS_MOST } from '../../../src-main/shared/rows-contract';
import type { Life } from '../../select/lives';
import type { GridSort } from '../../widgets/GridHead';
import { sameRowTerm } from '../rows/rows-view';

export interface LivesView {
  readonly terms: readonly RowTerm[];
  readonly text: string;
  /** Keys of rows that are not as they are by themselves: trees are open, folds closed. */
  readonly turned: ReadonlySet<string>;
  readonly sort: GridSort;
  /** Whose row is selected, and what is said of it should it go out of sight. */
  readonly chosen: { readonly key: string; readonly life: Life | null } | null;
}

export const BY_BIRTH: GridSort = { column: 'started', descending: false };

export const livesView = createStore<LivesView>(() => ({
  ...{ terms: [], text: '', turned: new Set<string>(), sort: BY_BIRTH, chosen: null },
}));

/** Takes the place of what says the contrary. */
export function addLifeTerm(term: RowTerm): void {
  const contrary = { ...term, op: term.op === 'is' ? ('not' as const) : ('is' as const) };
  const { terms } = livesView.getState();
  const others = terms.filter((one) => !sameRowTerm(one, term) && !sameRowTerm(one, contrary));
  livesView.setState({ terms: [...others, term].slice(-ROW_TERMS_MOST) });
}

export function removeLifeTerm(term: RowTerm): void {
  livesView.setState({ terms: livesView.getState().terms.filter((one) => !sameRowTerm(one, term)) });
}

export function turn(key: string): void {
  const turned = new Set(livesView.getState().turned);
  if (!turned.delete(key)) turned.add(key);
  livesView.setState({ turned });
}

export const choose = (key: string, life: Life | null): void => livesView.setState({ chosen: { key, life } });
