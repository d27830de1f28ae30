// SPDX-License-Identifier: Apache-2.0
// The hot window as it is asked: one view a table over all its segments, in a schema of its own, under the names of a
// capture's tables. Rows are as they were counted; words that a person reads are not joined to them.

import type { StoreTable } from './columns';

/** The schema of the views. */
export const COUNTED = 'counted';

const quoted = (name: string) => `"${name}"`;
export const viewOf = (table: string) => `${COUNTED}.${quoted(table)}`;

/** Who a process is, as far as a window tells it. */
export const NAME_COLUMNS = [
  ...(['process', 'pid', 'comm', 'uid', 'parent'] as const),
  ...(['unit', 'container', 'user_name', 'cgroup_path', 'started_ns'] as const),
  /** 0 while it runs. */
  'ended_ns',
] as const;
/** Ends come later than names, and so does what a runtime calls a container. */
export const NAMES_VIEW =
  `CREATE VIEW ${viewOf('processes')} AS SELECT ${NAME_COLUMNS.slice(0, -1)
    .map((name) => (name === 'container' ? 'coalesce(called, container) AS container' : name))
    .join(', ')}, coalesce(ended, 0) AS ended_ns ` +
  'FROM process_names LEFT JOIN (SELECT process, max(ended_ns) AS ended FROM process_ends GROUP BY process) USING (process) ' +
  'LEFT JOIN (SELECT process, arg_max(container, rowid) AS called FROM process_containers GROUP BY process) USING (process) ' +
  'WHERE comm IS NOT NULL';

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

/** CREATE VIEW over parts of a stream, in their order. */
export function createEventsView({ name, columns }: StoreTable, files: readonly string[]): string {
  const none = `SELECT ${columns.map((one) => `NULL::${one.type} AS ${quoted(one.name)}`).join(', ')} WHERE false`;
  const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
  const all = `SELECT * FROM read_parquet([${list}], hive_partitioning = false)`;
  return `CREATE OR REPLACE VIEW ${viewOf(name)} AS ${files.length ? all : none}`;
}

export interface HotTable {
  readonly name: string;
  readonly kind: string;
  /** Units only of streams, whose rows are shown as they are. */
  readonly columns: readonly { readonly name: string; readonly type: string; readonly unit: string }[];
}

const FROM_NS = { name: 'from_ns', type: 'BIGINT' };
const plain = ({ name, type }: { name: string; type: string }) => ({ name, type, unit: '' });

/** What the views have, by name. */
export function hotTables(tables: readonly StoreTable[]): ReadonlyMap<string, HotTable> {
  const described = tables
    .filter(({ kind }) => kind !== 'identity')
    .map(({ name, kind, hot, columns }) => ({
      ...{ name, kind },
      columns: kind === 'stream' ? columns : [...hot, ...(kind === 'histogram' ? [FROM_NS] : [])].map(plain),
    }));
  const who = {
    ...{ name: 'processes', kind: 'identity' },
    columns: NAME_COLUMNS.map((name) => plain({ name, type: '' })),
  };
  return new Map([...described, who].map((table) => [table.name, table]));
}
