// SPDX-License-Identifier: Apache-2.0
// Columns of a tracer's table by what it says of them: who, what tells rows apart, figures with their units.
import type { ReactNode } from 'react';
import type { ColumnDescription, Row } from '../../../src-main/shared/tracer';
import { Duration } from '../../widgets/Amount';
import type { GridColumn } from '../../widgets/grid-columns';
import { cellText, columnTitle, countColumn, isKey, isTime, numberOf, unitWords } from './figures';

export interface TracerRow {
  readonly key: string;
  readonly row: Row;
  /** Of the largest row, what the bar is measured by. */
  readonly share: number;
}

export const TOTAL = 'all';

const isPath = ({ name, unit }: ColumnDescription): boolean => unit === 'text' && /(^|_)path$/.test(name);

function cell(column: ColumnDescription, { key, row }: TracerRow): ReactNode {
  const value = row[column.name];
  if (key === TOTAL && value === undefined) return null;
  if (isTime(column)) return <Duration ns={numberOf(value)} />;
  if (isPath(column))
    return (
      <span className="call tail" title={cellText(value, column)}>
        <bdi dir="ltr">{cellText(value, column)}</bdi>
      </span>
    );
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
    width: isPath(column) ? 300 : unit === 'text' ? (first ? 240 : 160) : isKey(column) ? 80 : 110,
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
export function gridColumns(columns: readonly ColumnDescription[]): GridColumn<TracerRow>[] {
  const texts = columns.filter(({ unit }) => unit === 'text');
  const ordered = [...texts, ...columns.filter(({ unit }) => unit !== 'text')];
  const count = countColumn(columns);
  return ordered.flatMap((column, index) =>
    column === count ? [gridColumn(column, index === 0), BAR] : [gridColumn(column, index === 0)],
  );
}
