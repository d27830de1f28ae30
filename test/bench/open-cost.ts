// SPDX-License-Identifier: Apache-2.0
// What watching adds to an open and its close, ours with whole paths and opensnoop in turn; and how many opens a second
// are told, none lost. A loop on one CPU, the watcher on the other.

import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginFiles } from '../support/files';
import { workload } from '../support/watch';
import { aside, LOOP_CPU, mine, pause, startPeer, until } from './programs';
import { type Figure, isQuiet, median, ROUNDS, SHORT, spread } from './rounds';

const OPENS = SHORT ? 50_000 : 400_000;
/** Files that are opened in turn: the first opens tell their paths, all later ones only name them. */
const FILES = 100;
const SUSTAINED = { rate: 100_000, seconds: SHORT ? 5 : 30 };
const OPENSNOOP = '/usr/sbin/opensnoop';

interface Loop {
  readonly pid: number;
  readonly opens: number;
  readonly seconds: number;
  readonly least_ns: number;
  readonly mean_ns: number;
}

/** A loop that waits until it is let go, in a folder of six names. */
function loopIn(
  folder: string,
  opens: number,
  rate = 0,
  files = FILES,
): { pid: number; go(): Promise<Loop> } {
  const place = join(folder, 'a/b/c');
  mkdirSync(place, { recursive: true });
  const argv = [opens, LOOP_CPU, place, files, rate].map(String);
  const child = mine(spawn(workload('opens'), argv, { stdio: ['pipe', 'pipe', 'inherit'] }));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    pid: child.pid ?? 0,
    go: async () => {
      child.stdin.end('g');
      await ended;
      return JSON.parse(said) as Loop;
    },
  };
}

interface Observer {
  readonly name: string;
  readonly start: () => Promise<(loop: Loop) => Promise<void>>;
}

const ours = (name: string, options: readonly string[]): Observer => ({
  name,
  start: async () => {
    const watching = await beginFiles([...options, '--limit', '0']);
    await pause(500);
    return async ({ pid, opens }) => {
      const { tallies } = await watching.end();
      const counted = tallies.files.filter((row) => row.pid === pid).reduce((sum, row) => sum + row.count, 0);
      if (counted < opens) throw new Error(`${name}: counted ${counted} of ${opens}`);
    };
  },
});

const OBSERVERS: readonly Observer[] = [
  { name: 'nothing', start: async () => async () => undefined },
  ours('ours, every open with its path', []),
  {
    name: 'opensnoop',
    start: async () => {
      const started = startPeer(OPENSNOOP, []);
      // It says something only once it has much to say: a quiet machine opens too little.
      await until('opensnoop begins', () => {
        for (let i = 0; i < 100; i++) closeSync(openSync('/dev/null', 'r'));
        return started.said().includes('PID');
      });
      await pause(1000);
      return async () => {
        const said = await started.end();
        if (!said.includes('ringside-opens')) throw new Error('opensnoop did not see the loop');
      };
    },
  },
];

async function added(folder: string, say: (text: string) => void): Promise<Figure[]> {
  const bench = 'open-cost';
  const there = OBSERVERS.filter(({ name }) => name !== 'opensnoop' || existsSync(OPENSNOOP));
  const least = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++)
    for (const { name, start } of there) {
      const loop = loopIn(folder, OPENS);
      const end = await start();
      const done = await loop.go();
      await end(done);
      least.set(name, [...(least.get(name) ?? []), done.least_ns]);
      say(`${bench} ${round + 1}/${ROUNDS} ${name}: ${done.least_ns} ns, ${done.mean_ns} ns on the average`);
    }
  const of = (name: string) => least.get(name) ?? [];
  const bare = of('nothing');
  const more = (name: string) => median(of(name)) - median(bare);
  const [mine_, theirs] = [more('ours, every open with its path'), more('opensnoop')];
  const figures = there.map(({ name }): Figure => {
    const note = name === 'nothing' ? '' : `+${more(name).toFixed(0)}`;
    return { bench, what: name, value: median(of(name)), unit: 'ns an open and close', note };
  });
  if (there.length < OBSERVERS.length) return figures;
  const note = `${mine_.toFixed(0)} / ${theirs.toFixed(0)} ns; the base moved ${(spread(bare) * 100).toFixed(1)} %`;
  const what = 'every open with its path / opensnoop';
  return [
    ...figures,
    { bench, what, value: mine_ / theirs, unit: '', target: { most: 0.8 }, quiet: isQuiet(bare), note },
  ];
}

/** With as many files as are opened, each path has to be told; with few, only named. */
async function sustained(folder: string, files: number, say: (text: string) => void): Promise<Figure[]> {
  const { rate, seconds } = SUSTAINED;
  const bench = `open-cost, ${rate} opens/s, ${files} files`;
  const loop = loopIn(folder, rate * seconds, rate, files);
  await pause(2000);
  const watching = await beginFiles(['--limit', '0']);
  const { opens, seconds: took, pid } = await loop.go();
  const { lost, tallies, streams } = await watching.end();
  const counted = tallies.files.filter((row) => row.pid === pid).reduce((sum, row) => sum + row.count, 0);
  const figures: Figure[] = [
    { bench, what: 'opens made, not counted', value: opens - counted, unit: 'opens', target: { exactly: 0 } },
    { bench, what: 'lost of any process', value: lost.total, unit: '', target: { exactly: 0 } },
    { bench, what: 'paths forgotten', value: lost.texts_forgotten, unit: '', target: { exactly: 0 } },
    {
      bench,
      what: 'opens told',
      value: (streams.files?.delivered ?? 0) / took / 1000,
      unit: 'k/s',
      target: { least: (rate / 1000) * 0.98 },
      note: `over ${took.toFixed(1)} s`,
    },
  ];
  for (const { what, value, unit } of figures) say(`${bench}: ${what}: ${value} ${unit}`);
  return figures;
}

export async function openCost(say: (text: string) => void): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-opens-'));
  try {
    return [
      ...(await aside(() => added(folder, say))),
      ...(await sustained(folder, FILES, say)),
      ...(await sustained(folder, 50_000, say)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
