// SPDX-License-Identifier: Apache-2.0
// The places of the window: a view for each folder that has a manifest, the generic page for every other tracer.
import { Table2 } from 'lucide-react';
import type { TracerInfo } from '../../src-main/shared/contract';
import { titled } from '../views/generic/figures';
import { PlaceFigure } from '../views/generic/PlaceFigure';
import { TracerPage } from '../views/generic/TracerPage';
import type { ViewManifest } from '../views/manifest';

const found = import.meta.glob<{ default: ViewManifest }>('../views/*/manifest.ts', { eager: true });
const OWN: readonly ViewManifest[] = Object.values(found).map((module) => module.default);

export interface Place extends ViewManifest {
  readonly info: TracerInfo | null;
}

/** `shown`: this machine now, a capture, or a capture that is not open yet, in which only what both have is of use. */
export function placesFor(
  tracers: readonly TracerInfo[],
  shown: NonNullable<ViewManifest['only']> | null,
): Place[] {
  const known = OWN.filter(({ only }) => only === undefined || only === shown).map((view) => ({
    ...view,
    info: tracers.find(({ name }) => name === view.tracer) ?? null,
  }));
  // A capture without a tracer's figures says nothing by showing zeros of it.
  const own = known.filter(({ apart, info }) => apart || info !== null || tracers.length === 0);
  const others = tracers
    .filter(({ name }) => !OWN.some((view) => view.tracer === name))
    .map((info) => ({
      ...{ tracer: info.name, title: titled(info.name), sentence: info.question, icon: Table2, info },
      component: TracerPage,
      figure: PlaceFigure,
    }));
  const apart = own.filter((place) => place.apart);
  const shownOwn = own.filter((place) => !place.apart);
  shownOwn.sort((a, b) => Number(b.first ?? false) - Number(a.first ?? false));
  return [...shownOwn, ...others, ...apart];
}
