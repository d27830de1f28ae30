// SPDX-License-Identifier: Apache-2.0
// What is wanted of a protobuf message, and nothing else of it. The bytes are a stranger's: each length is held against
// what there is before anything is made of it, and nesting goes as deep as the shape does.

import { Reader } from 'protobufjs/minimal';

/**
 * Field number to our name for it and what it is: a text, a map of texts, a message, or the messages of a list.
 *
 *     {1: ['metadata', {1: ['name', 'text']}], 12: ['labels', 'texts'], 3: ['containers', [CONTAINER]]}
 */
export interface Shape {
  readonly [field: number]: readonly [name: string, is: 'text' | 'texts' | Shape | readonly [Shape]];
}

export type Fields = Readonly<Record<string, unknown>>;

/** Entries of a map or list; what is beyond is passed over. */
export const ENTRIES_MOST = 1024;

const BYTES = 2;
const ENTRY: Shape = { 1: ['key', 'text'], 2: ['value', 'text'] };

function take(found: Record<string, unknown>, name: string, is: Shape[number][1], reader: Reader): void {
  if (is === 'text') {
    found[name] = reader.string();
    return;
  }
  const bytes = reader.bytes();
  if (is === 'texts') {
    const texts = found[name] instanceof Map ? found[name] : new Map<string, unknown>();
    const { key = '', value = '' } = fieldsOf(bytes, ENTRY);
    if (texts.size < ENTRIES_MOST) texts.set(String(key), value);
    found[name] = texts;
  } else if (Array.isArray(is)) {
    const list = Array.isArray(found[name]) ? found[name] : [];
    if (list.length < ENTRIES_MOST) list.push(fieldsOf(bytes, is[0] as Shape));
    found[name] = list;
  } else found[name] = fieldsOf(bytes, is as Shape);
}

/** A map that a message had. */
export const textsOf = (value: unknown): Fields => (value instanceof Map ? Object.fromEntries(value) : {});

/** Throws where the bytes are no message of that shape. Of what is told twice the last holds. */
export function fieldsOf(bytes: Uint8Array, shape: Shape): Fields {
  const reader = Reader.create(bytes);
  const found: Record<string, unknown> = Object.create(null);
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    const [name, is] = shape[tag >>> 3] ?? [];
    if (name === undefined || is === undefined) reader.skipType(tag & 7, 0, tag >>> 3);
    else if ((tag & 7) !== BYTES) throw new Error(`${name} is of another type`);
    else take(found, name, is, reader);
  }
  return found;
}
