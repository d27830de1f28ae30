// SPDX-License-Identifier: Apache-2.0
// The hot window as it is asked: one view a table over all its segments, in a schema of its own, under the names of a
// capture's tables. Rows are as they were counted; words that a person reads are not joined to them.

import type { StoreTable } from './columns';

/** The schema of the views. */
export const COUNTED = 'counted';

const quoted = (name: string) => `"${name}"`;
export const viewOf = (table: string) => `${COUNTED}.${quoted(table)}`;

/** Who a process is, as far as a window tells it. */
export const NAME_COLUMNS = ['process', 'pid', 'comm', 'uid', 'parent'] as const;
export const NAMES_VIEW = `CREATE VIEW ${viewOf('processes')} AS SELECT ${NAME_COLUMNS.join(', ')} FROM process_names WHERE comm IS NOT NULL`;

/** Where a bucket begins, for a histogram's table. */
const bucketOf = ({ kind }: StoreTable) => (kind === 'histogram' ? ', l_bucket.from_ns' : '');
const lookupOf = ({ kind }: StoreTable) =>
  kind === 'histogram' ? ' LEFT JOIN memory.main.buckets AS l_bucket ON l_bucket.bucket = h.bucket' : '';

/** CREATE VIEW over those segments; their names as SQL has them. */
export function createView(table: StoreTable, segments: readonly string[]): string {
  const none = `SELECT ${table.hot
    .map(({ name, type }) => `NULL::${type} AS ${quoted(name)}`)
    .join(', ')}${table.kind === 'histogram' ? ', NULL::BIGINT AS from_ns' : ''} WHERE false`;
  const all = segments.map((sql) => `SELECT h.*${bucketOf(table)} FROM ${sql} AS h${lookupOf(table)}`);
  return `CREATE OR REPLACE VIEW ${viewOf(table.name)} AS ${all.length ? all.join(' UNION ALL ') : none}`;
}

export interface HotTable {
  readonly name: string;
  readonly kind: string;
  readonly columns: readonly { readonly name: string }[];
}

/** What the views have, by name. */
export function hotTables(tables: readonly StoreTable[]): ReadonlyMap<string, HotTable> {
  const described = tables
    .filter(({ kind }) => kind !== 'stream' && kind !== 'identity')
    .map(({ name, kind, hot }) => ({
      name,
      kind,
      columns: [
        ...hot.map((column) => ({ name: column.name })),
        ...(kind === 'histogram' ? [{ name: 'from_ns' }] : []),
      ],
    }));
  const who = { name: 'processes', kind: 'identity', columns: NAME_COLUMNS.map((name) => ({ name })) };
  return new Map([...described, who].map((table) => [table.name, table]));
}
