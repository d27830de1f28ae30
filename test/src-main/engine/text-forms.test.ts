// SPDX-License-Identifier: Apache-2.0
// Bytes that a tracer makes texts of stand among texts as if the kernel had told those.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Batch, columnFields, packBatch, readBatch } from '../../../src-main/engine/records';
import { takenApart, textForm, textForms } from '../../../src-main/engine/text-forms';
import { textsOf } from '../../../src-main/engine/text-table';
import { loadTracers } from '../../../src-main/engine/tracers';
import { STREAMS } from '../../../src-main/shared/events.gen';

const layout = STREAMS.text;
assert.ok(layout);
const form = textForm('halves');
const forms = new Map([
  [
    form,
    (bytes: Uint8Array) => {
      const text = Buffer.from(bytes).toString();
      return [
        [2, text.slice(0, text.length / 2)],
        [4, text.slice(text.length / 2)],
        [77n, 'by itself'],
      ] as const;
    },
  ],
]);

/** Of rows (form, reference, text). */
function batchOf(...rows: readonly (readonly [form: number, text: bigint, bytes: string])[]): Batch {
  const values: Readonly<Record<string, readonly (number | bigint)[]>> = {
    cpu: rows.map(() => 1),
    form: rows.map(([of]) => of),
    at: rows.map((_, i) => BigInt(100 + i)),
    text: rows.map(([, text]) => text),
  };
  assert.ok(layout);
  const columns = columnFields(layout).map(({ name }) => values[name] ?? []);
  const packed = packBatch(
    layout,
    columns,
    rows.map(([, , bytes]) => Buffer.from(bytes)),
  );
  return readBatch(layout, rows.length, packed);
}

describe('texts that are made of bytes', () => {
  it('stand in the place of the bytes, the others as they are', () => {
    const made = takenApart(layout, batchOf([0, 1n, '/etc'], [form, 8n, 'leftright!'], [0, 3n, '']), forms);
    assert.ok(made);
    const texts = [...textsOf(readBatch(layout, made.rows, made.packed))];
    assert.deepEqual(
      texts.map(({ ref, at, bytes }) => [ref, at, Buffer.from(bytes).toString()]),
      [
        [1n, 100n, '/etc'],
        [10n, 101n, 'leftr'],
        [12n, 101n, 'ight!'],
        [77n, 101n, 'by itself'],
        [3n, 102n, ''],
      ],
    );
  });

  it('are not looked for where there are none, and a form that nobody has makes none', () => {
    assert.equal(takenApart(layout, batchOf([0, 1n, 'a'], [0, 3n, 'b']), forms), undefined);
    assert.equal(takenApart(layout, batchOf([77, 8n, 'a']), forms)?.rows, 0);
  });

  it('have forms of their own in each tracer', () => {
    const all = loadTracers();
    const names = all.flatMap(({ texts = {} }) => Object.keys(texts));
    assert.equal(textForms(all).size, names.length);
    assert.throws(() => textForms([...all, ...all]), /rename/);
  });
});
