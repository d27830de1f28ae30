// SPDX-License-Identifier: Apache-2.0
// A table's rows in order of time without sorting all of them at once: stretches of time with a bounded number of
// rows each, found by counting. Parts keep their least and greatest time, so a stretch reads only the parts it lies in.

import type { ColumnChunk } from '../store/values';
import { type ExportPlan, hasTime, selectRows, type TablePlan } from './plan';
import { quoted } from './question';
import type { Course, Source } from './source';

/** Rows that are sorted at once. */
const SLICE_ROWS = 200_000;
/** A tenth of a second holds more only if it is made up; its rows are then given as they lie. */
const SORT_MOST = 1_000_000;
const STEP_LEAST_NS = 100_000_000n;
const STEPS_MOST = 50_000n;

const ORDER = 'ORDER BY at_ns';

interface Slice {
  readonly condition: string;
  readonly rows: number;
}

async function slicesOf(source: Source, table: TablePlan, signal: AbortSignal): Promise<Slice[]> {
  const from = `FROM ${quoted(table.name)} WHERE ${table.where}`;
  const ask = (sql: string) => source.rows(sql, table.values, Number(STEPS_MOST) + 2, signal);
  const [all] = (await ask(`SELECT min(at_ns), max(at_ns), count(*) - count(at_ns) ${from}`)).rows;
  const [least, greatest, without] = all ?? [];
  const slices: Slice[] = Number(without) > 0 ? [{ condition: 'at_ns IS NULL', rows: Number(without) }] : [];
  if (typeof least !== 'bigint' || typeof greatest !== 'bigint') return slices;
  const spread = (greatest - least) / STEPS_MOST + 1n;
  const step = spread > STEP_LEAST_NS ? spread : STEP_LEAST_NS;
  const counted = await ask(
    `SELECT CAST((CAST(at_ns AS HUGEINT) - (${least})) // ${step} AS BIGINT) AS s, count(*) ${from} AND at_ns IS NOT NULL GROUP BY s ORDER BY s`,
  );
  let begin = least;
  let rows = 0;
  const close = (end: bigint) => {
    if (rows > 0) slices.push({ condition: `at_ns >= ${begin} AND at_ns <= ${end}`, rows });
    begin = end + 1n;
    rows = 0;
  };
  for (const [at, count] of counted.rows) {
    const own = Number(count);
    if (rows + own > SLICE_ROWS) close(least + BigInt(at as bigint) * step - 1n);
    rows += own;
  }
  close(greatest);
  return slices;
}

/** Rows that the filter lets through, in order of time where the table has one. */
export async function* inOrder(
  source: Source,
  plan: ExportPlan,
  table: TablePlan,
  course: Course,
): AsyncGenerator<ColumnChunk> {
  const slices = hasTime(table)
    ? await slicesOf(source, table, course.signal)
    : [{ condition: 'TRUE', rows: table.rows }];
  const total = slices.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  for (const { condition, rows } of slices) {
    const tail = hasTime(table) && rows <= SORT_MOST ? ORDER : '';
    const { sql, values } = selectRows(table, plan.redactor, { more: `(${condition})`, tail });
    for await (const chunk of source.chunks(sql, values, course.signal)) {
      course.signal.throwIfAborted();
      if (chunk.rows > 0) yield chunk;
      done += chunk.rows;
      course.tell(table.name, done, total);
    }
  }
}
