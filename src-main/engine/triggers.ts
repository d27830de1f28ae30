// SPDX-License-Identifier: Apache-2.0
// What saves a capture by itself: looked at once a second, on counts that are there anyway.

import { readFileSync } from 'node:fs';
import { durationText } from '../shared/amount';
import { callName } from '../shared/call-text';
import type { Trigger } from '../shared/capture-contract';
import type { Layout, Tally } from '../shared/layout';
import type { Tracer } from '../shared/tracer';
import { offered } from './event-watch';
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

/** A row whose longest has grown in this second. */
interface Grown {
  readonly tally: string;
  readonly call: string | undefined;
  readonly max: number;
}

const NOTHING: ReadonlyMap<Trigger, string> = new Map();

export class Triggers {
  list: readonly Trigger[] = [];
  private readonly rests = new Map<string, number>();
  /** The longest call of each row so far: a row tells only when it grew. */
  private readonly longest = new Map<string, number>();
  /** Those of tracers that always watch: what others count is counted there as well. */
  private readonly always: ReadonlySet<string>;

  constructor(
    private readonly tracers: readonly Tracer[],
    private readonly pressure: (resource: string) => number | undefined = pressureOf,
  ) {
    this.always = new Set(
      tracers.filter(({ onlyWhenNamed }) => !onlyWhenNamed).flatMap(({ tallies }) => tallies),
    );
  }

  /**
   * What went off in this second, in words. `nowMs` is any clock that only goes forward.
   * `events`: what single events set off.
   */
  look(
    counts: readonly SecondCounts[],
    nowMs: number,
    events: ReadonlyMap<Trigger, string> = NOTHING,
  ): string[] {
    const grown = counts.flatMap((one) => this.grown(one));
    return this.list.flatMap((trigger) => {
      const says = events.get(trigger) ?? this.says(trigger, counts, grown);
      const id = JSON.stringify(trigger);
      if (!says || (this.rests.get(id) ?? 0) > nowMs) return [];
      this.rests.set(id, nowMs + REST_MS);
      return [says];
    });
  }

  private grown({ tally, rows }: SecondCounts): Grown[] {
    const field = fieldOf(tally.value, 'duration_max_ns');
    if (!field) return [];
    const call = fieldOf(tally.key, 'call_nr');
    const grown: Grown[] = [];
    for (const { key, values } of rows) {
      const id = `${tally.name}:${Object.values(key).join(':')}`;
      const max = Number(values[field] ?? 0);
      if (max <= (this.longest.get(id) ?? 0)) continue;
      this.longest.set(id, max);
      grown.push({ tally: tally.name, call: call && callName(key[call] ?? 0), max });
    }
    if (this.longest.size > ROWS_MOST) this.longest.clear();
    return grown;
  }

  private says(
    trigger: Trigger,
    counts: readonly SecondCounts[],
    grown: readonly Grown[],
  ): string | undefined {
    switch (trigger.kind) {
      case 'longer':
        return longestSays(trigger.ms, 'A call', grown);
      case 'errors': {
        const always = counts.filter(({ tally }) => this.always.has(tally.name));
        return errorsSay(trigger.percent, 'calls', always);
      }
      case 'pressure': {
        const now = this.pressure(trigger.resource);
        return now !== undefined && now >= trigger.percent
          ? `Something waited for ${trigger.resource} in ${now.toFixed(1)} % of ten seconds.`
          : undefined;
      }
      case 'tracer':
        return this.tracerSays(trigger, counts, grown);
    }
  }

  /** Those that count; events say it themselves. */
  private tracerSays(
    trigger: Extract<Trigger, { kind: 'tracer' }>,
    counts: readonly SecondCounts[],
    grown: readonly Grown[],
  ): string | undefined {
    const when = offered(this.tracers, trigger)?.when;
    if (!when || 'stream' in when) return undefined;
    if ('failing' in when) {
      const both = counts.filter(({ tally }) => tally.name === when.failing || tally.name === when.of);
      return errorsSay(Number(trigger.value), trigger.tracer.replaceAll('_', ' '), both);
    }
    const { longest, calls } = when;
    const some = grown.filter(
      ({ tally, call }) => tally === longest && (!calls || (call !== undefined && calls.includes(call))),
    );
    return longestSays(Number(trigger.value), undefined, some);
  }
}

function longestSays(ms: number, what: string | undefined, grown: readonly Grown[]): string | undefined {
  let longest: Grown | undefined;
  for (const one of grown) if (one.max > (longest?.max ?? ms * 1e6)) longest = one;
  return longest && `${what ?? longest.call ?? 'One of them'} took ${durationText(longest.max)}.`;
}

/** Failures are counted by errno, everything where its times are. */
function errorsSay(least: number, what: string, counts: readonly SecondCounts[]): string | undefined {
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
    ? `${percent.toFixed(1)} % of ${calls} ${what} failed.`
    : undefined;
}
