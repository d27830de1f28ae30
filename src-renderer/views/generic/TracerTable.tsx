// SPDX-License-Identifier: Apache-2.0
// The table of a tracer: narrowed by what its cells say, in the order asked for, the sum of all on top.
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { TracerTable as TableData } from '../../../src-main/shared/contract';
import { useStore } from 'zustand';
import type { ColumnDescription } from '../../../src-main/shared/tracer';
import { countedText } from '../../format/figure';
import { counted } from '../../format/plain-words';
import { RowOrder, type SortValue } from '../../select/row-order';
import { useSettings } from '../../stores/hooks';
import { Grid } from '../../widgets/Grid';
import type { GridSort } from '../../widgets/GridHead';
import { Message } from '../../widgets/Message';
import { NarrowBar, termWords } from '../../widgets/NarrowBar';
import { actOnCell, type CellOffer, cellEntries } from '../cell-actions';
import { isStill } from '../time/shown-time';
import { useColumnLayout } from '../time/use-layout';
import { useWide } from '../time/use-wide';
import { cellText, columnTitle, countColumn, isKey, numberOf } from './figures';
import { addCellTerm, narrow, narrowed, narrowedOf, removeCellTerm, rowMatcher } from './narrowed';
import { gridColumns, TOTAL, type TracerRow } from './tracer-columns';

/** The name that a row goes by, and the process that it is about. */
function offerOf(
  tracer: string,
  columns: readonly ColumnDescription[],
  { key, row }: TracerRow,
  id: string,
): CellOffer {
  const column = columns.find(({ name }) => name === id);
  if (key === TOTAL || column === undefined || row[id] === undefined) return { text: '' };
  const value = cellText(row[id], column);
  const add = (op: 'is' | 'not') => () => addCellTerm(tracer, { column: id, op, value });
  const pid = numberOf(row[columns.find(({ unit }) => unit === 'pid')?.name ?? '']) ?? 0;
  return {
    text: value,
    ...(isKey(column) ? { include: add('is'), exclude: add('not') } : {}),
    process: pid > 0 ? { pid, comm: String(row.comm ?? ''), at: null } : null,
  };
}

const titleOf = (columns: readonly ColumnDescription[], name: string): string => {
  const column = columns.find((one) => one.name === name);
  return column === undefined ? name : columnTitle(column).toLowerCase();
};

/** "12 of 340 rows". */
function foundWords(found: number, all: number | null): string {
  if (all === null) return counted(countedText(found), 'row', 'rows');
  return `${countedText(found)} of ${counted(countedText(all), 'row', 'rows')}`;
}

const NothingFits = ({ name }: { name: string }) => (
  <Message
    title="No row fits"
    text="Take a part of the filter away, or show all."
    actions={[{ label: 'Show all', run: () => narrow(name, { terms: [], text: '' }) }]}
  />
);

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
  useStore(narrowed);
  // Where there is little room, those that have a place in a terminal.
  const shown = useMemo(() => {
    const needed = (column: ColumnDescription) => isKey(column) || column === countColumn(columns);
    return gridColumns(columns.filter((column) => wide || needed(column) || column.terminal !== undefined));
  }, [columns, wide]);
  const keys = columns.filter(isKey).map((column) => column.name);
  const rows = table?.rows ?? [];
  const largest = rows.reduce((most, row) => Math.max(most, numberOf(row[count]) ?? 0), 0);
  const seen = new Map<string, number>();
  const asked = narrowedOf(name);
  const isNarrowed = asked.terms.length > 0 || asked.text !== '';
  const found = isNarrowed ? rows.filter(rowMatcher(asked, columns)) : rows;
  const keyed = found.map((row): TracerRow => {
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
  const none = isNarrowed && found.length === 0 && rows.length > 0;
  return (
    <div className="rows">
      {(rows.length > 0 || isNarrowed) && (
        <NarrowBar
          label="Text in the table"
          placeholder="Text in the table"
          terms={asked.terms.map((term) => ({
            words: termWords(titleOf(columns, term.column), term.op === 'is' ? '=' : '≠', term.value),
            title: term.value,
            remove: () => removeCellTerm(name, term),
          }))}
          text={asked.text}
          onText={(text) => narrow(name, { text })}
          found={foundWords(found.length, isNarrowed ? rows.length : null)}
        />
      )}
      <Grid
        label={label}
        columns={shown}
        rows={ordered}
        rowHeight={rowHeight}
        keyOf={({ key }) => key}
        pinned={rows.length === 0 || isNarrowed ? null : { key: TOTAL, row: table?.sums ?? {}, share: 0 }}
        sort={sort}
        onSort={setSort}
        layout={layout}
        onLayout={setLayout}
        selected={chosen}
        onSelect={({ key }) => setChosen(key)}
        onHold={setHeld}
        menuOf={(row, id) => cellEntries(offerOf(name, columns, row, id))}
        onRowKey={({ key }, row, id) => actOnCell(key, offerOf(name, columns, row, id))}
        empty={none ? <NothingFits name={name} /> : empty}
      />
    </div>
  );
}
