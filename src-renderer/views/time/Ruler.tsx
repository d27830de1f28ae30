// SPDX-License-Identifier: Apache-2.0
import { clockText, minuteText, offsetText, spanText } from '../../format/clock';
import { placeOf, rulerTimes } from '../../select/time-window';
import { machine } from '../../stores/app';
import { useChannel, useHovered, useView } from '../../stores/hooks';
import { shownNow, shownWindow } from './shown-time';

const LABEL_APART = 90;
/** Time of day, and seconds from the beginning of a capture. */
const LONG_LABEL_APART = 130;
/** Half of a label: it is not cut at the edges. */
const LABEL_HALF = 26;
const LONG_LABEL_HALF = 48;

function Head() {
  const second = useHovered();
  const latest = useView((view) => view.pausedAt) ?? shownNow();
  const fixed = useView((view) => view.fixed);
  if (second === null && fixed === null)
    return (
      <div className="lane-head ruler-head">
        {machine.capture === null ? 'latest second' : 'the second played last'}
      </div>
    );
  const at = second ?? fixed?.to ?? latest;
  const ago = latest - at;
  const { capture } = machine;
  const where = capture === null ? ago > 0 && `${spanText(ago)} ago` : `+${offsetText(at - capture.from)}`;
  return (
    <div className="lane-head ruler-head">
      at {clockText(at)}
      {where && `, ${where}`}
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
  const { capture } = machine;
  const [apart, half] = capture === null ? [LABEL_APART, LABEL_HALF] : [LONG_LABEL_APART, LONG_LABEL_HALF];
  const fine = window.to - window.from <= 300;
  return (
    <div className="lane ruler">
      <Head />
      <div className="gutter" />
      <div className="plot" ref={onMeasure}>
        {rulerTimes(window, width, apart).map((time) => {
          const x = placeOf(window, time) * width;
          return (
            <span key={time} className="tick" style={{ transform: `translateX(${x}px)` }}>
              {x > half && x < width - half && (
                <span>
                  {fine ? clockText(time) : minuteText(time)}
                  {capture !== null && <em> +{offsetText(time - capture.from)}</em>}
                </span>
              )}
            </span>
          );
        })}
      </div>
    </div>
  );
}
