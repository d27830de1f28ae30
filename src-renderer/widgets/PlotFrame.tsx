// SPDX-License-Identifier: Apache-2.0
// A chart of Recharts whose frame stands still: it owns size and scales, and draws again only when these change. The
// series are paths of their own inside it, and come to them past it: a second draws paths and no chart.
import { createContext, memo, useContext, useMemo } from 'react';
import { Area, AreaChart, useXAxisScale, useYAxisScale, XAxis, YAxis } from 'recharts';
import { type Column, stackedPaths } from './stacked-paths';

export interface PlotSeries {
  readonly key: string;
  readonly colour: string;
  readonly values: Float64Array;
}

/** Points 0 to 1: without an item that has data there is no y scale. */
const CORNERS = [
  { x: 0, nothing: 0 },
  { x: 1, nothing: 0 },
];
const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

interface FrameProps {
  readonly width: number;
  readonly height: number;
  readonly top: number;
}

const Frame = memo(function Frame({ width, height, top }: FrameProps) {
  const domain = useMemo(() => [0, top], [top]);
  return (
    <AreaChart width={width} height={height} data={CORNERS} margin={NO_MARGIN} accessibilityLayer={false}>
      <XAxis hide type="number" dataKey="x" domain={[0, 1]} allowDataOverflow />
      <YAxis hide domain={domain} allowDataOverflow />
      <Area
        dataKey="nothing"
        stroke="none"
        fill="none"
        isAnimationActive={false}
        dot={false}
        activeDot={false}
      />
      <StackedSeries />
    </AreaChart>
  );
});

interface Plot {
  readonly series: readonly PlotSeries[];
  /** Edges of the points' columns, 0 to 1. */
  readonly columns: readonly Column[];
  readonly step?: boolean;
  /** Each begins at zero, with a line and no area; else they lie on each other. */
  readonly apart?: boolean;
}

const Shown = createContext<Plot>({ series: [], columns: [] });

/** Stacked areas: lines in full colour, surfaces at half strength; or lines alone. */
function StackedSeries() {
  const { series, columns, step = false, apart = false } = useContext(Shown);
  const [scaleX, scaleY] = [useXAxisScale(), useYAxisScale()];
  const paths = useMemo(() => {
    if (scaleX === undefined || scaleY === undefined) return [];
    const x = (place: number) => Number(scaleX(place));
    const edges = columns.map(({ left, right }) => ({ left: x(left), right: x(right) }));
    const paths = (stack: readonly PlotSeries[]) =>
      stackedPaths(
        stack.map((one) => one.values),
        edges,
        (value) => Number(scaleY(value)),
        step,
      );
    if (!apart) return paths(series);
    return series.flatMap((one) => paths([one])).map(({ line }) => ({ line, area: '' }));
  }, [series, columns, scaleX, scaleY, step, apart]);
  return (
    <g className="series">
      {series.map(({ key, colour }, index) => (
        <g key={key} style={{ color: colour }}>
          <path className="series-area" d={paths[index]?.area ?? ''} />
          <path className="series-line" d={paths[index]?.line ?? ''} />
        </g>
      ))}
    </g>
  );
}

export function PlotFrame({ width, height, top, ...plot }: FrameProps & Plot) {
  return (
    <Shown.Provider value={plot}>
      <Frame width={width} height={height} top={top} />
    </Shown.Provider>
  );
}
