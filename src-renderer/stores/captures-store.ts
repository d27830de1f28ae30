// SPDX-License-Identifier: Apache-2.0
// What a person does with captures in this window: what is open for it, and what is yet to be read.

import { createStore } from 'zustand/vanilla';
import type { Description, RecentCapture, Words } from '../../src-main/shared/capture-files';

export interface Mark {
  /** Unix time, s. */
  readonly at: number;
  readonly text: string;
}

export interface CapturesState {
  readonly panel: boolean;
  /** When the key for a mark was pressed, Unix time, ms; its word is being written. */
  readonly marking: number | null;
  /** In order of time. */
  readonly marks: readonly Mark[];
  /** Folders of captures whose end was read. */
  readonly dismissed: readonly string[];
  /** The capture whose name and note are being written. */
  readonly describing: Description | null;
  /** Folder of the capture that is chosen in the list. */
  readonly chosen: string | null;
  readonly failure: Words | null;
  /** What captures of this session are called since, by their folders. */
  readonly renamed: Readonly<Record<string, string>>;
  /** What was shown last, as main remembers it. */
  readonly recent: readonly RecentCapture[];
  /** What was moved to the trash last. */
  readonly trashed: { readonly dir: string; readonly name: string } | null;
  /** Grows whenever the folder may hold something else. */
  readonly changes: number;
}

/** As long as the history that the charts show may be; more than anybody sets in it. */
const MARKS_MOST = 500;
const DISMISSED_MOST = 100;

export const newCapturesStore = () =>
  createStore<CapturesState>(() => ({
    panel: false,
    marking: null,
    marks: [],
    dismissed: [],
    describing: null,
    chosen: null,
    failure: null,
    renamed: {},
    recent: [],
    trashed: null,
    changes: 0,
  }));
export type CapturesStore = ReturnType<typeof newCapturesStore>;

export function keepMark(store: CapturesStore, mark: Mark): void {
  const marks = [...store.getState().marks, mark].sort((a, b) => a.at - b.at).slice(-MARKS_MOST);
  store.setState({ marks });
}

export function dismiss(store: CapturesStore, dir: string): void {
  store.setState({ dismissed: [...store.getState().dismissed, dir].slice(-DISMISSED_MOST) });
}

export const folderChanged = (store: CapturesStore): void =>
  store.setState({ changes: store.getState().changes + 1 });
