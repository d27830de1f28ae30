// SPDX-License-Identifier: Apache-2.0
// What watching costs when nothing happens, how soon it watches, and the memory that it holds.

import { ringside } from '../support/watch';
import { startOurs } from './ours';
import { pause, statusField } from './programs';
import { type Figure, median, ROUNDS, SHORT } from './rounds';

const SECONDS = SHORT ? 5 : 30;

export async function idle(say: (text: string) => void): Promise<Figure[]> {
  const bench = 'idle';
  const ours = await startOurs(['--seconds', String(SECONDS + 60)], { aside: false });
  const begun = performance.now();
  const before = ours.cpuNs();
  await pause(SECONDS * 1000);
  const after = ours.cpuNs();
  const share = (ns: number) => (ns / 1e6 / (performance.now() - begun)) * 100;
  const engine = share(after.engine - before.engine);
  const helper = share(after.helper - before.helper);
  const memory = { engine: statusField(ours.engine, 'VmRSS'), helper: statusField(ours.helper, 'VmRSS') };
  const document = await ours.end();
  const programs = (document.cost.bpf_ns / 1e9 / document.seconds) * 100;
  say(
    `idle: engine ${engine.toFixed(2)} %, helper ${helper.toFixed(2)} %, programs ${programs.toFixed(2)} %`,
  );
  return [
    {
      bench,
      what: 'engine, helper and programs together',
      value: engine + helper + programs,
      unit: '% of a core',
      target: { most: 3 },
      note: `engine ${engine.toFixed(2)}, helper ${helper.toFixed(2)}, programs ${programs.toFixed(2)}; over ${SECONDS} s`,
    },
    {
      bench,
      what: 'the same as the document shows it',
      value: (document.cost.app_cpu_ns / 1e9 / document.seconds) * 100 + programs,
      unit: '% of a core',
    },
    { bench, what: 'memory of the engine', value: memory.engine / 1024, unit: 'MiB' },
    { bench, what: 'memory of the helper', value: memory.helper / 1024, unit: 'MiB' },
  ];
}

interface Doctor {
  readonly helper: { readonly ready_ms: number; readonly load_ms: number; readonly memory_bytes: number };
}

export async function start(say: (text: string) => void): Promise<Figure[]> {
  const doctors: Doctor[] = [];
  const watching: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { stdout, stderr } = await ringside(['doctor', '--json']);
    if (!stdout) throw new Error(stderr);
    doctors.push(JSON.parse(stdout) as Doctor);
    const ours = await startOurs([]);
    watching.push(ours.readyMs);
    await ours.end();
    say(
      `start ${round + 1}/${ROUNDS}: READY ${doctors.at(-1)?.helper.ready_ms} ms, watching ${watching.at(-1)} ms`,
    );
  }
  const of = (get: (doctor: Doctor) => number) => median(doctors.map(get));
  return [
    {
      bench: 'start',
      what: 'helper to READY',
      value: of(({ helper }) => helper.ready_ms),
      unit: 'ms',
      target: { most: 1000 },
    },
    {
      bench: 'start',
      what: 'of that, loading programs',
      value: of(({ helper }) => helper.load_ms),
      unit: 'ms',
    },
    {
      bench: 'start',
      what: 'command line to the last program attached',
      value: median(watching),
      unit: 'ms',
      note: 'with Node, READY, and measuring what a call costs',
    },
    {
      bench: 'start',
      what: 'kernel memory held, rings and tables',
      value: of(({ helper }) => helper.memory_bytes) / 2 ** 20,
      unit: 'MiB',
    },
  ];
}
