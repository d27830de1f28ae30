// SPDX-License-Identifier: Apache-2.0
// The language of the filter bar: terms such as `process = node`, `errno != EAGAIN`, `failed`, or free text.
// Terms of the same field are alternatives, terms of different fields must all hold; `!=` takes away.

export type FilterField = 'process' | 'pid' | Belonging | 'call' | 'errno' | 'failed' | 'text';

/** What a process belongs to. */
export type Belonging = 'container' | 'unit' | 'user';
export const BELONGINGS: readonly Belonging[] = ['container', 'unit', 'user'];

export interface FilterTerm {
  readonly field: FilterField;
  readonly not: boolean;
  /** Lower case for `process`, what it belongs to, `call` and `text`, digits for `pid`, upper case for `errno`, empty for `failed`. */
  readonly value: string;
}

export interface FieldHelp {
  readonly field: Exclude<FilterField, 'text'>;
  readonly words: string;
}

export const FIELDS: readonly FieldHelp[] = [
  { field: 'process', words: 'name of a program' },
  { field: 'pid', words: 'number of a process' },
  { field: 'container', words: 'a container that processes are in' },
  { field: 'unit', words: 'a unit of systemd, such as ssh.service' },
  { field: 'user', words: 'name of the user that runs it' },
  { field: 'call', words: 'name of a system call' },
  { field: 'errno', words: 'an answer, such as ENOENT' },
  { field: 'failed', words: 'only calls that failed' },
];

/** What stands in the field, as far as it can be understood. */
export type Reading =
  | { readonly state: 'empty' }
  | { readonly state: 'complete'; readonly term: FilterTerm }
  /** Right so far, more is needed: `errno =`. */
  | {
      readonly state: 'incomplete';
      readonly field: Exclude<FilterField, 'text' | 'failed'>;
      readonly part: string;
    }
  | { readonly state: 'invalid'; readonly why: string };

const FIELD_NAMES = FIELDS.map((help) => help.field);

function valueReading(
  field: FilterField,
  not: boolean,
  raw: string,
  isErrno: (name: string) => boolean,
): Reading {
  const value = raw.replace(/^["']|["']$/g, '');
  if (field === 'pid' && !/^\d+$/.test(value))
    return { state: 'invalid', why: `A pid is a whole number; "${value}" is none.` };
  if (field !== 'errno')
    return { state: 'complete', term: { field, not, value: field === 'pid' ? value : value.toLowerCase() } };
  const name = value.toUpperCase();
  if (isErrno(name)) return { state: 'complete', term: { field, not, value: name } };
  return /^E[A-Z0-9]*$/.test(name)
    ? { state: 'incomplete', field, part: name }
    : { state: 'invalid', why: `"${value}" is no name of an error. They begin with E, such as ENOENT.` };
}

/** Reads one term. `isErrno` says whether a name is that of an answer. */
export function readTerm(input: string, isErrno: (name: string) => boolean): Reading {
  const text = input.trim();
  if (text === '') return { state: 'empty' };
  if (/^(not\s+)?failed$/i.test(text))
    return { state: 'complete', term: { field: 'failed', not: /^not/i.test(text), value: '' } };
  const parts = /^([a-z_]+)\s*(!=|==?|≠)\s*(.*)$/i.exec(text);
  if (parts === null) {
    const word = FIELD_NAMES.find((name) => name === text.toLowerCase());
    if (word !== undefined && word !== 'failed') return { state: 'incomplete', field: word, part: '' };
    if (/[<>]/.test(text))
      return { state: 'invalid', why: 'Only = and != compare here: process = node, errno != EAGAIN.' };
    return { state: 'complete', term: { field: 'text', not: false, value: text.toLowerCase() } };
  }
  const [, name = '', operator = '', value = ''] = parts;
  const field = FIELD_NAMES.find((one) => one === name.toLowerCase());
  if (field === undefined)
    return { state: 'invalid', why: `There is no field "${name}". There are ${FIELD_NAMES.join(', ')}.` };
  if (field === 'failed')
    return { state: 'invalid', why: 'Write "failed" or "not failed", without a value.' };
  if (value === '') return { state: 'incomplete', field, part: '' };
  return valueReading(field, operator === '!=' || operator === '≠', value, isErrno);
}

export function termText({ field, not, value }: FilterTerm): string {
  if (field === 'failed') return not ? 'not failed' : 'failed';
  if (field === 'text') return value;
  return `${field} ${not ? '!=' : '='} ${value}`;
}

export const sameTerm = (a: FilterTerm, b: FilterTerm): boolean =>
  a.field === b.field && a.not === b.not && a.value === b.value;
