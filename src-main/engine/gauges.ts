// SPDX-License-Identifier: Apache-2.0
// Figures that are read, of all tracers of a session: once a second, at the first look of it, which is the one that ends
// the second before. What takes long is read less often, so that it never costs more than its share of a core.

import type { GaugeRow, GaugeSpan, GaugeTable } from '../shared/gauge';
import { type GaugeFigures, packGauge, widened } from '../shared/gauge';
import { GaugeFiles, GROUPS_MOST } from './gauge-files';

/** Of a core, for each table: while somebody sees or records it, and while nobody does. */
const SHARE_SEEN = 0.003;
const SHARE_CALM = 0.0001;
/** While nobody does, every fifth second is enough: totals lose nothing by it. A timer may be a moment early. */
const CALM_MS = 4500;
/** One look in the midst of something else is no measure. */
const REST_MOST_MS = 60_000;
const SMOOTHED = 0.3;

interface Held {
  readonly table: GaugeTable;
  span: GaugeSpan;
  rows: readonly GaugeRow[];
  /** What a reading takes, ms; and until when there is none, Unix time, ms. */
  took: number | undefined;
  rests: number;
}

export class Gauges {
  private readonly held: Held[];
  private readonly files: GaugeFiles | undefined;
  private second = 0;
  private isCalm = false;
  /** Read since these were handed to the store. */
  private fresh = new Set<Held>();
  /** Read since a window was told of a whole second. */
  private untold = new Set<Held>();

  constructor(
    tables: readonly GaugeTable[],
    private readonly note: (text: string) => void = () => undefined,
    files?: GaugeFiles,
  ) {
    this.held = tables.map((table) => ({
      table,
      span: new Map(),
      rows: [],
      took: undefined,
      rests: 0,
    }));
    this.files = files ?? (tables.length ? new GaugeFiles() : undefined);
  }

  /** Nobody sees them, and nobody records. */
  set calm(calm: boolean) {
    if (calm === this.isCalm) return;
    this.isCalm = calm;
    for (const held of this.held) held.rests = 0;
  }

  /** Reads what is due: `now` is Unix time, ms. The last look reads all. */
  look(now: number, last = false): void {
    const second = Math.floor(now / 1000);
    if (second === this.second && !last) return;
    this.second = second;
    for (const held of this.held) if (last || now >= held.rests) this.read(held, now);
  }

  private read(held: Held, now: number): void {
    const { files } = this;
    if (!files) return;
    const begun = performance.now();
    held.rows = held.table.read(files);
    held.span = widened(held.table, held.span, held.rows);
    this.fresh.add(held);
    this.untold.add(held);
    const took = performance.now() - begun;
    held.took = held.took === undefined ? took : held.took + SMOOTHED * (took - held.took);
    const share = this.isCalm ? SHARE_CALM : SHARE_SEEN;
    const least = this.isCalm ? CALM_MS : 0;
    held.rests = now + Math.min(REST_MOST_MS, Math.max(least, held.took / share));
    if (files.groupsLeftOut) this.noteGroups();
  }

  private noted = false;

  private noteGroups(): void {
    if (this.noted) return;
    this.noted = true;
    this.note(
      `There are more than ${GROUPS_MOST} control groups: those next to the root are read, the others not.`,
    );
  }

  /** Since each began to be read. */
  spans(): ReadonlyMap<string, GaugeSpan> {
    return new Map(this.held.map(({ table, span }) => [table.name, span]));
  }

  get isEmpty(): boolean {
    return this.held.length === 0;
  }

  /** As they were read last, by table. */
  rows(): Record<string, readonly GaugeRow[]> {
    return Object.fromEntries(this.held.map(({ table, rows }) => [table.name, rows]));
  }

  /** For a window: what was read in the second that it is told of, which is `over` or not. */
  figures(over: boolean): GaugeFigures[] {
    const told = this.held.filter((held) => this.untold.has(held));
    if (over) this.untold = new Set();
    return told.map(({ table, rows }) => packGauge(table, rows));
  }

  /** What was read since this was asked last. */
  take(): { readonly table: string; readonly rows: readonly GaugeRow[] }[] {
    const taken = [...this.fresh].map(({ table, rows }) => ({ table: table.name, rows }));
    this.fresh = new Set();
    return taken;
  }

  close(): void {
    this.files?.close();
  }
}
