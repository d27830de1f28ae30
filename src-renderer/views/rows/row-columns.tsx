// SPDX-License-Identifier: Apache-2.0
// The columns of a stream's table: which are shown, in which order, how wide.
import type { StreamInfo } from '../../../src-main/shared/contract';
import type { ShownColumn } from '../../../src-main/shared/tracer';
import type { RowGroup } from '../../../src-main/shared/rows-contract';
import type { PagedRow } from '../../select/paged-rows';
import { capital } from '../generic/figures';
import type { GridColumn } from '../../widgets/grid-columns';
import { type Column, isMoment, isText, isTime, Value, valueText } from './cells';

/** What every stream's table has; what one tracer alone has, its `shown` calls by name. */
const TITLES: Readonly<Record<string, string>> = {
  at_ns: 'Time',
  comm: 'Process',
  pid: 'PID',
  tid: 'Thread',
  cpu: 'CPU',
  fd: 'Descriptor',
  syscall: 'Call',
  error: 'Answer',
  duration_ns: 'Took',
  count: 'Rows',
  total_duration_ns: 'Time in all',
  longest_duration_ns: 'Longest',
};

const shownOf = ({ shown }: StreamInfo): readonly ShownColumn[] =>
  (shown?.columns ?? []).map((one) => (typeof one === 'string' ? { name: one } : one));

/** As the tracer calls it, else by its name: `new_path` -> "New path". */
export const titleOf = ({ name, unit }: Pick<Column, 'name' | 'unit'>, stream: StreamInfo): string =>
  shownOf(stream).find((one) => one.name === name)?.title ??
  TITLES[name] ??
  capital((/_ns$/.test(unit) ? name.replace(/_ns$/, '') : name).replaceAll('_', ' '));

/** What a group is called by its title: "File", "Folder". */
export const groupTitle = (stream: StreamInfo, { column, part }: RowGroup): string =>
  stream.shown?.groups.find((one) => one.column === column && one.part === part)?.title ??
  titleOf({ name: column, unit: '' }, stream);

const WIDTHS: Readonly<Record<string, number>> = { comm: 140, pid: 72, syscall: 110, error: 110 };

function widthOf(column: Column, short: boolean): number {
  if (isMoment(column)) return 104;
  if (short) return 120;
  return WIDTHS[column.name] ?? (isText(column) ? 0 : 92);
}

interface Placed {
  readonly column: Column;
  readonly index: number;
  readonly first: boolean;
  readonly label: string;
  readonly short?: boolean;
}

function gridColumn({ column, index, first, label, short = false }: Placed): GridColumn<PagedRow> {
  const start = isText(column) || isMoment(column);
  return {
    ...{ id: column.name, head: label, label, width: widthOf(column, short), least: 140 },
    align: start ? 'start' : 'end',
    sorts: isMoment(column) || isTime(column) || !start ? 'largest' : 'text',
    fixed: first,
    cell: ({ values }) => <Value value={values[index]} column={column} />,
    text: ({ values }) => valueText(values[index], column),
  };
}

/** Of single rows: those that the tracer names, in its order. */
export function rowColumns(columns: readonly Column[], stream: StreamInfo): GridColumn<PagedRow>[] {
  const shown: readonly ShownColumn[] = stream.shown === null ? columns : shownOf(stream);
  return shown.flatMap(({ name, short = false }, at) => {
    const index = columns.findIndex((column) => column.name === name);
    const column = columns[index];
    if (column === undefined) return [];
    return [gridColumn({ column, index, first: at === 0, label: titleOf(column, stream), short })];
  });
}

/** Of groups: what they share, then their sums. */
export function groupColumns(
  columns: readonly Column[],
  stream: StreamInfo,
  group: RowGroup,
): GridColumn<PagedRow>[] {
  return columns.map((column, index) => {
    const first = index === 0;
    const label = first ? groupTitle(stream, group) : titleOf(column, stream);
    const placed = gridColumn({ column, index, first, label });
    if (!first) return placed;
    return {
      ...{ ...placed, width: 0, least: 220 },
      cell: ({ values }) => <Value value={values[index]} column={column} explained />,
    };
  });
}
