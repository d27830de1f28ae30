// SPDX-License-Identifier: Apache-2.0
import { shortRate } from '../../format/figure';
import { machine } from '../../stores/app';
import { useTold } from '../../stores/hooks';
import { model } from './model';

/** "47.3 k/s": all calls of the latest second, whatever filter and pause show; nothing when nothing is watched. */
export function PlaceFigure() {
  const figure = useTold('rest', () => {
    const digest = machine.trouble === null ? model.at(machine.latest) : null;
    return digest && shortRate(digest.unfiltered / digest.seconds);
  });
  return figure && <span>{figure}/s</span>;
}
