// SPDX-License-Identifier: Apache-2.0
// The engine of a window that shows a capture: in place of a session, a capture in a cage; the rest is the same.

import { History } from '../engine/history';
import { loadTracers } from '../engine/tracers';
import { type Port, WindowLink } from '../engine/window-link';
import type { CaptureRequest } from '../shared/capture-contract';
import type { HelloMessage, SecondMessage, TroubleMessage } from '../shared/contract';
import { Failure } from '../shared/failure';
import { CaptureView, type ViewedCapture } from './capture-view';

/** How often the replay moves on, ms. */
const STEP_MS = 100;

/** A capture that can be closed. */
export interface OpenedCapture extends ViewedCapture {
  close(): void;
}

export class WindowReplay {
  private readonly links = new Set<WindowLink>();
  private history = new History();
  private capture: OpenedCapture | undefined;
  private view: CaptureView | undefined;
  private all: SecondMessage[] = [];
  private trouble: TroubleMessage | undefined;
  /** Seconds from the beginning that were told. */
  private position = 0;
  private speed = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dir: string,
    private readonly open: (dir: string) => Promise<OpenedCapture>,
  ) {
    void this.begin();
  }

  private async begin(): Promise<void> {
    this.trouble = undefined;
    try {
      this.capture = await this.open(this.dir);
      this.view = await CaptureView.open(this.capture, loadTracers());
      for await (const message of this.view.seconds()) this.all.push(message);
      this.tellAll();
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    const { what, why, mend } =
      error instanceof Failure
        ? error
        : new Failure('The capture cannot be shown.', `${(error as Error).message}.`, 'Please report this.');
    this.trouble = { kind: 'trouble', state: 'broken', what, why, mend };
    this.capture?.close();
    this.capture = undefined;
    for (const link of this.links) link.complain(this.trouble);
  }

  private hello(): HelloMessage {
    const { manifest } = this.capture ?? {};
    return {
      kind: 'hello',
      host: {
        kernel: manifest?.host.kernel ?? '',
        cpus: manifest?.host.cpus ?? 0,
        hostname: manifest?.host.hostname ?? '',
      },
      door: 'capture',
      rights: 'a capture is read in a cage: no helper, no network, no other file',
      tracers: (this.view?.tracers ?? []).map(({ name, question, columns }) => ({ name, question, columns })),
      capture: this.view?.info(this.dir) ?? null,
      afresh: true,
    };
  }

  link(port: Port): void {
    const link: WindowLink = new WindowLink(port, this.history, {
      follow: (to) => void this.follow(link, to),
      retry: () => {
        if (!this.capture) void this.begin();
      },
      demonstrate: () => undefined,
      capture: (request) => this.control(request),
      closed: () => {
        this.links.delete(link);
      },
    });
    this.links.add(link);
    if (this.view) this.greet(link);
    link.complain(this.trouble);
  }

  private greet(link: WindowLink): void {
    link.greet(this.hello());
    link.tellPlayer(this.player());
  }

  private player() {
    return {
      kind: 'player' as const,
      position: this.position,
      seconds: this.all.reduce((sum, { seconds }) => sum + seconds, 0),
      speed: this.speed,
      playing: this.timer !== undefined,
    };
  }

  private control(request: CaptureRequest): void {
    if (request.kind === 'hold') this.hold();
    else if (request.kind === 'play' && request.speed === 0) this.tellAll();
    else if (request.kind === 'play') this.play(request.speed, request.from);
  }

  private hold(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    for (const link of this.links) link.tellPlayer(this.player());
  }

  /** Everything at once: what a window has first. */
  private tellAll(): void {
    this.speed = 0;
    this.beginAnew();
    this.tellUntil(Number.POSITIVE_INFINITY);
    this.hold();
  }

  private play(speed: number, from: number | undefined): void {
    clearInterval(this.timer);
    const { seconds } = this.player();
    const start = from ?? (this.position >= seconds ? 0 : this.position);
    if (start < this.position || this.position >= seconds) this.beginAnew();
    this.tellUntil(start);
    this.speed = speed;
    let before = performance.now();
    let at = Math.max(start, this.position);
    this.timer = setInterval(() => {
      const now = performance.now();
      at += ((now - before) / 1000) * speed;
      before = now;
      this.tellUntil(at);
      if (this.position >= seconds) this.hold();
      for (const link of this.links) link.tellPlayer(this.player());
    }, STEP_MS);
  }

  private beginAnew(): void {
    this.history = new History();
    this.position = 0;
    for (const link of this.links) {
      link.begin(this.history);
      this.greet(link);
    }
  }

  /** Tells the seconds that were over `until` seconds after the beginning. */
  private tellUntil(until: number): void {
    let position = 0;
    for (const message of this.all) {
      position += message.seconds;
      if (position > until) break;
      if (position <= this.position) continue;
      this.position = position;
      this.history.add(message);
    }
    for (const link of this.links) link.pump();
  }

  private async follow(link: WindowLink, to: { pid?: number; call?: number } | undefined): Promise<void> {
    if (!to || !this.view) return;
    const last = this.history.latest;
    try {
      const found = await this.view.events(to, last ? last.second + 1 : 0);
      link.addEvents(found.events, found.leftOut, true);
      link.pump();
    } catch (error) {
      this.fail(error);
    }
  }

  end(): void {
    clearInterval(this.timer);
    this.capture?.close();
  }
}
