// SPDX-License-Identifier: Apache-2.0
import { Copy, Crosshair, Filter, Hourglass, ChevronRight, type LucideIcon } from 'lucide-react';
import { memo, type RefObject, useRef } from 'react';
import { countedText, durationWords, percentText, rateText } from '../../format/figure';
import { counted } from '../../format/plain-words';
import { bucketFrom, DURATION_MARKS, durationPlace } from '../../select/durations';
import type { SortValue } from '../../select/row-order';
import type { GroupBy } from '../../select/second-digest';
import { type RowFigures, TOTAL_KEY } from '../../select/table-rows';
import { Duration, Percent } from '../../widgets/Amount';
import type { GridColumn } from '../../widgets/grid-columns';
import { AxisMarks, Histogram } from '../../widgets/Histogram';
import { Swatch } from '../../widgets/Lane';
import { isFold } from '../../stores/folds';
import { belongsTo, nameOfProcess, pidOf, startedBy } from '../process-names';
import { nameOfCall } from './names';

/** A row and what of the whole table its cells need. */
export interface CallRow {
  readonly figures: RowFigures;
  readonly open: boolean | undefined;
  /** Colour slot of the series that it is, if it is one. */
  readonly colour: string | null;
  /** Rate of the largest row: the full length of the bar. */
  readonly largest: number;
  readonly filtered: boolean;
}

export interface RowActions {
  toggle(row: CallRow): void;
  filter(row: CallRow): void;
  follow(row: CallRow): void;
  copy(row: CallRow): void;
}

export function rowName({ figures, filtered }: CallRow): string {
  const { key, level, process, call } = figures;
  if (key === TOTAL_KEY) return filtered ? 'All that match' : 'All processes';
  if (level === 1) return process !== null && call !== null ? nameOfCall(call) : '';
  return process === null ? nameOfCall(call ?? 0) : nameOfProcess(process);
}

interface ButtonsProps {
  /** Its figures change each second, what can be done with it does not. */
  readonly latest: RefObject<CallRow>;
  readonly actions: RowActions;
}

const Chevron = memo(function Chevron({ open, latest, actions }: ButtonsProps & { open: boolean }) {
  return (
    <button
      type="button"
      className={open ? 'chevron open' : 'chevron'}
      tabIndex={-1}
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        actions.toggle(latest.current);
      }}
    >
      <ChevronRight size={14} />
    </button>
  );
});

const RowButtons = memo(function RowButtons({ latest, actions }: ButtonsProps) {
  const button = (title: string, Icon: LucideIcon, act: (row: CallRow) => void) => (
    <button type="button" tabIndex={-1} title={title} onClick={() => act(latest.current)}>
      <Icon size={13} aria-label={title} />
    </button>
  );
  return (
    <span className="row-actions">
      {button('Filter by it', Filter, actions.filter)}
      {button('Follow its calls', Crosshair, actions.follow)}
      {button('Copy the row', Copy, actions.copy)}
    </span>
  );
});

function NameCell({ row, groupBy, actions }: { row: CallRow; groupBy: GroupBy; actions: RowActions }) {
  const { figures, open, colour } = row;
  const { level, process, call, key } = figures;
  const isCall = groupBy === 'process' ? level === 1 : level === 0;
  const name = level === 1 && !isCall ? nameOfProcess(process ?? 0) : rowName(row);
  const total = key === TOTAL_KEY;
  const latest = useRef(row);
  latest.current = row;
  return (
    <>
      {!total && level === 0 && <Chevron open={open === true} latest={latest} actions={actions} />}
      {!total && level === 0 && <Swatch colour={colour ?? 'transparent'} />}
      <span className={isCall && !total ? 'name call' : 'name'}>{name}</span>
      {!isCall && process !== null && !total && (
        <span className={isFold(process) ? 'pid of-many' : 'pid'}>
          {isFold(process)
            ? `(${counted(countedText(figures.processes), 'process', 'processes')})`
            : pidOf(process)}
        </span>
      )}
      {figures.waits && call !== null && (
        <Hourglass className="waits" size={12} aria-label="waits by design" />
      )}
      {!total && <RowButtons latest={latest} actions={actions} />}
    </>
  );
}

const BAR_WIDTH = 68;

function Bar({ figures, largest }: CallRow) {
  if (figures.key === TOTAL_KEY || largest <= 0) return null;
  const width = Math.max(1, (figures.rate / largest) * BAR_WIDTH);
  return (
    <i className="bar" style={{ width }} aria-hidden="true">
      <i style={{ width: (figures.failed ?? 0) * width }} />
    </i>
  );
}

const place = (ns: number | null) => (ns === null ? null : durationPlace(ns));
const words = (ns: number | null) => (ns === null ? '' : durationWords(ns));
const percent = (share: number | null) => (share === null ? '' : `${percentText(share)} %`);

/** Value of a row by which its column sorts. */
export function sortValue(
  { figures }: CallRow,
  column: string,
  name: (row: RowFigures) => string,
): SortValue {
  switch (column) {
    case 'name':
      return name(figures).toLowerCase();
    case 'parent':
      return figures.process === null ? '' : startedBy(figures.process).toLowerCase();
    case 'belongs':
      return figures.process === null ? '' : belongsTo(figures.process).toLowerCase();
    case 'failed':
      return figures.failed;
    case 'retry':
      return figures.retry;
    case 'p50':
      return figures.p50;
    case 'p99':
      return figures.p99;
    case 'longest':
      return figures.longest;
    default:
      return figures.count;
  }
}

export function callColumns(wide: boolean, groupBy: GroupBy, actions: RowActions): GridColumn<CallRow>[] {
  const histogram = wide ? 290 : 138;
  const sized = (narrowWidth: number, wideWidth: number) => (wide ? wideWidth : narrowWidth);
  const duration = (id: 'p50' | 'p99' | 'longest', head: string, meaning: string): GridColumn<CallRow> => ({
    ...{ id, head, label: head, meaning, width: sized(72, 84), align: 'end', sorts: 'largest' },
    cell: ({ figures }) => <Duration ns={figures[id]} />,
    text: ({ figures }) => words(figures[id]),
  });
  const columns: (GridColumn<CallRow> | null)[] = [
    {
      ...{ id: 'name', width: 0, least: 150, align: 'start', sorts: 'text', fixed: true },
      head: groupBy === 'process' ? 'Process and call' : 'Call and process',
      label: groupBy === 'process' ? 'Process and call' : 'Call and process',
      cell: (row) => <NameCell row={row} groupBy={groupBy} actions={actions} />,
      text: (row) =>
        row.figures.process !== null && row.figures.call !== null
          ? `  ${groupBy === 'process' ? nameOfCall(row.figures.call) : nameOfProcess(row.figures.process)}`
          : rowName(row),
    },
    wide && groupBy === 'process'
      ? {
          ...{
            id: 'parent',
            head: 'Started by',
            label: 'Started by',
            width: 150,
            align: 'start',
            sorts: 'text',
          },
          meaning: 'The process that started it.',
          cell: ({ figures }) =>
            figures.level === 0 && figures.process !== null ? (
              <span className="second fine">{startedBy(figures.process)}</span>
            ) : null,
          text: ({ figures }) => (figures.process === null ? '' : startedBy(figures.process)),
        }
      : null,
    wide && groupBy === 'process'
      ? {
          ...{
            id: 'belongs',
            head: 'Belongs to',
            label: 'Belongs to',
            width: 160,
            align: 'start',
            sorts: 'text',
          },
          meaning: 'Its container, else its systemd unit, else its user.',
          cell: ({ figures }) =>
            figures.level === 0 && figures.process !== null ? (
              <span className="second fine">{belongsTo(figures.process)}</span>
            ) : null,
          text: ({ figures }) => (figures.process === null ? '' : belongsTo(figures.process)),
        }
      : null,
    {
      ...{
        id: 'rate',
        head: 'Calls/s',
        label: 'Calls/s',
        width: sized(74, 84),
        align: 'end',
        sorts: 'largest',
      },
      meaning: 'Calls a second, the mean of the stretch.',
      cell: ({ figures }) => rateText(figures.rate),
      text: ({ figures }) => rateText(figures.rate),
    },
    {
      ...{ id: 'bar', head: '', label: 'Share', width: sized(80, 84), align: 'start' },
      meaning: 'Its length is the rate, its red part the failed share.',
      cell: (row) => <Bar {...row} />,
      text: ({ figures, largest }) => (largest > 0 ? percent(figures.rate / largest) : ''),
    },
    {
      ...{
        id: 'failed',
        head: 'Failed',
        label: 'Failed',
        width: sized(56, 68),
        align: 'end',
        sorts: 'largest',
      },
      meaning: 'Share of the calls that failed; EAGAIN and ETIMEDOUT are no failures.',
      cell: ({ figures }) => <Percent share={figures.failed} bad />,
      text: ({ figures }) => percent(figures.failed),
    },
    {
      ...{ id: 'retry', head: 'Retry', label: 'Retry', width: sized(56, 68), align: 'end', sorts: 'largest' },
      meaning: 'Share of the calls that answered EAGAIN or ETIMEDOUT: not yet, rather than not.',
      cell: ({ figures }) => <Percent share={figures.retry} />,
      text: ({ figures }) => percent(figures.retry),
    },
    duration(
      'p50',
      'p50',
      'Half of the calls took less (an estimate). Sums leave out calls that wait by design.',
    ),
    duration(
      'p99',
      'p99',
      '99 of 100 calls took less (an estimate). Sums leave out calls that wait by design.',
    ),
    duration('longest', 'Longest', 'The longest call; a bound where the row began before the stretch.'),
    {
      ...{ id: 'histogram', label: 'Durations', width: histogram, align: 'start' },
      head: <AxisMarks marks={DURATION_MARKS} width={histogram - 12} />,
      meaning: 'How long calls took, on a log axis; slit: p50, line: p99.',
      cell: ({ figures }) => (
        <Histogram
          counts={figures.durations}
          half={place(figures.p50)}
          most={place(figures.p99)}
          width={histogram - 12}
          height={16}
        />
      ),
      text: ({ figures: { durations } }) =>
        durations === null
          ? ''
          : [...durations]
              .map((count, bucket) => (count > 0 ? `${durationWords(bucketFrom(bucket))}:${count}` : ''))
              .filter(Boolean)
              .join(' '),
    },
  ];
  return columns.filter((column): column is GridColumn<CallRow> => column !== null);
}
