// SPDX-License-Identifier: Apache-2.0
// What a gauge says of itself: figures that are read once a second rather than counted. A table of it has one row a
// second, or one for each key (a control group). Whoever keeps and shows them knows columns and units, no gauge by name.

import type { ColumnDescription, Row } from './tracer';

export interface GaugeColumn {
  /** Also its column in a capture, with the unit's ending: `memory_some` of unit duration_ns is `memory_some_ns`. */
  readonly name: string;
  readonly unit: 'byte_count' | 'event_count' | 'duration_ns' | 'text';
  /** One sentence; what stands in a capture. */
  readonly meaning: string;
  /** `key` tells rows apart, `level` is how it stands at that moment, `total` adds up since long before. */
  readonly kind: 'key' | 'level' | 'total';
}

/** A chart of it: levels as they stand, totals as they grow in a second. */
export interface GaugeLane {
  readonly title: string;
  readonly columns: readonly string[];
  /** Parts of one whole, which lie on each other; else each begins at zero. */
  readonly parts?: boolean;
}

/** What a level or a total has that this kernel does not tell, or a limit that there is not. */
export const NO_DATA = -1;

export type GaugeRow = Readonly<Record<string, number | string>>;

export interface GaugeGroup {
  /** From the root of its tree. */
  readonly path: string;
  readonly folder: string;
  /** The tree is v2's; its files are called otherwise. */
  readonly v2: boolean;
}

/** What a gauge reads from, as an ordinary user. */
export interface GaugeHost {
  /** What a file says; undefined where there is none, or not for us. */
  text(path: string): string | undefined;
  /** Control groups by which memory is counted, their root left out. */
  memoryGroups(): readonly GaugeGroup[];
}

export interface GaugeTable {
  /** Its table in a capture. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly GaugeColumn[];
  readonly lanes: readonly GaugeLane[];
  read(host: GaugeHost): GaugeRow[];
}

/** Of a table, what can be told to another thread or a window. */
export type GaugeInfo = Omit<GaugeTable, 'read'>;
export const gaugeInfo = ({ name, title, columns, lanes }: GaugeTable): GaugeInfo => ({
  ...{ name, title, columns, lanes },
});

/** A table as it stood in a second. */
export interface GaugeFigures {
  readonly table: string;
  /** One a row: '' where the table has no key. */
  readonly keys: readonly string[];
  /** Row after row, a value for each column that is no key; NO_DATA where there is none. */
  readonly values: Float64Array;
}

type Columns = Pick<GaugeTable, 'name' | 'columns'>;
const keyOf = ({ columns }: Columns) => columns.find(({ kind }) => kind === 'key')?.name;
const figuresOf = ({ columns }: Columns) => columns.filter(({ kind }) => kind !== 'key');
const numberAt = (row: GaugeRow | undefined, name: string) => Number(row?.[name] ?? NO_DATA);

export function packGauge(table: Columns, rows: readonly GaugeRow[]): GaugeFigures {
  const key = keyOf(table);
  const figures = figuresOf(table);
  return {
    table: table.name,
    keys: rows.map((row) => (key === undefined ? '' : String(row[key] ?? ''))),
    values: Float64Array.from(rows.flatMap((row) => figures.map(({ name }) => numberAt(row, name)))),
  };
}

export function unpackGauge(table: Columns, { keys, values }: GaugeFigures): GaugeRow[] {
  const key = keyOf(table);
  const figures = figuresOf(table);
  return keys.map((id, row) => ({
    ...Object.fromEntries(
      figures.map(({ name }, index) => [name, values[row * figures.length + index] ?? NO_DATA]),
    ),
    ...(key === undefined ? {} : { [key]: id }),
  }));
}

/** By key: what was read first, from which totals are told, and last. */
export type GaugeSpan = ReadonlyMap<string, { readonly first: GaugeRow; readonly last: GaugeRow }>;

/** Keeps the first row of each key and the last; keys that are gone go. */
export function widened({ columns, name }: Columns, before: GaugeSpan, rows: readonly GaugeRow[]): GaugeSpan {
  const key = keyOf({ columns, name });
  return new Map(
    rows.map((row) => {
      const id = key === undefined ? '' : String(row[key] ?? '');
      return [id, { first: before.get(id)?.first ?? row, last: row }];
    }),
  );
}

/** Columns of a tracer that has nothing but gauges. */
export const GAUGE_COLUMNS: readonly ColumnDescription[] = [
  {
    ...{ name: 'figure', unit: 'text', meaning: 'What is told: as the kernel calls it, or a control group.' },
    terminal: { heading: 'FIGURE', width: 36 },
  },
  {
    ...{ name: 'bytes', unit: 'bytes', meaning: 'How much it is now.' },
    terminal: { heading: 'NOW', width: 9, key: 'n' },
  },
  {
    ...{ name: 'events', unit: 'events', meaning: 'How often it happened since the watching began.' },
    terminal: { heading: 'EVENTS', width: 10, key: 'e' },
  },
  {
    ...{ name: 'waited_ns', unit: 'ns', meaning: 'How long it lasted since the watching began.' },
    terminal: { heading: 'TIME', width: 8, key: 't' },
  },
];

const CELLS = { byte_count: 'bytes', event_count: 'events', duration_ns: 'waited_ns' } as const;

/** Rows of those columns: a figure each of a table without a key, else a key each with the first of each unit. */
export function gaugeRows(tables: readonly GaugeTable[], spans: ReadonlyMap<string, GaugeSpan>): Row[] {
  return tables.flatMap((table): Row[] => {
    const keyed = keyOf(table) !== undefined;
    const figures = figuresOf(table);
    return [...(spans.get(table.name) ?? [])].flatMap(([key, { first, last }]) => {
      const cells = figures.map(({ name, unit, kind }) => {
        const now = numberAt(last, name);
        const value = now === NO_DATA ? null : kind === 'total' ? now - numberAt(first, name) : now;
        return { name, cell: unit === 'text' ? 'bytes' : CELLS[unit], value };
      });
      if (!keyed) return cells.map(({ name, cell, value }) => ({ ...NO_CELLS, figure: name, [cell]: value }));
      const row: Record<string, number | null> = {};
      for (const { cell, value } of cells) row[cell] ??= value;
      return [{ ...NO_CELLS, ...row, figure: key }];
    });
  });
}

const NO_CELLS = { bytes: null, events: null, waited_ns: null };
