// SPDX-License-Identifier: Apache-2.0
// A window of a capture that takes a while to open: how far it is, and a way out.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import type { Port } from '../../../src-main/engine/window-link';
import { type OpenCapture, WindowReplay } from '../../../src-main/replay/window-replay';
import type { EngineMessage, WindowMessage } from '../../../src-main/shared/contract';

class Window implements Port {
  readonly told: EngineMessage[] = [];
  private receive: (event: { data: unknown }) => void = () => undefined;

  on(event: 'message' | 'close', listener: (event: { data: unknown }) => void): this {
    if (event === 'message') this.receive = listener;
    return this;
  }
  start(): void {}
  close(): void {}
  postMessage(message: unknown): void {
    this.told.push(message as EngineMessage);
    this.send({ kind: 'credit', count: 1 });
  }
  send(data: WindowMessage): void {
    this.receive({ data });
  }
  last = () => this.told.at(-1);
}

/** Unpacks half of it, and then the other half as soon as it is let. */
function opening() {
  const window = new Window();
  const signals: AbortSignal[] = [];
  const open: OpenCapture = (_onEnd, { signal, tell }) => {
    signals.push(signal);
    tell('unpacked', 500, 1000);
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    );
  };
  const replay = new WindowReplay('/somewhere/one.ringside', open);
  replay.link(window);
  return { window, signals, replay };
}

describe('a capture that is being opened', () => {
  it('tells how far it is, also to a window that comes later', () => {
    const { window, replay } = opening();
    const half = { kind: 'opening', done: 500, total: 1000 };
    assert.deepEqual(window.told, [half]);
    const second = new Window();
    replay.link(second);
    assert.deepEqual(second.told, [half]);
    replay.end();
  });

  it('is cancelled by the window, which is told so and can try again', async () => {
    const { window, signals } = opening();
    window.send({ kind: 'cancel-open' });
    await later(1);
    assert.equal(signals[0]?.aborted, true);
    assert.deepEqual(window.last(), {
      ...{ kind: 'trouble', state: 'broken', what: 'The capture was not opened.' },
      why: 'You cancelled it; nothing of it was kept in the cache.',
      mend: 'Try again when there is time for it.',
    });
    window.send({ kind: 'retry' });
    assert.equal(signals.length, 2);
    assert.equal(window.last()?.kind, 'opening');
    assert.equal(signals[1]?.aborted, false);
  });

  it('is given up when its window has gone', () => {
    const { signals, replay } = opening();
    replay.end();
    assert.equal(signals[0]?.aborted, true);
  });
});
