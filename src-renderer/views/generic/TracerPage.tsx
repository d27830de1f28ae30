// SPDX-License-Identifier: Apache-2.0
// A tracer that has no view of its own: its table by its columns, its count over time, the spread of its values.
import { useEffect, useRef, useState } from 'react';
import type { ColumnDescription, Row } from '../../../src-main/shared/tracer';
import type { TracerInfo } from '../../../src-main/shared/contract';
import { clockText } from '../../format/clock';
import { rateText } from '../../format/figure';
import { compareValues, type SortValue } from '../../select/row-order';
import { roundTop } from '../../select/y-top';
import { machine } from '../../stores/app';
import { useChannel, useSettings } from '../../stores/hooks';
import { Grid, gridText } from '../../widgets/Grid';
import type { GridSort } from '../../widgets/GridHead';
import type { ColumnLayout, GridColumn } from '../../widgets/grid-columns';
import { Lane, LegendRow } from '../../widgets/Lane';
import { PlotFrame, StackedSeries } from '../../widgets/PlotFrame';
import { cellText, countColumn, isNumber, numberOf, octaves, spreadColumn, sumOf, titled } from './figures';

const POINTS = 120;
const CHART_HEIGHT = 120;
const SPREAD_HEIGHT = 84;

const PLACES = Array.from({ length: POINTS }, (_, at) => ({ left: at / POINTS, right: (at + 1) / POINTS }));
const NO_LAYOUT: ColumnLayout = { order: [], widths: {} };

function gridColumn({ name, unit, meaning, estimate }: ColumnDescription): GridColumn<Row> {
  const numeric = isNumber({ name, unit, meaning });
  return {
    ...{
      id: name,
      head: name.replaceAll('_', ' '),
      label: name,
      width: unit === 'text' ? 0 : 96,
      least: 120,
    },
    meaning: `${meaning}${estimate === undefined ? '' : ` An estimate, ${estimate}.`} Unit: ${unit}.`,
    align: numeric ? 'end' : 'start',
    sorts: numeric ? 'largest' : 'text',
    cell: (row) => cellText(row[name], unit),
    text: (row) => cellText(row[name], unit),
  };
}

/** Tables hold totals since the session began: the rate is the difference of two seconds. */
function useRates(tracer: string, column: string | undefined): Float64Array {
  const version = useChannel('rest');
  const kept = useRef({ rates: new Float64Array(POINTS).fill(Number.NaN), last: Number.NaN, second: 0 });
  const [rates, setRates] = useState(kept.current.rates);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a tick is what is meant
  useEffect(() => {
    const table = machine.tables.find((one) => one.tracer === tracer);
    if (table === undefined || column === undefined || machine.latest === kept.current.second) return;
    const total = sumOf(table.rows, column);
    const apart = machine.latest - kept.current.second;
    const next = new Float64Array(POINTS).fill(Number.NaN);
    const by = Math.min(POINTS, kept.current.second === 0 ? 1 : apart);
    next.set(kept.current.rates.subarray(by));
    if (!Number.isNaN(kept.current.last)) next[POINTS - 1] = Math.max(0, total - kept.current.last) / apart;
    kept.current = { rates: next, last: total, second: machine.latest };
    setRates(next);
  }, [version, tracer, column]);
  return rates;
}

function useWidth(): [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [width, setWidth] = useState(0);
  const measure = useRef((element: HTMLElement | null) => {
    if (element === null) return undefined;
    // The head, the gutter and the right margin of a lane.
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.floor((entry?.contentRect.width ?? 0) - 264)),
    );
    observer.observe(element);
    return () => observer.disconnect();
  });
  return [width, measure.current];
}

function Spread({ rows, column }: { rows: readonly Row[]; column: ColumnDescription }) {
  const { from, counts } = octaves(rows, column.name);
  const bars = counts.map((count, at) => ({
    ...{ octave: from + at, count, words: cellText(2 ** (from + at), column.unit) },
  }));
  const most = Math.max(1, ...counts);
  return (
    <Lane
      label={`Spread of ${column.name}`}
      height={SPREAD_HEIGHT}
      head={
        <>
          <div className="lane-title">
            <h2>Spread of {column.name.replaceAll('_', ' ')}</h2>
          </div>
          <p className="lane-note">rows by value, bars double</p>
        </>
      }
      gutter={[
        { place: 1, text: String(most) },
        { place: 0, text: '0' },
      ]}
      summary={bars.map(({ count, words }) => `${count} rows from ${words}`).join(', ')}
    >
      <div className="spread">
        {bars.map(({ octave, count, words }) => (
          <span key={octave} title={`${count} rows from ${words}`}>
            <i style={{ height: `${(count / most) * 100}%` }} />
            <small>{words}</small>
          </span>
        ))}
      </div>
    </Lane>
  );
}

export function TracerPage({ tracer }: { tracer: TracerInfo | null }) {
  useChannel('rest');
  const columns = tracer?.columns ?? [];
  const rows = machine.tables.find((table) => table.tracer === tracer?.name)?.rows ?? [];
  const [width, measure] = useWidth();
  const count = countColumn(columns);
  const spread = spreadColumn(columns);
  const rates = useRates(tracer?.name ?? '', count?.name);
  const rowHeight = useSettings((state) => (state.settings.density === 'comfortable' ? 32 : 26));
  const [layout, setLayout] = useState(NO_LAYOUT);
  const [sort, setSort] = useState<GridSort>({ column: count?.name ?? '', descending: true });
  const [chosen, setChosen] = useState<string | null>(null);
  const gridColumns = columns.map(gridColumn);
  const keyNames = columns
    .filter((column) => !isNumber(column) || column.unit === 'pid')
    .map(({ name }) => name);
  const keyOf = (row: Row) => keyNames.map((name) => String(row[name])).join('/') || JSON.stringify(row);
  const value = (row: Row): SortValue => {
    const cell = row[sort.column];
    return typeof cell === 'string' ? cell : numberOf(cell);
  };
  const sorted = [...rows].sort((a, b) => compareValues(value(a), value(b), sort.descending));
  const keyed = new Map(sorted.map((row) => [keyOf(row), row]));
  const latest = rates.at(-1) ?? Number.NaN;
  const top = roundTop(rates.reduce((a, b) => Math.max(a, Number.isNaN(b) ? 0 : b), 0));
  return (
    <div className="page" ref={measure}>
      <header className="page-head">
        <h1>{titled(tracer?.name ?? '')}</h1>
        <p>{tracer?.question ?? ''}</p>
      </header>
      {count !== undefined && width > 0 && (
        <Lane
          label={`${count.name} a second`}
          height={CHART_HEIGHT}
          head={
            <>
              <div className="lane-title">
                <h2>{count.name.replaceAll('_', ' ')} a second</h2>
                <b>{Number.isNaN(latest) ? 'no data' : rateText(latest)}</b>
              </div>
              <LegendRow swatch={null} name="latest second" value={clockText(machine.latest)} />
            </>
          }
          gutter={[1, 0.5, 0].map((place) => ({ place, text: rateText(top * place) }))}
          lines={[0.5]}
          summary={`${count.name} a second, lately ${Number.isNaN(latest) ? 'no data' : rateText(latest)}.`}
        >
          <PlotFrame width={width} height={CHART_HEIGHT - 1} top={top}>
            <StackedSeries
              series={[{ key: count.name, colour: 'var(--s0)', values: rates }]}
              columns={PLACES}
              step
            />
          </PlotFrame>
        </Lane>
      )}
      {spread !== undefined && <Spread rows={rows} column={spread} />}
      <div className="generic-table">
        <Grid
          label={tracer?.question ?? 'Table'}
          columns={gridColumns}
          rows={[...keyed.values()]}
          rowHeight={rowHeight}
          keyOf={keyOf}
          sort={sort}
          onSort={setSort}
          layout={layout}
          onLayout={setLayout}
          selected={chosen}
          onSelect={(row) => setChosen(keyOf(row))}
          onCopy={(copied) => void window.ringside.copyText(gridText(gridColumns, copied))}
          empty={<p className="quiet">Nothing has happened yet that this tracer would count.</p>}
        />
      </div>
    </div>
  );
}
