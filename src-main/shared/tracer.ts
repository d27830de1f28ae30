// SPDX-License-Identifier: Apache-2.0
// What a tracer says of itself: the data that `<name>.tracer.ts` in its folder exports. The engine attaches by
// it, the command line and the views show by it; nobody names a tracer.

import type { GaugeSpan, GaugeTable } from './gauge';

/** Turns keys into what a person reads. */
export interface Naming {
  /** `started` tells a pid from its reuse: CLOCK_BOOTTIME, ns. */
  process(ref: number): { pid: number; comm: string; started: bigint };
  /** A text that an event names (`text_ref`), as its bytes say; null when there is none or it was lost. */
  text(ref: StreamValue | undefined): string | null;
  /** What a key is about (`name_ref`); in round brackets what has no name of its own. */
  name(ref: number): string;
}

/** Figures of one key of a tally, as the engine holds them. */
export interface Figures {
  readonly key: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, number | bigint>>;
  readonly arrays: Readonly<Record<string, ArrayLike<number>>>;
}

/** A cell of a row as it is shown and written to JSON; null is "no data". */
export type Cell = string | number | bigint | null | Readonly<Record<string, number | bigint>>;
export type Row = Readonly<Record<string, Cell>>;
/** One event; it is written, and in no table. */
export type EventRow = Readonly<Record<string, Cell | boolean | readonly string[]>>;

export interface ColumnDescription {
  readonly name: string;
  /** The unit as it is written: `ns`, `calls`, `text` ... */
  readonly unit: string;
  /** What it means, one sentence. */
  readonly meaning: string;
  /** An estimate, and how good. */
  readonly estimate?: string;
  /** Tells rows apart, or adds up over them. Without: text and pids tell apart, nothing adds up. */
  readonly part?: 'key' | 'sum';
  /** Its place in the terminal's table; columns without one are in the JSON document alone. */
  readonly terminal?: {
    readonly heading: string;
    readonly width: number;
    /** The key that sorts by it. */
    readonly key?: string;
  };
}

/** What rows of a stream can be gathered by. */
export interface StreamGroup {
  /** What one of the groups is: `Folder`. */
  readonly title: string;
  readonly column: string;
  /** Of a path: the folder that it is in, or the name without it. */
  readonly part?: 'folder' | 'name';
}

/** A column of a stream's table in a capture; where its name is not how a person calls it, with a title. */
export interface ShownColumn {
  readonly name: string;
  readonly title?: string;
  /** A text of a few letters, such as a name: it leaves the room to others. */
  readonly short?: boolean;
}

/** How the rows of a stream are shown. */
export interface StreamShown {
  /** What its table is called, where "Each" and its name are not what a person says. */
  readonly title?: string;
  /** The most telling first; the other columns stand beside the row that is chosen. */
  readonly columns: readonly (string | ShownColumn)[];
  readonly groups: readonly StreamGroup[];
}

/** A text, and by what events name it: added to the reference of the bytes, or a reference of its own. */
export type MadeText = readonly [by: number | bigint, text: string];

/** Texts that are made of bytes which a program tells as one (TEXT_FORM). */
export type TextForm = (bytes: Uint8Array) => readonly MadeText[];

/** A text is a reference as it comes from the kernel, and itself in a capture. */
export type StreamValue = number | bigint | string | readonly bigint[];

/** One row of a stream, fields by name; several elements as a list. */
export type StreamRow = Readonly<Record<string, StreamValue>>;

/** One kind of event, in records of one layout. */
export interface EventStream {
  /** As EVENT_STREAM() names it; also its table in a capture. */
  readonly name: string;
  /** What the document of `watch` calls it, where that is not its name. */
  readonly documentName?: string;
  /** Those of the tracer's programs whose runs are one event each: its books. */
  readonly programs: readonly string[];
  /** Fields by which events are counted: the process, and up to two others of 16 bits each. */
  readonly countBy: readonly [process: string, first?: string, second?: string];
  /** How a window shows its rows. Without: all columns, gathered by process. */
  readonly shown?: StreamShown;
  /** One event as JSON and, in `text`, as a line. */
  event(row: StreamRow, naming: Naming): EventRow;
  /** What `countBy` says, as the rows name it; 0 for what it does not name. */
  eventKey(values: readonly [number, number, number], naming: Naming): EventRow;
}

/** A table made of others when a window asks for its rows: of a capture's tables, or those of the hot window. */
export interface DerivedTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly unit: string }[];
  /** A SELECT of those columns; undefined where there is nothing to make it of. */
  sql(has: (table: string, column?: string) => boolean): string | undefined;
}

/** An event of a stream, which is streamed whole for it. */
export interface EventCondition {
  readonly stream: string;
  /** Fields of which one has the name that is waited for; a process has its program's. */
  readonly names: readonly string[];
  /** Fields of numbers that have to be 0, or anything else. */
  readonly zero?: readonly string[];
  readonly nonzero?: readonly string[];
}

/** The longest of a second in a tally; with `calls` only of these, by their names. */
export interface LongestCondition {
  readonly longest: string;
  readonly calls?: readonly string[];
}

/** Failures of a second in a tally by errno, of all that another one counts. */
export interface FailingCondition {
  readonly failing: string;
  readonly of: string;
}

/** What a window offers to save by itself. It wakes the tracer. */
export interface TracerTrigger {
  /** In settings; one of its kind in the tracer. */
  readonly id: string;
  /** What has to happen; what a person writes stands behind it. */
  readonly label: string;
  /** A name of a program, whole or its last part (`true`, `/bin/true`); of any, with nothing; or a number of a unit. */
  readonly asks: 'name' | 'name or nothing' | 'ms' | '%';
  /** What the field has at first. */
  readonly usual: string;
  readonly when: EventCondition | LongestCondition | FailingCondition;
}

export interface Tracer {
  readonly name: string;
  /** The question that it answers. */
  readonly question: string;
  /** The peers' tool that it descends from. */
  readonly descendsFrom: string;
  /** Runs where it is named; the window, which names none, leaves it out. */
  readonly onlyWhenNamed?: boolean;
  /** Programs in the order of attaching (entries before returns); detached the other way round. */
  readonly programs: {
    readonly tally: readonly string[];
    /** Instead of `tally` while single events are asked for. */
    readonly stream: readonly string[];
    /**
     * Those that run at each entry and each return of a system call, of either kind above: what such a call costs
     * more is measured with a loop of calls.
     */
    readonly calls?: Readonly<Record<'tally' | 'stream', readonly [entry: string, returning: string]>>;
    /** Iterators run at each tick. */
    readonly surveys: readonly string[];
    /** Iterators run when single events are asked for: they tell what is there already, each an event. */
    readonly inventories?: readonly string[];
    /**
     * Of those above, hooks that not every kernel has, or has under another name: of each list one is enough, and
     * without any of them the tracer misses something, but works.
     */
    readonly optional?: readonly (readonly string[])[];
  };
  /** The kinds of its events. */
  readonly streams: readonly EventStream[];
  /** Tallies that add up. */
  readonly tallies: readonly string[];
  /** Tallies filled anew by each survey: only the last one's difference counts. */
  readonly snapshots: readonly string[];
  /** What its programs tell as bytes, by the name of the form. Of whatever bytes: it does not throw, and ends. */
  readonly texts?: Readonly<Record<string, TextForm>>;
  /** Tables that its view asks for beside those of streams and tallies. */
  readonly derived?: readonly DerivedTable[];
  readonly triggers?: readonly TracerTrigger[];
  /** What is read each second, beside what is counted. */
  readonly gauges?: readonly GaugeTable[];
  readonly columns: readonly ColumnDescription[];
  /** The rows of its table, from the figures of all its tallies by name, and what its gauges say. */
  rows(
    tallies: Readonly<Record<string, readonly Figures[]>>,
    naming: Naming,
    gauges: ReadonlyMap<string, GaugeSpan>,
  ): Row[];
}

/** The programs of some tracers whose runs are one event each. */
export const eventPrograms = (tracers: readonly Tracer[]): string[] => [
  ...new Set(tracers.flatMap(({ streams }) => streams.flatMap(({ programs }) => programs))),
];

/** Only here so that a descriptor is checked where it is written. */
export function defineTracer(tracer: Tracer): Tracer {
  return tracer;
}
