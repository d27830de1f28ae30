// SPDX-License-Identifier: Apache-2.0
// The engine's end of the store: posts to its thread, and refuses, counted, what the thread has no room for.

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { addon } from '../helper/native';
import { Failure } from '../shared/failure';
import type { CalledProcess } from './called-names';
import { tablesOf } from './columns';
import { HotSource } from './hot-source';
import type {
  AnswerFailure,
  RecordRequest,
  StoreAnswer,
  StoreMessage,
  StoreRequest,
  StoreStart,
} from './messages';
import type { FlightUse } from './flight';
import type { Progress } from './recording';
import type { StoreSecond } from './store';

/** Bytes of batches on their way to the thread. */
const ON_THEIR_WAY_MOST = 128 * 1024 * 1024;

/** Seconds on their way to the thread: a disk that hangs takes none. */
export const SECONDS_ON_THEIR_WAY_MOST = 30;

export type Told = Extract<StoreAnswer, { kind: 'told' }>;

export interface StoreListener {
  /** After each second. */
  told(told: Told): void;
  /** The store is gone; what was written holds. */
  broken(failure: Failure): void;
}

interface Waiting {
  resolve(value: number | Progress | null): void;
  reject(failure: Failure): void;
}

const asFailure = ({ what, why, mend }: AnswerFailure) => new Failure(what, why, mend);

export class StoreClient {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private readonly onTheirWay: number[] = [];
  private bytesOnTheirWay = 0;
  private refused: Record<string, number> = {};
  private secondsOnTheirWay = 0;
  private number = 0;
  private closed = false;
  /** What comes from now on belongs to nothing any more. */
  private closing = false;
  private ending = false;
  /** What was counted lately. */
  readonly hot: HotSource;

  constructor(
    private readonly start: StoreStart,
    private readonly listener: StoreListener,
  ) {
    this.hot = new HotSource(tablesOf(start.tracers), (message) => this.post(message));
  }

  /** The thread comes with the first thing to keep: what begins before it need not wait for it. */
  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(join(__dirname, 'worker.js'), { workerData: this.start });
    worker.on('message', (answer: StoreAnswer) => this.receive(answer));
    worker.on('error', (error) => this.fail(error.message));
    worker.on('exit', (code) => this.fail(`its thread ended with ${code}`));
    // What is to be said is said with close(); a thread alone keeps no program alive.
    worker.unref();
    this.worker = worker;
    return worker;
  }

  private receive(answer: StoreAnswer): void {
    if (answer.kind === 'chunk' || answer.kind === 'read' || answer.kind === 'unread') this.hot.take(answer);
    else if (answer.kind === 'used') addon().reuse(answer.buffers);
    else if (answer.kind === 'taken') this.bytesOnTheirWay -= this.onTheirWay.shift() ?? 0;
    else if (answer.kind === 'told') {
      this.secondsOnTheirWay--;
      this.listener.told(answer);
    } else if (answer.kind === 'broken') this.listener.broken(asFailure(answer.failure));
    else {
      const waiting = this.waiting.get(answer.number);
      this.waiting.delete(answer.number);
      if (answer.kind === 'answer') waiting?.resolve(answer.value);
      else waiting?.reject(asFailure(answer.failure));
    }
  }

  private fail(why: string): void {
    if (this.closed) return;
    this.closed = true;
    const failure = new Failure(
      'Nothing is kept any more.',
      `The store failed: ${why}.`,
      'Captures hold everything up to their last second. Start Ringside again to record.',
    );
    this.hot.fail(failure);
    for (const { reject } of this.waiting.values()) reject(failure);
    this.waiting.clear();
    this.listener.broken(failure);
  }

  private post(message: StoreMessage, handedOver: ArrayBuffer[] = []): void {
    if (!this.closed) this.thread().postMessage(message, handedOver);
  }

  /** The buffer is handed over: it is empty here afterwards. */
  batch(stream: string, rows: number, columns: ArrayBuffer): void {
    if (this.closing) return;
    if (this.bytesOnTheirWay > ON_THEIR_WAY_MOST) {
      this.refuse(stream, rows);
      return;
    }
    this.onTheirWay.push(columns.byteLength);
    this.bytesOnTheirWay += columns.byteLength;
    this.post({ kind: 'batch', stream, rows, columns }, [columns]);
  }

  /** The disk hangs: whoever has a second keeps it, and hands it over together with the next. */
  get isBehind(): boolean {
    return this.secondsOnTheirWay >= SECONDS_ON_THEIR_WAY_MOST;
  }

  /** Rows that nobody could keep: the next second says so. */
  refuse(table: string, rows: number): void {
    if (rows) this.refused[table] = (this.refused[table] ?? 0) + rows;
  }

  second(second: Omit<StoreSecond, 'refused'>): void {
    if (this.closing) return;
    const { refused } = this;
    this.refused = {};
    this.secondsOnTheirWay++;
    this.post({ kind: 'second', second: { ...second, refused } });
  }

  /** Events that came so far can be written: not while the disk hangs, then the next second does it. */
  events(at: bigint, names: readonly CalledProcess[]): void {
    if (!this.closing && this.secondsOnTheirWay < 2) this.post({ kind: 'events', at, names });
  }

  private ask(request: StoreRequest): Promise<number | Progress | null> {
    const number = ++this.number;
    return new Promise((resolve, reject) => {
      if (this.closed) {
        reject(new Failure('Nothing is kept any more.', 'The store has ended.', 'Start Ringside again.'));
        return;
      }
      this.waiting.set(number, { resolve, reject });
      // As long as somebody waits for it, the program goes on.
      this.thread().ref();
      this.post({ kind: 'ask', number, request });
    }).finally(() => {
      if (!this.waiting.size) this.worker?.unref();
    }) as Promise<number | Progress | null>;
  }

  /** @returns the recording's number. @throws {Failure} */
  async record(request: RecordRequest): Promise<number> {
    return (await this.ask({ kind: 'record', ...request })) as number;
  }

  /** Undefined where it has ended already. */
  async end(id: number, reason: string): Promise<Progress | undefined> {
    return ((await this.ask({ kind: 'end', id, reason })) as Progress | null) ?? undefined;
  }

  async mark(id: number, at: bigint, text: string): Promise<void> {
    await this.ask({ kind: 'mark', id, at, text });
  }

  async describe(id: number, name: string, note: string): Promise<void> {
    await this.ask({ kind: 'describe', id, name, note });
  }

  async arm(use: FlightUse, on: boolean): Promise<void> {
    await this.ask({ kind: 'arm', use, on });
  }

  /** Ends every recording in order, then the thread. */
  async close(reason: string): Promise<void> {
    if (this.closed || this.ending) return;
    this.ending = true;
    this.closing = true;
    if (this.worker) await this.ask({ kind: 'close', reason });
    this.closed = true;
    this.hot.fail(new Failure('Nothing is kept any more.', 'The store has ended.', 'Start Ringside again.'));
    await this.worker?.terminate();
  }

  /** Ends every recording in order; what is hot can be asked until close(). */
  async rest(reason: string): Promise<void> {
    if (this.closed || this.closing) return;
    this.closing = true;
    if (this.worker) await this.ask({ kind: 'rest', reason });
  }
}
