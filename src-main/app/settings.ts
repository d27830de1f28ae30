// SPDX-License-Identifier: Apache-2.0

import { soundTriggers } from '../shared/capture-contract';
import type { Settings } from '../shared/contract';
import { readJson, writeJson } from './json-file';
import { SETTINGS_FILE } from './paths';

const DEFAULTS: Settings = {
  colorScheme: 'system',
  density: 'compact',
  zoom: 100,
  layout: {},
  triggers: [],
};

const NAMES_MOST = 200;
const LIST_MOST = 100;
const ZOOM_LEAST = 50;
const ZOOM_MOST = 300;

type Size = Settings['layout'][string];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isSize(value: unknown): value is Size {
  if (!Array.isArray(value)) return Number.isFinite(value);
  if (value.length > LIST_MOST) return false;
  return (
    value.every((one) => Number.isFinite(one)) ||
    value.every((one) => typeof one === 'string' && one.length <= LIST_MOST)
  );
}

const isZoom = (value: unknown): value is number =>
  typeof value === 'number' && value >= ZOOM_LEAST && value <= ZOOM_MOST;

const oneOf = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.find((one) => one === value) ?? otherwise;

/** Keeps what is sound and puts the default in place of the rest: an older or edited file still opens the window. */
export function soundSettings(value: unknown): Settings {
  if (!isRecord(value)) return DEFAULTS;
  const layout = Object.entries(isRecord(value.layout) ? value.layout : {})
    .filter((entry): entry is [string, Size] => entry[0].length <= LIST_MOST && isSize(entry[1]))
    .slice(0, NAMES_MOST);
  return {
    colorScheme: oneOf(value.colorScheme, ['system', 'light', 'dark'], DEFAULTS.colorScheme),
    density: oneOf(value.density, ['compact', 'comfortable'], DEFAULTS.density),
    zoom: isZoom(value.zoom) ? value.zoom : DEFAULTS.zoom,
    layout: Object.fromEntries(layout),
    triggers: soundTriggers(value.triggers) ?? DEFAULTS.triggers,
  };
}

export const loadSettings = (): Settings => soundSettings(readJson(SETTINGS_FILE));

export const saveSettings = (settings: Settings): void => writeJson(SETTINGS_FILE, settings);

/** What differs between the two, as in `after`. */
const changed = <Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );

/** `now`, with what a window changed: several windows change it, each its part. */
export const changedSettings = (now: Settings, before: Settings, after: Settings): Settings => ({
  ...now,
  ...changed<unknown>({ ...before }, { ...after }),
  layout: { ...now.layout, ...changed(before.layout, after.layout) },
});
