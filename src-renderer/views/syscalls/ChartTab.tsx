// SPDX-License-Identifier: Apache-2.0
// The charts as a table: a row for each point, newest first.
import { clockText } from '../../format/clock';
import { durationWords, rateText } from '../../format/figure';
import { pointStretch } from '../../select/time-window';
import { useChannel, useSettings, useView } from '../../stores/hooks';
import { Duration } from '../../widgets/Amount';
import { Grid } from '../../widgets/Grid';
import type { GridColumn } from '../../widgets/grid-columns';
import { model } from './model';
import { nameOfGroup } from './names';
import { useColumnLayout } from '../time/use-layout';

interface PointRow {
  readonly time: string;
  readonly total: number;
  readonly failed: number;
  readonly half: number;
  readonly slowest: number;
  readonly values: readonly number[];
}

const rate = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? <span className="no-data">no data</span> : rateText(value);
const rateWords = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? 'no data' : rateText(value);
const known = (ns: number) => (Number.isNaN(ns) ? null : ns);

function columnsFor(names: readonly string[]): GridColumn<PointRow>[] {
  const of = (
    id: string,
    head: string,
    width: number,
    value: (row: PointRow) => number | undefined,
  ): GridColumn<PointRow> => ({
    ...{ id, head, label: head, width, align: 'end' },
    cell: (row) => rate(value(row)),
    text: (row) => rateWords(value(row)),
  });
  const time = (id: string, head: string, value: (row: PointRow) => number): GridColumn<PointRow> => ({
    ...{ id, head, label: head, width: 72, align: 'end' },
    cell: (row) => <Duration ns={known(value(row))} />,
    text: (row) => (Number.isNaN(value(row)) ? 'no data' : durationWords(value(row))),
  });
  return [
    {
      ...{ id: 'time', head: 'Time', label: 'Time', width: 0, least: 76, align: 'start', fixed: true },
      cell: ({ time: at }) => at,
      text: ({ time: at }) => at,
    },
    of('total', 'Calls/s', 66, (row) => row.total),
    ...names.map((name, index) => of(`series${index}`, name, 74, (row) => row.values[index])),
    of('failed', 'Failed/s', 66, (row) => row.failed),
    time('half', 'p50', (row) => row.half),
    time('slowest', 'p99', (row) => row.slowest),
  ];
}

export function ChartTab() {
  useChannel('rest');
  const groupBy = useView((state) => state.groupBy);
  const lane = useView(() => model.calls());
  const { halfNs, slowestNs } = model.durations();
  const rowHeight = useSettings((state) => (state.settings.density === 'comfortable' ? 32 : 26));
  const [layout, setLayout] = useColumnLayout('points');
  const window_ = model.window();
  const names = [
    ...lane.shown.map((group) => nameOfGroup(groupBy, group)),
    ...(lane.others > 0 ? [`${lane.others} others`] : []),
  ];
  const columns = columnsFor(names);
  const rows: PointRow[] = Array.from(lane.total, (total, point) => ({
    time: clockText(pointStretch(window_, point).to),
    total,
    failed: lane.failed[point] ?? Number.NaN,
    half: halfNs[point] ?? Number.NaN,
    slowest: slowestNs[point] ?? Number.NaN,
    values: lane.series.map((values) => values[point] ?? Number.NaN),
  })).reverse();
  return (
    <Grid
      label="The charts as a table"
      columns={columns}
      rows={rows}
      rowHeight={rowHeight}
      keyOf={(row) => row.time}
      layout={layout}
      onLayout={setLayout}
    />
  );
}
