// SPDX-License-Identifier: Apache-2.0
// Settings as the window holds them; a change is written a moment later, once for several.

import { createStore } from 'zustand/vanilla';
import type { Settings, WindowFacts } from '../../src-main/shared/contract';

export interface SettingsState {
  readonly facts: WindowFacts | null;
  readonly settings: Settings;
}

export const DEFAULT_SETTINGS: Settings = {
  colorScheme: 'system',
  density: 'compact',
  zoom: 100,
  layout: {},
  triggers: [],
};

const WRITE_AFTER_MS = 400;

export const newSettingsStore = () =>
  createStore<SettingsState>(() => ({ facts: null, settings: DEFAULT_SETTINGS }));
export type SettingsStore = ReturnType<typeof newSettingsStore>;

/** Writes what changes from now on. `later` is setTimeout and may be called often. */
export function persist(
  store: SettingsStore,
  save: (settings: Settings) => void,
  later: (run: () => void, ms: number) => void,
): void {
  let waiting = false;
  store.subscribe((state, before) => {
    if (state.settings === before.settings || state.facts !== before.facts || waiting) return;
    waiting = true;
    later(() => {
      waiting = false;
      save(store.getState().settings);
    }, WRITE_AFTER_MS);
  });
}

export function change(store: SettingsStore, part: Partial<Settings>): void {
  store.setState({ settings: { ...store.getState().settings, ...part } });
}

export function keepLayout(
  store: SettingsStore,
  name: string,
  value: number | readonly number[] | readonly string[],
): void {
  const { settings } = store.getState();
  change(store, { layout: { ...settings.layout, [name]: value } });
}
