// SPDX-License-Identifier: Apache-2.0
// What narrows the rows, and what they are gathered by.
import { SegmentedControl } from '@mantine/core';
import { Search, X } from 'lucide-react';
import type { StreamInfo } from '../../../src-main/shared/contract';
import type { RowGroup, RowTerm } from '../../../src-main/shared/rows-contract';
import { visibleText } from '../../../src-main/shared/amount';
import { countedText } from '../../format/figure';
import { machine } from '../../stores/app';
import { useChannel } from '../../stores/hooks';
import { titleOf } from './row-columns';
import { change, removeTerm, type RowsView } from './rows-view';

const LETTERS_MOST = 40;
const EACH = 'each';

const OPS: Readonly<Record<RowTerm['op'], string>> = { is: '=', not: '≠', has: 'has', least: '≥' };

function termWords({ column, op, value }: RowTerm, stream: StreamInfo): string {
  const text = value === null ? (column === 'error' ? 'done' : 'none') : visibleText(String(value));
  const cut = text.length > LETTERS_MOST ? `…${text.slice(-LETTERS_MOST)}` : text;
  return `${titleOf({ name: column, unit: '' }, stream).toLowerCase()} ${OPS[op]} ${cut}`;
}

function Chip({ stream, term }: { stream: StreamInfo; term: RowTerm }) {
  const words = termWords(term, stream);
  return (
    <span className="chip" title={String(term.value ?? '')}>
      {words}
      <button type="button" aria-label={`Remove ${words}`} onClick={() => removeTerm(stream.name, term)}>
        <X size={12} />
      </button>
    </span>
  );
}

/** "12,345 rows", and what is beyond what a table can show. */
function Found({ most, group }: { most: number; group: string | null }) {
  useChannel('rows');
  const { total, waiting } = machine.rows;
  const kind = group === null ? (total === 1 ? 'row' : 'rows') : total === 1 ? 'group' : 'groups';
  return (
    <p className="rows-found" role="status">
      {total === null ? (waiting ? 'Reading…' : '') : `${countedText(total)} ${kind}`}
      {total !== null && total > most && `, the first ${countedText(most)} are here: narrow them`}
    </p>
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
    <div className="rows-bar">
      <div className="filter rows-filter">
        <Search size={14} aria-hidden="true" />
        {asked.terms.map((term) => (
          <Chip key={termWords(term, stream)} stream={stream} term={term} />
        ))}
        <input
          type="text"
          aria-label="Text in the rows"
          autoComplete="off"
          spellCheck={false}
          placeholder={asked.terms.length === 0 ? 'Text in the rows' : ''}
          value={asked.text}
          onChange={(event) => change(name, { text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || asked.text === '') return;
            event.stopPropagation();
            change(name, { text: '' });
          }}
        />
      </div>
      <Found most={most} group={group?.title ?? null} />
      <SegmentedControl
        aria-label="Gathered by"
        value={asked.group === null ? EACH : keyOf(asked.group)}
        onChange={choose}
        data={[
          { value: EACH, label: 'Each' },
          ...groups.map((one) => ({ value: keyOf(one), label: one.title })),
        ]}
      />
    </div>
  );
}
