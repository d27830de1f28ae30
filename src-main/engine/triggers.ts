// SPDX-License-Identifier: Apache-2.0
// What saves a capture by itself: looked at once a second, on counts that are there anyway.

import { readFileSync } from 'node:fs';
import { durationText } from '../shared/amount';
import type { Trigger } from '../shared/capture-contract';
import type { Layout, Tally } from '../shared/layout';
import type { TallyRow } from './tally-sum';

/** After one save, the same trigger rests. */
const REST_MS = 60_000;
/** Fewer calls than this in a second make no rate. */
const CALLS_LEAST = 100;
/** Rows whose longest is remembered; beyond it, all are forgotten and begin anew. */
const ROWS_MOST = 200_000;
/** Not yet, rather than not. */
const RETRIES: ReadonlySet<number> = new Set([11, 110]);

/** What a tally grew by in one second. */
export interface SecondCounts {
  readonly tally: Tally;
  readonly rows: readonly TallyRow[];
}

/** The field of a unit, by name; units say what a trigger looks at, so that every tracer's calls are looked at. */
const fieldOf = (layout: Layout, unit: string) => layout.fields.find((field) => field.unit === unit)?.name;

const sum = (rows: readonly TallyRow[], name: string) =>
  rows.reduce((total, { values }) => total + Number(values[name] ?? 0), 0);

/** Share of the last ten seconds in which something waited, percent; undefined where the kernel does not tell. */
export function pressureOf(
  resource: string,
  read = (path: string) => readFileSync(path, 'utf8'),
): number | undefined {
  try {
    const value = /^some avg10=([\d.]+)/m.exec(read(`/proc/pressure/${resource}`))?.[1];
    return value === undefined ? undefined : Number(value);
  } catch {
    return undefined;
  }
}

export class Triggers {
  list: readonly Trigger[] = [];
  private readonly rests = new Map<string, number>();
  /** The longest call of each row so far: a row tells only when it grew. */
  private readonly longest = new Map<string, number>();

  constructor(private readonly pressure: (resource: string) => number | undefined = pressureOf) {}

  /** What went off in this second, in words. `nowMs` is any clock that only goes forward. */
  look(counts: readonly SecondCounts[], nowMs: number): string[] {
    const longest = Math.max(0, ...counts.map((one) => this.grown(one)));
    return this.list.flatMap((trigger) => {
      const says = this.says(trigger, counts, longest);
      const id = JSON.stringify(trigger);
      if (!says || (this.rests.get(id) ?? 0) > nowMs) return [];
      this.rests.set(id, nowMs + REST_MS);
      return [says];
    });
  }

  /** The longest of this second, ns: of the rows whose longest has grown. */
  private grown({ tally, rows }: SecondCounts): number {
    const field = fieldOf(tally.value, 'duration_max_ns');
    if (!field) return 0;
    let longest = 0;
    for (const { key, values } of rows) {
      const id = `${tally.name}:${Object.values(key).join(':')}`;
      const max = Number(values[field] ?? 0);
      if (max <= (this.longest.get(id) ?? 0)) continue;
      this.longest.set(id, max);
      longest = Math.max(longest, max);
    }
    if (this.longest.size > ROWS_MOST) this.longest.clear();
    return longest;
  }

  private says(trigger: Trigger, counts: readonly SecondCounts[], longest: number): string | undefined {
    switch (trigger.kind) {
      case 'longer':
        return longest > trigger.ms * 1e6 ? `A call took ${durationText(longest)}.` : undefined;
      case 'errors':
        return errorsSay(trigger.percent, counts);
      case 'pressure': {
        const now = this.pressure(trigger.resource);
        return now !== undefined && now >= trigger.percent
          ? `Something waited for ${trigger.resource} in ${now.toFixed(1)} % of ten seconds.`
          : undefined;
      }
    }
  }
}

/** Failures are counted by errno, all calls where their times are. */
function errorsSay(least: number, counts: readonly SecondCounts[]): string | undefined {
  let calls = 0;
  let failed = 0;
  for (const { tally, rows } of counts) {
    const count = fieldOf(tally.value, 'event_count');
    const errno = fieldOf(tally.key, 'errno_nr');
    if (!count) continue;
    if (errno)
      failed += sum(
        rows.filter(({ key }) => !RETRIES.has(key[errno] ?? 0)),
        count,
      );
    else if (fieldOf(tally.value, 'duration_max_ns')) calls += sum(rows, count);
  }
  const percent = calls ? (100 * failed) / calls : 0;
  return calls >= CALLS_LEAST && percent >= least
    ? `${percent.toFixed(1)} % of ${calls} calls failed.`
    : undefined;
}
