// SPDX-License-Identifier: Apache-2.0
import { shortRate } from '../../format/figure';
import { machine } from '../../stores/app';
import { useChannel, useView } from '../../stores/hooks';
import { model } from './model';

/** "47.3 k/s": all calls, whatever the filter shows; nothing when nothing is watched. */
export function PlaceFigure() {
  useChannel('rest');
  useView((state) => state.pausedAt);
  const digest = machine.trouble === null ? model.at(null) : null;
  return digest === null ? null : <span>{shortRate(digest.unfiltered / digest.seconds)}/s</span>;
}
