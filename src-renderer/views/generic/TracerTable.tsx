// SPDX-License-Identifier: Apache-2.0
// The table of a tracer by its columns: who, what tells rows apart, figures with their units, the sum of all on top.
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { TracerTable as TableData } from '../../../src-main/shared/contract';
import type { ColumnDescription, Row } from '../../../src-main/shared/tracer';
import { RowOrder, type SortValue } from '../../select/row-order';
import { useSettings } from '../../stores/hooks';
import { Duration } from '../../widgets/Amount';
import { Grid } from '../../widgets/Grid';
import type { GridSort } from '../../widgets/GridHead';
import type { GridColumn } from '../../widgets/grid-columns';
import { isStill } from '../time/shown-time';
import { useColumnLayout } from '../time/use-layout';
import { useWide } from '../time/use-wide';
import { cellText, columnTitle, countColumn, isKey, isTime, numberOf, unitWords } from './figures';

interface TracerRow {
  readonly key: string;
  readonly row: Row;
  /** Of the largest row, what the bar is measured by. */
  readonly share: number;
}

const TOTAL = 'all';

function cell(column: ColumnDescription, { key, row }: TracerRow): ReactNode {
  const value = row[column.name];
  if (key === TOTAL && value === undefined) return null;
  if (isTime(column)) return <Duration ns={numberOf(value)} />;
  if (column.unit === 'text') return <span className="name">{cellText(value, column)}</span>;
  return <span className={column.unit === 'pid' ? 'pid' : ''}>{cellText(value, column)}</span>;
}

function gridColumn(column: ColumnDescription, first: boolean): GridColumn<TracerRow> {
  const { name, meaning, estimate, unit } = column;
  const units = unitWords(column);
  const text = (one: TracerRow) =>
    one.key === TOTAL && one.row[name] === undefined ? '' : cellText(one.row[name], column);
  return {
    id: name,
    head: (
      <>
        {columnTitle(column)}
        {units !== '' && <span className="unit-name">{units}</span>}
      </>
    ),
    label: columnTitle(column),
    meaning: `${meaning}${estimate === undefined ? '' : ` An estimate, ${estimate}.`}`,
    width: unit === 'text' ? (first ? 240 : 160) : isKey(column) ? 80 : 110,
    align: unit === 'text' ? 'start' : 'end',
    sorts: unit === 'text' ? 'text' : 'largest',
    fixed: first,
    cell: (one) => (first && one.key === TOTAL ? <span className="name">All</span> : cell(column, one)),
    text: (one) => (first && one.key === TOTAL ? 'All' : text(one)),
  };
}

const BAR: GridColumn<TracerRow> = {
  ...{ id: 'bar', head: '', label: 'Share', width: 0, least: 84, align: 'start' },
  meaning: 'Its length is the count, measured by the largest row.',
  cell: ({ key, share }) =>
    key !== TOTAL && <i className="bar" style={{ width: `${share * 100}%` }} aria-hidden="true" />,
  text: ({ key, share }) => (key === TOTAL ? '' : `${Math.round(share * 100)} %`),
};

/** Names first: what a row is called stands at its left. */
function gridColumns(columns: readonly ColumnDescription[]): GridColumn<TracerRow>[] {
  const texts = columns.filter(({ unit }) => unit === 'text');
  const ordered = [...texts, ...columns.filter(({ unit }) => unit !== 'text')];
  const count = countColumn(columns);
  return ordered.flatMap((column, index) =>
    column === count ? [gridColumn(column, index === 0), BAR] : [gridColumn(column, index === 0)],
  );
}

export interface TracerTableProps {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly ColumnDescription[];
  readonly table: TableData | undefined;
  readonly empty: ReactNode;
}

export function TracerTable({ name, label, columns, table, empty }: TracerTableProps) {
  const count = countColumn(columns)?.name ?? '';
  const rowHeight = useSettings((state) => (state.settings.density === 'comfortable' ? 32 : 26));
  const [layout, setLayout] = useColumnLayout(`tracer.${name}`);
  const [sort, setSort] = useState<GridSort>({ column: count, descending: true });
  const [held, setHeld] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const order = useRef(new RowOrder());
  const wide = useWide();
  // Where there is little room, those that have a place in a terminal.
  const shown = useMemo(() => {
    const needed = (column: ColumnDescription) => isKey(column) || column === countColumn(columns);
    return gridColumns(columns.filter((column) => wide || needed(column) || column.terminal !== undefined));
  }, [columns, wide]);
  const keys = columns.filter(isKey).map((column) => column.name);
  const rows = table?.rows ?? [];
  const largest = rows.reduce((most, row) => Math.max(most, numberOf(row[count]) ?? 0), 0);
  const seen = new Map<string, number>();
  const keyed = rows.map((row): TracerRow => {
    const named = keys.map((key) => String(row[key])).join('/');
    // Two programs of one process are two rows that look alike.
    const times = seen.get(named) ?? 0;
    seen.set(named, times + 1);
    const share = largest > 0 ? (numberOf(row[count]) ?? 0) / largest : 0;
    return { key: times === 0 ? named : `${named}#${times}`, row, share };
  });
  const value = ({ row }: TracerRow): SortValue => {
    const one = row[sort.column];
    return typeof one === 'string' ? one.toLowerCase() : numberOf(one);
  };
  const ordered = order.current.arrange(keyed, value, {
    ...{ asked: `${sort.column}§${sort.descending}`, descending: sort.descending, held },
    still: isStill(),
    nowMs: performance.now(),
  });
  return (
    <Grid
      label={label}
      columns={shown}
      rows={ordered}
      rowHeight={rowHeight}
      keyOf={({ key }) => key}
      pinned={rows.length === 0 ? null : { key: TOTAL, row: table?.sums ?? {}, share: 0 }}
      sort={sort}
      onSort={setSort}
      layout={layout}
      onLayout={setLayout}
      selected={chosen}
      onSelect={({ key }) => setChosen(key)}
      onHold={setHeld}
      empty={empty}
    />
  );
}
