// SPDX-License-Identifier: Apache-2.0
// The charts as tables: a row for each point, newest first, or for each bar.
import type { ColumnDescription } from '../../../src-main/shared/tracer';
import { clockText } from '../../format/clock';
import { countedText, rateText } from '../../format/figure';
import { pointStretch } from '../../select/time-window';
import { useChannel, useSettings, useView } from '../../stores/hooks';
import { Grid } from '../../widgets/Grid';
import type { GridColumn } from '../../widgets/grid-columns';
import { nameOfProcess } from '../process-names';
import { shownWindow } from '../time/shown-time';
import { useColumnLayout } from '../time/use-layout';
import { columnTitle } from './figures';
import type { TracerHistogram } from './histogram';
import { modelOf } from './model';

interface TwinRow {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

type TextOf = (value: number) => string;

function twinColumns(first: string, heads: readonly string[], text: TextOf): GridColumn<TwinRow>[] {
  const words = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? 'no data' : text(value);
  return [
    {
      ...{ id: 'first', head: first, label: first, width: 0, least: 76, align: 'start', fixed: true },
      cell: ({ name }) => name,
      text: ({ name }) => name,
    },
    ...heads.map(
      (head, at): GridColumn<TwinRow> => ({
        ...{ id: `value${at}`, head, label: head, width: 96, align: 'end' },
        cell: ({ values }) => words(values[at]),
        text: ({ values }) => words(values[at]),
      }),
    ),
  ];
}

function Twin({ label, columns, rows }: { label: string; columns: GridColumn<TwinRow>[]; rows: TwinRow[] }) {
  const rowHeight = useSettings((state) => (state.settings.density === 'comfortable' ? 32 : 26));
  const [layout, setLayout] = useColumnLayout('twin');
  return (
    <Grid
      label={label}
      columns={columns}
      rows={rows}
      rowHeight={rowHeight}
      keyOf={({ name }) => name}
      layout={layout}
      onLayout={setLayout}
    />
  );
}

export function ChartTwin({ tracer, column }: { tracer: string; column: ColumnDescription }) {
  useChannel('rest');
  const lane = useView(() => modelOf(tracer).counts());
  const window_ = shownWindow();
  const others = lane.others > 0 ? [`${lane.others} others`] : [];
  const heads = [`${columnTitle(column)}/s`, ...lane.shown.map(nameOfProcess), ...others];
  const rows = Array.from(lane.total, (total, point) => ({
    name: clockText(pointStretch(window_, point).to),
    values: [total, ...lane.series.map((values) => values[point])],
  })).reverse();
  return <Twin label="The chart as a table" columns={twinColumns('Time', heads, rateText)} rows={rows} />;
}

export function HistogramTwin({ histogram: { title, counts, bars } }: { histogram: TracerHistogram }) {
  const rows = bars.map(({ words, count }) => ({ name: words, values: [count] }));
  return (
    <Twin label="The histogram as a table" columns={twinColumns(title, [counts], countedText)} rows={rows} />
  );
}
