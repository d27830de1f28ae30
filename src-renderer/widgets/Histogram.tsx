// SPDX-License-Identifier: Apache-2.0
// Durations as grey bars on the log axis that all charts of durations share.
import { memo } from 'react';

export interface HistogramProps {
  readonly counts: ArrayLike<number> | null;
  /** Places 0 to 1 on the axis. */
  readonly half: number | null;
  readonly most: number | null;
  readonly width: number;
  readonly height: number;
}

/** All bars as one path: 25 elements a row would be the most expensive thing in the table. */
function barsPath(counts: ArrayLike<number>, width: number, height: number): string {
  let top = 0;
  for (let i = 0; i < counts.length; i++) top = Math.max(top, counts[i] ?? 0);
  if (top <= 0) return '';
  const step = width / counts.length;
  const scale = Math.log1p(top);
  let path = '';
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? 0;
    if (count <= 0) continue;
    const tall = Math.max(1, (Math.log1p(count) / scale) ** 1.5 * (height - 1));
    const [left, right] = [Math.round(i * step), Math.round((i + 1) * step) - 1];
    path += `M${left} ${height - 1}V${(height - 1 - tall).toFixed(1)}H${right}V${height - 1}Z`;
  }
  return path;
}

export const Histogram = memo(function Histogram({ counts, half, most, width, height }: HistogramProps) {
  if (counts === null) return <span className="no-data">–</span>;
  const line = (place: number | null, name: string) =>
    place === null ? null : (
      <rect className={name} x={Math.round(place * width)} y={0} width={1} height={height - 1} />
    );
  return (
    <svg className="histogram" width={width} height={height} aria-hidden="true">
      <path className="bars" d={barsPath(counts, width, height)} />
      <rect className="base" x={0} y={height - 1} width={width} height={1} />
      {line(half, 'half')}
      {line(most, 'most')}
    </svg>
  );
});

/** What stands under (or over) an axis: texts at their places, 0 to 1. */
export function AxisMarks(props: { marks: readonly { place: number; text: string }[]; width: number }) {
  return (
    <div className="axis-head" style={{ width: props.width }}>
      {props.marks.map(({ place, text }) => (
        <span key={text} style={{ left: place * props.width }}>
          {text}
        </span>
      ))}
    </div>
  );
}
