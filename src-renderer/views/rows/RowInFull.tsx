// SPDX-License-Identifier: Apache-2.0
// The chosen row with all of its columns, and what each of them means.
import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import type { TableInfo } from '../../../src-main/shared/capture-contract';
import type { StreamInfo } from '../../../src-main/shared/contract';
import type { PagedRow } from '../../select/paged-rows';
import { Scroll } from '../../widgets/Scroll';
import { type Column, Value } from './cells';
import { titleOf } from './row-columns';

/** Columns whose words another one has, as the store calls those (src-main/store/columns.ts). */
const SAID: Readonly<Record<string, string>> = { process: 'comm', call: 'syscall', errno: 'error' };
const isSaid = (name: string, names: ReadonlySet<string>): boolean =>
  [SAID[name] ?? '', `${name}_name`, `${name}_comm`].some((words) => names.has(words));

export interface RowInFullProps {
  readonly title: string;
  /** What it means, in a sentence. */
  readonly sentence?: string;
  readonly row: PagedRow;
  readonly columns: readonly Column[];
  readonly stream: StreamInfo;
  readonly table: TableInfo | undefined;
  onClose(): void;
}

export function RowInFull({ title, sentence, row, columns, stream, table, onClose }: RowInFullProps) {
  const names = new Set(columns.map(({ name }) => name));
  const meaning = (name: string) => table?.columns.find((one) => one.name === name)?.meaning ?? '';
  return (
    <Scroll as="aside" className="explain row-in-full" aria-label="The row in full">
      <header>
        <h2>{title}</h2>
        <ActionIcon variant="subtle" color="gray" aria-label="Close" onClick={onClose}>
          <X size={14} />
        </ActionIcon>
      </header>
      {sentence !== undefined && <p className="explain-sentence">{sentence}</p>}
      <dl>
        {columns.map((column, index) =>
          isSaid(column.name, names) ? null : (
            <div key={column.name}>
              <dt title={meaning(column.name)}>{titleOf(column, stream)}</dt>
              <dd>
                <Value value={row.values[index]} column={column} explained />
              </dd>
            </div>
          ),
        )}
      </dl>
    </Scroll>
  );
}
