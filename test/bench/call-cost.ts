// SPDX-License-Identifier: Apache-2.0
// What watching adds to a system call, ours and theirs in turn. A loop on one CPU, the watcher on the other.

import { spawn } from 'node:child_process';
import { workload } from '../support/watch';
import { type Loop, OBSERVERS, type Observer, type ObserverName } from './observers';
import { LOOP_CPU, mine } from './programs';
import { type Figure, isQuiet, median, ROUNDS, spread } from './rounds';

interface LoopResult {
  readonly pid: number;
  readonly calls: number;
  readonly least_ns: number;
  readonly mean_ns: number;
}

const KINDS = [1, 8] as const;
type Kinds = (typeof KINDS)[number];

/** A loop that waits until it is let go. */
function startLoop(calls: number, kinds: Kinds): { pid: number; go(): Promise<LoopResult> } {
  const argv = [String(calls), String(LOOP_CPU), String(kinds), 'wait'];
  const child = mine(spawn(workload('getppid-loop'), argv, { stdio: ['pipe', 'pipe', 'inherit'] }));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code ? reject(new Error(`the loop ended with ${code}`)) : resolve()));
  });
  return {
    pid: child.pid ?? 0,
    go: async () => {
      child.stdin.end('g');
      await ended;
      return JSON.parse(said) as LoopResult;
    },
  };
}

async function once(
  observer: Observer,
  least: Map<Kinds, number>,
  mean: Map<Kinds, number>,
): Promise<string | undefined> {
  // A tracer that follows one process is attached to each loop by itself.
  const together = observer !== OBSERVERS.strace;
  const notes: string[] = [];
  for (const group of together ? [KINDS] : KINDS.map((kinds) => [kinds])) {
    const loops = group.map((kinds) => ({ kinds, loop: startLoop(observer.calls, kinds) }));
    const watching = await observer.start(() => loops[0]?.loop.pid ?? 0);
    const done: Loop[] = [];
    for (const { kinds, loop } of loops) {
      const result = await loop.go();
      least.set(kinds, result.least_ns);
      mean.set(kinds, result.mean_ns);
      done.push({ pid: result.pid, calls: result.calls, kinds });
    }
    const note = await watching.end(done);
    if (note) notes.push(note);
  }
  return notes.join('; ') || undefined;
}

export async function callCost(say: (text: string) => void): Promise<Figure[]> {
  const names = (Object.keys(OBSERVERS) as ObserverName[]).filter((name) => {
    const { missing, name: title } = OBSERVERS[name] as Observer;
    if (missing) say(`call-cost: ${title} is left out: ${missing}`);
    return !missing;
  });
  const least = new Map(KINDS.map((kinds) => [kinds, new Map<ObserverName, number[]>()]));
  const mean = new Map(KINDS.map((kinds) => [kinds, new Map<ObserverName, number[]>()]));
  const notes = new Map<ObserverName, string>();
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) {
      const leasts = new Map<Kinds, number>();
      const means = new Map<Kinds, number>();
      const note = await once(OBSERVERS[name], leasts, means);
      if (note) notes.set(name, note);
      for (const kinds of KINDS) {
        for (const [all, now] of [
          [least, leasts],
          [mean, means],
        ] as const) {
          const rounds = all.get(kinds)?.get(name) ?? [];
          all.get(kinds)?.set(name, [...rounds, now.get(kinds) ?? Number.NaN]);
        }
      }
      say(
        `call-cost ${round + 1}/${ROUNDS} ${OBSERVERS[name].name}: ${KINDS.map((k) => leasts.get(k)).join(' / ')} ns`,
      );
    }
  return KINDS.flatMap((kinds) => figuresOf(kinds, names, least, mean, notes));
}

type Measured = ReadonlyMap<Kinds, ReadonlyMap<ObserverName, readonly number[]>>;

function figuresOf(
  kinds: Kinds,
  names: readonly ObserverName[],
  least: Measured,
  mean: Measured,
  notes: ReadonlyMap<ObserverName, string>,
): Figure[] {
  const bench = kinds === 1 ? 'call-cost' : 'call-cost, 8 calls';
  const of = (all: Measured, name: ObserverName) => all.get(kinds)?.get(name) ?? [];
  const bare = of(least, 'nothing');
  const base = median(bare);
  const quiet = isQuiet(bare);
  const added = (name: ObserverName) => median(of(least, name)) - base;
  const ratio = (what: string, one: ObserverName, other: ObserverName, most?: number): Figure[] =>
    names.includes(one) && names.includes(other)
      ? [
          {
            bench,
            what,
            value: added(one) / added(other),
            unit: '',
            quiet,
            ...(most !== undefined ? { target: { most } } : {}),
            note: `${added(one).toFixed(1)} / ${added(other).toFixed(1)} ns; the base moved ${(spread(bare) * 100).toFixed(1)} %`,
          },
        ]
      : [];
  /** Above what nobody can be cheaper than, theirs and ours have the same. */
  const aboveClock = (what: string, one: ObserverName, other: ObserverName): Figure[] => {
    const least = added('clock');
    const [ours, theirs] = [added(one) - least, added(other) - least];
    return names.includes(one) && names.includes(other)
      ? [
          {
            bench,
            what,
            value: ours / theirs,
            unit: '',
            quiet,
            note: `${ours.toFixed(1)} / ${theirs.toFixed(1)} ns`,
          },
        ]
      : [];
  };
  const rows = names.map((name): Figure => {
    const averages = median(of(mean, name)) - median(of(mean, 'nothing'));
    return {
      bench,
      what: OBSERVERS[name].name,
      value: median(of(least, name)),
      unit: 'ns a call',
      note: [
        name === 'nothing' ? '' : `+${added(name).toFixed(1)} (averages: +${averages.toFixed(1)})`,
        notes.get(name) ?? '',
      ]
        .filter(Boolean)
        .join('; '),
    };
  });
  return [
    ...rows,
    ...ratio('tally / syscount -P -L', 'tally', 'syscountLatency', 0.4),
    ...ratio('tally and stream / perf record', 'stream', 'perf', 0.2),
    ...ratio('tally and stream / perf record, 256 MiB', 'stream', 'perfLarge'),
    ...ratio('two looks at the clock / syscount -P -L', 'clock', 'syscountLatency'),
    ...ratio('two looks at the clock / perf record', 'clock', 'perf'),
    ...aboveClock('tally / syscount -P -L, above the clock', 'tally', 'syscountLatency'),
    ...aboveClock('tally and stream / perf record, above the clock', 'stream', 'perf'),
  ];
}
