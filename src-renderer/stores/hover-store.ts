// SPDX-License-Identifier: Apache-2.0

import { createStore } from 'zustand/vanilla';

/** The second under the pointer or the time cursor; it changes at most twelve times a second. */
export interface Hover {
  readonly second: number | null;
}

export const hover = createStore<Hover>(() => ({ second: null }));
