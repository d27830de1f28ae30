// SPDX-License-Identifier: Apache-2.0
// A capture that is read in a process of its own, in a cage (native/cage): whatever it does to that process, here it
// is an answer or a Failure. The same questions as to a Capture, so who asks need not know which of the two it is.

import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../shared/failure';
import { Answers } from '../store/asked';
import { type CaptureSource, type Params, ROWS_USUALLY, type RowsResult } from '../store/capture';
import { type ColumnChunk, type ColumnName, type PlainValue, valueAt } from '../store/values';
import { type CagedProcess, deathFailure, listenTo, startCaged } from './caged';
import { type Description, descriptionFrom } from './description';
import { encodeFrame, type Frame, FrameReader } from './frames';
import { decodeChunk, failureFrom, packed, REQUESTS_MOST, type Request } from './messages';

export interface ReplayOptions {
  /** For what DuckDB holds. */
  readonly memoryMiB: number;
  readonly threads: number;
  /** How long one request may take; a stream, each of its chunks. */
  readonly limitMs: number;
  /** Of all threads, as long as the capture is open. */
  readonly cpuSeconds: number;
  /** Told once when the process ends, unless it was closed. */
  readonly onEnd: (failure: Failure) => void;
}

export const REPLAY_OPTIONS: ReplayOptions = {
  memoryMiB: 256,
  threads: 2,
  limitMs: 30_000,
  cpuSeconds: 3600,
  onEnd: () => undefined,
};

/** After a request was cancelled: longer, and the process is ended. */
const CANCEL_MS = 3000;
/** What the gathered rows may weigh, by the bytes of their chunks. */
const ROWS_CHUNKS_MOST = 4096;

/** `full`, or `files` where the kernel has no Landlock: then other files could be read, and still go nowhere. */
export type Cage = 'full' | 'files';

export class Replay implements CaptureSource {
  private readonly pending = new Map<number, Answers<Frame>>();
  private nextId = 1;
  private dead: Failure | undefined;
  private description: Description | undefined;
  private readonly said: () => string;
  private closing = false;
  /** What holds the process; set once it is open. */
  cage: Cage = 'files';

  private constructor(
    private readonly child: CagedProcess,
    private readonly options: ReplayOptions,
  ) {
    this.said = listenTo(child);
    const reader = new FrameReader();
    child.stdout.on('data', (piece: Buffer) => {
      try {
        for (const frame of reader.push(piece)) this.take(frame);
      } catch (error) {
        this.end(this.nonsense((error as Error).message));
      }
    });
    child.on('error', (error) => this.end(deathFailure(null, null, error.message)));
    child.on('close', (code, signal) => this.end(deathFailure(code, signal, this.said())));
    // Writing to what has ended: `close` says it better.
    child.stdin.on('error', () => undefined);
  }

  /** @throws {Failure} when it is no capture, of a newer format, or the process could not be started */
  static async open(dir: string, options: Partial<ReplayOptions> = {}): Promise<Replay> {
    const all = { ...REPLAY_OPTIONS, ...options };
    const place = placeOf(dir);
    const replay = new Replay(startCaged(place, all), all);
    try {
      const opened = replay.expect(0);
      replay.send({ kind: 'open', dir: place, memoryMiB: all.memoryMiB, threads: all.threads });
      const { header } = await replay.within(0, opened.next());
      replay.pending.delete(0);
      replay.cage = header.cage === 'full' ? 'full' : 'files';
      await replay.describe();
      return replay;
    } catch (error) {
      replay.close();
      throw error;
    }
  }

  get manifest(): Description['manifest'] {
    return this.described.manifest;
  }

  get problems(): readonly string[] {
    return this.described.problems;
  }

  get tables(): Description['tables'] {
    return this.described.tables;
  }

  /** The process's, while it runs. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Asks anew for tables and problems: a query may have found broken parts. @throws {Failure} */
  async describe(): Promise<Description> {
    const { id, answers } = this.begin();
    try {
      this.send({ kind: 'describe', id });
      const { header } = await this.within(id, answers.next());
      this.description = this.checked(() => descriptionFrom(header));
      return this.description;
    } finally {
      this.pending.delete(id);
    }
  }

  /** As Capture.rows; ended after the time limit. @throws {Failure} */
  async rows(
    sql: string,
    params: Params = [],
    most = ROWS_USUALLY,
    signal?: AbortSignal,
  ): Promise<RowsResult> {
    let columns: readonly ColumnName[] = [];
    const rows: PlainValue[][] = [];
    const end = yieldsLast(this.ask(sql, params, most, signal));
    let chunks = 0;
    for await (const chunk of end.chunks) {
      columns = chunk.columns.map(({ name, type }) => ({ name, type }));
      if (rows.length + chunk.rows > most || ++chunks > ROWS_CHUNKS_MOST)
        throw this.nonsense('more than was asked for');
      for (let at = 0; at < chunk.rows; at++) rows.push(chunk.columns.map((column) => valueAt(column, at)));
    }
    return { columns, rows, cut: end.cut() };
  }

  /** As Capture.chunks; each chunk within the time limit. @throws {Failure} */
  async *chunks(sql: string, params: Params = [], signal?: AbortSignal): AsyncGenerator<ColumnChunk> {
    yield* this.ask(sql, params, null, signal);
  }

  /** Ends the process, and what is under way with it. */
  close(): void {
    this.closing = true;
    this.child.stdin.end();
    this.child.kill('SIGKILL');
  }

  private get described(): Description {
    if (!this.description) throw new Error('the capture is not open yet');
    return this.description;
  }

  /** The generator's value is whether the result was cut. */
  private async *ask(
    sql: string,
    params: Params,
    most: number | null,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ColumnChunk, boolean> {
    const { id, answers } = this.begin();
    const cancel = () => this.send({ kind: 'cancel', id });
    signal?.addEventListener('abort', cancel);
    let over = false;
    try {
      this.send({ kind: 'ask', id, sql, params: params.map(packed), most });
      if (signal?.aborted) cancel();
      for (;;) {
        const frame = await this.within(id, answers.next());
        if (frame.header.kind === 'end') {
          over = true;
          return frame.header.cut === true;
        }
        yield this.checked(() => decodeChunk(frame));
        this.send({ kind: 'credit', id });
      }
    } catch (error) {
      over = true;
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (!over) cancel();
      this.pending.delete(id);
    }
  }

  private begin(): { id: number; answers: Answers<Frame> } {
    if (this.dead) throw this.dead;
    if (this.pending.size >= REQUESTS_MOST)
      throw new Failure(
        'The capture was not asked.',
        `${REQUESTS_MOST} requests are under way.`,
        'Wait for one of them to end.',
      );
    const id = this.nextId++;
    return { id, answers: this.expect(id) };
  }

  private expect(id: number): Answers<Frame> {
    const answers = new Answers<Frame>();
    this.pending.set(id, answers);
    return answers;
  }

  private send(request: Request): void {
    if (this.dead || this.closing) return;
    try {
      this.child.stdin.write(encodeFrame(request));
    } catch {
      throw new Failure('The capture was not asked.', 'The query is too long.', 'Write a shorter one.');
    }
  }

  private take(frame: Frame): void {
    const { id, kind } = frame.header;
    // Of a request that was left: what is still on its way is of no use.
    const answers = this.pending.get(kind === 'opened' ? 0 : (id as number));
    if (kind === 'failed') {
      const failure = failureFrom(frame.header);
      answers?.putFailure(failure);
    } else answers?.put(frame);
  }

  /** In time, or cancelled; where that is not heard, the process is ended. */
  private async within<T>(id: number, answer: Promise<T>): Promise<T> {
    const { limitMs } = this.options;
    let late: NodeJS.Timeout | undefined;
    const timer = setTimeout(() => {
      this.send({ kind: 'cancel', id });
      late = setTimeout(() => this.end(slow(limitMs)), CANCEL_MS);
    }, limitMs);
    try {
      return await answer;
    } catch (error) {
      throw late && !this.dead ? slow(limitMs) : error;
    } finally {
      clearTimeout(timer);
      clearTimeout(late);
    }
  }

  private checked<T>(check: () => T): T {
    try {
      return check();
    } catch (error) {
      const failure = this.nonsense((error as Error).message);
      this.end(failure);
      throw failure;
    }
  }

  private nonsense(why: string): Failure {
    return new Failure(
      'The process that reads the capture was ended.',
      `It sent something that is no answer: ${why}.`,
      'Do not trust this capture: it may be made to do harm.',
    );
  }

  private end(failure: Failure): void {
    if (this.dead) return;
    this.dead = failure;
    this.child.kill('SIGKILL');
    for (const answers of this.pending.values()) answers.fail(failure);
    if (!this.closing) this.options.onEnd(failure);
  }
}

const slow = (limitMs: number) =>
  new Failure(
    'The query was ended.',
    `It took longer than ${limitMs / 1000} s.`,
    'Narrow it by at_ns, or group before sorting.',
  );

/** The chunks to loop over, and afterwards what the generator returned. */
function yieldsLast(source: AsyncGenerator<ColumnChunk, boolean>): {
  chunks: AsyncGenerator<ColumnChunk>;
  cut: () => boolean;
} {
  let cut = false;
  async function* chunks() {
    cut = yield* source;
  }
  return { chunks: chunks(), cut: () => cut };
}

function placeOf(dir: string): string {
  try {
    return realpathSync(resolve(dir));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure(
      'This is not a capture.',
      code === 'ENOENT' ? 'There is nothing of this name.' : `It cannot be reached: ${code}.`,
      'Name a folder that `ringside record` wrote.',
    );
  }
}
