// SPDX-License-Identifier: Apache-2.0
// All answers that are no success, by errno, with the call and the process that get most of them.
import { useState } from 'react';
import { errnoName } from '../../../src-main/shared/call-text';
import { percentText, rateText } from '../../format/figure';
import { answerWords } from '../../format/plain-words';
import { isRetry } from '../../select/answers';
import { compareValues } from '../../select/row-order';
import { useChannel, useSettings, useView } from '../../stores/hooks';
import { Percent } from '../../widgets/Amount';
import { Grid } from '../../widgets/Grid';
import type { GridSort } from '../../widgets/GridHead';
import type { GridColumn } from '../../widgets/grid-columns';
import { actByKey, menuOf } from './actions';
import { model } from './model';
import { nameOfProcess } from '../process-names';
import { nameOfCall } from './names';
import { useColumnLayout } from '../time/use-layout';

interface ErrorRow {
  readonly error: number;
  readonly name: string;
  readonly words: string;
  readonly rate: number;
  /** Of all calls that match. */
  readonly share: number;
  /** "statx of node". */
  readonly most: string;
  readonly retry: boolean;
}

const COLUMNS: readonly GridColumn<ErrorRow>[] = [
  {
    ...{
      id: 'name',
      head: 'Answer',
      label: 'Answer',
      width: 150,
      align: 'start',
      sorts: 'text',
      fixed: true,
    },
    cell: ({ name, retry }) => <span className={retry ? 'call' : 'call bad'}>{name}</span>,
    text: ({ name }) => name,
  },
  {
    ...{
      id: 'words',
      head: 'Meaning',
      label: 'Meaning',
      width: 0,
      align: 'start',
      least: 140,
      sorts: 'text',
    },
    cell: ({ words }) => <span className="second">{words}</span>,
    text: ({ words }) => words,
  },
  {
    ...{ id: 'rate', head: 'Answers/s', label: 'Answers/s', width: 84, align: 'end', sorts: 'largest' },
    cell: ({ rate }) => rateText(rate),
    text: ({ rate }) => rateText(rate),
  },
  {
    ...{
      id: 'share',
      head: 'Of all calls',
      label: 'Of all calls',
      width: 90,
      align: 'end',
      sorts: 'largest',
    },
    cell: ({ share, retry }) => <Percent share={share} bad={!retry} />,
    text: ({ share }) => `${percentText(share)} %`,
  },
  {
    ...{ id: 'most', head: 'Mostly', label: 'Mostly', width: 220, align: 'start', sorts: 'text' },
    meaning: 'The call and the process that get most of these answers.',
    cell: ({ most }) => <span className="second">{most}</span>,
    text: ({ most }) => most,
  },
];

const targetOf = ({ name }: ErrorRow) => ({ process: null, call: null, error: name });

function errorRows(): ErrorRow[] {
  const table = model.table();
  const { errors } = table.answers(table.total);
  const { answers } = model.matcher();
  const most = new Map<number, { text: string; count: number }>();
  for (const group of table.groups)
    for (const row of table.children(group.process ?? group.call ?? -1))
      for (const [error, count] of table.answers(row).errors) {
        if (count <= (most.get(error)?.count ?? 0)) continue;
        most.set(error, {
          count,
          text: `${nameOfCall(row.call ?? 0)} of ${nameOfProcess(row.process ?? 0)}`,
        });
      }
  return errors
    .filter(([error]) => answers === null || answers(error))
    .map(([error, count]) => ({
      ...{ error, name: errnoName(error), words: answerWords(error), retry: isRetry(error) },
      rate: count / table.seen,
      share: table.total.count > 0 ? Math.min(1, count / table.total.count) : 0,
      most: most.get(error)?.text ?? '',
    }));
}

export function ErrorsTab() {
  useChannel('table');
  useView((state) => state);
  const rowHeight = useSettings((state) => (state.settings.density === 'comfortable' ? 32 : 26));
  const [sort, setSort] = useState<GridSort>({ column: 'rate', descending: true });
  const [layout, setLayout] = useColumnLayout('errors');
  const [chosen, setChosen] = useState<string | null>(null);
  const by = sort.column as 'name' | 'words' | 'rate' | 'share' | 'most';
  const rows = errorRows().sort((a, b) => compareValues(a[by], b[by], sort.descending));
  return (
    <Grid
      label="Errors by answer"
      columns={COLUMNS}
      rows={rows}
      rowHeight={rowHeight}
      keyOf={(row) => row.name}
      sort={sort}
      onSort={setSort}
      layout={layout}
      onLayout={setLayout}
      selected={chosen}
      onSelect={(row) => setChosen(row.name)}
      menuOf={(row) => menuOf(targetOf(row))}
      onRowKey={(event, row) => actByKey(event.key, targetOf(row))}
      empty={<p className="quiet">No call failed in this stretch of time.</p>}
    />
  );
}
