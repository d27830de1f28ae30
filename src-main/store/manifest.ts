// SPDX-License-Identifier: Apache-2.0
// manifest.json of a capture: what Parquet cannot say. It may come from a stranger, so every part of it is checked
// and bounded, and its texts are safe to show. The form is README.md's.

import { join } from 'node:path';
import { visibleText } from '../shared/amount';
import { Failure } from '../shared/failure';
import { readWhole, writeWhole } from '../shared/whole-file';

export const MANIFEST_FILE = 'manifest.json';
/** The form that this Ringside writes, and the newest that it reads. */
export const FORMAT = 1;
const BYTES_MOST = 4 * 1024 * 1024;
const NAME_MOST = 256;
const TEXT_MOST = 4096;
export const TABLES_MOST = 1000;
export const COLUMNS_MOST = 512;
const TRACERS_MOST = 1000;
const MARKS_MOST = 10_000;
const CAUSES_MOST = 100;
const FILTER_PARTS_MOST = 32;
const FILTER_VALUES_MOST = 1024;

/** Tables, columns, causes: what may be the name of a folder and needs no quotes in SQL. */
export const PLAIN_NAME = /^[a-z][a-z0-9_]{0,62}$/;

export const TABLE_KINDS = [
  'stream',
  'tally',
  'snapshot',
  'histogram',
  'gauge',
  'identity',
  'ticks',
  'losses',
] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** A whole number that may pass 2^53, in decimal digits. */
export type IntegerText = string;

export interface ManifestColumn {
  readonly name: string;
  /** As DuckDB names it: BIGINT, INTEGER, BOOLEAN, VARCHAR, DOUBLE. */
  readonly type: string;
  /** As the C struct names it; '' where there is none. */
  readonly unit: string;
  readonly meaning: string;
}

export interface ManifestTable {
  readonly kind: TableKind;
  readonly columns: readonly ManifestColumn[];
  readonly rows: number;
  readonly bytes: number;
}

export type FilterValue = string | number | boolean | readonly (string | number)[];

/** As it is on disk. */
export interface Manifest {
  readonly format: number;
  /** Version of the Ringside that wrote it. */
  readonly ringside: string;
  readonly state: 'recording' | 'complete';
  readonly ended: string | null;
  readonly name: string;
  readonly note: string;
  readonly preset: string | null;
  readonly host: {
    readonly hostname: string;
    readonly kernel: string;
    readonly machine: string;
    readonly cpus: number;
    readonly boot_id: string;
    readonly machine_id: string;
  };
  /** ns. */
  readonly clocks: {
    readonly unix_minus_boot_ns: IntegerText;
    readonly begun_boot_ns: IntegerText;
    readonly ended_boot_ns: IntegerText | null;
  };
  readonly schema: string;
  /** How each part's sum is made; null where parts have none. */
  readonly part_sums: string | null;
  readonly tracers: readonly { readonly name: string; readonly question: string }[];
  readonly filter: Readonly<Record<string, FilterValue>>;
  readonly tables: Readonly<Record<string, ManifestTable>>;
  readonly losses: {
    readonly total: number;
    readonly by_cause: Readonly<Record<string, number>>;
    readonly not_written: Readonly<Record<string, number>>;
  };
  /** ns of CPU time. */
  readonly cost: { readonly bpf_ns: number; readonly app_ns: number };
  readonly marks: readonly { readonly at_ns: IntegerText; readonly text: string }[];
}

export function emptyManifest(): Manifest {
  return {
    format: FORMAT,
    ringside: '',
    state: 'recording',
    ended: null,
    name: '',
    note: '',
    preset: null,
    host: { hostname: '', kernel: '', machine: '', cpus: 0, boot_id: '', machine_id: '' },
    clocks: { unix_minus_boot_ns: '0', begun_boot_ns: '0', ended_boot_ns: null },
    schema: '',
    part_sums: null,
    tracers: [],
    filter: {},
    tables: {},
    losses: { total: 0, by_cause: {}, not_written: {} },
    cost: { bpf_ns: 0, app_ns: 0 },
    marks: [],
  };
}

/** The capture is of a form that comes after ours: its columns may mean something else, so nothing is guessed. */
export class NewerFormat extends Failure {
  constructor(format: number) {
    super(
      'This capture cannot be opened here.',
      `It is of format ${format}, and this Ringside reads formats up to ${FORMAT}.`,
      'Open it with a newer Ringside. Its parts are plain Parquet, which any other engine reads.',
    );
  }
}

/** What is wrong, with the place in the document. */
class Unfit extends Error {}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unfit(`${where} is not an object`);
  return value as Fields;
}

function text(value: unknown, where: string, most = NAME_MOST): string {
  if (typeof value !== 'string') throw new Unfit(`${where} is not a text`);
  if (value.length > most) throw new Unfit(`${where} is longer than ${most} characters`);
  return visibleText(value);
}

/** A text that may have lines. */
const lines = (value: unknown, where: string): string =>
  text(typeof value === 'string' ? value.replaceAll('\n', ' ') : value, where, TEXT_MOST) &&
  (value as string).split('\n').map(visibleText).join('\n');

function integer(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Unfit(`${where} is not a whole number from 0 to 2^53`);
  return value;
}

function integerText(value: unknown, where: string): IntegerText {
  if (
    typeof value !== 'string' ||
    !/^-?\d{1,19}$/.test(value) ||
    BigInt.asIntN(64, BigInt(value)) !== BigInt(value)
  )
    throw new Unfit(`${where} is not a 64-bit integer in digits`);
  return value;
}

function oneOf<T extends string>(value: unknown, words: readonly T[], where: string): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Unfit(`${where} is none of ${words.join(', ')}`);
  return found;
}

function list<T>(
  value: unknown,
  most: number,
  where: string,
  each: (item: unknown, where: string) => T,
): T[] {
  if (!Array.isArray(value)) throw new Unfit(`${where} is not a list`);
  if (value.length > most) throw new Unfit(`${where} has more than ${most} entries`);
  return value.map((item, index) => each(item, `${where}[${index}]`));
}

function named<T>(
  value: unknown,
  most: number,
  where: string,
  each: (item: unknown, where: string) => T,
): Record<string, T> {
  const entries = Object.entries(fields(value, where));
  if (entries.length > most) throw new Unfit(`${where} has more than ${most} entries`);
  return Object.fromEntries(
    entries.map(([name, item]) => {
      if (!PLAIN_NAME.test(name))
        throw new Unfit(`${where} has a name of another form: "${shortened(name)}"`);
      return [name, each(item, `${where}.${name}`)];
    }),
  );
}

const shortened = (name: string) => visibleText(name.slice(0, 64));

const orNull = <T>(value: unknown, check: () => T): T | null => (value === null ? null : check());

function column(value: unknown, where: string): ManifestColumn {
  const { name, type, unit, meaning } = fields(value, where);
  return {
    name: text(name, `${where}.name`),
    type: text(type, `${where}.type`),
    unit: text(unit, `${where}.unit`),
    meaning: text(meaning, `${where}.meaning`, TEXT_MOST),
  };
}

/** @throws when they are none, or too many */
export const checkedColumns = (value: unknown, where: string): ManifestColumn[] =>
  list(value, COLUMNS_MOST, where, column);

function table(value: unknown, where: string): ManifestTable {
  const { kind, columns, rows, bytes } = fields(value, where);
  return {
    kind: oneOf(kind, TABLE_KINDS, `${where}.kind`),
    columns: checkedColumns(columns, `${where}.columns`),
    rows: integer(rows, `${where}.rows`),
    bytes: integer(bytes, `${where}.bytes`),
  };
}

function filterValue(value: unknown, where: string): FilterValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value))
    return list(value, FILTER_VALUES_MOST, where, (item, at) =>
      typeof item === 'number' ? item : text(item, at),
    );
  return text(value, where);
}

/** @throws when it is not a manifest, saying what is wrong and where */
export function checkedManifest(document: unknown): Manifest {
  const all = fields(document, 'the document');
  const format = integer(all.format, 'format');
  if (format > FORMAT) throw new NewerFormat(format);
  const host = fields(all.host, 'host');
  const clocks = fields(all.clocks, 'clocks');
  const losses = fields(all.losses, 'losses');
  const cost = fields(all.cost, 'cost');
  return {
    format,
    ringside: text(all.ringside, 'ringside'),
    state: oneOf(all.state, ['recording', 'complete'], 'state'),
    ended: orNull(all.ended, () => text(all.ended, 'ended', TEXT_MOST)),
    name: text(all.name, 'name'),
    note: lines(all.note, 'note'),
    preset: orNull(all.preset, () => text(all.preset, 'preset')),
    host: {
      hostname: text(host.hostname, 'host.hostname'),
      kernel: text(host.kernel, 'host.kernel'),
      machine: text(host.machine, 'host.machine'),
      cpus: integer(host.cpus, 'host.cpus'),
      boot_id: text(host.boot_id, 'host.boot_id'),
      machine_id: text(host.machine_id, 'host.machine_id'),
    },
    clocks: {
      unix_minus_boot_ns: integerText(clocks.unix_minus_boot_ns, 'clocks.unix_minus_boot_ns'),
      begun_boot_ns: integerText(clocks.begun_boot_ns, 'clocks.begun_boot_ns'),
      ended_boot_ns: orNull(clocks.ended_boot_ns, () =>
        integerText(clocks.ended_boot_ns, 'clocks.ended_boot_ns'),
      ),
    },
    schema: text(all.schema, 'schema'),
    // Captures of earlier versions do not name it.
    part_sums: orNull(all.part_sums ?? null, () => text(all.part_sums, 'part_sums')),
    tracers: list(all.tracers, TRACERS_MOST, 'tracers', (item, where) => {
      const { name, question } = fields(item, where);
      return { name: text(name, `${where}.name`), question: text(question, `${where}.question`, TEXT_MOST) };
    }),
    filter: named(all.filter, FILTER_PARTS_MOST, 'filter', filterValue),
    tables: named(all.tables, TABLES_MOST, 'tables', table),
    losses: {
      total: integer(losses.total, 'losses.total'),
      by_cause: named(losses.by_cause, CAUSES_MOST, 'losses.by_cause', integer),
      not_written: named(losses.not_written, TABLES_MOST, 'losses.not_written', integer),
    },
    cost: { bpf_ns: integer(cost.bpf_ns, 'cost.bpf_ns'), app_ns: integer(cost.app_ns, 'cost.app_ns') },
    marks: list(all.marks, MARKS_MOST, 'marks', (item, where) => {
      const mark = fields(item, where);
      return { at_ns: integerText(mark.at_ns, `${where}.at_ns`), text: lines(mark.text, `${where}.text`) };
    }),
  };
}

/** The checked manifest; undefined where there is none. @throws {NewerFormat} @throws {Failure} which says what is wrong with it */
export function readManifest(dir: string): Manifest | undefined {
  let why: string;
  try {
    return checkedManifest(JSON.parse(readWhole(join(dir, MANIFEST_FILE), BYTES_MOST)));
  } catch (error) {
    if (error instanceof Failure) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    why = error instanceof SyntaxError ? 'It is not JSON.' : `${sentence((error as Error).message)}`;
  }
  throw new Failure(
    `The capture's ${MANIFEST_FILE} cannot be used.`,
    why,
    'Its parts can be read without it; units, the time of day and losses are then unknown.',
  );
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** Readers see the old one or this one. @throws when it could not be read back, or the disk refuses */
export function writeManifest(dir: string, manifest: Manifest): void {
  const document = `${JSON.stringify(checkedManifest(manifest), null, 1)}\n`;
  if (Buffer.byteLength(document) > BYTES_MOST)
    throw new Error(`the manifest would have more than ${BYTES_MOST} bytes`);
  writeWhole(join(dir, MANIFEST_FILE), document);
}
