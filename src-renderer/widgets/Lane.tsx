// SPDX-License-Identifier: Apache-2.0
// A lane: [head 200][gutter 52][plot to the right edge - 12]. Its head is value, legend and title at once.
import { type KeyboardEvent, memo, type MouseEvent, type ReactNode } from 'react';
import { asksForMenu } from './menu-state';

export interface GutterLabel {
  /** 0 at the bottom, 1 at the top. */
  readonly place: number;
  readonly text: string;
}

const LABEL_HEIGHT = 14;

export const Gutter = memo(function Gutter({
  labels,
  height,
}: {
  labels: readonly GutterLabel[];
  height: number;
}) {
  return (
    <div className="gutter" aria-hidden="true">
      {labels.map(({ place, text }) => (
        <span
          key={text}
          style={{
            top: Math.min(height - LABEL_HEIGHT - 1, Math.max(2, (1 - place) * height - LABEL_HEIGHT / 2)),
          }}
        >
          {text}
        </span>
      ))}
    </div>
  );
});

export function Lane(props: {
  label: string;
  /** For those who look for its plot in the document. */
  name?: string;
  height: number;
  head: ReactNode;
  gutter: readonly GutterLabel[];
  /** Grid lines, 0 to 1. */
  lines?: readonly number[];
  summary: string;
  children: ReactNode;
}) {
  return (
    <section
      className="lane"
      data-lane={props.name}
      style={{ height: props.height }}
      aria-label={props.label}
    >
      <div className="lane-head">{props.head}</div>
      <Gutter labels={props.gutter} height={props.height - 1} />
      <div className="plot">
        {props.lines?.map((place) => (
          <i key={place} className="grid-line" style={{ bottom: `${place * 100}%` }} />
        ))}
        {props.children}
      </div>
      <p className="only-read">{props.summary}</p>
    </section>
  );
}

export interface LegendRowProps {
  readonly swatch: ReactNode;
  readonly name: ReactNode;
  readonly value: ReactNode;
  readonly title?: string;
  readonly selected?: boolean;
  onClick?(): void;
  /** Right click, Menu key or Shift+F10 on a row that can be clicked. */
  onMenu?(event: MouseEvent | KeyboardEvent): void;
}

export const LegendRow = memo(function LegendRow({
  swatch,
  name,
  value,
  title,
  selected,
  onClick,
  onMenu,
}: LegendRowProps) {
  const inside = (
    <>
      {swatch}
      <span className="legend-name">{name}</span>
      <span className="legend-value">{value}</span>
    </>
  );
  return onClick === undefined ? (
    <div className="legend-row" title={title}>
      {inside}
    </div>
  ) : (
    <button
      type="button"
      className="legend-row"
      title={title}
      aria-pressed={selected === true}
      onClick={onClick}
      onContextMenu={onMenu}
      onKeyDown={(event) => asksForMenu(event) && onMenu?.(event)}
    >
      {inside}
    </button>
  );
});

export const Swatch = ({ colour }: { colour: string }) => (
  <i className="swatch" style={{ background: colour }} aria-hidden="true" />
);
