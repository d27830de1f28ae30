// SPDX-License-Identifier: Apache-2.0
// Series of points as paths. Points stand in the middle of their column; NaN makes a gap.

export interface Column {
  readonly left: number;
  readonly right: number;
}

export interface SeriesPath {
  readonly line: string;
  readonly area: string;
}

const at = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** Runs of points without a gap, [first, after last]. */
function runs(values: Float64Array): [number, number][] {
  const found: [number, number][] = [];
  let first = -1;
  for (let i = 0; i <= values.length; i++) {
    const gap = i === values.length || Number.isNaN(values[i]);
    if (!gap && first < 0) first = i;
    if (gap && first >= 0) {
      found.push([first, i]);
      first = -1;
    }
  }
  return found;
}

function edge(
  y: (i: number) => number,
  columns: readonly Column[],
  [from, to]: [number, number],
  step: boolean,
) {
  const points: string[] = [];
  for (let i = from; i < to; i++) {
    const { left, right } = columns[i] ?? { left: 0, right: 0 };
    if (step) points.push(at(left, y(i)), at(right, y(i)));
    else {
      if (i === from) points.push(at(left, y(i)));
      points.push(at((left + right) / 2, y(i)));
      if (i === to - 1) points.push(at(right, y(i)));
    }
  }
  return points;
}

/** Paths of stacked series, the first at the bottom. `scaleY` turns a value into a pixel. */
export function stackedPaths(
  series: readonly Float64Array[],
  columns: readonly Column[],
  scaleY: (value: number) => number,
  step = false,
): SeriesPath[] {
  const count = columns.length;
  let below = new Float64Array(count);
  return series.map((values) => {
    const above = new Float64Array(count);
    for (let i = 0; i < count; i++) above[i] = (below[i] ?? 0) + (values[i] ?? 0);
    const under = below;
    let [line, area] = ['', ''];
    let any = false;
    for (const value of values) any ||= value > 0;
    // A series that is 0 all along would only darken the line below it.
    for (const run of any ? runs(values) : []) {
      const top = edge((i) => scaleY(above[i] ?? 0), columns, run, step);
      const bottom = edge((i) => scaleY(under[i] ?? 0), columns, run, step).reverse();
      line += `M${top.join('L')}`;
      area += `M${top.join('L')}L${bottom.join('L')}Z`;
    }
    below = above.map((value, i) => (Number.isNaN(value) ? (under[i] ?? 0) : value));
    return { line, area };
  });
}
