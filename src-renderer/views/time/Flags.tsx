// SPDX-License-Identifier: Apache-2.0
import { clockText } from '../../format/clock';
import { placeOf } from '../../select/time-window';
import { useCaptures, useChannel, useView } from '../../stores/hooks';
import { shownWindow } from './shown-time';

/** A flag at the right edge hangs to the left. */
const ROOM = 160;

/** Marks of the shown stretch, through all lanes. */
export function Flags({ width }: { width: number }) {
  useChannel('rest');
  useView((state) => state.span);
  useView((state) => state.fixed);
  const marks = useCaptures((state) => state.marks);
  const window = shownWindow();
  return marks
    .filter(({ at }) => at > window.from && at <= window.to)
    .map(({ at, text }) => {
      const left = placeOf(window, at) * width;
      return (
        <div
          key={at}
          className={left > width - ROOM ? 'flag back' : 'flag'}
          style={{ transform: `translateX(${left}px)` }}
        >
          <span title={`${clockText(Math.floor(at))} ${text}`}>{text || clockText(Math.floor(at))}</span>
        </div>
      );
    });
}
