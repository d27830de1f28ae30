// SPDX-License-Identifier: Apache-2.0
// Seconds that are kept, as they were told when they ended: of a capture, and of the hot window of a session.

import type { NativeScan } from '../helper/native';
import { HISTORY_SECONDS, type LossInfo, type StatusInfo } from '../shared/contract';
import type { GaugeFigures } from '../shared/gauge';
import type { Tracer } from '../shared/tracer';
import { tablesOf } from '../store/columns';
import { type KeptSource, keptScans, type Spans } from '../store/kept-scans';
import { keptGauges } from './kept-gauges';
import type { SecondTeller, ToldSecond } from './second-teller';

/** What the tool said of itself in a second. */
export interface Tick {
  /** CLOCK_BOOTTIME, ns; of the span's last second. */
  readonly at: bigint;
  /** When it ends, Unix time. */
  readonly second: number;
  readonly seconds: number;
  readonly span: number;
  readonly events: number;
  readonly costKernel: number;
  readonly costApp: number;
  /** Since the watching began; undefined where the writer did not say. */
  readonly lostTotal: number | undefined;
}

export interface KeptSecond {
  /** Undefined in the last second of a capture that was cut off. */
  readonly tick: Tick | undefined;
  readonly second: number;
  readonly seconds: number;
  readonly told: ToldSecond;
  /** What was read last in it. */
  readonly gauges: readonly GaugeFigures[];
  /** Lost since the first of them. */
  readonly status: StatusInfo;
}

const LOSSES_MOST = 100_000;
/** s between two looks that are a gap. */
const GAP_LEAST = 1;
const NS = 1_000_000_000n;

export class KeptSeconds {
  private readonly byPlace = new Map<number, Tick>();
  private readonly losses = new Map<number, LossInfo[]>();
  private gauges: ReadonlyMap<number, readonly GaugeFigures[]> = new Map();
  private firstJoined = false;

  private constructor(
    private readonly source: KeptSource,
    private readonly tracers: readonly Tracer[],
    private readonly spans: Spans,
    private readonly unixMinusBootNs: bigint,
  ) {}

  /** @throws {Failure} as the source's questions do */
  static async open(
    source: KeptSource,
    tracers: readonly Tracer[],
    spans: Spans,
    unixMinusBootNs: bigint,
  ): Promise<KeptSeconds> {
    const kept = new KeptSeconds(source, tracers, spans, unixMinusBootNs);
    await kept.readTicks();
    await kept.readLosses();
    kept.gauges = await keptGauges(source, tracers, spans);
    kept.joinFirst();
    kept.closeGaps();
    return kept;
  }

  get ticks(): Tick[] {
    return [...this.byPlace.values()];
  }

  private async readTicks(): Promise<void> {
    const ticks = this.source.tables.get('ticks');
    if (!ticks) return;
    const known = new Set(ticks.columns.map(({ name }) => name));
    // Of a writer that did not number its seconds, or knows no cost.
    const of = (name: string, sql: string, otherwise: string) => (known.has(name) ? sql : otherwise);
    const { rows } = await this.source.rows(
      'SELECT s.span, max(at_ns), ' +
        `${of('second', 'max("second") + 1', `(max(at_ns) + ${this.unixMinusBootNs}) // ${NS}`)}, ` +
        `${of('seconds', 'sum("seconds")', `sum(span_ns) / ${NS}`)}, ` +
        'sum(span_ns)::DOUBLE, sum(events)::DOUBLE, ' +
        `${of('cost_kernel', 'sum(cost_kernel * span_ns)::DOUBLE', '0')}, ` +
        `${of('cost_app', 'sum(cost_app * span_ns)::DOUBLE', '0')}, ` +
        `${of('lost_total', 'max(lost_total)::DOUBLE', 'NULL')} ` +
        `FROM ticks ${this.spans.join} GROUP BY s.span ORDER BY s.span`,
      [],
      HISTORY_SECONDS,
    );
    for (const [span, at, ...row] of rows) {
      const [second = 0, seconds = 0, spanNs = 0, events = 0, kernel = 0, app = 0] = row.map(Number);
      this.byPlace.set(Number(span), {
        at: BigInt(at ?? 0),
        second,
        seconds,
        span: spanNs / 1e9,
        events,
        costKernel: spanNs ? kernel / spanNs : 0,
        costApp: spanNs ? app / spanNs : 0,
        lostTotal: row[6] === null ? undefined : Number(row[6]),
      });
    }
  }

  private async readLosses(): Promise<void> {
    if (!this.source.tables.has('losses')) return;
    const { rows } = await this.source.rows(
      'SELECT s.span, cause, cpu, sum("count")::DOUBLE ' +
        `FROM losses ${this.spans.join} GROUP BY ALL ORDER BY ALL`,
      [],
      LOSSES_MOST,
    );
    for (const [span, cause, cpu, count] of rows) {
      const list = this.losses.get(Number(span)) ?? [];
      list.push({ cause: String(cause), cpu: Number(cpu), count: Number(count) });
      this.losses.set(Number(span), list);
    }
  }

  /** The first look comes early, amid a second: where the next one still is of that second, both are told as one. */
  private joinFirst(): void {
    const [first, next] = [this.byPlace.get(0), this.byPlace.get(1)];
    if (!first || !next || next.second !== first.second + 1 || first.seconds + next.seconds > 1) return;
    const span = first.span + next.span;
    const mean = (a: number, b: number) => (span ? (a * first.span + b * next.span) / span : 0);
    this.byPlace.delete(0);
    this.byPlace.set(1, {
      ...next,
      ...{ seconds: first.seconds + next.seconds, span, events: first.events + next.events },
      costKernel: mean(first.costKernel, next.costKernel),
      costApp: mean(first.costApp, next.costApp),
    });
    this.losses.set(1, [...(this.losses.get(0) ?? []), ...(this.losses.get(1) ?? [])]);
    this.firstJoined = true;
  }

  /** Looks come a little early or late: what lies between two of them is no gap. */
  private closeGaps(): void {
    let before: number | undefined;
    for (const [span, tick] of this.byPlace) {
      const { second, seconds } = tick;
      if (before !== undefined && second > before && second - seconds - before < GAP_LEAST)
        this.byPlace.set(span, { ...tick, seconds: second - before });
      before = second;
    }
  }

  /** Every second, in order; `looked` is told what was found, also where two looks are one second. */
  async *tell(
    teller: SecondTeller,
    looked: (scans: ReadonlyMap<string, NativeScan>) => void = () => undefined,
  ): AsyncGenerator<KeptSecond> {
    const tallies = this.tracers.flatMap((tracer) => [...tracer.tallies, ...tracer.snapshots]);
    let span = 0;
    let last = 0;
    let lost = 0;
    for await (const scans of keptScans(this.source, tallies, tablesOf(this.tracers), this.spans)) {
      teller.take(scans);
      looked(scans);
      const place = span++;
      if (place === 0 && this.firstJoined) continue;
      const tick = this.byPlace.get(place);
      const losses = this.losses.get(place) ?? [];
      lost += losses.reduce((sum, { count }) => sum + count, 0);
      // Without its tick, the last second of a capture that was cut off; and a clock that was put back goes on here.
      last = Math.max(tick?.second ?? 0, last + 1);
      yield {
        tick,
        second: last,
        seconds: tick?.seconds ?? 1,
        told: teller.tell(true),
        gauges: this.gauges.get(place) ?? [],
        status: this.status(tick, losses, lost),
      };
    }
  }

  private status(tick: Tick | undefined, losses: readonly LossInfo[], lostTotal: number): StatusInfo {
    return {
      tracers: this.tracers.map(({ name }) => name),
      eventsPerSecond: tick?.span ? tick.events / tick.span : 0,
      losses,
      lostTotal,
      costKernel: tick?.costKernel ?? 0,
      costApp: tick?.costApp ?? 0,
      streaming: false,
      notices: [],
    };
  }
}
