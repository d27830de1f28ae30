// SPDX-License-Identifier: Apache-2.0
// A tally's growth as counters per second, by process and for all. The rows of a second end at `at_ns`; a counter
// holds its value until the next one, so it is set where the second begins, and to 0 where nothing follows.

import type { ColumnChunk, ColumnPart } from '../store/values';
import { valueAt } from '../store/values';
import { EventType, type PacketWriter, trackId } from './perfetto-packets';
import type { Who } from './perfetto-who';
import type { TablePlan } from './plan';

const SECOND = 1_000_000_000n;
const SPAN_MOST = 2n * SECOND;

interface CounterKind {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What is counted of a tally: calls and errors together where it has both sides, else each of its counts. */
export function counterKinds(table: TablePlan): CounterKind[] {
  const columns = new Set(table.columns.map(({ name }) => name));
  if (columns.has('returned') && columns.has('never_returned'))
    return [
      { name: 'calls/s', columns: ['returned', 'never_returned'] },
      ...(columns.has('errors') ? [{ name: 'errors/s', columns: ['errors'] }] : []),
    ];
  // By errno it only tells apart what another tally has as a whole.
  if (columns.has('errno')) return [];
  return table.columns
    .filter(({ unit }) => unit === 'event_count')
    .map(({ name }) => ({ name: `${table.name} ${name}/s`, columns: [name] }));
}

interface Sums {
  readonly track: bigint;
  counts: number[];
}

export class Counters {
  private readonly kinds: readonly CounterKind[];
  private at: bigint | undefined;
  private lastEnd = 0n;
  /** Of the second that is being read, by track of the process; 0n is all. */
  private sums = new Map<bigint, Sums>();
  /** Of the second before. */
  private before = new Map<bigint, Sums>();
  private readonly told = new Set<string>();

  /** @param spans how long each second was, by its end; what is missing is taken from the ends themselves */
  constructor(
    private readonly writer: PacketWriter,
    private readonly who: Who,
    table: TablePlan,
    private readonly spans: ReadonlyMap<bigint, bigint>,
  ) {
    this.kinds = counterKinds(table);
  }

  get none(): boolean {
    return this.kinds.length === 0;
  }

  /** Rows in order of time. */
  add({ rows, columns }: ColumnChunk): void {
    const column = (name: string) => columns.find((one) => one.name === name);
    const [ats, processes, pids, comms] = ['at_ns', 'process', 'pid', 'comm'].map(column);
    const counted = this.kinds.map((kind) => kind.columns.map(column));
    for (let row = 0; row < rows; row++) {
      const value = (part: ColumnPart | undefined) => (part ? valueAt(part, row) : null);
      const at = value(ats);
      if (typeof at !== 'bigint') continue;
      if (at !== this.at) this.endSecond();
      this.at = at;
      const process = value(processes);
      const track = this.who.process(
        process === null ? undefined : BigInt(process),
        Number(value(pids) ?? 0),
        String(value(comms) ?? ''),
        at - SECOND,
      );
      const counts = counted.map((parts) => parts.reduce((sum, part) => sum + Number(value(part) ?? 0), 0));
      for (const owner of [0n, track]) {
        const sums = this.sums.get(owner);
        if (sums) sums.counts = sums.counts.map((count, index) => count + (counts[index] ?? 0));
        else this.sums.set(owner, { track: owner, counts });
      }
    }
  }

  end(): void {
    this.endSecond();
    this.zero(this.lastEnd, this.before.values());
  }

  private spanOf(end: bigint): bigint {
    const said = this.spans.get(end);
    if (said !== undefined && said > 0n) return said;
    const since = end - this.lastEnd;
    return this.lastEnd > 0n && since > 0n && since <= SPAN_MOST ? since : SECOND;
  }

  private endSecond(): void {
    if (this.at === undefined) return;
    const span = this.spanOf(this.at);
    const begin = this.at - span;
    // Seconds that follow each other meet, but for what a timer is late.
    const follows = this.lastEnd > 0n && begin - this.lastEnd < SECOND / 2n;
    this.zero(
      this.lastEnd,
      [...this.before.values()].filter(({ track }) => !follows || !this.sums.has(track)),
    );
    for (const { track, counts } of this.sums.values())
      counts.forEach((count, index) => {
        this.write(
          track,
          index,
          follows && begin < this.lastEnd ? this.lastEnd : begin,
          (count * 1e9) / Number(span),
        );
      });
    this.before = this.sums;
    this.sums = new Map();
    this.lastEnd = this.at;
    this.at = undefined;
  }

  private zero(at: bigint, all: Iterable<Sums>): void {
    for (const { track } of all)
      for (let index = 0; index < this.kinds.length; index++) this.write(track, index, at, 0);
  }

  private write(process: bigint, index: number, at: bigint, value: number): void {
    const { name } = this.kinds[index] as CounterKind;
    const key = `${process} ${index}`;
    const track = trackId('counter', name, process);
    if (!this.told.has(key)) {
      if (this.told.size > 65_536) this.told.clear();
      this.told.add(key);
      this.writer.track({
        uuid: track,
        name: process === 0n ? `${name} of all` : name,
        counter: '/s',
        ...(process === 0n ? {} : { parent: process }),
      });
    }
    this.writer.event({ type: EventType.Counter, at, track, value });
  }
}
