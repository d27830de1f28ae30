// SPDX-License-Identifier: Apache-2.0
// The process that is followed, with its children. Each table can name one, the view of processes shows it.

import { createStore } from 'zustand/vanilla';

export interface Followed {
  readonly pid: number;
  /** Unix time, s, at which it had that PID; null for the last that had it. */
  readonly at: number | null;
}

export interface Scope {
  readonly followed: Followed | null;
  /** The place that shows it; null where there is none, as in a capture without processes. */
  readonly place: string | null;
}

export const scope = createStore<Scope>(() => ({ followed: null, place: null }));

export const follow = (followed: Followed | null): void => scope.setState({ followed });
