// SPDX-License-Identifier: Apache-2.0
// A capture as a window is told of it: the same messages as of a live session, made by the same code.

import { callEvent } from '../engine/call-event';
import { KeptSeconds } from '../engine/kept-seconds';
import { nameField, OTHER_NAMES } from '../engine/name-table';
import { NamesTold } from '../engine/names-told';
import { type Known, SecondTeller } from '../engine/second-teller';
import { TallySum } from '../engine/tally-sum';
import { tracerTable } from '../engine/tracer-table';
import type { NativeScan } from '../helper/native';
import { containerLabel } from '../identity/whose';
import type { CaptureInfo } from '../shared/capture-contract';
import {
  type CallEvent,
  HISTORY_SECONDS,
  type ProcessInfo,
  type SecondMessage,
  spoken,
} from '../shared/contract';
import { TALLIES } from '../shared/events.gen';
import { type GaugeFigures, type GaugeSpan, type GaugeTable, unpackGauge, widened } from '../shared/gauge';
import type { EventStream, Naming, StreamRow, Tracer } from '../shared/tracer';
import { type StoreTable, tablesOf } from '../store/columns';
import { type KeptSource, type Spans, spansOf } from '../store/kept-scans';
import type { Manifest } from '../store/manifest';
import type { PlainValue } from '../store/values';

export interface ViewedCapture extends KeptSource {
  readonly manifest: Manifest;
  readonly problems: readonly string[];
}

interface Process extends ProcessInfo {
  readonly started: bigint;
}

/** Single calls that a window is shown at once. */
const EVENTS_MOST = 1000;
const PROCESSES_MOST = 1_000_000;
const NAMES_MOST = 1_000_000;
const NS = 1_000_000_000n;

const labelOf = (container: PlainValue | undefined, named: PlainValue | undefined) =>
  containerLabel({
    ...(typeof container === 'string' && { container }),
    ...(typeof named === 'string' && { container_name: named }),
  });

const unixMinusBoot = ({ manifest }: ViewedCapture) => BigInt(manifest.clocks.unix_minus_boot_ns);

export class CaptureView {
  private readonly processes = new Map<number, Process>();
  private readonly names = new Map<number, string>();
  private readonly unixMinusBootNs: bigint;

  private constructor(
    private readonly capture: ViewedCapture,
    /** Those of the capture that are here. */
    readonly tracers: readonly Tracer[],
    private readonly spans: Spans,
    private readonly kept: KeptSeconds,
  ) {
    this.unixMinusBootNs = unixMinusBoot(capture);
  }

  /** @throws {Failure} as the capture's questions do */
  static async open(capture: ViewedCapture, all: readonly Tracer[]): Promise<CaptureView> {
    const named = new Set(capture.manifest.tracers.map(({ name }) => name));
    const tracers = all.filter(({ name, streams, tallies, gauges = [] }) =>
      named.size
        ? named.has(name)
        : [...[...streams, ...gauges].map((one) => one.name), ...tallies].some((table) =>
            capture.tables.has(table),
          ),
    );
    const spans = await spansOf(capture, HISTORY_SECONDS);
    const kept = await KeptSeconds.open(capture, tracers, spans, unixMinusBoot(capture));
    const view = new CaptureView(capture, tracers, spans, kept);
    await view.readProcesses();
    for (const name of tracers.flatMap(({ tallies }) => tallies)) await view.readNames(name);
    return view;
  }

  get cpus(): number {
    return this.capture.manifest.host.cpus;
  }

  private has(table: string): boolean {
    return this.capture.tables.has(table);
  }

  /** The names that a tally's keys are about. */
  private async readNames(tally: string): Promise<void> {
    const field = nameField(TALLIES[tally]);
    const columns = this.capture.tables.get(tally)?.columns.map(({ name }) => name) ?? [];
    const ref = `${field}_ref`;
    if (field === undefined || !columns.includes(field) || !columns.includes(ref)) return;
    const { rows } = await this.capture.rows(
      `SELECT "${ref}", any_value("${field}") FROM "${tally}" GROUP BY "${ref}"`,
      [],
      NAMES_MOST,
    );
    for (const [name, text] of rows) this.names.set(Number(name), String(text ?? ''));
  }

  private async readProcesses(): Promise<void> {
    if (!this.has('processes')) return;
    const columns = new Set(this.capture.tables.get('processes')?.columns.map(({ name }) => name));
    // Captures of earlier versions have no words; a name that came late is in a later row.
    const words = ['unit', 'container', 'container_name', 'user_name'].map((name) =>
      columns.has(name) ? `any_value(${name})` : 'NULL',
    );
    const { rows } = await this.capture.rows(
      'SELECT process, any_value(pid), any_value(comm), any_value(uid), any_value(parent), any_value(started_ns), ' +
        `${words.join(', ')} FROM processes GROUP BY process`,
      [],
      PROCESSES_MOST,
    );
    for (const [process, pid, comm, uid, parent, started, unit, container, named, user] of rows)
      this.processes.set(Number(process), {
        id: Number(process),
        pid: Number(pid),
        comm: String(comm ?? ''),
        uid: Number(uid),
        parent: Number(parent),
        started: BigInt(started ?? 0),
        ...spoken({ unit, container: labelOf(container, named), user }),
      });
  }

  info(dir: string): CaptureInfo {
    const { manifest, problems } = this.capture;
    const { clocks, losses, marks } = manifest;
    const unix = (at: string) => Number((BigInt(at) + this.unixMinusBootNs) / 1_000_000n) / 1e3;
    const { ticks } = this.kept;
    const seconds = ticks.reduce((sum, tick) => sum + tick.span, 0);
    const begun = unix(clocks.begun_boot_ns);
    const length = clocks.ended_boot_ns
      ? Number(BigInt(clocks.ended_boot_ns) - BigInt(clocks.begun_boot_ns)) / Number(NS)
      : seconds;
    return {
      dir,
      name: manifest.name,
      note: manifest.note,
      question: manifest.tracers.map(({ question }) => question).join(' '),
      hostname: manifest.host.hostname,
      kernel: manifest.host.kernel,
      ringside: manifest.ringside,
      begun,
      seconds: ticks.reduce((sum, tick) => sum + tick.seconds, 0) || length,
      cutOff: manifest.state === 'recording',
      ended: manifest.ended,
      lost: losses.total,
      notWritten: Object.values(losses.not_written).reduce((sum, rows) => sum + rows, 0),
      marks: marks.map(({ at_ns, text }) => ({ at: unix(at_ns), text })),
      problems,
      from: ticks.length
        ? Math.floor(Math.min(...ticks.map((tick) => tick.second - tick.seconds)))
        : Math.floor(begun),
      to: ticks.length ? Math.max(...ticks.map((tick) => tick.second)) : Math.floor(begun) + 1,
      together: Math.max(1, Math.ceil(seconds / Math.max(1, this.spans.count))),
      events: this.calls().stream !== undefined,
    };
  }

  private readonly naming: Naming = {
    process: (ref) => this.processes.get(ref) ?? { pid: 0, comm: '(unknown)', started: 0n },
    name: (ref) => this.names.get(ref) ?? OTHER_NAMES,
    text: (text) => (typeof text === 'string' && text !== '' ? text : null),
  };

  /** Every second of it, as a live session told it. */
  async *seconds(): AsyncGenerator<SecondMessage> {
    const teller = new SecondTeller(this.tracers);
    const totals = new Totals(teller.others);
    const names = new NamesTold();
    const since = Math.floor(this.info('').begun);
    const known: Known = (process) => this.processes.get(process);
    for await (const { second, seconds, told, gauges, status } of this.kept.tell(teller, (scans) =>
      totals.take(scans),
    )) {
      totals.look(gauges);
      yield {
        kind: 'second',
        second,
        seconds,
        processes: names.of(told, known),
        ...told,
        tables: teller.others.map((tracer) => tracerTable(tracer, totals.rows(tracer, this.naming), since)),
        gauges,
        status,
      };
    }
  }

  /** The first stream of calls that the capture has. */
  private calls(): { stream?: EventStream; table?: StoreTable } {
    const tables = tablesOf(this.tracers);
    for (const stream of this.tracers.flatMap(({ streams }) => streams)) {
      const table = tables.find(({ name }) => name === stream.name);
      if (this.has(stream.name) && table?.columns.some(({ unit }) => unit === 'call_nr'))
        return { stream, table };
    }
    return {};
  }

  /**
   * Single calls that hold `wanted` (fields of a stream by their names) from `from` up to `until` (Unix time, s), in
   * order; of more than 1,000 the newest, and how many more there are.
   */
  async events(
    wanted: Readonly<Record<string, number>>,
    until: number,
    from = 0,
  ): Promise<{ events: CallEvent[]; leftOut: number }> {
    const { stream, table } = this.calls();
    if (!stream || !table) return { events: [], leftOut: 0 };
    const fields = Object.entries(wanted).flatMap(([field, value]) => {
      const column = table.hot.find((one) => one.field === field);
      return column ? [{ sql: `"${column.name}" = ?`, value }] : [];
    });
    const boot = (unix: number) => BigInt(Math.round(unix * 1e3)) * 1_000_000n - this.unixMinusBootNs;
    const where = [...fields.map(({ sql }) => sql), 'at_ns >= ?', 'at_ns < ?'].join(' AND ');
    const values = [...fields.map(({ value }) => value), boot(from), boot(until)];
    const source = `FROM "${table.name}" WHERE ${where}`;
    const counted = await this.capture.rows(`SELECT count(*)::DOUBLE ${source}`, values);
    const columns = table.hot.map(({ name }) => `"${name}"`).join(', ');
    const { rows } = await this.capture.rows(
      `SELECT ${columns} ${source} ORDER BY at_ns DESC LIMIT ${EVENTS_MOST}`,
      values,
      EVENTS_MOST,
    );
    const offset = Number(this.unixMinusBootNs) / 1e6;
    const events = [...rows].reverse().map((row) => {
      const raw = streamRow(table, row);
      return callEvent(raw, stream.event(raw, this.naming), offset);
    });
    return { events, leftOut: Math.max(0, Number(counted.rows[0]?.[0] ?? 0) - events.length) };
  }
}

/** A row of a stream's table as the ring once gave it. */
function streamRow(table: StoreTable, values: readonly PlainValue[]): StreamRow {
  const raw: Record<string, number | bigint | string | bigint[]> = {};
  const lists = new Set(table.hot.filter(({ element }) => element > 0).map(({ field }) => field));
  table.hot.forEach(({ field, element }, index) => {
    const value = values[index];
    if (lists.has(field)) {
      const list = (raw[field] as bigint[] | undefined) ?? [];
      list[element] = BigInt.asUintN(64, BigInt(value ?? 0));
      raw[field] = list;
    } else if (typeof value === 'string') raw[field] = value;
    else raw[field] = typeof value === 'bigint' ? value : Number(value ?? 0);
  });
  return raw;
}

/** Sums since the beginning, for tables of tracers without a view of their own. */
class Totals {
  private readonly sums = new Map<string, TallySum>();
  private readonly gauges: readonly GaugeTable[];
  private readonly spans = new Map<string, GaugeSpan>();

  constructor(tracers: readonly Tracer[]) {
    this.gauges = tracers.flatMap(({ gauges = [] }) => gauges);
    for (const name of tracers.flatMap(({ tallies, snapshots }) => [...tallies, ...snapshots])) {
      const tally = TALLIES[name];
      if (tally) this.sums.set(name, new TallySum(tally));
    }
  }

  take(scans: ReadonlyMap<string, NativeScan>): void {
    for (const [name, sum] of this.sums) {
      const scan = scans.get(name);
      if (scan) sum.take(scan);
    }
  }

  look(read: readonly GaugeFigures[]): void {
    for (const figures of read) {
      const table = this.gauges.find(({ name }) => name === figures.table);
      if (table)
        this.spans.set(
          table.name,
          widened(table, this.spans.get(table.name) ?? new Map(), unpackGauge(table, figures)),
        );
    }
  }

  rows(tracer: Tracer, naming: Naming) {
    const names = [...tracer.tallies, ...tracer.snapshots];
    return tracer.rows(
      Object.fromEntries(names.map((name) => [name, this.sums.get(name)?.rows() ?? []])),
      naming,
      this.spans,
    );
  }
}
