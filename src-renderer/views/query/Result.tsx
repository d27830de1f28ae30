// SPDX-License-Identifier: Apache-2.0
// What a query found: a table, how much of it, and how long that took.
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { AnswerMessage, AnswerValue } from '../../../src-main/shared/capture-contract';
import { csvText } from '../../../src-main/shared/csv-text';
import { visibleText } from '../../../src-main/shared/amount';
import { countedText } from '../../format/figure';
import { counted } from '../../format/plain-words';
import { useSettings } from '../../stores/hooks';
import { Grid, gridText } from '../../widgets/Grid';
import type { GridColumn } from '../../widgets/grid-columns';
import { Message } from '../../widgets/Message';
import { unitWord } from './unit-words';

type Row = readonly AnswerValue[];

/** More columns than anybody looks at are not drawn; copies have all. */
const COLUMNS_MOST = 60;
const NUMBER = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/;
const NARROW = 60;
const WIDE = 420;
/** Of a letter of the table, px. */
const LETTER = 7.4;
const LOOKED_AT = 200;

const textOf = (value: AnswerValue | undefined): string =>
  value === null || value === undefined ? '' : visibleText(String(value));

function widthOf(index: number, name: string, rows: readonly Row[]): number {
  const letters = rows
    .slice(0, LOOKED_AT)
    .reduce((most, row) => Math.max(most, textOf(row[index]).length), name.length + 4);
  return Math.round(Math.min(WIDE, Math.max(NARROW, letters * LETTER + 14)));
}

const columnsOf = ({ columns, rows }: AnswerMessage): GridColumn<Row>[] =>
  columns.map(({ name, type, unit }, index) => ({
    id: `${index}`,
    head: (
      <span title={`${type.toLowerCase()}${unit && `, ${unit}`}`}>
        {name} <small>{unitWord(unit)}</small>
      </span>
    ),
    label: name,
    width: index === columns.length - 1 && !NUMBER.test(type) ? 0 : widthOf(index, name, rows),
    least: NARROW,
    align: NUMBER.test(type) ? 'end' : 'start',
    cell: (row) =>
      row[index] === null ? (
        <span className="third">null</span>
      ) : (
        <span className="call">{textOf(row[index])}</span>
      ),
    text: (row) => textOf(row[index]),
  }));

const keys = new WeakMap<Row, string>();
let nextKey = 0;
function keyOf(row: Row): string {
  const key = keys.get(row) ?? `${nextKey++}`;
  keys.set(row, key);
  return key;
}

const csvOf = ({ columns, rows }: AnswerMessage): string =>
  [columns.map(({ name }) => csvText(name)), ...rows.map((row) => row.map(csvText))]
    .map((line) => line.join(','))
    .join('\r\n');

const LAYOUT = { order: [], widths: {} };

export function Result({ answer }: { answer: AnswerMessage }) {
  const rowHeight = useSettings((state) => (state.settings.density === 'comfortable' ? 32 : 26));
  const columns = useMemo(() => columnsOf(answer), [answer]);
  const { failure, rows, cut, ms } = answer;
  if (failure !== null) return <Message title={failure.what} text={failure.why} fact={failure.mend} />;
  const copy = (text: string) => void window.ringside.copyText(text);
  const left = columns.length - COLUMNS_MOST;
  return (
    <>
      <div className="query-found" role="status">
        <p>
          <b>{countedText(rows.length)}</b> {rows.length === 1 ? 'row' : 'rows'} in{' '}
          {Math.max(1, Math.round(ms))} ms
          {cut && <span className="warn">, cut: there are more. count(*) tells how many</span>}
          {left > 0 && <span className="warn">, {counted(String(left), 'column', 'columns')} not drawn</span>}
        </p>
        <Button onClick={() => copy(gridText(columns, rows))}>Copy as text</Button>
        <Button onClick={() => copy(csvOf(answer))}>Copy as CSV</Button>
      </div>
      <Grid
        label="Result"
        columns={columns.slice(0, COLUMNS_MOST)}
        rows={rows}
        rowHeight={rowHeight}
        keyOf={keyOf}
        layout={LAYOUT}
        onLayout={() => undefined}
        empty={<p className="quiet">No row fits the query.</p>}
      />
    </>
  );
}
