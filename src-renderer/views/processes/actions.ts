// SPDX-License-Identifier: Apache-2.0
// What can be done with a life: include, exclude and follow as in every table, and ways to what else is known of it.

import { PanelRight, Table2 } from 'lucide-react';
import type { RowTerm } from '../../../src-main/shared/rows-contract';
import type { LifeRow } from '../../select/life-tree';
import { type Life, lifeText } from '../../select/lives';
import { view } from '../../stores/app';
import type { MenuEntry } from '../../widgets/menu-state';
import { type CellOffer, cellEntries } from '../cell-actions';
import { openRows } from '../rows/open-rows';
import { addLifeTerm, choose } from './lives-view';

/** Columns of the grid that terms know, by what a person sees in them. */
const TERMS: Readonly<Record<string, string>> = { name: 'comm', pid: 'pid', end: 'end' };

function termOf({ life, folded }: LifeRow, column: string): Omit<RowTerm, 'op'> | null {
  const one = life ?? folded[0];
  if (one === undefined) return null;
  if (column === 'belongs') {
    const field = (['container', 'unit', 'user'] as const).find((name) => one[name] !== '');
    return field === undefined ? null : { column: field, value: one[field] };
  }
  const name = TERMS[column] ?? 'comm';
  if (life === null && name !== 'comm') return null;
  return { column: name, value: lifeText(one, name) };
}

export function offerOf(row: LifeRow, column: string): CellOffer {
  const term = termOf(row, column);
  const { life } = row;
  return {
    text: term === null ? '' : String(term.value),
    ...(term === null
      ? {}
      : {
          include: () => addLifeTerm({ ...term, op: 'is' }),
          exclude: () => addLifeTerm({ ...term, op: 'not' }),
        }),
    process: life === null ? null : { pid: life.pid, comm: life.comm, at: life.started },
  };
}

/** The page of calls, narrowed to it. */
export const openCalls = ({ pid }: Life): void =>
  view.setState({
    ...{ place: 'syscalls', tab: 'table', typed: '' },
    terms: [{ field: 'pid', not: false, value: String(pid) }],
  });

/** Rows of a stream that are about it. */
export const openEvents = ({ pid }: Life, table: string, column = 'pid'): void =>
  openRows(table, [{ column, op: 'is', value: pid }]);

export function lifeMenu(row: LifeRow, column: string): MenuEntry[][] {
  const { life } = row;
  const [narrow = [], follow = []] = cellEntries(offerOf(row, column));
  if (life === null) return [narrow];
  return [
    narrow,
    [
      ...follow,
      {
        id: 'inspect',
        label: 'Show what is known of it',
        icon: PanelRight,
        run: () => choose(life.key, life),
      },
      { id: 'calls', label: 'Its calls', icon: Table2, run: () => openCalls(life) },
    ],
  ];
}
