// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all lint/a11y/useSemanticElements: a virtual tree grid cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus one at a time, heads by their buttons
import { type KeyboardEvent, memo, type PointerEvent, useRef } from 'react';
import { type ColumnLayout, clampedWidth, type GridColumn, moved } from './grid-columns';

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

interface GridHeadProps<R> {
  readonly columns: readonly GridColumn<R>[];
  readonly layout: ColumnLayout;
  readonly sort: GridSort | null;
  readonly onSort: (sort: GridSort) => void;
  readonly onLayout: (layout: ColumnLayout) => void;
}

const NUDGE = 12;
const DRAG_FROM = 5;

interface HeadCellProps<R> extends GridHeadProps<R> {
  readonly column: GridColumn<R>;
}

function HeadCell<R>({ column, columns, layout, sort, onSort, onLayout }: HeadCellProps<R>) {
  const cell = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; moved: boolean } | null>(null);
  const sorted = sort?.column === column.id;
  const direction = sorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const resize = (width: number) =>
    onLayout({ ...layout, widths: { ...layout.widths, [column.id]: clampedWidth(width, column.least) } });
  const widthNow = () => cell.current?.offsetWidth ?? column.width;
  const move = (by: number) => onLayout({ ...layout, order: moved(columns, column.id, by) });
  const sortBy = () => {
    if (column.sorts === undefined) return;
    onSort({ column: column.id, descending: sorted ? !sort.descending : column.sorts === 'largest' });
  };
  /** What a drag over several draws has to know. */
  const latest = useRef({ columns, move });
  latest.current = { columns, move };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) move(by);
    else if (event.shiftKey) resize(widthNow() + by * NUDGE);
    else {
      const next = by < 0 ? cell.current?.previousElementSibling : cell.current?.nextElementSibling;
      next?.querySelector('button')?.focus();
    }
  };
  const startResize = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const [target, x, width] = [event.currentTarget, event.clientX, widthNow()];
    target.setPointerCapture(event.pointerId);
    target.onpointermove = (moving) => resize(width + moving.clientX - x);
    target.onpointerup = () => {
      target.onpointermove = null;
    };
  };
  /** Dragged over the middle of a neighbour, the column changes places with it. */
  const dragTo = (x: number) => {
    const from = drag.current;
    if (from === null || (!from.moved && Math.abs(x - from.x) < DRAG_FROM)) return;
    from.moved = true;
    const cells = [...(cell.current?.parentElement?.children ?? [])];
    const over = cells.findIndex((one) => {
      const { left, right } = one.getBoundingClientRect();
      const quarter = (right - left) / 4;
      return x > left + quarter && x < right - quarter;
    });
    const at = latest.current.columns.findIndex((one) => one.id === column.id);
    if (over >= 0 && over !== at) latest.current.move(over - at);
  };
  /** On the window and not by capture: a button that changes places in the document loses what it captured. */
  const startDrag = (event: PointerEvent) => {
    if (column.fixed || event.button !== 0) return;
    drag.current = { x: event.clientX, moved: false };
    const onMove = (moving: globalThis.PointerEvent) => dragTo(moving.clientX);
    const onEnd = () => {
      window.removeEventListener('pointermove', onMove);
      // The click that follows belongs to the drag.
      setTimeout(() => {
        drag.current = null;
      });
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onEnd, { once: true });
    window.addEventListener('pointercancel', onEnd, { once: true });
  };
  return (
    <div
      ref={cell}
      role="columnheader"
      className={`grid-head-cell ${column.align}${sorted ? ' sorted' : ''}`}
      aria-sort={direction}
      title={column.meaning}
    >
      <button
        type="button"
        aria-label={column.label}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Shift+ArrowLeft Shift+ArrowRight"
        onClick={() => (drag.current?.moved ? undefined : sortBy())}
        onKeyDown={onKeyDown}
        onPointerDown={startDrag}
      >
        {column.head}
        {sorted && (
          <span className="sort-mark" aria-hidden="true">
            {sort.descending ? '↓' : '↑'}
          </span>
        )}
      </button>
      <span className="resize-grip" onPointerDown={startResize} aria-hidden="true" />
    </div>
  );
}

function Head<R>(props: GridHeadProps<R>) {
  return (
    <div role="rowgroup">
      <div role="row" className="grid-row grid-head" aria-rowindex={1}>
        {props.columns.map((column) => (
          <HeadCell key={column.id} column={column} {...props} />
        ))}
      </div>
    </div>
  );
}

export const GridHead = memo(Head) as typeof Head;
