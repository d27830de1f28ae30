// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { RowOrder } from '../../select/row-order';
import type { GroupBy } from '../../select/second-digest';
import { type RowFigures, type TableModel, TOTAL_KEY } from '../../select/table-rows';
import { view } from '../../stores/app';
import { useChannel, useSettings, useView } from '../../stores/hooks';
import { toggleOpen } from '../../stores/view-store';
import { seriesColour } from '../../theme/colours';
import { Grid, gridText } from '../../widgets/Grid';
import type { GridSort } from '../../widgets/GridHead';
import { actByKey, menuOf } from './actions';
import { type CallRow, callColumns, type RowActions, rowName, sortValue } from './call-columns';
import { model } from './model';
import { nameOfGroup } from './names';
import { isStill } from '../time/shown-time';
import { useColumnLayout } from '../time/use-layout';
import { useWide } from '../time/use-wide';

const idOf = (row: RowFigures, groupBy: GroupBy) => (groupBy === 'process' ? row.process : row.call) ?? -1;

/** Groups in their order, the open ones followed by their cells. */
function rowsOf(table: TableModel, groups: readonly CallRow[], groupBy: GroupBy, open: ReadonlySet<string>) {
  const rows: CallRow[] = [];
  for (const group of groups) {
    rows.push(group);
    if (!open.has(group.figures.key)) continue;
    for (const figures of table.children(idOf(group.figures, groupBy)))
      rows.push({ ...group, figures, open: undefined, colour: null });
  }
  return rows;
}

const actions: RowActions = {
  toggle: ({ figures }) => toggleOpen(view, figures.key),
  filter: ({ figures }) => void actByKey('f', figures),
  follow: ({ figures }) => void actByKey('l', figures),
  copy: (row) => copyRows([row]),
};

function copyRows(rows: readonly CallRow[]): void {
  void window.ringside.copyText(gridText(callColumns(true, view.getState().groupBy, actions), rows));
}

export function CallTable({ empty }: { empty: ReactNode }) {
  useChannel('table');
  const wide = useWide();
  const groupBy = useView((state) => state.groupBy);
  const open = useView((state) => state.open);
  const selected = useView((state) => state.selected);
  const rowHeight = useSettings((state) => (state.settings.density === 'comfortable' ? 32 : 26));
  const [sort, setSort] = useState<GridSort>({ column: 'rate', descending: true });
  const [layout, setLayout] = useColumnLayout('calls');
  const [held, setHeld] = useState(false);
  const order = useRef(new RowOrder());
  const table = useView(() => model.table());
  const columns = useMemo(() => callColumns(wide, groupBy, actions), [wide, groupBy]);

  const filtered = !model.matcher().all;
  const largest = table.groups.reduce((most, { rate }) => Math.max(most, rate), 0);
  const slots = model.slots[groupBy];
  const shown = new Set(model.calls().shown);
  const groups = table.groups.map((figures): CallRow => {
    const id = idOf(figures, groupBy);
    const slot = shown.has(id) ? slots.slotOf(id) : undefined;
    const colour = slot === undefined ? null : seriesColour(slot);
    return { figures, open: open.has(figures.key), colour, largest, filtered };
  });
  const keyed = groups.map((row) => ({ key: row.figures.key, row }));
  const nameOf = (row: RowFigures) => nameOfGroup(groupBy, idOf(row, groupBy));
  const ordered = order.current
    .arrange(keyed, ({ row }) => sortValue(row, sort.column, nameOf), {
      asked: `${sort.column}§${sort.descending}§${groupBy}§${table.total.key}`,
      descending: sort.descending,
      held,
      still: isStill(),
      nowMs: performance.now(),
    })
    .map(({ row }) => row);
  const rows = rowsOf(table, ordered, groupBy, open);
  const isSelected = ({ process, call }: RowFigures) =>
    selected !== null && selected.process === process && selected.call === call;
  return (
    <Grid
      label={groupBy === 'process' ? 'Processes and their calls' : 'Calls and their processes'}
      columns={columns}
      rows={rows}
      rowHeight={rowHeight}
      keyOf={(row) => row.figures.key}
      stateOf={(row) => ({
        level: row.figures.level,
        ...(row.open === undefined ? {} : { open: row.open }),
      })}
      pinned={
        rows.length === 0 ? null : { figures: table.total, open: undefined, colour: null, largest, filtered }
      }
      sort={sort}
      onSort={setSort}
      layout={layout}
      onLayout={setLayout}
      selected={rows.find((row) => isSelected(row.figures))?.figures.key ?? null}
      onSelect={({ figures: { process, call, key } }) =>
        key !== TOTAL_KEY && view.setState({ selected: { process, call } })
      }
      onOpen={(row, to) => toggleOpen(view, row.figures.key, to)}
      onHold={setHeld}
      menuOf={(row) => menuOf(row.figures)}
      onRowKey={({ key }, row) => actByKey(key, row.figures)}
      empty={empty}
    />
  );
}

export { rowName };
