// SPDX-License-Identifier: Apache-2.0
// What is known of the machine. Views read it; only src-renderer/intake writes.

import type {
  AnswerMessage,
  CaptureInfo,
  CapturesMessage,
  OpeningMessage,
  PlayerMessage,
  RecordingInfo,
  SchemaMessage,
} from '../../src-main/shared/capture-contract';
import type {
  CallEvent,
  CreditMessage,
  HelloMessage,
  ProcessInfo,
  SecondMessage,
  StatusInfo,
  TroubleMessage,
  WindowMessage,
} from '../../src-main/shared/contract';
import type { RowsMessage } from '../../src-main/shared/rows-contract';
import { Channels, type Clock } from './channels';
import { Folds } from './folds';
import { History } from './history';
import { RowsAsked } from './rows-asked';
import type { RowsTaker } from './rows-whole';

/** Single calls that the live view keeps. */
export const EVENTS_MOST = 1000;
/** Captures that ended in this session and are still told of. */
export const ENDED_MOST = 20;

export interface LossMemory {
  /** Unix second of the last loss, and of the first of the session; 0 when there was none. */
  readonly last: number;
  readonly first: number;
  readonly total: number;
}

/** Watching went on after it had been lost. */
export interface Resumed {
  /** The first second after, Unix time. */
  readonly at: number;
  /** What came back. */
  readonly after: 'engine' | 'helper';
  /** Whole seconds between the last one before and the first one after. */
  readonly missing: number;
}

export class Machine {
  readonly channels: Channels;
  readonly history = new History();
  readonly processes = new Map<number, ProcessInfo>();
  /** Short processes of one name, shown as one. */
  readonly folds = new Folds();
  hello: HelloMessage | null = null;
  trouble: TroubleMessage | null = null;
  captures: CapturesMessage | null = null;
  /** The newest first. */
  endedCaptures: readonly RecordingInfo[] = [];
  /** What was asked for last and did not go; a view takes it away when it was read. */
  captureFailure: CapturesMessage['failure'] = null;
  /** The last time that watching came back with seconds kept from before; null when it never did. */
  resumed: Resumed | null = null;
  /** How far a single file is unpacked; null unless that is under way. */
  opening: OpeningMessage | null = null;
  /** Where the replay is, and what can be asked of it; null in a window of this machine now. */
  player: PlayerMessage | null = null;
  schema: SchemaMessage | null = null;
  /** To the latest query. */
  answer: AnswerMessage | null = null;
  /** Rows of a table that are shown page by page. */
  readonly rows = new RowsAsked((request) => this.send(request));
  readonly #askers = new Map<string | undefined, RowsTaker>([[undefined, this.rows]]);
  status: StatusInfo | null = null;
  /** Tables of tracers without a view of their own, as of the latest second. */
  tables: SecondMessage['tables'] = [];
  /** Newest last. */
  events: readonly CallEvent[] = [];
  eventsLeftOut = 0;
  loss: LossMemory = { last: 0, first: 0, total: 0 };
  /** Takes a message for the engine; does nothing without a connection. */
  send: (message: Exclude<WindowMessage, CreditMessage>) => void = () => {};
  /** Is told of each capture that ended, also while the window is hidden. */
  captureEnded: (info: RecordingInfo) => void = () => {};

  /** Answers to a part of the window that asks beside the table of rows. */
  addAsker(asker: string, taker: RowsTaker): void {
    this.#askers.set(asker, taker);
  }

  takeRows(message: RowsMessage): void {
    this.#askers.get(message.asker)?.take(message);
  }

  /** Another engine than before, or the same one after a break. */
  connectedAnew(): void {
    for (const asker of this.#askers.values()) asker.dropped();
  }

  constructor(clock: Clock) {
    this.channels = new Channels(clock);
  }

  nameProcess = (id: number): ProcessInfo | undefined => this.processes.get(id);

  /** What is shown when it is a capture; null when it is this machine now, or not known yet. */
  get capture(): CaptureInfo | null {
    return this.hello?.capture ?? null;
  }

  /** What was told belongs to another beginning: forgets it. Names stay, whose numbers hold for the capture. */
  begin({ capture }: HelloMessage): void {
    this.history.begin(capture?.together);
    this.folds.begin();
    this.events = [];
    this.eventsLeftOut = 0;
    this.loss = { last: 0, first: 0, total: 0 };
    this.resumed = null;
    this.status = null;
    this.tables = [];
  }

  /** What turned out to be unreadable of the capture that is shown. */
  tellProblems(problems: readonly string[]): void {
    const { hello, capture } = this;
    if (hello && capture) this.hello = { ...hello, capture: { ...capture, problems } };
  }

  /** The latest second that is known, 0 without any. */
  get latest(): number {
    return this.history.latest?.second ?? 0;
  }
}
