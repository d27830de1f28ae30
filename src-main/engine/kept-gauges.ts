// SPDX-License-Identifier: Apache-2.0
// Figures that were read, as a capture or the hot window has them: of each span what was read last in it.

import { type GaugeFigures, type GaugeTable, NO_DATA, packGauge } from '../shared/gauge';
import type { Tracer } from '../shared/tracer';
import { gaugeColumnName } from '../store/columns';
import type { KeptSource, Spans } from '../store/kept-scans';

/** Ten minutes of 128 groups. */
const ROWS_MOST = 80_000;
const quoted = (name: string) => `"${name}"`;

async function ofTable(
  source: KeptSource,
  table: GaugeTable,
  spans: Spans,
): Promise<Map<number, GaugeFigures>> {
  const there = new Set(source.tables.get(table.name)?.columns.map(({ name }) => name));
  const columns = table.columns.map((column) => {
    const name = column.kind === 'key' ? column.name : gaugeColumnName(column);
    const none = column.kind === 'key' ? "''" : String(NO_DATA);
    return there.has(name) ? `coalesce(x.${quoted(name)}, ${none})` : none;
  });
  const { rows } = await source.rows(
    `SELECT s.span, ${columns.join(', ')} FROM ${quoted(table.name)} AS x ${spans.join} ` +
      'QUALIFY at_ns = max(at_ns) OVER (PARTITION BY s.span) ORDER BY s.span',
    [],
    ROWS_MOST,
  );
  const bySpan = new Map<number, Record<string, number | string>[]>();
  for (const [span, ...values] of rows) {
    const row = Object.fromEntries(
      table.columns.map(({ name, kind }, index) => [
        name,
        kind === 'key' ? String(values[index] ?? '') : Number(values[index] ?? NO_DATA),
      ]),
    );
    const list = bySpan.get(Number(span));
    if (list) list.push(row);
    else bySpan.set(Number(span), [row]);
  }
  return new Map([...bySpan].map(([span, list]) => [span, packGauge(table, list)]));
}

/** @throws {Failure} as the source's questions do */
export async function keptGauges(
  source: KeptSource,
  tracers: readonly Tracer[],
  spans: Spans,
): Promise<ReadonlyMap<number, readonly GaugeFigures[]>> {
  const found = new Map<number, GaugeFigures[]>();
  for (const table of tracers.flatMap(({ gauges = [] }) => gauges)) {
    if (!source.tables.get(table.name)?.columns.some(({ name }) => name === 'at_ns')) continue;
    for (const [span, figures] of await ofTable(source, table, spans))
      found.set(span, [...(found.get(span) ?? []), figures]);
  }
  return found;
}
