// SPDX-License-Identifier: Apache-2.0
// The tables of a capture, made from the schema by units: see README.md. Each is kept hot as the kernel counted it
// (numbers only) and written with the words that a person reads, which lookups add.

import type { Field, Layout } from '../shared/layout';
import { IDENTITY, STREAMS, TALLIES } from '../shared/events.gen';
import { hasWords } from '../shared/unit-words';
import type { GaugeColumn } from '../shared/gauge';
import type { TableKind } from './manifest';

export type ColumnType = 'BIGINT' | 'INTEGER' | 'BOOLEAN' | 'VARCHAR' | 'DOUBLE';
export type HotType = ColumnType | 'USMALLINT' | 'UINTEGER';

/** A column as it is held in memory. */
export interface HotColumn {
  readonly name: string;
  readonly type: HotType;
  /** Where it comes from in the kernel's record, and which element of it. */
  readonly field: string;
  readonly element: number;
  /** Names a text by its number in `texts`. */
  readonly text?: true;
  /** What the name `field` says, as the engine knows it. */
  readonly named?: true;
}

/** A column as it is written and asked for. */
export interface StoreColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit: string;
  /** Where the unit does not say it. */
  readonly meaning?: string;
  /** SQL over the hot row `h` and the lookups' aliases. Texts of streams have none: no SQL writes them. */
  readonly expression: string;
  /** The same for what is written without SQL: a hot column, or what stands for its numbers. */
  readonly from: { readonly hot: string; readonly words?: WordsOf; readonly emptyIsNull?: true };
}

/** Which words, and which of them where a number has several. */
export interface WordsOf {
  readonly table: WordTable;
  readonly word: string;
}

export type WordTable =
  | 'process_names'
  | 'call_names'
  | 'errno_names'
  | 'signal_names'
  | `words_of_${string}`
  | 'buckets'
  | 'texts';

/** A table of words: LEFT JOIN `table` AS `alias` ON `on`. */
export interface Lookup {
  readonly table: Exclude<WordTable, 'texts'>;
  readonly alias: string;
  readonly on: string;
}

export interface StoreTable {
  readonly name: string;
  readonly kind: TableKind;
  readonly hot: readonly HotColumn[];
  readonly columns: readonly StoreColumn[];
  readonly lookups: readonly Lookup[];
}

const quoted = (name: string) => `"${name}"`;
const isShown = (field: Field) => !field.name.startsWith('unused') && field.unit !== 'stream_id';
const isTime = (unit: string) => /^(boot|duration|duration_max)_ns$/.test(unit);
const IDS: ReadonlySet<string> = new Set(['pid_nr', 'tid_nr', 'cpu_nr', 'call_nr', 'errno_nr']);

function hotType(field: Field): HotType {
  if (field.kind === 'text') return 'VARCHAR';
  if (field.unit === 'text_ref') return 'UINTEGER';
  if (field.bytes === 8) return 'BIGINT';
  if (field.bytes === 4) return field.kind === 's32' ? 'INTEGER' : 'UINTEGER';
  return 'USMALLINT';
}

function storeType(field: Field): ColumnType {
  if (field.kind === 'text') return 'VARCHAR';
  if (field.unit === 'yes_no') return 'BOOLEAN';
  if (field.bytes < 4 || IDS.has(field.unit) || field.kind === 's32') return 'INTEGER';
  return 'BIGINT';
}

/** `at` -> `at_ns`, `args[2]` -> `arg2`, `error` of unit errno_nr -> `errno`, `path` of unit name_ref -> `path_ref`. */
function storeName(field: Field, element: number): string {
  if (field.length > 1 && field.kind !== 'text') return `${field.name.replace(/s$/, '')}${element}`;
  if (isTime(field.unit)) return field.name.endsWith('_ns') ? field.name : `${field.name}_ns`;
  if (field.unit === 'name_ref') return `${field.name}_ref`;
  return field.unit === 'errno_nr' ? 'errno' : field.name;
}

interface Made {
  readonly hot: HotColumn[];
  readonly columns: StoreColumn[];
  readonly lookups: Lookup[];
}

/** The words that belong to a field, by its unit. */
function words(field: Field, hot: string, has: ReadonlySet<string>): Pick<Made, 'columns' | 'lookups'> {
  const alias = `l_${field.name}`;
  type Word = readonly [name: string, type: ColumnType, unit: string, word: string];
  const by = (table: Lookup['table'] & WordTable, key: string, ...list: readonly Word[]) => ({
    columns: list.map(
      ([name, type, unit, word]): StoreColumn => ({
        ...{ name, type, unit, expression: `${alias}.${word}` },
        from: { hot, words: { table, word } },
      }),
    ),
    lookups: [{ table, alias, on: `${alias}.${key} = h.${quoted(hot)}` }],
  });
  if (field.unit === 'process_ref' && field.name === 'process') {
    const pid: Word[] = has.has('pid') ? [] : [['pid', 'INTEGER', 'pid_nr', 'pid']];
    return by('process_names', 'process', ...pid, ['comm', 'VARCHAR', 'text', 'comm']);
  }
  // Whoever else is in it, by name; his pid is a field of its own.
  if (field.unit === 'process_ref')
    return by('process_names', 'process', [`${field.name}_comm`, 'VARCHAR', 'text', 'comm']);
  if (field.unit === 'signal_nr')
    return by('signal_names', 'signal', [`${field.name}_name`, 'VARCHAR', 'text', 'name']);
  if (field.unit === 'call_nr') return by('call_names', 'call', ['syscall', 'VARCHAR', 'text', 'syscall']);
  if (field.unit === 'errno_nr') return by('errno_names', 'errno', ['error', 'VARCHAR', 'text', 'error']);
  return { columns: [], lookups: [] };
}

/** The table of a unit's words (number, text). */
export const wordTable = (unit: string): `words_of_${string}` => `words_of_${unit}`;

/**
 * The words of a number stand in its place; a number that somebody reads back stays beside them, as `kind_nr`: each of a
 * tally, and one that is called so.
 */
function inWords({ hot, columns, lookups }: Made, field: Field, isTally: boolean): void {
  const word = field.name.replace(/_nr$/, '');
  const name = isTally || word !== field.name ? `${word}_nr` : word;
  const alias = `l_${field.name}`;
  const table = wordTable(field.unit);
  const number = `h.${quoted(name)}`;
  hot.push({ name, type: hotType(field), field: field.name, element: 0 });
  if (name !== word)
    columns.push({
      ...{ name, type: storeType(field), unit: field.unit, expression: `${number}::${storeType(field)}` },
      from: { hot: name },
    });
  columns.push({
    ...{ name: word, type: 'VARCHAR', unit: name === word ? field.unit : 'text' },
    expression: `coalesce(${alias}.text, ${number}::VARCHAR)`,
    from: { hot: name, words: { table, word: 'text' } },
  });
  lookups.push({ table, alias, on: `${alias}.number = ${number}` });
}

function fromFields(fields: readonly Field[], withWords = true, isTally = false): Made {
  const made: Made = { hot: [], columns: [], lookups: [] };
  const has = new Set(fields.map((field) => field.name));
  for (const field of fields.filter(isShown)) {
    const elements = field.kind === 'text' ? 1 : field.length;
    for (let element = 0; element < elements; element++) {
      const name = storeName(field, element);
      const worded = (table: WordTable) => ({ hot: name, words: { table, word: 'text' } });
      if (field.unit === 'text_ref') {
        made.hot.push({ name, type: hotType(field), field: field.name, element, text: true });
        made.columns.push({
          ...{ name, type: 'VARCHAR', unit: 'text', expression: 'NULL' },
          from: worded('texts'),
        });
        continue;
      }
      if (hasWords(field.unit)) {
        inWords(made, field, isTally);
        continue;
      }
      made.hot.push({ name, type: hotType(field), field: field.name, element });
      const type = storeType(field);
      const expression = `h.${quoted(name)}`;
      made.columns.push({
        name,
        type,
        unit: field.unit,
        expression: type === hotType(field) ? expression : `${expression}::${type}`,
        from: { hot: name },
      });
      if (field.unit === 'name_ref') {
        made.hot.push({ ...hotColumn(field.name, 'VARCHAR'), named: true });
        made.columns.push({
          ...{ name: field.name, type: 'VARCHAR', unit: 'text', expression: `h.${quoted(field.name)}` },
          from: { hot: field.name },
        });
      }
      if (!withWords) continue;
      const more = words(field, name, has);
      made.columns.push(...more.columns);
      made.lookups.push(...more.lookups);
    }
  }
  return made;
}

const at: Field = { name: 'at', offset: 0, kind: 'u64', bytes: 8, length: 1, unit: 'boot_ns' };
const u64 = (name: string, unit: string): Field => ({ ...at, name, unit });
const u32 = (name: string, unit: string): Field => ({ ...at, name, unit, kind: 'u32', bytes: 4 });
const hotColumn = (name: string, type: HotType): HotColumn => ({ name, type, field: name, element: 0 });
const isHistogram = (field: Field) => field.unit === 'histogram_count';

/** Time first: what is asked most. */
const timeFirst = (fields: readonly Field[]) => [
  ...fields.filter((field) => field.name === 'at'),
  ...fields.filter((field) => field.name !== 'at'),
];

function tallyTables(name: string, key: Layout, value: Layout, snapshot: boolean): StoreTable[] {
  const sums = value.fields.filter((field) => isShown(field) && !isHistogram(field));
  const main: StoreTable = {
    name,
    kind: snapshot ? 'snapshot' : 'tally',
    ...fromFields([at, ...key.fields, ...sums], true, true),
  };
  const histograms = value.fields.filter(isHistogram).map((field): StoreTable => {
    const made = fromFields([at, ...key.fields], true, true);
    const bound = (of: 'from_ns' | 'to_ns'): StoreColumn => ({
      name: of,
      type: 'BIGINT',
      unit: 'duration_ns',
      expression: `l_bucket.${of}`,
      from: { hot: 'bucket', words: { table: 'buckets', word: of } },
    });
    return {
      name: histogramTable(name, field.name),
      kind: 'histogram',
      hot: [...made.hot, hotColumn('bucket', 'USMALLINT'), hotColumn('count', 'BIGINT')],
      columns: [
        ...made.columns,
        bound('from_ns'),
        bound('to_ns'),
        {
          ...{ name: 'count', type: 'BIGINT', unit: 'event_count', expression: 'h."count"' },
          from: { hot: 'count' },
        },
      ],
      lookups: [...made.lookups, { table: 'buckets', alias: 'l_bucket', on: 'l_bucket.bucket = h.bucket' }],
    };
  });
  return [main, ...histograms];
}

/** The table of a tally's histogram: `syscalls_histogram`. */
export const histogramTable = (tally: string, field: string) => `${tally}_${field}`;

const double = (name: string, unit: string) => ({
  hot: hotColumn(name, 'DOUBLE'),
  column: { name, type: 'DOUBLE' as const, unit, expression: `h.${name}`, from: { hot: name } },
});

/** The tool's own seconds: what it saw, lost and cost. */
function ticks(): StoreTable {
  const made = fromFields([
    at,
    u64('second', 'unix_second'),
    u64('span', 'duration_ns'),
    u64('events', 'event_count'),
    u64('lost', 'event_count'),
    u64('lost_total', 'event_count'),
  ]);
  const costs = [
    double('seconds', 'second'),
    double('cost_kernel', 'share_of_a_core'),
    double('cost_app', 'share_of_a_core'),
  ];
  return {
    name: 'ticks',
    kind: 'ticks',
    hot: [...made.hot, ...costs.map(({ hot }) => hot)],
    columns: [...made.columns, ...costs.map(({ column }) => column)],
    lookups: [],
  };
}

function losses(): StoreTable {
  const made = fromFields([at, { ...u32('cpu', 'cpu_nr'), kind: 's32' }, u64('count', 'event_count')]);
  return {
    name: 'losses',
    kind: 'losses',
    hot: [...made.hot, hotColumn('cause', 'VARCHAR')],
    columns: [
      ...made.columns,
      {
        ...{ name: 'cause', type: 'VARCHAR', unit: 'text', expression: 'h.cause' },
        from: { hot: 'cause' },
      },
    ],
    lookups: [],
  };
}

/** Words of the process table: what a person calls a process, NULL where nobody knows. */
export const IDENTITY_WORDS = [
  'user_name',
  'cgroup_path',
  'unit',
  'app',
  'session',
  'container',
  'container_name',
  'runtime',
  'image',
  'pod',
  'pod_name',
  'pod_namespace',
  'uts_name',
] as const;

const wordColumn = (name: string): StoreColumn => ({
  name,
  type: 'VARCHAR',
  unit: 'text',
  expression: `nullif(h.${quoted(name)}, '')`,
  from: { hot: name, emptyIsNull: true },
});

/** A row as it was read: keys are words, all else numbers, of which -1 is none. */
function gaugeTable(name: string, columns: readonly GaugeColumn[]): StoreTable {
  const figures = columns.filter(({ kind }) => kind !== 'key');
  const keys = columns.filter(({ kind }) => kind === 'key');
  const made = fromFields([
    at,
    ...figures.map((one) => ({ ...u64(one.name, one.unit), kind: 's64' as const })),
  ]);
  const meaning = new Map(figures.map((one, index) => [made.columns[index + 1]?.name, one.meaning]));
  return {
    ...{ name, kind: 'gauge' },
    hot: [...made.hot, ...keys.map((key) => hotColumn(key.name, 'VARCHAR'))],
    columns: [
      ...made.columns.map((column) => ({ ...column, meaning: meaning.get(column.name) ?? '' })),
      ...keys.map((key) => ({ ...wordColumn(key.name), meaning: key.meaning })),
    ],
    lookups: [],
  };
}

/** As a gauge's column is called in its table. */
export const gaugeColumnName = ({ name, unit }: GaugeColumn): string => storeName(u64(name, unit), 0);

export interface TracerTables {
  readonly gauges?: readonly { readonly name: string; readonly columns: readonly GaugeColumn[] }[];
  readonly streams: readonly { readonly name: string }[];
  readonly tallies: readonly string[];
  readonly snapshots: readonly string[];
}

/** Of a descriptor, what can be handed to another thread. */
export const tableNames = ({ streams, tallies, snapshots, gauges = [] }: TracerTables): TracerTables => ({
  gauges: gauges.map(({ name, columns }) => ({ name, columns })),
  streams: streams.map(({ name }) => ({ name })),
  tallies,
  snapshots,
});

/** Every table of a capture with these tracers. @throws when a descriptor names what the schema does not have */
export function tablesOf(tracers: readonly TracerTables[]): StoreTable[] {
  const tables: StoreTable[] = [];
  for (const tracer of tracers) {
    for (const { name } of tracer.streams) {
      const stream = STREAMS[name];
      if (!stream) throw new Error(`no stream ${name} in the schema`);
      tables.push({ name, kind: 'stream', ...fromFields(timeFirst(stream.fields)) });
    }
    for (const [names, snapshot] of [
      [tracer.tallies, false],
      [tracer.snapshots, true],
    ] as const)
      for (const name of names) {
        const tally = TALLIES[name];
        if (!tally) throw new Error(`no tally ${name} in the schema`);
        tables.push(...tallyTables(name, tally.key, tally.value, snapshot));
      }
    for (const { name, columns } of tracer.gauges ?? []) tables.push(gaugeTable(name, columns));
  }
  const identity = IDENTITY.processes;
  if (!identity) throw new Error('no process table in the schema');
  const fields = identity.fields.filter(({ name }) => !['owner', 'generation'].includes(name));
  const made = fromFields(fields, false);
  const processes = {
    ...made,
    hot: [...made.hot, ...IDENTITY_WORDS.map((name) => hotColumn(name, 'VARCHAR'))],
    columns: [...made.columns, ...IDENTITY_WORDS.map(wordColumn)],
  };
  tables.push({ name: 'processes', kind: 'identity', ...processes }, ticks(), losses());
  return tables;
}

const list = (parts: readonly string[]) => parts.join(', ');

/** CREATE TABLE for the hot rows; `name` as SQL has it. */
export function createHot(table: StoreTable, name: string): string {
  return `CREATE TABLE ${name} (${list(table.hot.map((column) => `${quoted(column.name)} ${column.type}`))})`;
}

/** SELECT of the written columns from hot rows: `from` is a table or a subquery. */
export function selectWritten(table: StoreTable, from: string, where = '', order = ''): string {
  const columns = table.columns.map((column) => `${column.expression} AS ${quoted(column.name)}`);
  const joins = table.lookups.map(({ table: of, alias, on }) => `LEFT JOIN ${of} AS ${alias} ON ${on}`);
  return ['SELECT', list(columns), 'FROM', from, 'AS h', ...joins, where, order].filter(Boolean).join(' ');
}
