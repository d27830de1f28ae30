// SPDX-License-Identifier: Apache-2.0
// The engine of a window that shows a capture: in place of a session, a capture in a cage; the rest is the same.

import { History } from '../engine/history';
import { loadTracers } from '../engine/tracers';
import { type Port, WindowLink } from '../engine/window-link';
import type { CaptureRequest } from '../shared/capture-contract';
import type { HelloMessage, SecondMessage, TroubleMessage } from '../shared/contract';
import { Failure } from '../shared/failure';
import { CaptureView, type ViewedCapture } from './capture-view';
import { Playback } from './playback';
import { type Asked, Questions, tableInfos } from './questions';

/** While it plays, single calls are asked for this often, ms. */
const EVENTS_APART_MS = 500;

/** A capture that can be closed. */
export interface OpenedCapture extends ViewedCapture, Asked {
  readonly tables: Asked['tables'];
  rows: Asked['rows'] & ViewedCapture['rows'];
  /** Looks anew at tables and problems. */
  describe(): Promise<unknown>;
  close(): void;
}

/** `onEnd` is told when the process ends that reads the capture. */
export type OpenCapture = (onEnd: (failure: Failure) => void) => Promise<OpenedCapture>;

interface Linked {
  readonly link: WindowLink;
  readonly questions: Questions;
  /** Whose single calls are shown, and up to when they were told. */
  followed: { readonly pid?: number; readonly call?: number } | undefined;
  until: number;
  askedMs: number;
}

export class WindowReplay {
  private readonly windows = new Set<Linked>();
  private history = new History(false);
  private capture: OpenedCapture | undefined;
  private view: CaptureView | undefined;
  private playback: Playback | undefined;
  private trouble: TroubleMessage | undefined;
  private opening = false;

  /** @param path what the window calls the capture */
  constructor(
    private readonly path: string,
    private readonly open: OpenCapture,
  ) {
    void this.begin();
  }

  private async begin(): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    this.trouble = undefined;
    try {
      const capture = await this.open((failure) => this.fail(failure));
      this.capture = capture;
      const view = await CaptureView.open(capture, loadTracers());
      const all: SecondMessage[] = [];
      for await (const message of view.seconds()) all.push(message);
      // Reading may have found broken parts.
      await capture.describe();
      this.view = view;
      this.playback = new Playback(all, {
        begin: () => this.beginAnew(),
        tell: (message) => this.history.add(message),
        moved: () => this.moved(),
      });
      this.beginAnew();
      for (const { link } of this.windows) link.tellSchema(this.schema(capture));
      this.playback.tellAll();
    } catch (error) {
      this.fail(error);
    } finally {
      this.opening = false;
    }
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
      tracers: view.tracers.map(({ name, question, columns }) => ({ name, question, columns })),
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
    const link: WindowLink = new WindowLink(port, this.history, {
      follow: (to) => this.follow(window, to),
      retry: () => {
        if (!this.capture) void this.begin();
      },
      demonstrate: () => undefined,
      capture: (request) => this.control(window, request),
      closed: () => {
        window.questions.cancel();
        this.windows.delete(window);
      },
    });
    const questions = new Questions((answer) => {
      link.tellAnswer(answer);
      void this.tellProblems();
    });
    const window: Linked = { link, questions, followed: undefined, until: 0, askedMs: 0 };
    this.windows.add(window);
    if (this.view) link.greet(this.hello(this.view), this.playback?.state());
    if (this.capture && this.playback) link.tellSchema(this.schema(this.capture));
    link.complain(this.trouble);
  }

  private control({ questions }: Linked, request: CaptureRequest): void {
    switch (request.kind) {
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
    }
  }

  private beginAnew(): void {
    this.history = new History(false);
    for (const window of this.windows) {
      window.link.begin(this.history);
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
    const { latest } = this.history;
    if (!followed || !this.view || !this.capture || !latest || latest.second < until) return;
    window.until = latest.second + 1;
    window.askedMs = performance.now();
    try {
      const found = await this.view.events(followed, latest.second + 1, until);
      if (followed !== window.followed || window.until < latest.second + 1) return;
      window.link.addEvents(found.events, found.leftOut, true);
      window.link.pump();
      void this.tellProblems();
    } catch (error) {
      this.fail(error);
    }
  }

  end(): void {
    this.playback?.stop();
    for (const { questions } of this.windows) questions.cancel();
    this.capture?.close();
  }
}
