// SPDX-License-Identifier: Apache-2.0
import { shortRate } from '../../format/figure';
import { machine } from '../../stores/app';
import { useChannel } from '../../stores/hooks';
import { modelOf } from './model';

/** "12/s": the count of the latest second. */
export function PlaceFigure({ tracer }: { tracer: string }) {
  useChannel('rest');
  const digest = machine.trouble === null ? modelOf(tracer).at(machine.latest) : null;
  return digest === null ? null : <span>{shortRate(digest.total / digest.seconds)}/s</span>;
}
