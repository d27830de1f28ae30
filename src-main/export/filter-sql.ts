// SPDX-License-Identifier: Apache-2.0
// The words of the window's filter as a condition in SQL. What a person typed only ever becomes a parameter.

import { isErrno } from '../shared/errno-names';
import { ExitCode, Failure } from '../shared/failure';
import {
  type Belonging,
  type FilterField,
  type FilterTerm,
  readTerm,
  termText,
} from '../shared/filter-terms';
import { type Params, quoted } from './question';

/** The column that a field of the filter is about. Free text is looked for in `TEXT_COLUMNS`. */
const COLUMN_OF: Readonly<Record<Exclude<FilterField, 'text'>, string>> = {
  process: 'comm',
  pid: 'pid',
  // Said of a process by the identity table.
  container: 'process',
  unit: 'process',
  user: 'process',
  call: 'syscall',
  errno: 'error',
  failed: 'errno',
};
/** Columns of the identity table. */
const BELONGING_COLUMNS: Readonly<Record<Belonging, readonly string[]>> = {
  container: ['container_name', 'container'],
  unit: ['unit'],
  user: ['user_name'],
};
const TEXT_COLUMNS = ['comm', 'syscall'];
/** The kernel's words for "call it again": no failure, nobody sees them. */
const RESTARTS = '(512, 513, 514, 516)';

/** Commas outside quotes part the terms. */
function pieces(input: string): string[] {
  return (input.match(/(?:(?<=[=\s])"[^"]*"|(?<=[=\s])'[^']*'|[^,])+/g) ?? [])
    .map((piece) => piece.trim())
    .filter(Boolean);
}

/**
 * Reads `process = node, call != read, failed`: terms of one field are alternatives, those of different fields must
 * all hold. @throws {Failure} for a term that is wrong or not finished
 */
export function readFilter(input: string): FilterTerm[] {
  return pieces(input).map((piece) => {
    const reading = readTerm(piece, isErrno);
    if (reading.state === 'complete') return reading.term;
    const why =
      reading.state === 'invalid' ? reading.why : `After "${piece}" something is missing, such as a value.`;
    throw new Failure(
      `--filter "${piece}" cannot be understood.`,
      why,
      'Write terms with commas between: process = node, call != read, failed.',
      ExitCode.Usage,
    );
  });
}

export interface Condition {
  /** A condition in parentheses, or `TRUE`. */
  readonly sql: string;
  /** Terms about which this table knows nothing. */
  readonly cannot: readonly FilterTerm[];
}

function isName(column: string, { value }: FilterTerm, params: Params): string {
  const name = `lower(coalesce(${quoted(column)}, ''))`;
  return value.endsWith('*')
    ? `starts_with(${name}, ${params.add(value.slice(0, -1).toLowerCase())})`
    : `${name} = ${params.add(value.toLowerCase())}`;
}

const isBelonging = (field: FilterField): field is Belonging => field in BELONGING_COLUMNS;

function test(term: FilterTerm, params: Params): string {
  const column = COLUMN_OF[term.field as Exclude<FilterField, 'text'>];
  if (term.field === 'failed') {
    const failed = `(${quoted(column)} <> 0 AND ${quoted(column)} NOT IN ${RESTARTS})`;
    return term.not ? `NOT ${failed}` : failed;
  }
  const hit = isBelonging(term.field)
    ? `${quoted(column)} IN (SELECT process FROM processes WHERE ${BELONGING_COLUMNS[term.field].map((one) => isName(one, term, params)).join(' OR ')})`
    : term.field === 'pid'
      ? `${quoted(column)} = CAST(${params.add(term.value)} AS HUGEINT)`
      : isName(column, term, params);
  return term.not ? `(${hit}) IS NOT TRUE` : hit;
}

/** What the terms say of a table with these columns. */
export function conditionOf(
  terms: readonly FilterTerm[],
  columns: ReadonlySet<string>,
  params: Params,
): Condition {
  const known = (term: FilterTerm) =>
    term.field === 'text'
      ? TEXT_COLUMNS.some((column) => columns.has(column))
      : columns.has(COLUMN_OF[term.field]);
  const all: string[] = [];
  for (const field of Object.keys(COLUMN_OF)) {
    const own = terms.filter((term) => term.field === field && known(term));
    const wanted = own.filter((term) => !term.not).map((term) => test(term, params));
    if (wanted.length > 0) all.push(`(${wanted.join(' OR ')})`);
    all.push(...own.filter((term) => term.not).map((term) => test(term, params)));
  }
  for (const term of terms) {
    if (term.field !== 'text' || !known(term)) continue;
    const text = params.add(term.value.toLowerCase());
    const found = TEXT_COLUMNS.filter((column) => columns.has(column)).map(
      (column) => `contains(lower(coalesce(${quoted(column)}, '')), ${text})`,
    );
    all.push(`(${found.join(' OR ')})`);
  }
  return {
    sql: all.length === 0 ? 'TRUE' : `(${all.join(' AND ')})`,
    cannot: terms.filter((term) => !known(term)),
  };
}

export const filterText = (terms: readonly FilterTerm[]): string => terms.map(termText).join(', ');
