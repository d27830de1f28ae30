// SPDX-License-Identifier: Apache-2.0
// A capture as a Perfetto trace: calls as slices on their threads' tracks, tallies as counters, losses and marks as
// instants. Written as it is read; what is kept meanwhile is names and tracks, with bounds.

import { callText } from '../shared/call-text';
import { type ColumnChunk, type ColumnPart, type PlainValue, valueAt } from '../store/values';
import type { AtomicFile } from './atomic-output';
import { filterText } from './filter-sql';
import { Counters } from './perfetto-counters';
import { type Annotation, EventType, PacketWriter, trackId } from './perfetto-packets';
import { Who } from './perfetto-who';
import type { ExportPlan, TablePlan } from './plan';
import { selectRows } from './plan';
import { inOrder } from './slices';
import type { Course, Source } from './source';

const SPANS_MOST = 100_000;
const ARGUMENTS = ['arg0', 'arg1', 'arg2', 'arg3', 'arg4', 'arg5'];
/** Told by where a slice lies and what it is called. */
const IN_THE_TRACK: ReadonlySet<string> = new Set([
  ...['at_ns', 'duration_ns', 'process', 'pid', 'tid', 'comm', 'call', 'syscall', 'errno', 'returned'],
]);

const integer = (value: PlainValue): bigint =>
  typeof value === 'bigint' ? value : BigInt(Math.trunc(Number(value ?? 0)) || 0);

/** A number of the system's own, which Perfetto holds in 64 bits, or words. */
const annotation = (name: string, value: Exclude<PlainValue, null>): Annotation => [
  name,
  typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value,
];

type Part = ColumnPart | undefined;

type CallPart =
  | 'at'
  | 'duration'
  | 'process'
  | 'pid'
  | 'tid'
  | 'comm'
  | 'syscall'
  | 'call'
  | 'result'
  | 'errno'
  | 'returned';

/** The columns of a call, found once a piece. */
interface CallParts extends Readonly<Record<CallPart, Part>> {
  readonly args: readonly Part[];
}

const valueIn = (part: Part, row: number): PlainValue => (part ? valueAt(part, row) : null);

class Slices {
  /** Whether the decoded call may be told: only whole, so not when any argument is taken out. */
  private readonly decoded: boolean;

  constructor(
    private readonly writer: PacketWriter,
    private readonly who: Who,
    private readonly table: TablePlan,
  ) {
    const open = new Set(table.columns.filter(({ redacted }) => !redacted).map(({ name }) => name));
    this.decoded = ['call', ...ARGUMENTS].every((name) => open.has(name));
  }

  add({ rows, columns }: ColumnChunk): void {
    const part = (name: string) => columns.find((column) => column.name === name);
    const parts: CallParts = {
      at: part('at_ns'),
      duration: part('duration_ns'),
      process: part('process'),
      pid: part('pid'),
      tid: part('tid'),
      comm: part('comm'),
      syscall: part('syscall'),
      call: part('call'),
      result: part('result'),
      errno: part('errno'),
      returned: part('returned'),
      args: ARGUMENTS.map(part),
    };
    const shown = columns.filter(
      ({ name }) => !IN_THE_TRACK.has(name) && !(this.decoded && ARGUMENTS.includes(name)),
    );
    for (let row = 0; row < rows; row++) this.one(parts, shown, row);
  }

  private one(parts: CallParts, shown: readonly ColumnPart[], row: number): void {
    const at = valueIn(parts.at, row);
    if (typeof at !== 'bigint') return;
    const pid = Number(valueIn(parts.pid, row) ?? 0);
    const comm = String(valueIn(parts.comm, row) ?? '');
    const process = valueIn(parts.process, row);
    const duration = valueIn(parts.duration, row);
    const begin = typeof duration === 'bigint' && duration > 0n ? at - duration : at;
    const thread = this.who.thread(
      process === null ? undefined : integer(process),
      pid,
      Number(valueIn(parts.tid, row) ?? pid),
      comm,
      begin,
    );
    const annotations: Annotation[] = [];
    if (this.decoded)
      annotations.push([
        'call',
        callText({
          call: Number(valueIn(parts.call, row) ?? 4095),
          args: parts.args.map((arg) => integer(valueIn(arg, row))),
          result: integer(valueIn(parts.result, row)),
          error: Number(valueIn(parts.errno, row) ?? 0),
          finished: valueIn(parts.returned, row) !== false,
        }),
      ]);
    if (comm !== thread.processName) annotations.push(['comm', comm]);
    for (const column of shown) {
      const content = valueAt(column, row);
      if (content !== null) annotations.push(annotation(column.name, content));
    }
    const name = String(valueIn(parts.syscall, row) ?? this.table.name);
    const lane = typeof duration === 'bigint' ? this.who.lane(thread, begin, at) : undefined;
    const event = { name, category: this.table.name, annotations };
    if (lane === undefined) {
      this.writer.event({ ...event, type: EventType.Instant, at, track: thread.track });
      return;
    }
    this.writer.event({ ...event, type: EventType.Begin, at: begin, track: lane });
    this.writer.event({ type: EventType.End, at, track: lane });
  }
}

/** A track of our own with instants, made when the first one comes. */
class Instants {
  private told = false;
  private readonly track: bigint;

  constructor(
    private readonly writer: PacketWriter,
    private readonly title: string,
  ) {
    this.track = trackId('instants', title);
  }

  tell(at: bigint, name: string, annotations: readonly Annotation[] = []): void {
    if (!this.told) this.writer.track({ uuid: this.track, name: this.title });
    this.told = true;
    this.writer.event({
      type: EventType.Instant,
      at,
      track: this.track,
      name,
      category: 'ringside',
      annotations,
    });
  }
}

function lossRows(instants: Instants, { rows, columns }: ColumnChunk): void {
  const at = columns.findIndex(({ name }) => name === 'at_ns');
  const cause = columns.findIndex(({ name }) => name === 'cause');
  for (let row = 0; row < rows; row++) {
    const values = columns.map((column) => valueAt(column, row));
    const told = columns.flatMap(({ name }, index) => {
      const value = values[index] ?? null;
      return value === null || index === at || index === cause ? [] : [annotation(name, value)];
    });
    instants.tell(integer(values[at] ?? null), `lost: ${values[cause] ?? 'unknown cause'}`, told);
  }
}

async function spansOf(source: Source, plan: ExportPlan, signal: AbortSignal): Promise<Map<bigint, bigint>> {
  const ticks = plan.tables.find(({ kind }) => kind === 'ticks');
  if (!ticks?.columns.some(({ name }) => name === 'span_ns')) return new Map();
  const { sql, values } = selectRows(ticks, plan.redactor);
  const { rows } = await source.rows(`SELECT at_ns, span_ns FROM (${sql})`, values, SPANS_MOST, signal);
  return new Map(rows.map(([at, span]) => [integer(at ?? null), integer(span ?? null)]));
}

/** What the trace says of itself: where it is from, and what was taken out of it. */
function about(writer: PacketWriter, source: Source, plan: ExportPlan): void {
  const manifest = plan.redactor.manifest(source.manifest);
  const begun = BigInt(manifest.clocks.begun_boot_ns);
  writer.clocks(begun, begun + BigInt(manifest.clocks.unix_minus_boot_ns));
  const notes = new Instants(writer, 'Ringside');
  notes.tell(begun, 'capture', [
    ['name', manifest.name],
    ['host', manifest.host.hostname],
    ['kernel', manifest.host.kernel],
    ['ringside', manifest.ringside],
    ['lost', BigInt(manifest.losses.total)],
  ]);
  if (plan.redactor.chosen.size > 0) notes.tell(begun, `redacted: ${[...plan.redactor.chosen].join(', ')}`);
  else if (plan.filter.length > 0) notes.tell(begun, `filter: ${filterText(plan.filter)}`);
  for (const sentence of plan.redactor.chosen.size > 0 ? [] : plan.leftOut) notes.tell(begun, sentence);
  const marks = new Instants(writer, 'Marks');
  for (const { at_ns, text } of manifest.marks) marks.tell(BigInt(at_ns), text);
}

export async function writePerfetto(
  source: Source,
  plan: ExportPlan,
  file: AtomicFile,
  course: Course,
): Promise<void> {
  const writer = new PacketWriter((bytes) => file.write(bytes));
  about(writer, source, plan);
  const who = await Who.of(source, plan, writer, course.signal);
  const spans = await spansOf(source, plan, course.signal);
  for (const table of plan.tables) {
    if (table.kind === 'stream') {
      const slices = new Slices(writer, who, table);
      for await (const chunk of inOrder(source, plan, table, course)) slices.add(chunk);
    } else if (table.kind === 'tally') {
      const counters = new Counters(writer, who, table, spans);
      if (counters.none) continue;
      for await (const chunk of inOrder(source, plan, table, course)) counters.add(chunk);
      counters.end();
    } else if (table.kind === 'losses') {
      const instants = new Instants(writer, 'Lost');
      for await (const chunk of inOrder(source, plan, table, course)) lossRows(instants, chunk);
    }
  }
  writer.end();
}
