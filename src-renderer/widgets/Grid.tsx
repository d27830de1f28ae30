// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all lint/a11y/useSemanticElements: a virtual tree grid cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus one at a time, heads by their buttons
// biome-ignore-all lint/correctness/noComponentHookFactories: names of keys, not of components
// The table of all views: virtual rows, columns that sort, resize and reorder, a pinned row, rows that open, keys.
import { Copy, Table2 } from 'lucide-react';
import {
  type KeyboardEvent,
  memo,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { arranged, type ColumnLayout, type GridColumn, leastWidth, template } from './grid-columns';
import { GridHead, type GridSort } from './GridHead';
import { asksForMenu, type MenuEntry, menuPlace, openMenu } from './menu-state';
import { useRowWindow } from './use-row-window';

export interface GridRowState {
  readonly level: number;
  /** Undefined for rows without children. */
  readonly open?: boolean;
}

/** An array, or what looks like one and has only some of its rows at hand. */
export interface GridRows<R> {
  readonly length: number;
  /** Undefined where the row is not at hand; it is drawn empty then. */
  at(index: number): R | undefined;
}

export interface GridProps<R> {
  readonly label: string;
  readonly columns: readonly GridColumn<R>[];
  readonly rows: GridRows<R>;
  readonly rowHeight: number;
  /** Of rows that are not all at hand: their index. */
  keyOf(row: R): string;
  stateOf?(row: R): GridRowState;
  /** Drawn under the head, does not scroll. */
  readonly pinned?: R | null;
  readonly sort?: GridSort | null;
  onSort?(sort: GridSort): void;
  readonly layout: ColumnLayout;
  onLayout(layout: ColumnLayout): void;
  readonly selected?: string | null;
  onSelect?(row: R): void;
  onOpen?(row: R, open: boolean): void;
  /** The pointer came or went: rows keep their places while it is here. */
  onHold?(held: boolean): void;
  /** What a row's menu offers before the copies, which every table has; at a cell of that column. */
  menuOf?(row: R, column: string): readonly (readonly MenuEntry[])[];
  /** A key that the table does not take itself, at the cell pointed at last; returns whether it meant something. */
  onRowKey?(event: KeyboardEvent, row: R, column: string): boolean;
  /** Rows from `first` up to `end` came into sight. */
  onSight?(first: number, end: number): void;
  readonly empty?: ReactNode;
}

/** Letters of a cell that its menu shows. */
const CELL_MOST = 32;

/** Rows as lines of text with tabs between, under their heads. */
export function gridText<R>(columns: readonly GridColumn<R>[], rows: readonly R[]): string {
  const lines = [
    columns.map((column) => column.label),
    ...rows.map((row) => columns.map((one) => one.text(row))),
  ];
  return lines.map((line) => line.join('\t')).join('\n');
}

interface CellsProps<R> {
  readonly columns: readonly GridColumn<R>[];
  readonly row: R;
}

function Cells<R>({ columns, row }: CellsProps<R>): ReactNode {
  return columns.map((column, index) => (
    <div
      key={column.id}
      role={index === 0 ? 'rowheader' : 'gridcell'}
      className={`grid-cell ${column.align}`}
      data-column={column.id}
    >
      {column.cell(row)}
    </div>
  ));
}

const MemoCells = memo(Cells) as typeof Cells;
const NotAtHand = () => (
  <div role="rowheader" className="grid-cell start third">
    …
  </div>
);

function itemOf<R>(rows: GridRows<R>, index: number, keyOf: (row: R) => string) {
  const row = rows.at(index);
  return { index, row, key: row === undefined ? String(index) : keyOf(row) };
}

/** Title row, and the pinned one if there is one, stand before the first. */
const rowIndexOf = (index: number, pinned: boolean) => index + (pinned ? 3 : 2);

export function Grid<R>(props: GridProps<R>) {
  const { rows, rowHeight, keyOf, stateOf, pinned, layout, selected, onHold } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const columns = arranged(props.columns, layout);
  const [active, setActive] = useState<string | null>(null);
  const focusNext = useRef(false);
  /** Column of the cell that was pressed last: by keys it is the same one in another row. */
  const pointed = useRef<string | null>(null);
  const { first, end, show } = useRowWindow(scroller, rows.length, rowHeight);
  const items = Array.from({ length: end - first }, (_, at) => itemOf(rows, first + at, keyOf));
  const tabbable = items.some(({ key }) => key === active) ? active : (items[0]?.key ?? null);
  const { onSight } = props;
  useEffect(() => onSight?.(first, end), [onSight, first, end]);
  useEffect(() => {
    if (!focusNext.current || active === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(active)}"]`);
    if (row) {
      focusNext.current = false;
      row.focus({ preventScroll: true });
    }
  });
  const copy = (text: string) => void window.ringside.copyText(text);
  const openRowMenu = (event: MouseEvent | KeyboardEvent, row: R) => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column]') : null;
    const asked = cell?.dataset.column ?? pointed.current;
    const column = columns.find(({ id }) => id === asked) ?? columns[0];
    const text = column?.text(row).trim() ?? '';
    const all = Array.isArray(rows) ? (rows as readonly R[]) : null;
    const atHand = all ?? items.map((item) => item.row).filter((one) => one !== undefined);
    const copies: MenuEntry[] = [
      {
        id: 'copy-row',
        label: 'Copy the row',
        icon: Copy,
        key: 'Ctrl C',
        run: () => copy(gridText(columns, [row])),
      },
      {
        id: 'copy-table',
        label: all === null ? 'Copy the rows in sight as text' : 'Copy the table as text',
        icon: Table2,
        run: () => copy(gridText(columns, atHand)),
      },
    ];
    if (text !== '')
      copies.unshift({
        id: 'copy-cell',
        label: `Copy “${text.slice(0, CELL_MOST)}”`,
        icon: Copy,
        run: () => copy(text),
      });
    const title = columns[0]?.text(row).trim() ?? '';
    openMenu({
      ...menuPlace(event),
      title,
      groups: [...(props.menuOf?.(row, column?.id ?? '') ?? []), copies],
    });
  };
  const goTo = (index: number) => {
    if (rows.length === 0) return;
    const { index: to, key, row } = itemOf(rows, Math.min(rows.length - 1, Math.max(0, index)), keyOf);
    focusNext.current = true;
    setActive(key);
    show(to);
    if (row !== undefined) props.onSelect?.(row);
  };
  const parentOf = (index: number, level: number): number => {
    for (let at = index - 1; at >= 0; at--) {
      const row = rows.at(at);
      if (row !== undefined && (stateOf?.(row).level ?? 0) < level) return at;
    }
    return index;
  };
  const onKeyDown = (event: KeyboardEvent, row: R | undefined, index: number) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const state = row && stateOf?.(row);
    const steps: Record<string, () => void> = {
      ArrowDown: () => goTo(index + 1),
      ArrowUp: () => goTo(index - 1),
      PageDown: () => goTo(index + page),
      PageUp: () => goTo(index - page),
      Home: () => goTo(0),
      End: () => goTo(rows.length - 1),
      Enter: () => row && props.onSelect?.(row),
      ArrowRight: () => (row && state?.open === false ? props.onOpen?.(row, true) : goTo(index + 1)),
      ArrowLeft: () => {
        if (row && state?.open === true) props.onOpen?.(row, false);
        else if (state !== undefined && state.level > 0) goTo(parentOf(index, state.level));
      },
    };
    if (row !== undefined && event.key === 'c' && (event.ctrlKey || event.metaKey)) {
      copy(gridText(columns, [row]));
      event.preventDefault();
      return;
    }
    if (row !== undefined && asksForMenu(event)) {
      openRowMenu(event, row);
      return;
    }
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key];
    if (step === undefined) {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (plain && row !== undefined && props.onRowKey?.(event, row, pointed.current ?? columns[0]?.id ?? ''))
        event.preventDefault();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  return (
    <div
      role="treegrid"
      className="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + (pinned ? 2 : 1)}
      aria-colcount={columns.length}
      style={
        {
          '--columns': template(columns, layout),
          '--grid-least': `${leastWidth(columns, layout)}px`,
          '--row': `${rowHeight}px`,
        } as React.CSSProperties
      }
    >
      <GridHead
        columns={columns}
        layout={layout}
        sort={props.sort ?? null}
        onSort={(sort) => props.onSort?.(sort)}
        onLayout={props.onLayout}
      />
      {pinned && (
        <div role="rowgroup">
          <div role="row" className="grid-row grid-pinned" aria-rowindex={2} aria-level={1}>
            <MemoCells columns={columns} row={pinned} />
          </div>
        </div>
      )}
      <div
        role="rowgroup"
        ref={scroller}
        className="grid-body"
        onPointerDown={({ target }) => {
          const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
          pointed.current = cell?.dataset.column ?? null;
        }}
        onPointerEnter={() => onHold?.(true)}
        onPointerLeave={() => onHold?.(false)}
      >
        {rows.length === 0 && props.empty !== undefined && (
          <div role="row">
            <div role="gridcell">{props.empty}</div>
          </div>
        )}
        <div role="presentation" className="grid-space" style={{ height: rows.length * rowHeight }}>
          {items.map(({ index, key, row }) => {
            const state = row && stateOf?.(row);
            return (
              <div
                key={key}
                role="row"
                className={`grid-row${key === selected ? ' selected' : ''} level-${state?.level ?? 0}`}
                data-key={key}
                aria-rowindex={rowIndexOf(index, pinned !== null && pinned !== undefined)}
                aria-level={(state?.level ?? 0) + 1}
                aria-expanded={state?.open}
                aria-selected={key === selected}
                aria-busy={row === undefined || undefined}
                tabIndex={key === tabbable ? 0 : -1}
                style={{ transform: `translateY(${index * rowHeight}px)` }}
                onFocus={() => setActive(key)}
                onClick={() => row && props.onSelect?.(row)}
                onDoubleClick={() => row && state?.open !== undefined && props.onOpen?.(row, !state.open)}
                onKeyDown={(event) => onKeyDown(event, row, index)}
                onContextMenu={(event) => row && openRowMenu(event, row)}
              >
                {row === undefined ? <NotAtHand /> : <MemoCells columns={columns} row={row} />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
