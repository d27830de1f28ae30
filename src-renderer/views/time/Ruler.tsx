// SPDX-License-Identifier: Apache-2.0
import { clockText, minuteText, spanText } from '../../format/clock';
import { placeOf, rulerTimes } from '../../select/time-window';
import { useChannel, useHovered, useView } from '../../stores/hooks';
import { shownNow, shownWindow } from './shown-time';

const LABEL_APART = 90;

function Head() {
  const second = useHovered();
  const latest = useView((view) => view.pausedAt) ?? shownNow();
  const fixed = useView((view) => view.fixed);
  if (second === null && fixed === null) return <div className="lane-head ruler-head">latest second</div>;
  const at = second ?? fixed?.to ?? latest;
  const ago = latest - at;
  return (
    <div className="lane-head ruler-head">
      at {clockText(at)}
      {ago > 0 && `, ${spanText(ago)} ago`}
    </div>
  );
}

export function Ruler({
  width,
  onMeasure,
}: {
  width: number;
  onMeasure: (element: HTMLDivElement | null) => void;
}) {
  useChannel('rest');
  useView((view) => view.span);
  useView((view) => view.fixed);
  const window = shownWindow();
  const fine = window.to - window.from <= 300;
  return (
    <div className="lane ruler">
      <Head />
      <div className="gutter" />
      <div className="plot" ref={onMeasure}>
        {rulerTimes(window, width, LABEL_APART).map((time) => {
          const x = placeOf(window, time) * width;
          return (
            <span key={time} className="tick" style={{ transform: `translateX(${x}px)` }}>
              {x > 26 && x < width - 26 && <span>{fine ? clockText(time) : minuteText(time)}</span>}
            </span>
          );
        })}
      </div>
    </div>
  );
}
