// SPDX-License-Identifier: Apache-2.0
// What crosses when a window shows the rows of a table, a page at a time: a million of them are neither sent nor held.

import type { AnswerMessage, AnswerValue } from './capture-contract';
import { type Fields, isCount, isId, isText } from './checked';

export interface RowTerm {
  readonly column: string;
  /** `is`, `not`: the value, NULL too; `has`: the text is in it, upper or lower case; `least`: it is that or more. */
  readonly op: 'is' | 'not' | 'has' | 'least';
  readonly value: AnswerValue;
}

/** Rows that share a value are one row, with how many there are, how many failed and how long they took. */
export interface RowGroup {
  readonly column: string;
  /** Of a path: the folder that it is in, or the name without it. */
  readonly part?: 'folder' | 'name';
}

export interface RowOrder {
  readonly column: string;
  readonly descending: boolean;
}

export interface RowsQuestion {
  readonly table: string;
  /** All must hold. */
  readonly terms: readonly RowTerm[];
  /** In one of the texts of the row; '' for any row. */
  readonly text: string;
  /** Unix time, s, whole seconds: from < time <= to. Null for all that there is. */
  readonly stretch: { readonly from: number; readonly to: number } | null;
  readonly group: RowGroup | null;
  /** By time it costs nothing; anything else sorts. Null is as it happened; of groups, the most first. */
  readonly order: RowOrder | null;
}

/** One at a time for each asker: the next takes the place of the one before. */
export interface RowsRequest {
  readonly kind: 'rows';
  readonly id: number;
  /** Which part of the window asks; without, its table of rows. */
  readonly asker?: string;
  readonly question: RowsQuestion;
  readonly from: number;
  /** At most PAGE_ROWS_MOST. */
  readonly count: number;
}

/** Single events of these tables are looked at from now on, and of no others. */
export interface LookRequest {
  readonly kind: 'look';
  readonly tables: readonly string[];
}

/** A tracer that has rested so far is to watch, for as long as the engine is there. */
export interface WatchRequest {
  readonly kind: 'watch';
  readonly tracer: string;
}

/** A page, or why there is none; `rows` may be fewer than asked for where the end is. */
export interface RowsMessage extends Pick<AnswerMessage, 'columns' | 'rows' | 'failure' | 'ms'> {
  readonly kind: 'rows';
  readonly id: number;
  readonly asker?: string;
  readonly from: number;
  /** When the clock of `boot_ns` was 0, Unix time, ms. */
  readonly bootUnixMs: number;
  /** Of all rows that the question finds. */
  readonly total: number;
}

export const PAGE_ROWS_MOST = 8192;
export const ROW_TERMS_MOST = 32;
/** Parts of a window that ask at the same time. */
export const ASKERS_MOST = 8;
export const LOOKED_AT_MOST = 32;
const NAME_MOST = 128;
const TEXT_MOST = 4096;
/** Of rows a window can ask for. */
const FROM_MOST = 1e9;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? (value as Fields) : undefined;

function isValue(value: unknown): value is AnswerValue {
  return (
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'bigint' ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    isText(value, TEXT_MOST)
  );
}

function term(value: unknown): RowTerm | undefined {
  const { column, op, value: wanted } = fieldsOf(value) ?? {};
  if (!isText(column, NAME_MOST) || !isValue(wanted)) return undefined;
  if (op !== 'is' && op !== 'not' && op !== 'has' && op !== 'least') return undefined;
  if (op === 'has' && typeof wanted !== 'string') return undefined;
  if (op === 'least' && typeof wanted !== 'number' && typeof wanted !== 'bigint') return undefined;
  return { column, op, value: wanted };
}

const rowGroup = ({ column, part }: Fields): RowGroup => ({
  column: String(column),
  ...(part === 'folder' || part === 'name' ? { part } : {}),
});

function question(value: unknown): RowsQuestion | undefined {
  const { table, terms, text, stretch, group, order } = fieldsOf(value) ?? {};
  if (!isText(table, NAME_MOST) || !isText(text, TEXT_MOST)) return undefined;
  if (!Array.isArray(terms) || terms.length > ROW_TERMS_MOST) return undefined;
  const sound = terms.map(term).filter((one) => one !== undefined);
  if (sound.length < terms.length) return undefined;
  const { from, to } = fieldsOf(stretch) ?? {};
  const isStretch = isCount(from, 0, 1e11) && isCount(to, from, 1e11);
  if (stretch !== null && !isStretch) return undefined;
  const grouped = fieldsOf(group);
  if (group !== null && !isText(grouped?.column, NAME_MOST)) return undefined;
  const ordered = fieldsOf(order);
  if (order !== null && !(isText(ordered?.column, NAME_MOST) && typeof ordered?.descending === 'boolean'))
    return undefined;
  return {
    ...{ table, text, terms: sound },
    stretch: isStretch ? { from, to } : null,
    group: grouped ? rowGroup(grouped) : null,
    order: ordered ? { column: String(ordered.column), descending: ordered.descending === true } : null,
  };
}

/** A request from the window, checked; undefined for anything else. */
export function rowsRequest({ id, asker, from, count, question: asked }: Fields): RowsRequest | undefined {
  const sound = question(asked);
  if (!sound || !isId(id)) return undefined;
  if (!isCount(from, 0, FROM_MOST) || !isCount(count, 1, PAGE_ROWS_MOST)) return undefined;
  if (asker !== undefined && !isText(asker, NAME_MOST)) return undefined;
  return { kind: 'rows', id, ...(asker === undefined ? {} : { asker }), question: sound, from, count };
}

export function lookRequest({ tables }: Fields): LookRequest | undefined {
  if (!Array.isArray(tables) || tables.length > LOOKED_AT_MOST) return undefined;
  const names = tables.filter((name) => isText(name, NAME_MOST));
  return names.length === tables.length ? { kind: 'look', tables: names } : undefined;
}

export function watchRequest({ tracer }: Fields): WatchRequest | undefined {
  return isText(tracer, NAME_MOST) ? { kind: 'watch', tracer } : undefined;
}
