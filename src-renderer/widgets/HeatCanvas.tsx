// SPDX-License-Identifier: Apache-2.0
// Counts over time and duration: one image point a cell, drawn up; two lines over it.
import { memo, useLayoutEffect, useRef } from 'react';
import { heatRamp, PALETTES, type Scheme } from '../theme/colours';
import type { Column } from './stacked-paths';

export interface HeatCanvasProps {
  readonly width: number;
  readonly height: number;
  readonly scheme: Scheme;
  /** `rows` counts a column, the lowest first; null draws nothing. */
  readonly cells: Float64Array | null;
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly most: number;
  /** Places 0 (bottom) to 1 of the lines, NaN for a gap. */
  readonly half: Float64Array;
  readonly slowest: Float64Array;
}

const FIRST_LEVEL = 8;
const RAMPS: Readonly<Record<Scheme, Uint32Array>> = { dark: heatRamp('dark'), light: heatRamp('light') };

function image({ cells, rows, columns, most, scheme }: HeatCanvasProps): ImageData | null {
  if (cells === null || columns.length === 0 || rows === 0) return null;
  const data = new ImageData(columns.length, rows);
  const words = new Uint32Array(data.data.buffer);
  const ramp = RAMPS[scheme];
  const scale = Math.log1p(Math.max(most, 1));
  for (let x = 0; x < columns.length; x++)
    for (let row = 0; row < rows; row++) {
      const count = cells[x * rows + row] ?? 0;
      if (count <= 0) continue;
      const level = FIRST_LEVEL + Math.round(247 * (Math.log1p(count) / scale) ** 1.6);
      words[(rows - 1 - row) * columns.length + x] = ramp[Math.min(255, level)] ?? 0;
    }
  return data;
}

function drawLine(
  context: CanvasRenderingContext2D,
  places: Float64Array,
  { columns, width, height, scheme }: HeatCanvasProps,
  dash: number[],
): void {
  const path = new Path2D();
  let gap = true;
  columns.forEach(({ left, right }, index) => {
    const place = places[index] ?? Number.NaN;
    if (Number.isNaN(place)) {
      gap = true;
      return;
    }
    const [x, y] = [((left + right) / 2) * width, (1 - place) * height];
    if (gap) path.moveTo(x, y);
    else path.lineTo(x, y);
    gap = false;
  });
  const { bg, tx } = PALETTES[scheme];
  context.lineJoin = 'round';
  context.setLineDash([]);
  context.globalAlpha = 0.5;
  context.strokeStyle = bg;
  context.lineWidth = 3.5;
  context.stroke(path);
  context.setLineDash(dash);
  context.globalAlpha = 1;
  context.strokeStyle = tx;
  context.lineWidth = 1.5;
  context.stroke(path);
}

export const HeatCanvas = memo(function HeatCanvas(props: HeatCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const small = useRef<HTMLCanvasElement | null>(null);
  // With the frame that asks for it: an effect after it would cost another one.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const { width, height, columns } = props;
    const ratio = window.devicePixelRatio;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.current.width !== across) canvas.current.width = across;
    if (canvas.current.height !== down) canvas.current.height = down;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const data = image(props);
    if (data === null) return;
    small.current ??= document.createElement('canvas');
    small.current.width = data.width;
    small.current.height = data.height;
    small.current.getContext('2d')?.putImageData(data, 0, 0);
    context.imageSmoothingEnabled = false;
    // Columns may be uneven at both ends: the image is cut there.
    const [first, last] = [columns[0], columns.at(-1)];
    if (first === undefined || last === undefined) return;
    const step = columns.length > 2 ? ((columns[1]?.right ?? 1) - (columns[1]?.left ?? 0)) * width : width;
    const start = first.right * width - step;
    context.drawImage(small.current, start, 0, step * columns.length, height);
    drawLine(context, props.half, props, []);
    drawLine(context, props.slowest, props, [4, 3]);
  });
  return <canvas ref={canvas} className="heat" style={{ width: props.width, height: props.height }} />;
});
