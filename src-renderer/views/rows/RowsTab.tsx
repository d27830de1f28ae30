// SPDX-License-Identifier: Apache-2.0
// Single events of a stream as a table of any length: filtered, sorted and gathered where they lie, drawn page by page.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { StreamInfo } from '../../../src-main/shared/contract';
import type { RowOrder, RowsQuestion } from '../../../src-main/shared/rows-contract';
import type { PagedRow } from '../../select/paged-rows';
import { machine } from '../../stores/app';
import { useChannel, useSettings, useTold, useView } from '../../stores/hooks';
import { lookAt } from '../../stores/watch';
import { Grid } from '../../widgets/Grid';
import { Message } from '../../widgets/Message';
import { actOnCell, type CellOffer, cellEntries, unixOf } from '../cell-actions';
import { isWhole } from '../time/shown-time';
import { useColumnLayout } from '../time/use-layout';
import { lookUpWords } from './look-ups';
import { groupColumns, groupTitle, rowColumns } from './row-columns';
import { RowInFull } from './RowInFull';
import { RowsBar } from './RowsBar';
import { addTerm, change, type RowsView, rowsViewOf, rowsViews } from './rows-view';
import './rows.css';

/** What a browser can scroll over, px, with some room. */
const HEIGHT_MOST = 30_000_000;
const ROWS_MOST = 1_000_000;

const keyOf = ({ index }: PagedRow): string => String(index);

/** How long the flight recorder holds single events, s; more does no harm. */
const HELD_SECONDS = 600;

/**
 * What there is to be asked for: of a capture all, or up to where it is played; of this machine up to `now`, so that rows
 * keep their places while somebody reads them.
 */
function stretchOf(marked: RowsQuestion['stretch'], now: number | null): RowsQuestion['stretch'] {
  const { capture } = machine;
  if (marked !== null) return marked;
  if (now === null) return null;
  return { from: capture === null ? Math.max(0, now - HELD_SECONDS) : capture.from - 1, to: now };
}

const NEWEST_FIRST: RowOrder = { column: 'at_ns', descending: true };

const questionOf = (
  table: string,
  { terms, text, group, order }: RowsView,
  stretch: RowsQuestion['stretch'],
): RowsQuestion => {
  const byItself = group === null && machine.capture === null ? NEWEST_FIRST : null;
  return { table, terms, text, group, order: order ?? byItself, stretch };
};

/** Up to when rows are asked for: it goes on with each second, unless it is held. Null for all of a capture. */
function useNow(held: boolean): number | null {
  const told = useTold('rest', () => (machine.capture !== null && isWhole() ? null : machine.latest));
  const kept = useRef(told);
  if (!held) kept.current = told;
  return kept.current;
}

/** Single events of this machine are made only while somebody looks at them. */
function useLooking(table: string): void {
  useEffect(() => {
    if (machine.capture !== null) return;
    lookAt([table]);
    return () => lookAt([]);
  }, [table]);
}

/** Asks again whenever the question is another one. */
function useAsked(question: RowsQuestion): void {
  const key = JSON.stringify(question, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
  const latest = useRef(question);
  latest.current = question;
  useEffect(() => {
    // The same question is asked once.
    if (key !== '') machine.rows.ask(latest.current);
  }, [key]);
}

/** What a cell can be asked about: a group is gone into by what it shares; a part of a path is looked for in it. */
function offerOf(stream: StreamInfo, asked: RowsView, { values }: PagedRow, id: string): CellOffer {
  const of = (name: string) => values[machine.rows.columns.findIndex((column) => column.name === name)];
  const value = of(id);
  const isPart = asked.group?.column === id && asked.group.part !== undefined;
  const isSum = asked.group !== null && asked.group.column !== id;
  const add = (op: 'is' | 'not') => () =>
    addTerm(
      stream.name,
      isPart ? { column: id, op: 'has', value: value ?? '' } : { column: id, op, value: value ?? null },
    );
  const narrows = value !== undefined && !isSum && id !== 'at_ns';
  const at = of('at_ns');
  return {
    text: value === null || value === undefined ? '' : String(value),
    ...(narrows ? { include: add('is') } : {}),
    ...(narrows && !isPart ? { exclude: add('not') } : {}),
    process:
      asked.group === null
        ? { pid: Number(of('pid') ?? 0), comm: String(of('comm') ?? ''), at: at ? unixOf(Number(at)) : null }
        : null,
  };
}

function emptyWords(asked: RowsView): string {
  const narrowed = asked.terms.length > 0 || asked.text !== '';
  if (narrowed) return 'No row fits. Take a part of the filter away.';
  if (machine.capture === null)
    return 'None since this table is open. Single events are kept for two minutes.';
  return 'There is no row in this stretch of time.';
}

export function RowsTab({ stream }: { stream: StreamInfo }) {
  useChannel('rows');
  useStore(rowsViews);
  const asked = rowsViewOf(stream.name);
  const marked = useView((state) => state.marked);
  const paused = useView((state) => state.pausedAt !== null);
  const [atTop, setAtTop] = useState(true);
  const [pointed, setPointed] = useState(false);
  const now = useNow(machine.capture === null && (paused || !atTop || pointed || asked.chosen !== null));
  useLooking(stream.name);
  useAsked(questionOf(stream.name, asked, stretchOf(marked, now)));
  const rowHeight = useSettings(({ settings }) => (settings.density === 'comfortable' ? 32 : 26));
  const zoom = useSettings(({ settings }) => settings.zoom / 100);
  const { rows, columns, failure, waiting } = machine.rows;
  const [layout, setLayout] = useColumnLayout(`rows.${stream.name}.${asked.group?.column ?? 'each'}`);
  const shown = useMemo(
    () => (asked.group === null ? rowColumns(columns, stream) : groupColumns(columns, stream, asked.group)),
    [columns, stream, asked.group],
  );
  const onSight = useCallback((first: number, end: number) => {
    machine.rows.sight(first, end);
    setAtTop(first === 0);
  }, []);
  const most = Math.min(ROWS_MOST, Math.floor(HEIGHT_MOST / (rowHeight * zoom)));
  const chosen = asked.chosen === null ? undefined : rows.at(asked.chosen);
  const table = machine.schema?.tables.find(({ name }) => name === stream.name);
  if (failure !== null) return <Message title={failure.what} text={failure.why} fact={failure.mend} />;
  return (
    <div className="rows">
      <RowsBar stream={stream} asked={asked} most={most} />
      <div className="rows-body">
        <Grid
          label="Single events"
          columns={shown}
          rows={rows.length > most ? rows.first(most) : rows}
          rowHeight={rowHeight}
          keyOf={keyOf}
          sort={asked.order ?? (asked.group ? { column: 'count', descending: true } : null)}
          onSort={(order) => change(stream.name, { order })}
          layout={layout}
          onLayout={setLayout}
          selected={asked.chosen === null ? null : String(asked.chosen)}
          onSelect={({ index }) => change(stream.name, { chosen: index })}
          onSight={onSight}
          onHold={setPointed}
          menuOf={(row, id) => cellEntries(offerOf(stream, asked, row, id))}
          onRowKey={({ key }, row, id) => actOnCell(key, offerOf(stream, asked, row, id))}
          empty={!waiting && <p className="quiet">{emptyWords(asked)}</p>}
        />
        {chosen !== undefined && (
          <RowInFull
            title={asked.group === null ? `Row ${chosen.index + 1}` : groupTitle(stream, asked.group)}
            {...(asked.group?.part === 'name' ? { sentence: lookUpWords(chosen, columns) } : {})}
            row={chosen}
            columns={columns}
            stream={stream}
            table={table}
            onClose={() => change(stream.name, { chosen: null })}
          />
        )}
      </div>
    </div>
  );
}
