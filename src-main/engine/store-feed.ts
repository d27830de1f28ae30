// SPDX-License-Identifier: Apache-2.0
// From a session to the store: batches as they come, everything else once a second.

import { addon, type NativeScan } from '../helper/native';
import { containerLabel } from '../identity/whose';
import type { ProcessRow } from '../shared/events.gen';
import { TALLIES } from '../shared/events.gen';
import type { Tracer } from '../shared/tracer';
import type { StoreClient } from '../store/client';
import { histogramTable, IDENTITY_WORDS, type StoreTable, tablesOf } from '../store/columns';
import { histogramRows, type HotRows, type NameOf, objectRows, tallyRows } from '../store/hot-rows';
import type { ProcessHotRow } from '../store/store';
import { LOSS_CAUSES } from './books';
import { HeldSeconds } from './held-seconds';
import type { KeptSecond } from './second-figures';
import type { Session, SessionSink } from './session';
import { TallySum } from './tally-sum';
import type { SecondCounts } from './triggers';

/** Rows of one tally that wait for a disk that hangs; above it they are refused, counted. */
const HELD_ROWS_MOST = 200_000;
const UNNAMED_MOST = 10_000;
/** Events wait no longer until they are written; two ticks are half a second, give or take. */
const EVENTS_WAIT_MS = 400;

const EMPTY_WORDS = Object.fromEntries(IDENTITY_WORDS.map((name) => [name, '']));

interface Fed {
  readonly sum: TallySum;
  readonly table: StoreTable;
  readonly histograms: readonly { readonly field: string; readonly table: StoreTable }[];
  readonly snapshot: boolean;
  /** What a snapshot said last: it is written when it changes. */
  said: string;
}

export class StoreFeed implements SessionSink {
  private readonly tables: ReadonlyMap<string, StoreTable>;
  private readonly fed: Fed[];
  private changed = new Map<number, ProcessRow>();
  /** Those whose container's name a runtime was asked for. */
  private unnamed = new Map<number, ProcessRow>();
  private held: HeldSeconds | undefined;
  /** When events were last handed over to be written, and whether any came since; ms. */
  private handedAt = performance.now();
  private waiting = false;

  constructor(
    tracers: readonly Tracer[],
    private readonly store: StoreClient,
    /** Who looks at each event. */
    readonly seen?: SessionSink['seen'],
  ) {
    this.tables = new Map(tablesOf(tracers).map((table) => [table.name, table]));
    this.fed = tracers.flatMap((tracer) => [
      ...tracer.tallies.map((name) => this.feed(name, false)),
      ...tracer.snapshots.map((name) => this.feed(name, true)),
    ]);
  }

  private table(name: string): StoreTable {
    const table = this.tables.get(name);
    if (!table) throw new Error(`the store has no table ${name}`);
    return table;
  }

  private feed(name: string, snapshot: boolean): Fed {
    const tally = TALLIES[name];
    if (!tally) throw new Error(`no tally ${name} in the schema`);
    return {
      sum: new TallySum(tally),
      table: this.table(name),
      histograms: tally.value.fields
        .filter((field) => field.unit === 'histogram_count')
        .map((field) => ({ field: field.name, table: this.table(histogramTable(name, field.name)) })),
      snapshot,
      said: '',
    };
  }

  batch(stream: string, rows: number, columns: ArrayBuffer): void {
    this.waiting = true;
    this.store.batch(stream, rows, columns);
  }

  looked(scans: ReadonlyMap<string, NativeScan>): void {
    for (const { sum, snapshot } of this.fed) {
      const scan = scans.get(sum.tally.name);
      if (snapshot) sum.forget();
      if (scan) sum.take(scan);
    }
  }

  processes(rows: readonly ProcessRow[]): void {
    for (const row of rows) if (row.process) this.changed.set(row.process, row);
  }

  /** What tallies grew by in the second so far. */
  counts(): SecondCounts[] {
    return this.fed
      .filter(({ snapshot }) => !snapshot)
      .map(({ sum }) => ({ tally: sum.tally, rows: sum.rows() }));
  }

  /**
   * Hands over what came since the second before. While the disk hangs it is kept, and told as one long second later:
   * sums stay right, only when it was within that second is not known. The last one (`last`) is handed over anyway.
   * @returns the time that it has in the store; undefined while it is kept
   */
  second(
    session: Session,
    figures: KeptSecond,
    last = false,
    at = BigInt(addon().bootNs()),
  ): bigint | undefined {
    const held = HeldSeconds.with(this.held, figures);
    if (this.store.isBehind && !last) {
      this.hold(session, held);
      return undefined;
    }
    if (this.held) session.note(`The disk took nothing for long: ${held.count} seconds were written as one.`);
    this.held = undefined;
    this.handOver(session, held.figures, at);
    return at;
  }

  private hold(session: Session, held: HeldSeconds): void {
    if (!this.held) session.note('The disk takes nothing: seconds wait, and will be written as one.');
    this.held = held;
    for (const { sum, table, snapshot } of this.fed) {
      if (snapshot || sum.size <= HELD_ROWS_MOST) continue;
      this.store.refuse(table.name, sum.size);
      sum.forget();
    }
  }

  /** Within a second: events that came are written before it is over, so that a crash costs half a second of them. */
  between(session: Session, at = BigInt(addon().bootNs())): void {
    if (!this.waiting || performance.now() - this.handedAt < EVENTS_WAIT_MS) return;
    this.handed();
    session.learn();
    const names = [...this.changed.values()].map(({ process, pid, comm }) => ({
      ...{ process, pid },
      comm: session.processes.get(process)?.comm ?? comm,
    }));
    this.store.events(at, names);
  }

  private handed(): void {
    this.handedAt = performance.now();
    this.waiting = false;
  }

  private handOver(session: Session, figures: KeptSecond, at: bigint): void {
    this.handed();
    // Whoever made a call that is handed over is known by now, and what it was about.
    session.learn();
    const nameOf = (name: number) => session.names.get(name);
    const gauged = session.gauges.take().map(({ table, rows: read }) =>
      objectRows(
        this.table(table),
        read.map((row) => ({ ...row, at })),
      ),
    );
    const rows = [...this.fed.flatMap((one) => rowsOf(one, at, nameOf)), ...gauged, ...this.own(at, figures)];
    const processes = [...this.changed.values()].map((row) => this.named(session, row));
    this.changed = this.unnamed;
    this.unnamed = new Map();
    const { books, cost } = session;
    this.store.second({
      at,
      rows,
      processes,
      totals: {
        lost: figures.lostTotal,
        byCause: Object.fromEntries(
          LOSS_CAUSES.map((cause) => [
            cause,
            cause === 'recursion_misses' ? books.totalMisses() : books.total(cause),
          ]),
        ),
        bpfNs: cost.bpfNs,
        appNs: Math.round(cost.appNs),
      },
    });
  }

  /** As the session calls it: a row that nameless programs share has no name of its own. */
  private named(session: Session, row: ProcessRow): ProcessHotRow {
    const identity = session.processes.get(row.process);
    if (!identity) return { ...EMPTY_WORDS, ...row };
    const { user, ...words } = session.processes.wordsOf(identity);
    // Told once more when the runtime has said how it is called.
    const asked = identity.group?.asked || identity.groupV1?.asked;
    if (asked && this.unnamed.size < UNNAMED_MOST) this.unnamed.set(row.process, row);
    const container_label = containerLabel(words) ?? '';
    return { ...EMPTY_WORDS, ...row, comm: identity.comm, user_name: user ?? '', ...words, container_label };
  }

  private own(at: bigint, figures: KeptSecond): HotRows[] {
    const tick = {
      at,
      // On disk it is called by its begin, as clocks call it.
      second: figures.second - 1,
      seconds: figures.seconds,
      span: Math.round(figures.span * 1e9),
      events: figures.events,
      lost: figures.losses.reduce((sum, { count }) => sum + count, 0),
      lost_total: figures.lostTotal,
      cost_kernel: figures.costKernel,
      cost_app: figures.costApp,
    };
    const losses = figures.losses.map(({ cause, cpu, count }) => ({ at, cpu, count, cause }));
    return [objectRows(this.table('ticks'), [tick]), objectRows(this.table('losses'), losses)];
  }
}

function rowsOf(one: Fed, at: bigint, nameOf: NameOf): HotRows[] {
  const rows = one.sum.rows();
  if (one.snapshot) {
    const says = JSON.stringify(
      rows.map(({ key, values }) => [key, values]),
      (_, value) => (typeof value === 'bigint' ? String(value) : value),
    );
    if (says === one.said) return [];
    one.said = says;
    return [tallyRows(one.table, rows, at, nameOf)];
  }
  one.sum.forget();
  return [
    tallyRows(one.table, rows, at, nameOf),
    ...one.histograms.map(({ field, table }) => histogramRows(table, field, rows, at, nameOf)),
  ];
}
