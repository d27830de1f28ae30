// SPDX-License-Identifier: Apache-2.0
// What crosses between engine, main and window. Data flows one way (engine -> port -> intake -> stores -> views),
// requests the other; the two never mix.

import type {
  AnswerMessage,
  CaptureInfo,
  CaptureRequest,
  CapturesMessage,
  OpeningMessage,
  PlayerMessage,
  Trigger,
  SchemaMessage,
} from './capture-contract';
import type { CaptureList, Description, Notice, RecentCapture, Words } from './capture-files';
import type { GaugeFigures, GaugeInfo } from './gauge';
import type { RowsMessage } from './rows-contract';
import type { ColumnDescription, Row, StreamShown, TracerTrigger } from './tracer';

// ---- engine -> window, over a MessagePort -------------------------------------------------------------------

/** A program as the window names it; `id` is a process_ref, never used twice in a session. */
export interface ProcessInfo {
  readonly id: number;
  /** 0 where several processes share a row. */
  readonly pid: number;
  readonly comm: string;
  readonly uid: number;
  readonly parent: number;
  /** systemd's unit, as systemctl writes it. */
  readonly unit?: string;
  /** A container's name, or the beginning of its id where nobody tells the name; also a machine's. */
  readonly container?: string;
  /** The user's name on this host. */
  readonly user?: string;
}

type Spoken = Pick<ProcessInfo, 'unit' | 'container' | 'user'>;

/** The words of a process that are known; a name that is not is not there. */
export function spoken({
  unit,
  container,
  user,
}: {
  readonly unit?: unknown;
  readonly container?: unknown;
  readonly user?: unknown;
}): Spoken {
  return {
    ...(typeof unit === 'string' && unit && { unit }),
    ...(typeof container === 'string' && container && { container }),
    ...(typeof user === 'string' && user && { user }),
  };
}

/** Log2 buckets of a duration: 0 is below 128 ns, 1 is 128 to 255 ns ... the last from 2.1 s on. */
export const DURATION_BUCKETS = 25;
export const DURATION_FIRST_NS = 128;

/** System calls of one second: a row for each process and call that did something. Columns, a value a row. */
export interface CallColumns {
  readonly process: Uint32Array;
  /** call_nr: see call-text.ts. */
  readonly call: Uint16Array;
  /** Returned or never to return in this second. */
  readonly count: Float64Array;
  /** Of these, failed, without EAGAIN and ETIMEDOUT. */
  readonly failed: Uint32Array;
  /** Of these, EAGAIN and ETIMEDOUT: not yet, rather than not. */
  readonly retry: Uint32Array;
  /** ns. */
  readonly total: Float64Array;
  /** ns; the longest since the row began (exact), a bound for this second. */
  readonly longest: Float64Array;
  /** Buckets that hold something, row after row (row-durations.ts): where each row's begin, and last their number. */
  readonly durationStart: Uint32Array;
  readonly durationBucket: Uint8Array;
  readonly durationCount: Uint32Array;
  /** ns; estimates of this second, within 13 %; 0 when nothing returned. */
  readonly p50: Float32Array;
  readonly p99: Float32Array;
}

/** Failures of the second: `row` points into CallColumns. */
export interface ErrorColumns {
  readonly row: Uint32Array;
  readonly error: Uint16Array;
  readonly count: Float64Array;
}

/** What a tracer without a view of its own counted in a second: a row for each process that did something. */
export interface TallyColumns {
  readonly tracer: string;
  readonly process: Uint32Array;
  /** The tally's first count. */
  readonly count: Float64Array;
  /** DURATION_BUCKETS counts of all rows together; null where the tally has no histogram. */
  readonly durations: Uint32Array | null;
}

/** The table of such a tracer: totals since the session began. */
export interface TracerTable {
  readonly tracer: string;
  /** When the session began, Unix time. */
  readonly since: number;
  /** Those with the most of each column that adds up, at most TABLE_ROWS_MOST. */
  readonly rows: readonly Row[];
  /** How many there are. */
  readonly rowCount: number;
  /** Of all rows, also those that are not here: the columns that add up. */
  readonly sums: Row;
}

export interface LossInfo {
  readonly cause: string;
  /** -1 where the kernel does not tell the CPU. */
  readonly cpu: number;
  readonly count: number;
}

/** The truth about the tool itself, each second. */
export interface StatusInfo {
  readonly tracers: readonly string[];
  /** Events counted in this second, before any filter of the view. */
  readonly eventsPerSecond: number;
  /** Lost in this second, by cause and CPU; and since the session began. */
  readonly losses: readonly LossInfo[];
  readonly lostTotal: number;
  /** Shares of one core in this second. */
  readonly costKernel: number;
  readonly costApp: number;
  readonly streaming: boolean;
  readonly notices: readonly { second: number; text: string }[];
}

export interface SecondMessage {
  readonly kind: 'second';
  /**
   * When it ends, Unix time: it is what was between `second - seconds` and `second`. The one that a session begins in
   * is told twice, the first time before its end, so that the window need not wait; what is told of a second takes the
   * place of what was told of less of it.
   */
  readonly second: number;
  /** How many seconds it covers: more than 1 after a gap, less where watching began within the second. */
  readonly seconds: number;
  /** Programs that this window was not told of yet, or not for long. */
  readonly processes: readonly ProcessInfo[];
  readonly calls: CallColumns;
  readonly errors: ErrorColumns;
  /** Tracers without a view of their own: what the second added. */
  readonly tallies: readonly TallyColumns[];
  /** None in a second that a session's store tells: it holds ten minutes, and these are of all that was counted. */
  readonly tables: readonly TracerTable[];
  /** What was read, as it stood at its end. */
  readonly gauges?: readonly GaugeFigures[];
  readonly status: StatusInfo;
}

/** One call as it happened, for the live stream of a selection. */
export interface CallEvent {
  /** Unix time, ms with fraction. */
  readonly at: number;
  readonly process: number;
  readonly pid: number;
  readonly tid: number;
  readonly comm: string;
  readonly call: number;
  readonly text: string;
  readonly error: string | null;
  readonly durationNs: number;
}

/** At most 200 events a message, one message each 250 ms; what did not fit is told. */
export interface EventsMessage {
  readonly kind: 'events';
  readonly events: readonly CallEvent[];
  readonly leftOut: number;
  /** They take the place of what was told before. */
  readonly afresh: boolean;
}

/** The first message on a port. */
export interface HelloMessage {
  readonly kind: 'hello';
  readonly host: { readonly kernel: string; readonly cpus: number; readonly hostname: string };
  readonly door: string;
  readonly rights: string;
  readonly tracers: readonly TracerInfo[];
  /** What is shown when it is a capture; null when it is this machine now. */
  readonly capture: CaptureInfo | null;
  /** What was told on this port before belongs to another beginning: forget it. */
  readonly afresh: boolean;
}

export interface TracerInfo {
  readonly name: string;
  readonly question: string;
  readonly columns: readonly ColumnDescription[];
  /** Tables of single events, by their names in a capture. */
  readonly streams: readonly StreamInfo[];
  readonly triggers: readonly TriggerInfo[];
  readonly gauges?: readonly GaugeInfo[];
  /** Its programs run, or ran when the capture was made; else it waits to be asked for. */
  readonly watched: boolean;
}

/** What of a trigger a window shows. */
export type TriggerInfo = Pick<TracerTrigger, 'id' | 'label' | 'asks' | 'usual'>;

export interface StreamInfo {
  readonly name: string;
  readonly shown: StreamShown | null;
}

/** The engine cannot watch, or can no longer: what, why, and what to do. */
export interface TroubleMessage {
  readonly kind: 'trouble';
  /** `refused`: no rights; `lost`: helper or engine is gone, what was told holds; `broken`: anything else. */
  readonly state: 'refused' | 'lost' | 'broken';
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}

export type EngineMessage =
  | HelloMessage
  | SecondMessage
  | EventsMessage
  | TroubleMessage
  | CapturesMessage
  | PlayerMessage
  | SchemaMessage
  | AnswerMessage
  | RowsMessage
  | OpeningMessage;

// ---- window -> engine, over the same port -------------------------------------------------------------------

/** Each message that was taken in gives one credit back; the engine sends nothing without one. */
export interface CreditMessage {
  readonly kind: 'credit';
  readonly count: number;
}

/** Single calls of a process, of a call, or of both are wanted from now on; with neither, no longer. */
export interface FollowMessage {
  readonly kind: 'follow';
  readonly pid?: number;
  readonly call?: number;
}

/** Try again: after a refusal or a loss. */
export interface RetryMessage {
  readonly kind: 'retry';
}

/** Make some system calls, so that there is something to see. */
export interface DemonstrateMessage {
  readonly kind: 'demonstrate';
}

/** Whether the window can be seen: while it cannot, a look each second is enough. */
export interface SeenMessage {
  readonly kind: 'seen';
  readonly seen: boolean;
}

export type WindowMessage =
  | CreditMessage
  | SeenMessage
  | FollowMessage
  | RetryMessage
  | DemonstrateMessage
  | CaptureRequest;

/** Messages on their way at any time. */
export const CREDITS = 8;

/** History that engine and window keep. */
export const HISTORY_SECONDS = 600;
export const HISTORY_BYTES_MOST = 64 * 1024 * 1024;
/** Rows of a second; the rest is added up in a row of process 0. */
export const ROWS_A_SECOND_MOST = 1000;
export const TABLE_ROWS_MOST = 500;

// ---- window -> main, by invoke ------------------------------------------------------------------------------

export type ColorScheme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'comfortable';

export interface Settings {
  readonly colorScheme: ColorScheme;
  readonly density: Density;
  /** Size of text and everything else, percent. */
  readonly zoom: number;
  /** Sizes of panes and columns by name, as the view stores them. */
  readonly layout: Readonly<Record<string, number | readonly number[] | readonly string[]>>;
  /** What saves the flight recorder by itself; told to the engine by the window. */
  readonly triggers: readonly Trigger[];
}

export interface WindowFacts {
  readonly version: string;
  /** Whether the renderer is sandboxed. */
  readonly sandbox: boolean;
  readonly electron: string;
  readonly settings: Settings;
  /** Where the capture lies that this window shows; null for this machine now. */
  readonly capture: string | null;
  /** The place that it was opened for; null for the first. */
  readonly place: string | null;
}

/** Where captures are asked, as its view is called. */
export const QUERY_PLACE = 'query';
/** `data` of the window message that asks to go there. */
export const QUERY_MESSAGE = 'ringside-query';

/** `data` of the window message that carries the port. */
export const PORT_MESSAGE = 'ringside-port';

/** The window's end of the port (a browser MessagePort). */
export interface EnginePort {
  onmessage: ((event: { data: EngineMessage }) => void) | null;
  postMessage(message: WindowMessage): void;
  start(): void;
  close(): void;
}

/** The one object that the preload exposes as `window.ringside`. */
export interface RingsideApi {
  facts(): Promise<WindowFacts>;
  saveSettings(settings: Settings): Promise<void>;
  /**
   * Asks for a port to the engine. A port cannot cross the context bridge: the preload hands it on by
   * `window.postMessage(PORT_MESSAGE, '*', [port])`, again after each restart of the engine.
   */
  connect(): Promise<void>;
  copyText(text: string): Promise<void>;
  /** Milliseconds since the command was started, for the marks of start-up. */
  mark(name: string): Promise<void>;
  /** The captures in the person's folder. */
  listCaptures(): Promise<CaptureList | Words>;
  /** Shows a capture: its folder, or a single file. What did not go comes back, as from all that follow. */
  openCapture(path: string): Promise<Words | null>;
  /** As openCapture, where queries are written. */
  queryCapture(path: string): Promise<Words | null>;
  /** Shows what was dropped on the window: a File of the page, which has no path there. */
  openDropped(file: object): Promise<Words | null>;
  /** Shows this machine now. */
  showLive(): Promise<Words | null>;
  /** Asks the person which. */
  chooseCapture(): Promise<Words | null>;
  /** In the desktop's own window of files. */
  showCapture(dir: string): Promise<Words | null>;
  /** Its name and note as they are now. */
  readDescription(dir: string): Promise<Description | Words>;
  describeCapture(description: Description): Promise<Words | null>;
  /** To the desktop's trash, and back. */
  trashCapture(dir: string): Promise<Words | null>;
  restoreCapture(dir: string): Promise<Words | null>;
  /** What was shown last, the latest first. */
  recentCaptures(): Promise<readonly RecentCapture[]>;
  /** Takes one off that list; all of them, with null. The captures stay. */
  forgetRecent(path: string | null): Promise<Words | null>;
  /** By the desktop, unless the window is being looked at. Resolves with whether it was clicked. */
  notify(notice: Notice): Promise<boolean>;
}
