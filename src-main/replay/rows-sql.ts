// SPDX-License-Identifier: Apache-2.0
// A page of a table's rows as SQL. Pages in order of time are read where they lie (LIMIT and OFFSET over parts in their
// order: 12 to 40 ms of a million rows); any other order sorts all that the question finds.

import type { ManifestColumn } from '../store/manifest';
import type { RowGroup, RowsQuestion, RowTerm } from '../shared/rows-contract';
import { Failure } from '../shared/failure';

export interface RowsTable {
  readonly name: string;
  readonly columns: readonly Pick<ManifestColumn, 'name' | 'type' | 'unit'>[];
  /** Of a table that is made of others. */
  readonly sql?: string;
}

export interface RowsSql {
  /** One row, one DOUBLE: how many the question finds. */
  readonly count: string;
  page(from: number, count: number, total: number): string;
  /** Rows of a page come the other way round. */
  readonly backwards: boolean;
}

const TIME = 'at_ns';
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

function literal(value: RowTerm['value']): string {
  if (typeof value === 'string') return text(value);
  return value === null ? 'NULL' : String(value);
}

function condition({ column, op, value }: RowTerm): string {
  const name = quoted(column);
  switch (op) {
    case 'has':
      return `contains(lower(${name}::VARCHAR), ${text(String(value).toLowerCase())})`;
    case 'least':
      return `${name} >= ${literal(value)}`;
    case 'not':
      return `${name} IS DISTINCT FROM ${literal(value)}`;
    default:
      return `${name} IS NOT DISTINCT FROM ${literal(value)}`;
  }
}

/** `/usr/lib/libc.so` -> `/usr/lib`; what is in no folder stands for itself. */
const FOLDER = (name: string) =>
  `coalesce(nullif(regexp_extract(${name}, '^(.*)/[^/]*$', 1), ''), CASE WHEN starts_with(${name}, '/') THEN '/' ELSE ${name} END)`;

const NAME = (name: string) => `regexp_extract(${name}, '([^/]*)/?$', 1)`;

function sharedBy({ column, part }: RowGroup): string {
  if (part === 'folder') return FOLDER(quoted(column));
  return part === 'name' ? NAME(quoted(column)) : quoted(column);
}

/** What a group says beside its value, by the units of the table. */
function sums({ columns }: RowsTable, group: RowGroup): string[] {
  const has = (name: string) => columns.some((column) => column.name === name);
  return [
    'count(*) AS "count"',
    ...(has('errno') ? ['count(*) FILTER (errno > 0) AS "failed"'] : []),
    ...(group.part === 'name' ? [`count(DISTINCT ${FOLDER(quoted(group.column))}) AS "places"`] : []),
    ...(has('pid') ? ['count(DISTINCT pid) AS "processes"'] : []),
    ...columns
      .filter(({ unit }) => unit === 'duration_ns')
      .flatMap(({ name }) => [
        `sum(${quoted(name)})::BIGINT AS ${quoted(`total_${name}`)}`,
        `max(${quoted(name)}) AS ${quoted(`longest_${name}`)}`,
      ]),
    ...columns
      .filter(({ unit }) => unit === 'byte_count')
      .map(({ name }) => `sum(${quoted(name)})::BIGINT AS ${quoted(name)}`),
  ];
}

function known(name: string, { columns, name: table }: RowsTable): void {
  if (columns.some((column) => column.name === name)) return;
  throw new Failure(
    'The rows were not asked for.',
    `The table ${table} has no column ${name}.`,
    'Take that part of the question away.',
  );
}

function where({ terms, text: wanted, stretch }: RowsQuestion, table: RowsTable, unixMinusBootNs: bigint) {
  const conditions = terms.map((one) => {
    known(one.column, table);
    return condition(one);
  });
  if (wanted !== '') {
    const texts = table.columns.filter(({ type }) => type === 'VARCHAR');
    const found = texts.map(({ name }) => condition({ column: name, op: 'has', value: wanted }));
    conditions.push(found.length ? `(${found.join(' OR ')})` : 'false');
  }
  if (stretch !== null) {
    known(TIME, table);
    const boot = (unix: number) => BigInt(unix) * 1_000_000_000n - unixMinusBootNs;
    conditions.push(`${TIME} > ${boot(stretch.from)}`, `${TIME} <= ${boot(stretch.to)}`);
  }
  return conditions.length ? ` WHERE ${conditions.join(' AND ')}` : '';
}

/** @throws {Failure} when it asks for a column that the table does not have */
export function rowsSql(question: RowsQuestion, table: RowsTable, unixMinusBootNs: bigint): RowsSql {
  const { group, order } = question;
  const made = table.sql === undefined ? '' : `(${table.sql}) AS `;
  const source = `FROM ${made}${quoted(table.name)}${where(question, table, unixMinusBootNs)}`;
  const counted = (from: string) => `SELECT count(*)::DOUBLE ${from}`;
  if (group !== null) {
    known(group.column, table);
    const value = sharedBy(group);
    const by =
      order === null ? '"count" DESC' : `${quoted(order.column)} ${order.descending ? 'DESC' : 'ASC'}`;
    const grouped = `SELECT ${value} AS ${quoted(group.column)}, ${sums(table, group).join(', ')} ${source} GROUP BY 1`;
    return {
      count: counted(`FROM (SELECT DISTINCT ${value} ${source})`),
      page: (from, count) =>
        `SELECT * FROM (${grouped}) ORDER BY ${by} NULLS LAST, 1 LIMIT ${count} OFFSET ${from}`,
      backwards: false,
    };
  }
  // A table that is made of several lies in no order.
  if (order !== null && (order.column !== TIME || table.sql !== undefined)) {
    known(order.column, table);
    const then = table.columns.some(({ name }) => name === TIME) ? `, ${TIME}` : '';
    const by = `${quoted(order.column)} ${order.descending ? 'DESC' : 'ASC'} NULLS LAST${then}`;
    return {
      count: counted(source),
      page: (from, count) => `SELECT * ${source} ORDER BY ${by} LIMIT ${count} OFFSET ${from}`,
      backwards: false,
    };
  }
  const backwards = order?.descending === true;
  return {
    count: counted(source),
    page: (from, count, total) => {
      const end = Math.max(0, total - from);
      const first = backwards ? Math.max(0, end - count) : from;
      return `SELECT * ${source} LIMIT ${backwards ? end - first : count} OFFSET ${first}`;
    },
    backwards,
  };
}
