// SPDX-License-Identifier: Apache-2.0
// What narrows the rows, and what they are gathered by.
import { SegmentedControl } from '@mantine/core';
import type { StreamInfo } from '../../../src-main/shared/contract';
import type { RowGroup, RowTerm } from '../../../src-main/shared/rows-contract';
import { countedText } from '../../format/figure';
import { machine } from '../../stores/app';
import { useChannel } from '../../stores/hooks';
import { NarrowBar, type NarrowTerm, termWords } from '../../widgets/NarrowBar';
import { titleOf } from './row-columns';
import { change, removeTerm, type RowsView } from './rows-view';

const EACH = 'each';

const OPS: Readonly<Record<RowTerm['op'], string>> = { is: '=', not: '≠', has: 'has', least: '≥' };

function narrowTerm(term: RowTerm, stream: StreamInfo): NarrowTerm {
  const { column, op, value } = term;
  const text = value === null ? (column === 'error' ? 'done' : '') : String(value);
  return {
    words: termWords(titleOf({ name: column, unit: '' }, stream).toLowerCase(), OPS[op], text),
    title: String(value ?? ''),
    remove: () => removeTerm(stream.name, term),
  };
}

/** "12,345 rows", and what is beyond what a table can show. */
function Found({ most, group }: { most: number; group: string | null }) {
  useChannel('rows');
  const { total, waiting } = machine.rows;
  const kind = group === null ? (total === 1 ? 'row' : 'rows') : total === 1 ? 'group' : 'groups';
  return (
    <>
      {total === null ? (waiting ? 'Reading…' : '') : `${countedText(total)} ${kind}`}
      {total !== null && total > most && `, the first ${countedText(most)} are here: narrow them`}
    </>
  );
}

export interface RowsBarProps {
  readonly stream: StreamInfo;
  readonly asked: RowsView;
  /** Rows that the table can show. */
  readonly most: number;
}

const keyOf = ({ column, part }: RowGroup): string => `${column}/${part ?? ''}`;

export function RowsBar({ stream, asked, most }: RowsBarProps) {
  const { name, shown } = stream;
  const groups = shown?.groups ?? [{ title: 'Process', column: 'comm' }];
  const group = groups.find((one) => asked.group !== null && keyOf(one) === keyOf(asked.group));
  const choose = (key: string) => {
    const found = groups.find((one) => keyOf(one) === key);
    change(name, {
      group: found ? { column: found.column, ...(found.part ? { part: found.part } : {}) } : null,
      order: null,
    });
  };
  return (
    <NarrowBar
      label="Text in the rows"
      placeholder="Text in the rows"
      terms={asked.terms.map((term) => narrowTerm(term, stream))}
      text={asked.text}
      onText={(text) => change(name, { text })}
      found={<Found most={most} group={group?.title ?? null} />}
    >
      <SegmentedControl
        aria-label="Gathered by"
        value={asked.group === null ? EACH : keyOf(asked.group)}
        onChange={choose}
        data={[
          { value: EACH, label: 'Each' },
          ...groups.map((one) => ({ value: keyOf(one), label: one.title })),
        ]}
      />
    </NarrowBar>
  );
}
