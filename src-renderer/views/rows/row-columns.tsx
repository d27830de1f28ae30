// SPDX-License-Identifier: Apache-2.0
// The columns of a stream's table: which are shown, in which order, how wide.
import type { StreamInfo } from '../../../src-main/shared/contract';
import type { RowGroup } from '../../../src-main/shared/rows-contract';
import type { PagedRow } from '../../select/paged-rows';
import { capital } from '../generic/figures';
import type { GridColumn } from '../../widgets/grid-columns';
import { type Column, isMoment, isText, isTime, Value, valueText } from './cells';

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
  cpu_ns: 'CPU time',
  signal_name: 'Signal',
  peak_rss_bytes: 'Peak memory',
  child_pid: 'Child',
  child_tid: 'Child thread',
  receiver_comm: 'To',
  receiver_pid: 'To PID',
  receiver_tid: 'To thread',
  argv: 'Arguments',
  old_comm: 'Old name',
  new_comm: 'New name',
  count: 'Rows',
  total_duration_ns: 'Time in all',
  longest_duration_ns: 'Longest',
};

/** `new_path` -> "New path", `cpu_ns` -> "Cpu". */
export const titleOf = ({ name, unit }: Column): string =>
  TITLES[name] ?? capital((/_ns$/.test(unit) ? name.replace(/_ns$/, '') : name).replaceAll('_', ' '));

/** What a group is called by its title: "File", "Folder". */
export const groupTitle = (stream: StreamInfo, { column, part }: RowGroup): string =>
  stream.shown?.groups.find((one) => one.column === column && one.part === part)?.title ??
  titleOf({ name: column, type: '', unit: '' });

const WIDTHS: Readonly<Record<string, number>> = {
  ...{ comm: 140, pid: 72, syscall: 110, error: 110, signal_name: 110 },
  ...{ old_comm: 150, receiver_comm: 140 },
};

function widthOf(column: Column): number {
  if (isMoment(column)) return 104;
  const width = WIDTHS[column.name];
  if (width !== undefined) return width;
  return isText(column) ? 0 : 92;
}

function gridColumn(column: Column, index: number, first: boolean, title?: string): GridColumn<PagedRow> {
  const start = isText(column) || isMoment(column);
  const label = title ?? titleOf(column);
  return {
    ...{ id: column.name, head: label, label, width: widthOf(column), least: 140 },
    align: start ? 'start' : 'end',
    sorts: isMoment(column) || isTime(column) || !start ? 'largest' : 'text',
    fixed: first,
    cell: ({ values }) => <Value value={values[index]} column={column} />,
    text: ({ values }) => valueText(values[index], column),
  };
}

/** Of single rows: those that the tracer names, in its order. */
export function rowColumns(columns: readonly Column[], { shown }: StreamInfo): GridColumn<PagedRow>[] {
  const names = shown?.columns ?? columns.map(({ name }) => name);
  return names.flatMap((name, at) => {
    const index = columns.findIndex((column) => column.name === name);
    const column = columns[index];
    return column === undefined ? [] : [gridColumn(column, index, at === 0)];
  });
}

/** Of groups: what they share, then their sums. */
export const groupColumns = (columns: readonly Column[], title: string): GridColumn<PagedRow>[] =>
  columns.map((column, index) => ({
    ...gridColumn(column, index, index === 0, index === 0 ? title : undefined),
    ...(index === 0
      ? {
          ...{ width: 0, least: 220 },
          cell: ({ values }) => <Value value={values[index]} column={column} explained />,
        }
      : {}),
  }));
