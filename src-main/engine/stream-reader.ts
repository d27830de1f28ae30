// SPDX-License-Identifier: Apache-2.0
// The rings' rows on their way: texts to their table, events to their census, and both to whoever keeps them.

import type { NativeHelper } from '../helper/native';
import { STREAMS } from '../shared/events.gen';
import type { Naming, TextForm } from '../shared/tracer';
import type { EventCensus } from './event-census';
import { columnFields, readBatch } from './records';
import type { SessionSink } from './session';
import { takenApart } from './text-forms';
import type { TextTable } from './text-table';

/** Rows wait this long for an earlier one from another CPU; later ones are counted as late. */
const SLACK_NS = 5e6;

/** Begins to read; `native.stopReader()` ends it. */
export function readStreams(
  native: NativeHelper,
  census: ReadonlyMap<string, EventCensus>,
  told: TextTable,
  naming: Naming,
  sink: SessionSink | undefined,
  forms: ReadonlyMap<number, TextForm>,
): void {
  const texts = STREAMS.text;
  const streams = [...census.keys()].map((name) => {
    const stream = STREAMS[name];
    if (!stream) throw new Error(`no stream ${name} in the schema`);
    return stream;
  });
  const byId = new Map(streams.map((stream) => [stream.id, stream]));
  if (texts && streams.some(({ fields }) => fields.some(({ unit }) => unit === 'text_ref')))
    streams.push(texts);
  const layouts = streams.map((stream) => ({
    id: stream.id,
    bytes: stream.bytes,
    tail: stream.tail !== undefined,
    fields: columnFields(stream).map((field) => ({ ...field })),
  }));
  native.startReader(layouts, SLACK_NS, (id, rows, columns) => {
    // Before every event that names one of them: the reader sees to it.
    if (id === texts?.id) {
      const batch = readBatch(texts, rows, columns);
      const made = takenApart(texts, batch, forms);
      told.take(made ? readBatch(texts, made.rows, made.packed) : batch);
      sink?.batch(texts.name, made?.rows ?? rows, made?.packed ?? columns);
      return;
    }
    const stream = byId.get(id);
    if (!stream) return;
    const batch = readBatch(stream, rows, columns);
    census.get(stream.name)?.take(batch, sink === undefined);
    sink?.seen?.(stream.name, batch, naming);
    sink?.batch(stream.name, rows, columns);
  });
}
