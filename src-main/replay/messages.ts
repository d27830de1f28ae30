// SPDX-License-Identifier: Apache-2.0
// Requests to the caged process and its answers. The client checks each answer as if a stranger had sent it.

import { Failure, type ExitCode } from '../shared/failure';
import type { ColumnChunk, ColumnPart, Numbers, PlainValue } from '../store/values';
import { encodeFrame, type Frame } from './frames';

export type Request =
  | { readonly kind: 'open'; readonly dir: string; readonly memoryMiB: number; readonly threads: number }
  | { readonly kind: 'describe'; readonly id: number }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly sql: string;
      /** Packed. */
      readonly params: readonly unknown[];
      /** Rows after which the result is cut; null for all, as they come. */
      readonly most: number | null;
    }
  | { readonly kind: 'credit'; readonly id: number }
  | { readonly kind: 'cancel'; readonly id: number };

/** Requests at one time. */
export const REQUESTS_MOST = 32;
/** Of one chunk; below it, a chunk is sent in halves. */
const CHUNK_BYTES_MOST = 4 * 1024 * 1024;
const COLUMNS_MOST = 4096;
const WORDS_MOST = 4096;

/** JSON has no bigint: it crosses as [digits]. */
export const packed = (value: unknown): unknown => (typeof value === 'bigint' ? [value.toString()] : value);

/** @throws when it is no plain value */
export function unpacked(value: unknown): PlainValue {
  if (Array.isArray(value) && typeof value[0] === 'string' && /^-?\d{1,40}$/.test(value[0]))
    return BigInt(value[0]);
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  throw new Error('a value of another kind');
}

const ARRAYS = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;

const kindOf = (values: ColumnPart['values']) =>
  Object.entries(ARRAYS).find(([, array]) => values instanceof array)?.[0] ?? 'list';

const bytesOf = (array: Numbers) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

const slicedChunk = ({ columns }: ColumnChunk, from: number, to: number): ColumnChunk => ({
  rows: to - from,
  columns: columns.map((column) => ({
    ...column,
    values: column.values.slice(from, to),
    valid: column.valid?.slice(from, to),
  })),
});

/** The chunk as frames: more than one where texts are long. @throws {Failure} when a single row is too long */
export function* encodeChunk(id: number, chunk: ColumnChunk): Generator<Buffer> {
  const bodies: Uint8Array[] = [];
  const columns = chunk.columns.map(({ name, type, values, valid }) => {
    bodies.push(
      ArrayBuffer.isView(values)
        ? bytesOf(values)
        : Buffer.from(JSON.stringify((values as PlainValue[]).map(packed))),
    );
    if (valid) bodies.push(valid);
    return { name, type, values: kindOf(values), valid: valid !== undefined };
  });
  if (bodies.reduce((sum, body) => sum + body.byteLength, 0) > CHUNK_BYTES_MOST) {
    if (chunk.rows < 2)
      throw new Failure(
        'The result was not sent.',
        `One of its rows has more than ${CHUNK_BYTES_MOST >> 20} MiB.`,
        'Select less of it, with substr() or left().',
      );
    const middle = chunk.rows >> 1;
    yield* encodeChunk(id, slicedChunk(chunk, 0, middle));
    yield* encodeChunk(id, slicedChunk(chunk, middle, chunk.rows));
    return;
  }
  yield encodeFrame({ kind: 'chunk', id, rows: chunk.rows, columns }, bodies);
}

function words(value: unknown): string {
  if (typeof value !== 'string' || value.length > WORDS_MOST)
    throw new Error('a text that is none, or too long');
  return value;
}

/** @throws when the frame does not hold what it says */
export function decodeChunk({ header, bodies }: Frame): ColumnChunk {
  const { rows, columns } = header;
  if (typeof rows !== 'number' || !Number.isSafeInteger(rows) || rows < 0)
    throw new Error('no number of rows');
  if (!Array.isArray(columns) || columns.length > COLUMNS_MOST) throw new Error('no columns, or too many');
  let next = 0;
  const body = () => {
    const found = bodies[next++];
    if (!found) throw new Error('a column without its values');
    return found;
  };
  const decoded = columns.map((column: Record<string, unknown>): ColumnPart => {
    const kind = words(column.values);
    const values =
      kind === 'list'
        ? listFrom(body(), rows)
        : numbersFrom(ARRAYS[kind as keyof typeof ARRAYS], body(), rows);
    const valid = column.valid === true ? body() : undefined;
    if (valid && valid.length !== rows) throw new Error('a column that says too little of its rows');
    return { name: words(column.name), type: words(column.type), values, valid };
  });
  return { rows, columns: decoded };
}

function numbersFrom(
  array: (typeof ARRAYS)[keyof typeof ARRAYS] | undefined,
  body: Uint8Array,
  rows: number,
): Numbers {
  if (!array || body.byteLength !== rows * array.BYTES_PER_ELEMENT)
    throw new Error('numbers of another length');
  return new array(body.buffer as ArrayBuffer, body.byteOffset, rows);
}

function listFrom(body: Uint8Array, rows: number): PlainValue[] {
  const list: unknown = JSON.parse(
    Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'),
  );
  if (!Array.isArray(list) || list.length !== rows) throw new Error('a list of another length');
  return list.map(unpacked);
}

export function failureHeader(id: number, { what, why, mend, exitCode }: Failure): object {
  return { kind: 'failed', id, what, why: why.slice(0, WORDS_MOST), mend, exitCode };
}

/** @throws when it is none */
export function failureFrom({ what, why, mend, exitCode }: Frame['header']): Failure {
  const code = typeof exitCode === 'number' && exitCode >= 1 && exitCode <= 4 ? (exitCode as ExitCode) : 1;
  return new Failure(words(what), words(why), words(mend), code);
}
