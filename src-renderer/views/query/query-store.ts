// SPDX-License-Identifier: Apache-2.0
// What is asked, as long as the window is there.

import { createStore } from 'zustand/vanilla';
import { machine } from '../../stores/app';

export interface Query {
  readonly sql: string;
  /** The latest that was asked; its answer has the same number. */
  readonly asked: number;
}

export const query = createStore<Query>(() => ({ sql: '', asked: 0 }));

export function ask(sql = query.getState().sql): void {
  if (sql.trim() === '') return;
  const asked = query.getState().asked + 1;
  query.setState({ sql, asked });
  machine.send({ kind: 'query', id: asked, sql });
}

export const cancel = (): void => machine.send({ kind: 'cancel-query', id: query.getState().asked });
