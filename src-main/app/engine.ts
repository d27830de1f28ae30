// SPDX-License-Identifier: Apache-2.0
// The engine's process, and the port between it and the window. Data never passes through here: main makes the
// channel, gives one end to each, and does so again when either comes back.
//
//     engine (utility process) <---- MessageChannelMain ----> window
//
// While there is no engine, the far end of the channel is ours and says why.

import {
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
  type WebContents,
} from 'electron';
import { PORT_MESSAGE, type TroubleMessage, type WindowMessage } from '../shared/contract';
import { ENGINE } from './paths';
import { Restarts } from './restarts';

/** Electron 25 tells 0 also where a signal ended it. */
const howItEnded = (code: number) => (code ? `It ended with ${code}` : 'Its process is gone');

/** A wait that a person notices. */
const SLOW_FROM_MS = 1000;

export class Engine {
  private process: UtilityProcess | undefined;
  private window: WebContents | undefined;
  private again: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly restarts = new Restarts();
  private trouble: TroubleMessage | undefined;

  start(): void {
    clearTimeout(this.again);
    this.trouble = undefined;
    const child = utilityProcess.fork(ENGINE, [], { serviceName: 'Ringside engine', stdio: 'inherit' });
    this.process = child;
    child.once('exit', (code) => this.ended(code));
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
    const { port1: far, port2: near } = new MessageChannelMain();
    if (this.process) this.process.postMessage({ kind: 'port' }, [far]);
    else this.explain(far);
    window.postMessage(PORT_MESSAGE, null, [near]);
  }

  private ended(code: number): void {
    this.process = undefined;
    if (this.stopped) return;
    const waitMs = this.restarts.next(Date.now());
    const often = waitMs >= SLOW_FROM_MS;
    this.trouble = {
      kind: 'trouble',
      state: 'lost',
      what: often ? 'The engine ends again and again.' : 'The engine ended.',
      why: often
        ? `${this.restarts.inLastMinute} times in the last minute. ${howItEnded(code)}.`
        : `${howItEnded(code)}; what it knew of this session is gone, what the window has stays.`,
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
