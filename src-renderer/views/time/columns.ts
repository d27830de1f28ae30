// SPDX-License-Identifier: Apache-2.0
import { pointCount, pointStretch, placeOf, type TimeWindow } from '../../select/time-window';
import type { Column } from '../../widgets/stacked-paths';

/** Edges of the points of a window, 0 to 1. */
export function columnsOf(window: TimeWindow): Column[] {
  return Array.from({ length: pointCount(window) }, (_, point) => {
    const { from, to } = pointStretch(window, point);
    return { left: placeOf(window, from), right: placeOf(window, to) };
  });
}
