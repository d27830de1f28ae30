// SPDX-License-Identifier: Apache-2.0

import { useCallback, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { captures, machine, settings, view } from './app';
import type { CapturesState } from './captures-store';
import type { Channel } from './channels';
import { hover } from './hover-store';
import type { SettingsState } from './settings-store';
import type { View } from './view-store';

const { channels } = machine;

/** Draws again when the channel is told; returns its version. */
export function useChannel(channel: Channel): number {
  const subscribe = useCallback((listener: () => void) => channels.subscribe(channel, listener), [channel]);

  return useSyncExternalStore(subscribe, () => channels.version(channel));
}

/**
 * What `pick` finds of what the engine told; draws again only when the channel is told and it is another. `pick` gives a
 * plain value or something that is kept, nothing that it makes anew.
 */
export function useTold<T>(channel: Channel, pick: () => T): T {
  const subscribe = useCallback((listener: () => void) => channels.subscribe(channel, listener), [channel]);

  return useSyncExternalStore(subscribe, pick);
}

export const useView = <T>(pick: (view: View) => T): T => useStore(view, pick);
export const useSettings = <T>(pick: (state: SettingsState) => T): T => useStore(settings, pick);
export const useCaptures = <T>(pick: (state: CapturesState) => T): T => useStore(captures, pick);
export const useHovered = (): number | null => useStore(hover, (state) => state.second);
