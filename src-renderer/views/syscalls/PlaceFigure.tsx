// SPDX-License-Identifier: Apache-2.0
import { shortRate } from '../../format/figure';
import { machine } from '../../stores/app';
import { useChannel } from '../../stores/hooks';
import { model } from './model';

/** "47.3 k/s": all calls of the latest second, whatever filter and pause show; nothing when nothing is watched. */
export function PlaceFigure() {
  useChannel('rest');
  const digest = machine.trouble === null ? model.at(machine.latest) : null;
  return digest === null ? null : <span>{shortRate(digest.unfiltered / digest.seconds)}/s</span>;
}
