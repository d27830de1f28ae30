// SPDX-License-Identifier: Apache-2.0
// The engine of a window that shows a capture: in place of a session, a capture in a cage; the rest is the same.

import type { Course } from '../export/source';
import { loadTracers, tracerInfo } from '../engine/tracers';
import { type Port, type Seconds, WindowLink } from '../engine/window-link';
import type { CaptureRequest, OpeningMessage } from '../shared/capture-contract';
import type { HelloMessage, SecondMessage, TroubleMessage } from '../shared/contract';
import { Failure } from '../shared/failure';
import type { RowsMessage } from '../shared/rows-contract';
import { CaptureView, type ViewedCapture } from './capture-view';
import { Playback } from './playback';
import { type Asked, Questions, tableInfos } from './questions';
import { Askers, RowPages } from './row-pages';

/** While it plays, single calls are asked for this often, ms. */
const EVENTS_APART_MS = 500;
/** How far it is opened is told so often, ms. */
const OPENING_APART_MS = 100;

/** A capture that can be closed. */
export interface OpenedCapture extends ViewedCapture, Asked {
  readonly tables: Asked['tables'];
  rows: Asked['rows'] & ViewedCapture['rows'];
  /** Looks anew at tables and problems. */
  describe(): Promise<unknown>;
  close(): void;
}

/** `onEnd` is told when the process ends that reads the capture; `course` is told how far a single file is unpacked. */
export type OpenCapture = (onEnd: (failure: Failure) => void, course: Course) => Promise<OpenedCapture>;

interface Linked {
  readonly link: WindowLink;
  readonly questions: Questions;
  readonly askers: Askers;
  /** Whose single calls are shown, and up to when they were told. */
  followed: { readonly pid?: number; readonly call?: number } | undefined;
  until: number;
  askedMs: number;
}

const CANCELLED = new Failure(
  'The capture was not opened.',
  'You cancelled it; nothing of it was kept in the cache.',
  'Try again when there is time for it.',
);

/** All of a list that grows. */
function secondsOf(told: readonly SecondMessage[]): Seconds {
  let next = 0;
  return { next: () => (next < told.length ? told[next++] : undefined) };
}

export class WindowReplay {
  private readonly windows = new Set<Linked>();
  /** Since the beginning that is being told. */
  private told: SecondMessage[] = [];
  private capture: OpenedCapture | undefined;
  private view: CaptureView | undefined;
  private playback: Playback | undefined;
  private trouble: TroubleMessage | undefined;
  /** Of the opening that is under way. */
  private opening: AbortController | undefined;
  private unpacked: OpeningMessage | undefined;
  private openingToldMs = Number.NEGATIVE_INFINITY;

  /**
   * @param path what the window calls the capture
   * @param opened is told its name when it can be seen
   */
  constructor(
    private readonly path: string,
    private readonly open: OpenCapture,
    private readonly opened: (name: string) => void = () => undefined,
  ) {
    void this.begin();
  }

  private async begin(): Promise<void> {
    if (this.opening) return;
    const opening = new AbortController();
    const { signal } = opening;
    this.opening = opening;
    this.trouble = undefined;
    try {
      const tell = (_what: string, done: number, total: number) => this.tellOpening(done, total);
      const capture = await this.open((failure) => this.fail(failure), { signal, tell });
      this.capture = capture;
      const view = await CaptureView.open(capture, loadTracers());
      const all: SecondMessage[] = [];
      for await (const message of view.seconds()) all.push(message);
      // Reading may have found broken parts.
      await capture.describe();
      this.view = view;
      this.playback = new Playback(all, {
        begin: () => this.beginAnew(),
        tell: (message) => this.told.push(message),
        moved: () => this.moved(),
      });
      this.beginAnew();
      for (const { link } of this.windows) link.tellSchema(this.schema(capture));
      this.playback.tellAll();
      this.opened(view.info(this.path).name);
    } catch (error) {
      this.fail(signal.aborted ? CANCELLED : error);
    } finally {
      this.opening = undefined;
      this.unpacked = undefined;
      this.openingToldMs = Number.NEGATIVE_INFINITY;
    }
  }

  private tellOpening(done: number, total: number): void {
    const now = performance.now();
    if (now - this.openingToldMs < OPENING_APART_MS) return;
    this.openingToldMs = now;
    this.unpacked = { kind: 'opening', done, total };
    for (const { link } of this.windows) link.tellOpening(this.unpacked);
  }

  /** What was told stays where it can: the seconds are here, only questions cannot be asked. */
  private fail(error: unknown): void {
    if (this.trouble) return;
    const { what, why, mend } =
      error instanceof Failure
        ? error
        : new Failure('The capture cannot be shown.', `${(error as Error).message}.`, 'Please report this.');
    this.trouble = { kind: 'trouble', state: this.playback ? 'lost' : 'broken', what, why, mend };
    this.capture?.close();
    this.capture = undefined;
    for (const { link } of this.windows) link.complain(this.trouble);
  }

  private hello(view: CaptureView): HelloMessage {
    const info = view.info(this.path);
    return {
      kind: 'hello',
      host: { kernel: info.kernel, cpus: view.cpus, hostname: info.hostname },
      door: 'capture',
      rights: 'read in a cage: no network, no other file',
      tracers: view.tracers.map((tracer) => tracerInfo(tracer)),
      capture: info,
      afresh: true,
    };
  }

  private schema = (capture: OpenedCapture) => ({
    kind: 'schema' as const,
    tables: tableInfos(capture),
    problems: capture.problems,
  });

  /** Parts that the last question found to be broken; that the process ended is told by itself. */
  private async tellProblems(): Promise<void> {
    const { capture } = this;
    if (!capture) return;
    const before = capture.problems.join('\n');
    await capture.describe().catch(() => undefined);
    if (capture !== this.capture || capture.problems.join('\n') === before) return;
    for (const { link } of this.windows) link.tellSchema(this.schema(capture));
  }

  link(port: Port): void {
    const link: WindowLink = new WindowLink(port, secondsOf(this.told), {
      follow: (to) => this.follow(window, to),
      retry: () => {
        if (!this.capture) void this.begin();
      },
      demonstrate: () => undefined,
      capture: (request) => this.control(window, request),
      closed: () => {
        window.questions.cancel();
        window.askers.cancel();
        this.windows.delete(window);
      },
    });
    const questions = new Questions((answer) => {
      link.tellAnswer(answer);
      void this.tellProblems();
    });
    const tellRows = (rows: RowsMessage) => {
      link.tellRows(rows);
      void this.tellProblems();
    };
    const askers = new Askers(
      () =>
        new RowPages(
          tellRows,
          () => BigInt(this.capture?.manifest.clocks.unix_minus_boot_ns ?? 0),
          false,
          this.view?.tracers.flatMap(({ derived = [] }) => derived),
        ),
    );
    const window: Linked = { link, questions, askers, followed: undefined, until: 0, askedMs: 0 };
    this.windows.add(window);
    if (this.view) link.greet(this.hello(this.view), this.playback?.state());
    if (this.capture && this.playback) link.tellSchema(this.schema(this.capture));
    if (this.unpacked) link.tellOpening(this.unpacked);
    link.complain(this.trouble);
  }

  private control({ questions, askers }: Linked, request: CaptureRequest): void {
    switch (request.kind) {
      case 'cancel-open':
        this.opening?.abort();
        break;
      case 'hold':
        this.playback?.hold(request.at);
        break;
      case 'play':
        if (request.speed === 0) this.playback?.tellAll();
        else this.playback?.play(request.speed, request.from);
        break;
      case 'query':
      case 'cancel-query':
        questions.take(request, this.capture);
        break;
      case 'rows':
        void askers.take(request, this.capture);
    }
  }

  private beginAnew(): void {
    this.told = [];
    for (const window of this.windows) {
      window.link.begin(secondsOf(this.told));
      window.until = 0;
      if (this.view) window.link.greet(this.hello(this.view));
    }
  }

  private moved(): void {
    const { playback } = this;
    if (!playback) return;
    const state = playback.state();
    for (const window of this.windows) {
      window.link.tellPlayer(state);
      if (!state.playing || performance.now() - window.askedMs > EVENTS_APART_MS) void this.events(window);
    }
  }

  private follow(window: Linked, to: Linked['followed']): void {
    window.followed = to;
    window.until = 0;
    if (to) window.link.beginEvents();
    void this.events(window);
  }

  /** Tells the single calls that came since they were told last. */
  private async events(window: Linked): Promise<void> {
    const { followed, until } = window;
    const latest = this.told.at(-1);
    if (!followed || !this.view || !this.capture || !latest || latest.second <= until) return;
    window.until = latest.second;
    window.askedMs = performance.now();
    try {
      const found = await this.view.events(followed, latest.second, until);
      if (followed !== window.followed || window.until < latest.second) return;
      window.link.addEvents(found.events, found.leftOut, true);
      window.link.pump();
      void this.tellProblems();
    } catch (error) {
      this.fail(error);
    }
  }

  end(): void {
    this.opening?.abort();
    this.playback?.stop();
    for (const { questions, askers } of this.windows) {
      questions.cancel();
      askers.cancel();
    }
    this.capture?.close();
  }
}
