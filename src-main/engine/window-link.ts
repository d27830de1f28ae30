// SPDX-License-Identifier: Apache-2.0
// One window's port: sends nothing without a credit, so that a slow window costs no memory here.

import {
  CREDITS,
  type CallEvent,
  type EngineMessage,
  type EventsMessage,
  type HelloMessage,
  type SecondMessage,
  type TroubleMessage,
  type WindowMessage,
} from '../shared/contract';
import {
  type AnswerMessage,
  type CaptureRequest,
  type CapturesMessage,
  captureRequest,
  type OpeningMessage,
  type PlayerMessage,
  type SchemaMessage,
} from '../shared/capture-contract';
import type { RowsMessage } from '../shared/rows-contract';

/** What is needed of Electron's MessagePortMain. */
export interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  postMessage(message: unknown): void;
  close(): void;
}

/** The seconds of one window, in order. */
export interface Seconds {
  /** The next one; undefined when there is none yet. */
  next(): SecondMessage | undefined;
}

const EVENTS_A_MESSAGE_MOST = 200;
const ENDED_MOST = 100;
const TOLD_AS_NOW = ['hello', 'opening', 'trouble', 'captures', 'player', 'schema', 'answer'] as const;

export interface LinkListener {
  follow(to: { pid?: number; call?: number } | undefined): void;
  retry(): void;
  demonstrate(): void;
  /** Somebody sees the window, or nobody does. */
  seen?(seen: boolean): void;
  capture(request: CaptureRequest): void;
  closed(): void;
}

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value);

/** A message from the window, checked; undefined for anything else. */
export function windowMessage(data: unknown): WindowMessage | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  const message = data as Record<string, unknown>;
  if (message.kind === 'retry') return { kind: 'retry' };
  if (message.kind === 'seen' && typeof message.seen === 'boolean')
    return { kind: 'seen', seen: message.seen };
  if (message.kind === 'demonstrate') return { kind: 'demonstrate' };
  if (message.kind === 'credit' && isNumber(message.count) && message.count > 0 && message.count <= CREDITS)
    return { kind: 'credit', count: message.count };
  if (message.kind !== 'follow') return captureRequest(message);
  const { pid, call } = message;
  if ((pid !== undefined && !isNumber(pid)) || (call !== undefined && !isNumber(call))) return undefined;
  return { kind: 'follow', ...(isNumber(pid) ? { pid } : {}), ...(isNumber(call) ? { call } : {}) };
}

export class WindowLink {
  private credits = CREDITS;
  private events: CallEvent[] = [];
  private leftOut = 0;
  private trouble: TroubleMessage | undefined;
  private hello: HelloMessage | undefined;
  private opening: OpeningMessage | undefined;
  private captures: CapturesMessage | undefined;
  private player: PlayerMessage | undefined;
  private schema: SchemaMessage | undefined;
  private answer: AnswerMessage | undefined;
  /** The newest to each asker. */
  private readonly rows = new Map<string, RowsMessage>();
  private eventsAfresh = false;

  constructor(
    private readonly port: Port,
    private seconds: Seconds,
    private readonly listener: LinkListener,
  ) {
    port.on('message', ({ data }) => this.receive(data));
    port.on('close', () => listener.closed());
    port.start();
  }

  private receive(data: unknown): void {
    const message = windowMessage(data);
    if (!message) return;
    if (message.kind === 'credit') this.credits = Math.min(CREDITS, this.credits + message.count);
    else if (message.kind === 'retry') this.listener.retry();
    else if (message.kind === 'demonstrate') this.listener.demonstrate();
    else if (message.kind === 'seen') this.listener.seen?.(message.seen);
    else if (message.kind !== 'follow') this.listener.capture(message);
    else if (message.pid === undefined && message.call === undefined) this.listener.follow(undefined);
    else {
      const { kind: _, ...followed } = message;
      this.listener.follow(followed);
    }
    this.pump();
  }

  /** `player` goes before the seconds: it says which of them is the newest. */
  greet(hello: HelloMessage, player?: PlayerMessage): void {
    this.hello = hello;
    this.opening = undefined;
    this.player = player ?? this.player;
    this.pump();
  }

  complain(trouble: TroubleMessage | undefined): void {
    this.trouble = trouble;
    if (trouble) this.opening = undefined;
    this.pump();
  }

  /** Only the newest is sent; what of it is told once is added to what waits. */
  tellCaptures(message: CapturesMessage): void {
    const waiting = this.captures;
    this.captures = waiting
      ? {
          ...message,
          ended: [...waiting.ended, ...message.ended].slice(-ENDED_MOST),
          failure: message.failure ?? waiting.failure,
        }
      : message;
    this.pump();
  }

  /** From here on other seconds are told. */
  begin(seconds: Seconds): void {
    this.seconds = seconds;
    this.events = [];
    this.leftOut = 0;
  }

  /** Only the newest is sent, and none once it is open or was given up. */
  tellOpening(opening: OpeningMessage): void {
    this.opening = opening;
    this.pump();
  }

  /** Only the newest is sent. */
  tellPlayer(player: PlayerMessage): void {
    this.player = player;
    this.pump();
  }

  tellSchema(schema: SchemaMessage): void {
    this.schema = schema;
    this.pump();
  }

  /** Only the newest is sent: a question that another followed is no longer of interest. */
  tellAnswer(answer: AnswerMessage): void {
    this.answer = answer;
    this.pump();
  }

  /** As an answer: the window asks for the next page when it has one. */
  tellRows(rows: RowsMessage): void {
    this.rows.set(rows.asker ?? '', rows);
    this.pump();
  }

  /** The single events that follow take the place of those before. */
  beginEvents(): void {
    this.events = [];
    this.leftOut = 0;
    this.eventsAfresh = true;
  }

  /** `whole`: all of them, however many messages it takes; else what does not fit is told by its number. */
  addEvents(events: readonly CallEvent[], leftOut: number, whole = false): void {
    const room = whole ? events.length : EVENTS_A_MESSAGE_MOST - this.events.length;
    this.events.push(...events.slice(0, room));
    this.leftOut += leftOut + Math.max(0, events.length - room);
  }

  /** Sends as far as the credits go: first who we are, then trouble, then the seconds, then single events. */
  pump(): void {
    while (this.credits > 0) {
      const message = this.nextMessage();
      if (!message) return;
      this.credits--;
      this.port.postMessage(message);
    }
  }

  private nextMessage(): EngineMessage | undefined {
    const told = this.waiting();
    if (told) return told;
    const next = this.seconds.next();
    if (next) return next;
    if (!this.events.length && !this.leftOut && !this.eventsAfresh) return undefined;
    const events: EventsMessage = {
      kind: 'events',
      events: this.events.slice(0, EVENTS_A_MESSAGE_MOST),
      leftOut: this.leftOut,
      afresh: this.eventsAfresh,
    };
    this.eventsAfresh = false;
    this.events = this.events.slice(EVENTS_A_MESSAGE_MOST);
    this.leftOut = 0;
    return events;
  }

  /** The first of what is told only as it is now. */
  private waiting(): EngineMessage | undefined {
    for (const name of TOLD_AS_NOW) {
      const message = this[name];
      if (!message) continue;
      this[name] = undefined;
      return message;
    }
    for (const [asker, rows] of this.rows) {
      this.rows.delete(asker);
      return rows;
    }
    return undefined;
  }
}
