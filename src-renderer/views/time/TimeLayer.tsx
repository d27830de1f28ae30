// SPDX-License-Identifier: Apache-2.0
// Lies over ruler and lanes: the crosshair, the marked stretch, and their keys. The crosshair moves outside of React.
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useRef,
} from 'react';
import { spanText } from '../../format/clock';
import { placeOf, secondAt } from '../../select/time-window';
import { view } from '../../stores/app';
import { hover } from '../../stores/hover-store';
import { useChannel, useHovered, useView } from '../../stores/hooks';
import { shownWindow } from './shown-time';

/** Readouts follow at most twelve times a second, the line thirty. */
const READOUT_MS = 83;
const MOVE_MS = 33;
const DRAG_FROM = 4;

function Marked({ width }: { width: number }) {
  useChannel('rest');
  const marked = useView((state) => state.marked);
  if (marked === null) return null;
  const window = shownWindow();
  const [left, right] = [marked.from, marked.to].map((time) =>
    Math.min(width, Math.max(0, placeOf(window, time) * width)),
  );
  if (left === undefined || right === undefined || right <= left) return null;
  return <div className="marked" style={{ left, width: right - left }} />;
}

export interface TimeLayerProps {
  readonly width: number;
  /** What the charts say of a second, in words. */
  valueText(second: number): string;
  /** Right click at a second. */
  onMenu?(event: MouseEvent, second: number): void;
  readonly children?: ReactNode;
}

export function TimeLayer({ width, valueText, onMenu, children }: TimeLayerProps) {
  const line = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const box = useRef<DOMRect | null>(null);
  const drag = useRef<{ from: number; x: number; on: boolean } | null>(null);
  const told = useRef({ moveMs: 0, readMs: 0 });
  const second = useHovered();
  useEffect(() => {
    if (second === null && line.current) line.current.style.opacity = '0';
  }, [second]);
  const put = (x: number) => {
    if (line.current === null) return;
    line.current.style.opacity = '1';
    line.current.style.transform = `translateX(${x}px)`;
  };
  const mark = (a: number, b: number) => {
    const marked = { from: Math.min(a, b) - 1, to: Math.max(a, b) };
    const { marked: before } = view.getState();
    if (before?.from !== marked.from || before.to !== marked.to) view.setState({ marked });
  };
  const onPointerMove = (event: PointerEvent) => {
    const now = event.timeStamp;
    if (now - told.current.moveMs < MOVE_MS) return;
    told.current.moveMs = now;
    box.current ??= layer.current?.getBoundingClientRect() ?? null;
    if (box.current === null) return;
    const x = Math.min(width, Math.max(0, event.clientX - box.current.left));
    put(x);
    const at = secondAt(shownWindow(), x / width);
    if (now - told.current.readMs >= READOUT_MS && hover.getState().second !== at) {
      told.current.readMs = now;
      hover.setState({ second: at });
    }
    const from = drag.current;
    if (from === null || (!from.on && Math.abs(event.clientX - from.x) < DRAG_FROM)) return;
    from.on = true;
    mark(from.from, at);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    box.current = layer.current?.getBoundingClientRect() ?? null;
    if (box.current === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = (event.clientX - box.current.left) / width;
    drag.current = { from: secondAt(shownWindow(), place), x: event.clientX, on: false };
  };
  const onPointerUp = () => {
    if (drag.current !== null && !drag.current.on && view.getState().marked !== null)
      view.setState({ marked: null });
    drag.current = null;
  };
  const leave = () => {
    box.current = null;
    if (drag.current === null) hover.setState({ second: null });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const window = shownWindow();
    const at = hover.getState().second ?? window.to;
    const steps: Record<string, number> = {
      ArrowLeft: -window.step,
      ArrowRight: window.step,
      PageUp: -window.step * 10,
      PageDown: window.step * 10,
      Home: window.from + 1 - at,
      End: window.to - at,
    };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(window.to, Math.max(window.from + 1, at + by));
    const { marked } = view.getState();
    if (event.altKey && event.shiftKey && marked !== null) {
      const move = Math.min(window.to - marked.to, Math.max(window.from - marked.from, by));
      view.setState({ marked: { from: marked.from + move, to: marked.to + move } });
    } else if (event.shiftKey) {
      const anchor = marked === null ? at : at === marked.to ? marked.from + 1 : marked.to;
      mark(anchor, next);
    }
    put(placeOf(window, next - 0.5) * width);
    hover.setState({ second: next });
  };
  const window = shownWindow();
  return (
    <div
      ref={layer}
      className="time-layer"
      role="slider"
      tabIndex={0}
      aria-label="Time cursor over the charts"
      aria-keyshortcuts="ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight Alt+Shift+ArrowLeft Alt+Shift+ArrowRight"
      aria-valuemin={window.from}
      aria-valuemax={window.to}
      aria-valuenow={second ?? window.to}
      aria-valuetext={second === null ? `the last ${spanText(window.to - window.from)}` : valueText(second)}
      onPointerMove={onPointerMove}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerLeave={leave}
      onContextMenu={(event) => {
        const { left } = event.currentTarget.getBoundingClientRect();
        onMenu?.(event, secondAt(shownWindow(), (event.clientX - left) / width));
      }}
      onBlur={() => hover.setState({ second: null })}
      onKeyDown={onKeyDown}
    >
      {children}
      <Marked width={width} />
      <div ref={line} className="crosshair" />
    </div>
  );
}
