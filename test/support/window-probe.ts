// SPDX-License-Identifier: Apache-2.0
// Takes the place of a window: links a port to the engine, gives credits, and says at the end what it was told.
//   node out/test/support/window-probe.js SECONDS [follow COMM | ask JSON | late MS]     prints one line of JSON
// JSON is a list of [milliseconds, message]: what the window asks for, and when. Captures go to a folder of its own.
// `late` links a second window after MS, whose seconds are told as `late`.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WindowEngine } from '../../src-main/engine/window-engine';
import type { Port } from '../../src-main/engine/window-link';
import { type Preset, PRESETS } from '../../src-main/presets/presets';
import { callName } from '../../src-main/shared/call-text';
import type { CapturesMessage, RecordingInfo } from '../../src-main/shared/capture-contract';
import type { EngineMessage, WindowMessage } from '../../src-main/shared/contract';

import type { RowsMessage } from '../../src-main/shared/rows-contract';
import { secondDigest } from './second-digest';

/** Beside those that are offered: what a question about some calls keeps can be counted. */
(PRESETS as Preset[]).push({
  ...{ id: 'some-calls', question: 'Who asks for its parent?', explanation: '', tracers: ['syscalls'] },
  ...{ scope: 'machine', filter: { calls: 'getppid,openat' }, events: true, layout: { place: 'syscalls' } },
});

const [seconds, what, words = ''] = process.argv.slice(2);
const followed = what === 'follow' ? words : undefined;
const own = mkdtempSync(join(tmpdir(), 'ringside-probe-'));
process.env.XDG_DATA_HOME = own;
process.env.XDG_CACHE_HOME = own;

class ProbePort implements Port {
  /** Of each second; what is told of it again takes the place. */
  readonly counted = new Map<number, [comm: string, call: string, count: number][]>();
  readonly kinds: Record<string, number> = {};
  readonly eventComms = new Set<string>();
  readonly seconds: { second: number; seconds: number }[] = [];
  events = 0;
  mostOnTheWay = 0;
  trouble: unknown = null;
  readonly ended: RecordingInfo[] = [];
  readonly failures: unknown[] = [];
  captures: CapturesMessage | null = null;
  /** By second, when captures or a late window are asked for: what they have to tell again. */
  readonly digests: Record<number, string[]> = {};
  readonly rows: RowsMessage[] = [];
  /** Tracers without a view of their own that a second told of. */
  readonly tallied: Record<number, string[]> = {};
  private readonly who = new Map<number, string>();
  private readonly names = new Map<number, string>();
  private receive: (event: { data: unknown }) => void = () => undefined;

  on(event: 'message' | 'close', listener: (event: { data: unknown }) => void): this {
    if (event === 'message') this.receive = listener;
    return this;
  }
  start(): void {}
  close(): void {}

  send(message: WindowMessage): void {
    this.receive({ data: message });
  }

  postMessage(posted: unknown): void {
    const message = posted as EngineMessage;
    this.kinds[message.kind] = (this.kinds[message.kind] ?? 0) + 1;
    if (message.kind === 'rows') this.rows.push(message);
    if (message.kind === 'trouble') this.trouble = message;
    if (message.kind === 'captures') {
      this.captures = message;
      this.ended.push(...message.ended);
      if (message.failure) this.failures.push(message.failure);
    }
    if (message.kind === 'events') {
      this.events += message.events.length + message.leftOut;
      for (const { comm } of message.events) this.eventComms.add(comm);
    }
    if (message.kind === 'second') {
      if (what === 'ask' || what === 'late') this.digests[message.second] = secondDigest(message, this.who);
      this.tallied[message.second] = message.tallies.map(({ tracer }) => tracer);
      this.seconds.push({ second: message.second, seconds: message.seconds });
      for (const { id, comm } of message.processes) this.names.set(id, comm);
      const counted: [string, string, number][] = [];
      this.counted.set(message.second, counted);
      message.calls.process.forEach((process, i) => {
        const comm = this.names.get(process) ?? '(unnamed)';
        counted.push([comm, callName(message.calls.call[i] ?? 0), message.calls.count[i] ?? 0]);
        const pid = message.processes.find((one) => one.id === process)?.pid;
        if (followed !== undefined && comm === followed && pid) this.send({ kind: 'follow', pid });
      });
    }
    setImmediate(() => this.send({ kind: 'credit', count: 1 }));
  }

  /** The seconds in which each program called. */
  when(): Record<string, number[]> {
    const when: Record<string, number[]> = {};
    for (const [second, counted] of this.counted)
      for (const comm of new Set(counted.map(([comm]) => comm))) when[comm] = [...(when[comm] ?? []), second];
    return when;
  }

  counts(): Record<string, Record<string, number>> {
    const counts: Record<string, Record<string, number>> = {};
    for (const [comm, name, count] of [...this.counted.values()].flat()) {
      const calls = counts[comm] ?? {};
      counts[comm] = calls;
      calls[name] = (calls[name] ?? 0) + count;
    }
    return counts;
  }
}

const port = new ProbePort();
const engine = new WindowEngine(process.pid);
engine.link(port);
if (what === 'ask')
  for (const [ms, message] of JSON.parse(words) as [number, WindowMessage][])
    setTimeout(() => port.send(message), ms);
const late = new ProbePort();
if (what === 'late') setTimeout(() => engine.link(late), Number(words));
setTimeout(() => {
  const { kinds, events, eventComms, seconds: told, trouble, ended, failures, captures } = port;
  const document = {
    counts: port.counts(),
    when: port.when(),
    kinds,
    events,
    eventComms: [...eventComms],
    told,
    trouble,
    ended,
    failures,
    captures,
    digests: port.digests,
    late: late.digests,
    tallied: port.tallied,
    // JSON has no bigint.
    rows: port.rows.map(({ rows, ...page }) => ({
      ...page,
      rows: rows.map((row) => row.map((value) => (typeof value === 'bigint' ? String(value) : value))),
    })),
  };
  void engine.end().then(() => process.stdout.write(`${JSON.stringify(document)}\n`, () => process.exit(0)));
}, Number(seconds) * 1000);
