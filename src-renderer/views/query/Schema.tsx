// SPDX-License-Identifier: Apache-2.0
// The tables of the capture, each with its columns, units and meanings.
import type { TableInfo } from '../../../src-main/shared/capture-contract';
import { countedText } from '../../format/figure';
import { firstRows } from './examples';
import { ask } from './query-store';

export function Schema({ tables }: { tables: readonly TableInfo[] }) {
  return (
    <nav className="query-schema" aria-label="Tables">
      {tables.map(({ name, kind, rows, columns }) => (
        <details key={name}>
          <summary>
            <b className="mono">{name}</b>
            <span>
              {kind && `${kind}, `}
              {countedText(rows)} rows
            </span>
          </summary>
          <button type="button" className="link" onClick={() => ask(firstRows(name))}>
            Show 100 rows
          </button>
          <dl>
            {columns.map((column) => (
              <div key={column.name} title={column.meaning}>
                <dt className="mono">{column.name}</dt>
                <dd>
                  {column.type.toLowerCase()}
                  {column.unit && `, ${column.unit}`}
                  {column.meaning && <span>{column.meaning}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </nav>
  );
}
