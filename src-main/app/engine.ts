// SPDX-License-Identifier: Apache-2.0
// The process behind a window, and the port between the two: the live engine, or the replay of a capture. Data never
// passes through here: main makes the channel, gives one end to each, and does so again when either comes back.
//
//     engine (utility process) <---- MessageChannelMain ----> window
//
// While there is no engine, the far end of the channel is ours and says why.

import { constants } from 'node:os';
import {
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
  type WebContents,
} from 'electron';
import { PORT_MESSAGE, type TroubleMessage, type WindowMessage } from '../shared/contract';
import { CAPTURE_ENGINE, ENGINE } from './paths';
import { Restarts } from './restarts';
import { YOUNG_HEAP } from './thrift';

/** A signal's number comes as it is, or as 0; our engine itself never ends with one of these. */
const SIGNALS: ReadonlyMap<number, string> = new Map(
  (['SIGILL', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV', 'SIGTERM'] as const).map((name) => [
    constants.signals[name],
    name,
  ]),
);

function howItEnded(code: number): string {
  if (code === 0) return 'Its process is gone';
  const signal = SIGNALS.get(code);
  return signal ? `It was ended by ${signal}` : `It ended with ${code}`;
}

/** A wait that a person notices. */
const SLOW_FROM_MS = 1000;

export interface EngineKind {
  readonly script: string;
  readonly words: readonly string[];
  /** Of the process, as the system lists it. */
  readonly service: string;
  /** "The engine". */
  readonly name: string;
  /** What is left of what it knew. */
  readonly left: string;
  /** Takes what it tells main itself: claims, to be checked. */
  readonly told?: (message: unknown) => void;
}

export const LIVE: EngineKind = {
  script: ENGINE,
  words: [],
  service: 'Ringside engine',
  name: 'The engine',
  left: 'what it knew of this session is gone, what the window has stays',
};

/**
 * @param unpacked where a single file is unpacked to, a folder that is there only for this; '' for a folder
 * @param opened is told the capture's name each time that it could be opened
 */
export const replayOf = (path: string, unpacked: string, opened: (name: string) => void): EngineKind => ({
  script: CAPTURE_ENGINE,
  words: [path, unpacked],
  service: 'Ringside replay',
  name: 'The replay',
  left: 'the capture is as it was',
  told: (message) => {
    const { kind, name } = (message ?? {}) as Record<string, unknown>;
    if (kind === 'opened' && typeof name === 'string') opened(name);
  },
});

export class Engine {
  private process: UtilityProcess | undefined;
  private window: WebContents | undefined;
  private again: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly restarts = new Restarts();
  private trouble: TroubleMessage | undefined;
  /** The window's end of a channel whose other end the engine has already. */
  private near: MessagePortMain | undefined;

  constructor(private readonly kind: EngineKind) {}

  /** The engine begins with its first port, so it gets one at once: it opens the helper while the window loads. */
  start(): void {
    clearTimeout(this.again);
    this.trouble = undefined;
    const child = utilityProcess.fork(this.kind.script, [...this.kind.words], {
      serviceName: this.kind.service,
      stdio: 'inherit',
      execArgv: [`--js-flags=${YOUNG_HEAP}`],
    });
    this.process = child;
    child.once('exit', (code) => this.ended(code));
    child.on('message', (message) => this.kind.told?.(message));
    this.near = this.channel();
    if (this.window) this.connect(this.window);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.again);
    this.process?.kill();
  }

  /** Gives `window` a new port; its old one is of no use from then on. */
  connect(window: WebContents): void {
    this.window = window;
    if (window.isDestroyed()) return;
    window.postMessage(PORT_MESSAGE, null, [this.near ?? this.channel()]);
    this.near = undefined;
  }

  private channel(): MessagePortMain {
    const { port1: far, port2: near } = new MessageChannelMain();
    if (this.process) this.process.postMessage({ kind: 'port' }, [far]);
    else this.explain(far);
    return near;
  }

  private ended(code: number): void {
    this.process = undefined;
    this.near = undefined;
    if (this.stopped) return;
    const waitMs = this.restarts.next(Date.now());
    const often = waitMs >= SLOW_FROM_MS;
    this.trouble = {
      kind: 'trouble',
      state: 'lost',
      what: often ? `${this.kind.name} ends again and again.` : `${this.kind.name} ended.`,
      why: often
        ? `${this.restarts.inLastMinute} times in the last minute. ${howItEnded(code)}.`
        : `${howItEnded(code)}; ${this.kind.left}.`,
      mend: often
        ? `It is started again in ${Math.round(waitMs / 1000)} s; its last words are where Ringside was started.`
        : 'It is being started again.',
    };
    process.stderr.write(`ringside: ${this.trouble.what} ${this.trouble.why}\n`);
    if (this.window) this.connect(this.window);
    this.again = setTimeout(() => this.start(), waitMs);
  }

  private explain(far: MessagePortMain): void {
    far.on('message', ({ data }: { data: WindowMessage }) => {
      if (data?.kind === 'retry' && !this.process && !this.stopped) this.start();
    });
    far.start();
    if (this.trouble) far.postMessage(this.trouble);
  }
}
