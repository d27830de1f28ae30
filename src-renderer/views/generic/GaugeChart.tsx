// SPDX-License-Identifier: Apache-2.0
// One chart of a gauge: its columns, or the largest of its keys, over time.
import type { GaugeInfo, GaugeLane } from '../../../src-main/shared/gauge';
import { bytesText } from '../../../src-main/shared/amount';
import { spanText } from '../../format/clock';
import { axisText, percentText, rateText } from '../../format/figure';
import { GAUGE_HELD_SECONDS, type GaugeSeries, gaugePoints } from '../../select/gauge-points';
import { kept } from '../../select/kept';
import { pointOf } from '../../select/time-window';
import { YTop } from '../../select/y-top';
import { machine } from '../../stores/app';
import { useChannel, useHovered, useView } from '../../stores/hooks';
import { seriesColour } from '../../theme/colours';
import { Lane, LegendRow, Swatch } from '../../widgets/Lane';
import { PlotFrame } from '../../widgets/PlotFrame';
import { columnsOf } from '../time/columns';
import { isStill, lastShown, shownQuestion, shownWindow } from '../time/shown-time';

interface ChartData {
  readonly series: readonly GaugeSeries[];
  readonly top: number;
}

function highest(series: readonly GaugeSeries[], parts: boolean): number {
  const count = series[0]?.values.length ?? 0;
  let top = 0;
  for (let point = 0; point < count; point++) {
    const values = series.map(({ values: all }) => all[point] || 0);
    top = Math.max(top, parts ? values.reduce((sum, one) => sum + one, 0) : Math.max(0, ...values));
  }
  return top;
}

const charts = new WeakMap<GaugeLane, () => ChartData>();

function chartOf(gauge: GaugeInfo, lane: GaugeLane): () => ChartData {
  const known = charts.get(lane);
  if (known) return known;
  const yTop = new YTop();
  const chart = kept(shownQuestion, (): ChartData => {
    const window = shownWindow();
    const messages = machine.history.between(window.from - GAUGE_HELD_SECONDS, window.to);
    const series = gaugePoints(gauge, lane, messages, window);
    if (isStill()) yTop.reset();
    return { series, top: yTop.update(highest(series, lane.parts ?? false), performance.now()) };
  });
  charts.set(lane, chart);
  return chart;
}

const SHARE = (value: number) => `${percentText(value)} %`;
const TEXTS = { byte_count: bytesText, event_count: rateText, duration_ns: SHARE, text: rateText };
/** In the gutter there is room for a figure and a short unit. */
const AXIS_TEXTS = { byte_count: bytesText, event_count: axisText, duration_ns: SHARE, text: axisText };

const unitOf = ({ columns }: GaugeInfo, lane: GaugeLane) =>
  columns.find(({ name }) => name === lane.columns[0])?.unit ?? 'event_count';

export function gaugeLaneTitle(gauge: GaugeInfo, lane: GaugeLane): string {
  return unitOf(gauge, lane) === 'event_count' ? `${lane.title}, a second` : lane.title;
}

export function GaugeChart(props: { gauge: GaugeInfo; lane: GaugeLane; width: number; height: number }) {
  const { gauge, lane, width, height } = props;
  useChannel('rest');
  const { series, top } = useView(() => chartOf(gauge, lane)());
  const hovered = useHovered();
  const window = shownWindow();
  const point = pointOf(window, Math.min(window.to, hovered ?? lastShown()));
  const unit = unitOf(gauge, lane);
  const words = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? '–' : TEXTS[unit](Math.round(value * 1e6) / 1e6);
  const title = gaugeLaneTitle(gauge, lane);
  const now = series.map(({ name, values }) => `${name} ${words(values[point])}`).join(', ');
  return (
    <Lane
      label={title}
      height={height}
      head={
        <>
          <div className="lane-title">
            <h2>{title}</h2>
          </div>
          <div className="legend">
            {series.map(({ id, name, meaning, values }, index) => (
              <LegendRow
                key={id}
                swatch={<Swatch colour={seriesColour(index)} />}
                name={name}
                title={meaning}
                value={words(values[point])}
              />
            ))}
          </div>
        </>
      }
      gutter={[1, 0.5, 0].map((place) => ({ place, text: AXIS_TEXTS[unit](top * place) }))}
      lines={[0.5]}
      summary={
        series.length === 0
          ? `${title}: no data yet.`
          : `${title} over ${spanText(window.to - window.from)}; lately ${now}.`
      }
    >
      <PlotFrame
        width={width}
        height={height - 1}
        top={top}
        series={series.map(({ id, values }, index) => ({ key: id, colour: seriesColour(index), values }))}
        columns={columnsOf(window)}
        apart={!lane.parts}
      />
    </Lane>
  );
}
