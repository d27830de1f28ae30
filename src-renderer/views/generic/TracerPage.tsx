// SPDX-License-Identifier: Apache-2.0
// A tracer that has no view of its own: its question, its count over time, its histogram, its table by its columns.
import { type ComponentType, useState } from 'react';
import type { TracerInfo, TracerTable as TableData } from '../../../src-main/shared/contract';
import type { ColumnDescription } from '../../../src-main/shared/tracer';
import { clockText, spanText } from '../../format/clock';
import { countedText, rateText } from '../../format/figure';
import { machine } from '../../stores/app';
import { useChannel, useView } from '../../stores/hooks';
import { watchTracer } from '../../stores/watch';
import { Message } from '../../widgets/Message';
import { TabList } from '../../widgets/TabList';
import { Bands } from '../time/Bands';
import { Flags } from '../time/Flags';
import { Ruler } from '../time/Ruler';
import { SpanControl } from '../time/SpanControl';
import { TimeLayer } from '../time/TimeLayer';
import { usePlotWidth } from '../time/use-plot-width';
import { useWide } from '../time/use-wide';
import { CountLane } from './CountLane';
import { columnTitle, countColumn, plain, titled, unitWords } from './figures';
import { GaugePage, isGaugePage } from './GaugePage';
import { HistogramLane } from './HistogramLane';
import { ofDurations, ofRows, type TracerHistogram } from './histogram';
import { RowsTab } from '../rows/RowsTab';
import { modelOf } from './model';
import { chooseTab, useChosenTab } from './tabs';
import { TracerTable } from './TracerTable';
import { ChartTwin, HistogramTwin } from './TwinTable';
import './generic.css';

const HEIGHTS = { narrow: { count: 170, histogram: 110 }, wide: { count: 230, histogram: 150 } };

/** The first tab of a tracer's page, where a view has one of its own. */
export interface OwnTab {
  readonly id: string;
  readonly label: string;
  readonly className: string;
  /** Over the tab, under the ruler. */
  readonly Lane: ComponentType<{ width: number; height: number }>;
  /** `width`: of the charts' plots; `room`: of all beside `Side`, px. */
  readonly Body: ComponentType<{ width: number; room: number }>;
  /** Beside lane and tab. */
  readonly Side: ComponentType;
  /** Is there while the tab is shown. */
  readonly Watching: ComponentType<{ info: TracerInfo }>;
  /** px before the gutter of the charts, in so much room. */
  head(room: number): number;
}

/** A stream's tab is called by its name. */
interface TabInfo {
  readonly id: string;
  readonly label: string;
}

/** Of several streams that all begin with the same word, that word is left out: "Each exec". */
function streamLabel(name: string, streams: readonly { readonly name: string }[]): string {
  const first = `${name.split('_')[0]}_`;
  const shared = streams.length > 1 && streams.every((one) => one.name.startsWith(first));
  return `Each ${plain(shared ? name.slice(first.length) : name)}`;
}

/** A capture may have been made without single events. */
const tabsOf = ({ streams }: TracerInfo): TabInfo[] => [
  { id: 'table', label: 'Table' },
  ...((machine.capture?.events ?? true) ? streams : []).map(({ name, shown }) => ({
    id: name,
    label: shown?.title ?? streamLabel(name, streams),
  })),
  { id: 'chart', label: 'Table of the chart' },
  { id: 'histogram', label: 'Table of the histogram' },
];

/** "since 14:05:49, 3 min", what is not in the table, and what the marked stretch holds. */
function StretchWords({
  tracer,
  column,
  table,
}: {
  tracer: string;
  column: ColumnDescription;
  table: TableData;
}) {
  const marked = useView((state) => state.marked);
  const cut = table.rowCount - table.rows.length;
  return (
    <p className="stretch-words">
      {marked !== null && (
        <>
          <span className="third">selected</span> {clockText(marked.from)} to {clockText(marked.to)}:{' '}
          {countedText(modelOf(tracer).counted(marked))} {unitWords(column) || columnTitle(column)} ·{' '}
        </>
      )}
      <span className="third">table since</span> {clockText(table.since)},{' '}
      {spanText(Math.max(0, machine.latest - table.since))}
      {cut > 0 &&
        `, the ${countedText(table.rows.length)} rows with the most of ${countedText(table.rowCount)}`}
    </p>
  );
}

function histogramOf(
  tracer: string,
  column: ColumnDescription,
  table: TableData | undefined,
): TracerHistogram {
  const durations = modelOf(tracer).durations();
  return durations === null ? ofRows(table?.rows ?? [], column) : ofDurations(column, durations);
}

function valueText(tracer: string, column: ColumnDescription, second: number): string {
  const digest = modelOf(tracer).at(second);
  if (digest === null) return `${clockText(second)}, no data`;
  return `${clockText(second)}, ${columnTitle(column)} ${rateText(digest.total / digest.seconds)} a second`;
}

const OWN_LANE = 72;

function OwnPage({ info, own }: { info: TracerInfo; own: OwnTab }) {
  const { Lane, Body, Side, Watching } = own;
  const [width, measure] = usePlotWidth();
  const [room, measureRoom] = usePlotWidth();
  const head = `${Math.max(120, own.head(room))}px`;
  return (
    <>
      <Watching info={info} />
      <div
        className={`tracer-columns ${own.className}`}
        style={{ '--lane-head': head } as React.CSSProperties}
      >
        <div className="tracer-main" ref={measureRoom}>
          <div className="lanes">
            <Ruler width={width} onMeasure={measure} />
            {width > 0 && (
              <>
                <Lane width={width} height={OWN_LANE} />
                <TimeLayer width={width} valueText={clockText}>
                  <Bands width={width} />
                  <Flags width={width} />
                </TimeLayer>
              </>
            )}
          </div>
          <div className="detail-tabs">
            <TabList
              label="Detail"
              tabs={[own, ...tabsOf(info)]}
              chosen={own.id}
              onChoose={(to) => chooseTab(info.name, to)}
            />
          </div>
          <div className="detail-body" role="tabpanel" id="detail" aria-labelledby={`tab-${own.id}`}>
            <Body width={width} room={room} />
          </div>
        </div>
        <Side />
      </div>
    </>
  );
}

function Counted({
  info,
  column,
  own,
}: {
  info: TracerInfo;
  column: ColumnDescription;
  own: OwnTab | undefined;
}) {
  useChannel('rest');
  useView((state) => state.marked);
  useView((state) => state.span);
  const [width, measure] = usePlotWidth();
  const tab = useChosenTab(info.name) ?? 'table';
  const heights = useWide() ? HEIGHTS.wide : HEIGHTS.narrow;
  const { name, question, columns } = info;
  const stream = info.streams.find((one) => one.name === tab);
  const table = machine.tables.find((one) => one.tracer === name);
  const histogram = histogramOf(name, column, table);
  const empty = (
    <Message
      title="Nothing has been counted yet"
      text={`As soon as there is an answer to “${question}”, it appears here. Ringside leaves its own processes out.`}
    />
  );
  return (
    <>
      <div className="lanes">
        <Ruler width={width} onMeasure={measure} />
        {width > 0 && (
          <>
            <CountLane tracer={name} column={column} width={width} height={heights.count} />
            <TimeLayer width={width} valueText={(second) => valueText(name, column, second)}>
              <Bands width={width} />
              <Flags width={width} />
            </TimeLayer>
          </>
        )}
      </div>
      {width > 0 && <HistogramLane histogram={histogram} width={width} height={heights.histogram} />}
      <div className="detail-tabs">
        <TabList
          label="Detail"
          tabs={own === undefined ? tabsOf(info) : [own, ...tabsOf(info)]}
          chosen={tab}
          onChoose={(to) => chooseTab(name, to)}
        />
        {table && <StretchWords tracer={name} column={column} table={table} />}
      </div>
      <div className="detail-body" role="tabpanel" id="detail" aria-labelledby={`tab-${tab}`}>
        {tab === 'table' && (
          <TracerTable name={name} label={question} columns={columns} table={table} empty={empty} />
        )}
        {stream !== undefined && <RowsTab key={stream.name} stream={stream} />}
        {tab === 'chart' && <ChartTwin tracer={name} column={column} />}
        {tab === 'histogram' && <HistogramTwin histogram={histogram} />}
      </div>
    </>
  );
}

/** A tracer that waits to be asked for: what it would show, what it takes, and the button that begins it. */
function Resting({ info: { name, question } }: { info: TracerInfo }) {
  const [asked, setAsked] = useState(false);
  const watch = () => {
    setAsked(true);
    watchTracer(name);
  };
  return (
    <Message
      title={asked ? `Beginning to watch ${plain(name)}` : `${titled(name)} are not watched yet`}
      text={`As soon as they are, this page answers “${question}” Until then they cost nothing; what watching costs stands in the line below.`}
      {...(asked ? {} : { actions: [{ label: `Watch ${plain(name)}`, run: watch }] })}
    />
  );
}

function Shown({
  info,
  column,
  own,
}: {
  info: TracerInfo;
  column: ColumnDescription;
  own: OwnTab | undefined;
}) {
  const chosen = useChosenTab(info.name) ?? own?.id;
  if (own !== undefined && chosen === own.id) return <OwnPage info={info} own={own} />;
  return <Counted info={info} column={column} own={own} />;
}

function pageOf(tracer: TracerInfo | null, column: ColumnDescription | undefined, own: OwnTab | undefined) {
  if (tracer !== null && !tracer.watched) return <Resting info={tracer} />;
  if (tracer !== null && isGaugePage(tracer)) return <GaugePage info={tracer} />;
  if (tracer !== null && column !== undefined) return <Shown info={tracer} column={column} own={own} />;
  return <Message title="Nothing to show" text="This tracer has no column that counts." />;
}

export function TracerPage({ tracer, own }: { tracer: TracerInfo | null; own?: OwnTab }) {
  const column = countColumn(tracer?.columns ?? []);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{tracer?.question ?? ''}</h1>
        <p>{titled(tracer?.name ?? '')}</p>
        <SpanControl />
      </header>
      {pageOf(tracer, column, own)}
    </div>
  );
}
