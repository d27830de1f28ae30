// SPDX-License-Identifier: Apache-2.0
// How many processes began in each second, and how many of them ended badly.
import { spanText } from '../../format/clock';
import { axisText, rateText } from '../../format/figure';
import { kept } from '../../select/kept';
import { endOf } from '../../select/lives';
import { pointCount, pointOf, pointStretch, placeOf } from '../../select/time-window';
import { YTop } from '../../select/y-top';
import { machine } from '../../stores/app';
import { useHovered } from '../../stores/hooks';
import { Lane, LegendRow, Swatch } from '../../widgets/Lane';
import { lastShown, shownWindow } from '../time/shown-time';
import { allLives, asked, useTree } from './model';

interface Begun {
  /** A second. */
  readonly began: readonly number[];
  readonly bad: readonly number[];
  readonly top: number;
}

const top = new YTop();

const begun = kept(
  () => {
    const { from, to } = shownWindow();
    return [asked.lives.version, from, to, lastShown()].join('§');
  },
  (): Begun => {
    const window = shownWindow();
    const count = pointCount(window);
    const [began, bad] = [new Array<number>(count).fill(0), new Array<number>(count).fill(0)];
    for (const life of allLives()) {
      const second = Math.floor(life.started) + 1;
      if (second <= window.from || second > window.to) continue;
      const point = pointOf(window, second);
      began[point] = (began[point] ?? 0) + 1 / window.step;
      const end = endOf(life);
      if (end === 'failed' || end === 'killed') bad[point] = (bad[point] ?? 0) + 1 / window.step;
    }
    return { began, bad, top: top.update(Math.max(0, ...began), performance.now()) };
  },
);

function path(values: readonly number[], width: number, height: number, most: number): string {
  const window = shownWindow();
  return values
    .map((value, point) => {
      if (value <= 0) return '';
      const { from, to } = pointStretch(window, point);
      const left = placeOf(window, from) * width;
      const size = Math.max(1, placeOf(window, to) * width - left - 1);
      const high = Math.max(1, (value / most) * height);
      return `M${left.toFixed(1)} ${(height - high).toFixed(1)}h${size.toFixed(1)}v${high.toFixed(1)}h-${size.toFixed(1)}z`;
    })
    .join('');
}

const TITLE = 'Begun a second';

export function LivesLane({ width, height }: { width: number; height: number }) {
  useTree();
  const hovered = useHovered();
  const window = shownWindow();
  const { began, bad, top: most } = begun();
  const point = pointOf(window, Math.min(window.to, hovered ?? lastShown()));
  const [now, worse] = [began[point] ?? 0, bad[point] ?? 0];
  const highest = Math.max(0, ...began);
  const summary =
    machine.latest === 0
      ? `${TITLE}: no data yet.`
      : `${TITLE} over ${spanText(window.to - window.from)}: up to ${rateText(highest)}, lately ${rateText(now)}, of which ${rateText(worse)} ended badly.`;
  return (
    <Lane
      label={TITLE}
      height={height}
      head={
        <>
          <div className="lane-title">
            <h2>{TITLE}</h2>
            <b>{rateText(now)}</b>
          </div>
          <div className="legend">
            <LegendRow
              swatch={<Swatch colour="var(--badfill)" />}
              name="failed or killed"
              title="Of those that began then: they ended with another status than 0, or by a signal."
              value={rateText(worse)}
            />
          </div>
        </>
      }
      gutter={[1, 0].map((place) => ({ place, text: axisText(most * place) }))}
      lines={[0.5]}
      summary={summary}
    >
      <svg width={width} height={height - 1} aria-hidden="true">
        <path className="lives-begun" d={path(began, width, height - 1, most)} />
        <path className="lives-bad" d={path(bad, width, height - 1, most)} />
      </svg>
    </Lane>
  );
}
