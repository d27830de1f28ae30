// SPDX-License-Identifier: Apache-2.0
// Bytes to values, by layout: single records (tables) and columns (batches from the rings).

import type { Field, Layout } from '../shared/layout';

type Value = number | bigint | string | (number | bigint)[];

function scalar(view: DataView, field: Field, at: number): number | bigint {
  switch (field.kind) {
    case 'u8':
      return view.getUint8(at);
    case 'u16':
      return view.getUint16(at, true);
    case 's32':
      return view.getInt32(at, true);
    case 'u32':
      return view.getUint32(at, true);
    case 's64':
      return view.getBigInt64(at, true);
    default:
      return view.getBigUint64(at, true);
  }
}

/** Bytes up to the first NUL; what is not UTF-8 becomes U+FFFD. */
function text(view: DataView, at: number, length: number): string {
  const bytes = Buffer.from(view.buffer, view.byteOffset + at, length);
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? length : end);
}

/** Records that lie one after the other, each as long as the layout rounded up to 8 bytes. */
export function readRows<Row>(layout: Layout | undefined, buffer: ArrayBuffer): Row[] {
  if (!layout) return [];
  const stride = (layout.bytes + 7) & ~7;
  const view = new DataView(buffer);
  const rows: Row[] = [];
  for (let at = 0; at + stride <= buffer.byteLength; at += stride) {
    const row: Record<string, Value> = {};
    for (const field of layout.fields) {
      const from = at + field.offset;
      if (field.kind === 'text') row[field.name] = text(view, from, field.length);
      else if (field.length === 1) row[field.name] = scalar(view, field, from);
      else
        row[field.name] = Array.from({ length: field.length }, (_, i) =>
          scalar(view, field, from + i * field.bytes),
        );
    }
    rows.push(row as Row);
  }
  return rows;
}

export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | BigUint64Array | BigInt64Array;

/** A batch of rows of one stream, in columns. */
export interface Batch {
  readonly rows: number;
  /** One column a field; several for a field of several elements. */
  readonly columns: Readonly<Record<string, readonly Column[]>>;
  /** What follows the fields of each row: where it ends in `bytes`. */
  readonly tail?: { readonly ends: Uint32Array; readonly bytes: Uint8Array };
}

/** Which stream a record is of is said of the batch. */
const isData = (field: Field) =>
  !field.name.startsWith('unused') && field.kind !== 'text' && field.unit !== 'stream_id';

/** What the addon is told of a stream: the fields that become columns. */
export function columnFields(layout: Layout): Field[] {
  return layout.fields.filter(isData);
}

/** Views on a batch as ColumnBatch::pack() laid it out: each column 8-byte aligned. */
export function readBatch(layout: Layout, rows: number, buffer: ArrayBuffer): Batch {
  const columns: Record<string, Column[]> = {};
  let at = 0;
  for (const field of columnFields(layout)) {
    const list: Column[] = [];
    for (let element = 0; element < field.length; element++) {
      list.push(columnView(field, buffer, at, rows));
      at += (field.bytes * rows + 7) & ~7;
    }
    columns[field.name] = list;
  }
  if (!layout.tail) return { rows, columns };
  const ends = new Uint32Array(buffer, at, rows);
  at += (4 * rows + 7) & ~7;
  return { rows, columns, tail: { ends, bytes: new Uint8Array(buffer, at, ends.at(-1) ?? 0) } };
}

/** The inverse of readBatch(): values by column, then what follows each row. */
export function packBatch(
  layout: Layout,
  values: readonly (readonly (number | bigint)[])[],
  tails: readonly Uint8Array[],
): ArrayBuffer {
  const rows = tails.length;
  const aligned = (bytes: number) => (bytes + 7) & ~7;
  const fields = columnFields(layout);
  const fixed = fields.reduce((sum, { bytes }) => sum + aligned(bytes * rows), 0);
  const total = tails.reduce((sum, { length }) => sum + length, 0);
  const buffer = new ArrayBuffer(fixed + aligned(4 * rows) + aligned(total));
  let at = 0;
  fields.forEach((field, column) => {
    const view = columnView(field, buffer, at, rows);
    values[column]?.forEach((value, i) => {
      view[i] = field.bytes === 8 ? BigInt(value) : Number(value);
    });
    at += aligned(field.bytes * rows);
  });
  const ends = new Uint32Array(buffer, at, rows);
  at += aligned(4 * rows);
  let end = 0;
  tails.forEach((bytes, i) => {
    new Uint8Array(buffer, at + end, bytes.length).set(bytes);
    end += bytes.length;
    ends[i] = end;
  });
  return buffer;
}

function columnView(field: Field, buffer: ArrayBuffer, at: number, rows: number): Column {
  switch (field.kind) {
    case 'u8':
      return new Uint8Array(buffer, at, rows);
    case 'u16':
      return new Uint16Array(buffer, at, rows);
    case 's32':
      return new Int32Array(buffer, at, rows);
    case 'u32':
      return new Uint32Array(buffer, at, rows);
    case 's64':
      return new BigInt64Array(buffer, at, rows);
    default:
      return new BigUint64Array(buffer, at, rows);
  }
}
