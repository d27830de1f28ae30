// SPDX-License-Identifier: Apache-2.0
// All that is kept, in one strip, with the shown stretch as a brush.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { HISTORY_SECONDS } from '../../../src-main/shared/contract';
import { clockText, minuteText, spanText } from '../../format/clock';
import { memoryText } from '../../format/figure';
import { placeOf, rulerTimes, type Stretch, timeWindow } from '../../select/time-window';
import { machine, view } from '../../stores/app';
import { useChannel, useView } from '../../stores/hooks';
import { wholeStretch } from '../time/shown-time';
import { model } from './model';

const HEIGHT = 39;
const POINTS = 200;
const LEAST_SECONDS = 10;
const KEY_SECONDS = 10;

function paths(width: number, all: Stretch): { total: string; failed: string } {
  const pointSeconds = Math.max(1, Math.ceil((all.to - all.from) / POINTS));
  const count = Math.ceil((all.to - all.from) / pointSeconds);
  const [total, failed, seen] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (const digest of model.digests(all)) {
    const point = Math.min(count - 1, Math.max(0, Math.floor((digest.second - all.from - 1) / pointSeconds)));
    total[point] = (total[point] ?? 0) + digest.total;
    failed[point] = (failed[point] ?? 0) + digest.failed;
    seen[point] = (seen[point] ?? 0) + digest.seconds;
  }
  let top = 1;
  for (let i = 0; i < count; i++) top = Math.max(top, (total[i] ?? 0) / (seen[i] || 1));
  const path = (values: Float64Array): string => {
    let text = '';
    let open = false;
    for (let i = 0; i < count; i++) {
      const x = ((i + 0.5) / count) * width;
      const held = (seen[i] ?? 0) > 0;
      const y = HEIGHT - ((values[i] ?? 0) / (seen[i] || 1) / top) * (HEIGHT - 14);
      if (held) text += `${open ? 'L' : `M${x.toFixed(1)},${HEIGHT}L`}${x.toFixed(1)},${y.toFixed(1)}`;
      else if (open) text += `L${(x - width / count).toFixed(1)},${HEIGHT}Z`;
      open = held;
    }
    return open ? `${text}L${width},${HEIGHT}Z` : text;
  };
  return { total: path(total), failed: path(failed) };
}

/** Shows a stretch of the past; one that reaches the latest second follows it again. */
function show({ from, to }: Stretch, all: Stretch): void {
  const length = Math.max(LEAST_SECONDS, Math.min(to - from, all.to - all.from));
  const end = Math.round(Math.min(all.to, Math.max(to, all.from + length)));
  const spans = [30, 120, 600] as const;
  const span = spans.find((one) => Math.abs(one - length) < 2);
  if (end >= all.to - 1 && span !== undefined) view.setState({ fixed: null, span });
  else view.setState({ fixed: { from: Math.round(end - length), to: end } });
}

function Brush({ width, all }: { width: number; all: Stretch }) {
  const shown = model.window();
  const place = (time: number) => Math.max(0, placeOf(timeWindow(all.from, all.to), time)) * width;
  const [left, right] = [place(shown.from), place(shown.to)];
  // Beyond the beginning there is nothing; what is over must not move the end.
  const begin = (time: number) => Math.max(all.from, time);
  const frame = useRef(0);
  const drag = (event: PointerEvent<HTMLElement>, move: (by: number) => Stretch) => {
    event.preventDefault();
    event.stopPropagation();
    const [target, x] = [event.currentTarget, event.clientX];
    target.setPointerCapture(event.pointerId);
    target.onpointermove = (moving) => {
      const by = ((moving.clientX - x) / width) * (all.to - all.from);
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => show(move(by), all));
    };
    target.onpointerup = () => {
      target.onpointermove = null;
    };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? -KEY_SECONDS : event.key === 'ArrowRight' ? KEY_SECONDS : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const { from, to } = shown;
    show(event.shiftKey ? { from: begin(from + by), to } : { from: from + by, to: to + by }, all);
  };
  const { from, to } = shown;
  return (
    <>
      <i className="dimmed" style={{ left: 0, width: left }} />
      <i className="dimmed" style={{ left: right, right: 0 }} />
      <div
        className="brush"
        role="slider"
        tabIndex={0}
        aria-label="Shown stretch of time"
        aria-keyshortcuts="ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight"
        aria-valuemin={all.from}
        aria-valuemax={all.to}
        aria-valuenow={to}
        aria-valuetext={`${clockText(from)} to ${clockText(to)}`}
        style={{ left, width: Math.max(2, right - left) }}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => drag(event, (by) => ({ from: from + by, to: to + by }))}
      >
        <i
          className="handle left"
          onPointerDown={(event) => drag(event, (by) => ({ from: begin(from + by), to }))}
        />
        <i
          className="handle right"
          onPointerDown={(event) => drag(event, (by) => ({ from, to: Math.min(all.to, to + by) }))}
        />
      </div>
    </>
  );
}

export function Overview({ width }: { width: number }) {
  useChannel('rest');
  useView((state) => state);
  const all = wholeStretch();
  const { capture } = machine;
  const { total, failed } = paths(width, all);
  const window = timeWindow(all.from, all.to);
  const [length, shown] =
    capture === null
      ? [all.to - all.from, Math.max(0, machine.latest - machine.history.began)]
      : [capture.seconds, machine.player?.position ?? 0];
  const part = Math.round(shown) < Math.round(length);
  const times = rulerTimes(window, width, 120);
  // Minutes are enough, but where several labels fall into one.
  const label = (times[1] ?? Number.POSITIVE_INFINITY) - (times[0] ?? 0) < 60 ? clockText : minuteText;
  return (
    <div className="lane overview">
      <div className="lane-head">
        <h2>
          {capture === null
            ? `Last ${spanText(HISTORY_SECONDS).replace(' min', ' minutes')}`
            : `All ${spanText(length)}`}
        </h2>
        <p className="lane-note">
          {part ? `${spanText(shown)} ` : ''}
          {capture === null ? 'kept' : 'played'}
          {capture === null && ` in ${memoryText(machine.history.bytes)}`}
        </p>
      </div>
      <div className="gutter" />
      <div className="plot">
        <svg width={width} height={HEIGHT} aria-hidden="true">
          <path className="overview-total" d={total} />
          <path className="overview-failed" d={failed} />
        </svg>
        {times.map((time) => {
          const x = placeOf(window, time) * width;
          return (
            <span key={time} className="tick" style={{ transform: `translateX(${x}px)` }}>
              {x < width - 60 && <span>{label(time)}</span>}
            </span>
          );
        })}
        {width > 0 && <Brush width={width} all={all} />}
      </div>
    </div>
  );
}
