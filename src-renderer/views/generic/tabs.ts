// SPDX-License-Identifier: Apache-2.0
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** The tab that each tracer's page shows, once it was chosen. */
const tabs = createStore<Readonly<Record<string, string>>>(() => ({}));

export const chooseTab = (tracer: string, tab: string): void => tabs.setState({ [tracer]: tab });
export const useChosenTab = (tracer: string): string | undefined => useStore(tabs, (state) => state[tracer]);
