// SPDX-License-Identifier: Apache-2.0
// Bytes that a tracer's folder makes texts of: whoever comes behind (events, filters, captures) knows texts alone.

import type { Layout } from '../shared/layout';
import type { TextForm, Tracer } from '../shared/tracer';
import { type Batch, columnFields, packBatch } from './records';

/** 16 bits of FNV-1a, as TEXT_FORM() of bpf/lib/text.bpf.h computes them. */
export function textForm(name: string): number {
  let hash = 2166136261;
  for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0;
  return (hash & 0xffff) | 1;
}

/** @throws when two tracers have forms of one number */
export function textForms(tracers: readonly Tracer[]): ReadonlyMap<number, TextForm> {
  const forms = new Map<number, TextForm>();
  for (const { texts = {} } of tracers)
    for (const [name, form] of Object.entries(texts)) {
      if (forms.has(textForm(name))) throw new Error(`two forms of texts have one number: rename ${name}`);
      forms.set(textForm(name), form);
    }
  return forms;
}

/** The same batch with texts alone, as the addon would have packed it; undefined where it has no others. */
export function takenApart(
  layout: Layout,
  batch: Batch,
  forms: ReadonlyMap<number, TextForm>,
): { readonly rows: number; readonly packed: ArrayBuffer } | undefined {
  const formOf = batch.columns.form?.[0];
  const { tail } = batch;
  if (!formOf || !tail || !formOf.some((form) => Number(form) !== 0)) return undefined;
  const rows: { readonly from: number; readonly by: number | bigint; readonly bytes: Uint8Array }[] = [];
  for (let i = 0; i < batch.rows; i++) {
    const bytes = tail.bytes.subarray(tail.ends[i - 1] ?? 0, tail.ends[i]);
    const form = Number(formOf[i]);
    if (!form) rows.push({ from: i, by: 0, bytes });
    for (const [by, text] of forms.get(form)?.(bytes) ?? [])
      rows.push({ from: i, by, bytes: Buffer.from(text) });
  }
  const value = (name: string, { from, by }: (typeof rows)[number]) => {
    const held = batch.columns[name]?.[0]?.[from] ?? 0;
    if (name === 'form') return 0;
    if (name !== 'text') return held;
    return typeof by === 'bigint' ? by : BigInt(held) + BigInt(by);
  };
  const columns = columnFields(layout).map(({ name }) => rows.map((row) => value(name, row)));
  return {
    rows: rows.length,
    packed: packBatch(
      layout,
      columns,
      rows.map(({ bytes }) => bytes),
    ),
  };
}
