// SPDX-License-Identifier: Apache-2.0
// The cost that Ringside shows against the slowdown that is there. Programs are attached and detached between two
// runs of the same work, in turn; the slowdown is CPU time of the work and its children as the kernel accounts
// it, and what is shown comes from the engine's own meter and books over the same run.

import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Books } from '../../src-main/engine/books';
import { CostMeter } from '../../src-main/engine/cost-meter';
import { startTicks } from '../../src-main/engine/proc';
import { columnFields } from '../../src-main/engine/records';
import { LIFE_PROGRAMS } from '../../src-main/engine/session';
import { tracersNamed } from '../../src-main/engine/tracers';
import { HelperClient } from '../../src-main/helper/helper-client';
import { addon, ROOT } from '../../src-main/helper/native';
import { BY_SUBTREE, CAPTURE_STREAM, STREAMS, SUBTREE_MEMBER } from '../../src-main/shared/events.gen';
import { workload } from '../support/watch';
import { aside, LOOP_CPU, mine, pause } from './programs';
import { type Figure, median, middle, ROUNDS } from './rounds';

/** Shown and real may differ by this much; where the real one is less certain than that, nothing is said. */
const OFF_MOST = 0.2;
const USER = 1000;

const MODES = ['tally', 'stream'] as const;
type Mode = (typeof MODES)[number];
const TITLES: Readonly<Record<Mode, string>> = { tally: 'tally', stream: 'tally and stream' };

interface Work {
  readonly title: string;
  readonly command: readonly string[];
  /** Runs of each kind in a round: many where the cost is a small share of the work. */
  readonly runs: number;
}

interface Run {
  readonly bare: number;
  readonly watched: Readonly<Record<Mode, number>>;
  readonly shown: Readonly<Record<Mode, number>>;
}

/** A shell that lives on between the runs, so that bare and watched ones are children of the same process. */
class Shell {
  private readonly child = mine(
    spawn('setpriv', [`--reuid=${USER}`, `--regid=${USER}`, '--clear-groups', '/bin/sh'], {
      stdio: ['pipe', 'ignore', 'pipe'],
    }),
  );
  private readonly folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
  private said = '';
  private answered: () => void = () => undefined;

  constructor() {
    chownSync(this.folder, USER, USER);
    this.child.stderr.on('data', (chunk: Buffer) => {
      this.said += chunk.toString();
      if (this.said.endsWith('done\n')) this.answered();
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Runs the command; its and its children's CPU time, ns. */
  async run(command: readonly string[]): Promise<number> {
    const file = join(this.folder, 'taken.json');
    const words = [workload('timed'), file, String(LOOP_CPU), ...command, this.folder];
    this.said = '';
    const done = new Promise<void>((resolve) => {
      this.answered = resolve;
    });
    this.child.stdin.write(`${words.map((word) => `'${word}'`).join(' ')} && echo done >&2\n`);
    await done;
    const taken = JSON.parse(readFileSync(file, 'utf8')) as { user_ns: number; system_ns: number };
    return taken.user_ns + taken.system_ns;
  }

  end(): void {
    this.child.stdin.end();
    rmSync(this.folder, { recursive: true });
  }
}

class Watcher {
  private constructor(
    private readonly helper: HelperClient,
    private readonly meter: CostMeter,
  ) {}

  static async open(root: number): Promise<Watcher> {
    const helper = await HelperClient.open();
    const meter = await CostMeter.calibrate(helper, [tracer()]);
    const ticks = startTicks(root);
    if (ticks === undefined) throw new Error('the shell is not there');
    await helper.follow(root, ticks, SUBTREE_MEMBER);
    return new Watcher(helper, meter);
  }

  /** What `work` takes while it is watched, and what watching it is shown to have cost, ns. */
  async during(mode: Mode, work: () => Promise<number>): Promise<{ taken: number; shown: number }> {
    const { helper, meter } = this;
    const books = new Books(helper);
    const programs = [...LIFE_PROGRAMS, ...tracer().programs[mode]];
    if (mode === 'stream') helper.native.startReader([streamLayout()], 5e6, () => undefined);
    for (const program of programs) await helper.attach(program);
    await books.baseline();
    meter.baseline();
    await helper.start({ by: BY_SUBTREE }, mode === 'stream' ? CAPTURE_STREAM : 0);
    const taken = await work();
    await helper.stop();
    await pause(20);
    await books.update(0);
    const { bpfNs, othersNs } = meter.figures(books);
    for (const program of [...programs].reverse()) await helper.detach(program);
    if (mode === 'stream') await helper.native.stopReader();
    await helper.clear(addon().bootNs());
    return { taken, shown: bpfNs - othersNs };
  }

  close(): void {
    this.helper.close();
  }
}

function tracer() {
  const [found] = tracersNamed(['syscalls']);
  if (!found) throw new Error('no tracer of system calls');
  return found;
}

function streamLayout() {
  const stream = STREAMS[tracer().streams[0]?.name ?? ''];
  if (!stream) throw new Error('no stream of system calls in the schema');
  return { id: stream.id, bytes: stream.bytes, fields: columnFields(stream).map((field) => ({ ...field })) };
}

async function measure({ title, command, runs }: Work, say: (text: string) => void): Promise<Run[]> {
  const all: Run[] = [];
  const shell = new Shell();
  await shell.run(['/bin/true']);
  for (let round = 0; round < ROUNDS; round++) {
    // As each session does, the meter measures this kernel anew.
    const watcher = await Watcher.open(shell.pid);
    const work = () => shell.run(command);
    for (let run = 0; run < runs; run++) {
      const bare = [await work()];
      const tally = await watcher.during('tally', work);
      bare.push(await work());
      const stream = await watcher.during('stream', work);
      all.push({
        bare: (bare[0] ?? 0) / 2 + (bare[1] ?? 0) / 2,
        watched: { tally: tally.taken, stream: stream.taken },
        shown: { tally: tally.shown, stream: stream.shown },
      });
    }
    watcher.close();
    const part = all.slice(-runs);
    const ms = (ns: readonly number[]) => (median(ns) / 1e6).toFixed(2);
    say(
      `cost-honesty ${round + 1}/${ROUNDS} ${title}: ${ms(part.map(({ bare }) => bare))} ms bare; ` +
        MODES.map(
          (mode) =>
            `${TITLES[mode]}: ${ms(part.map(({ watched, bare }) => watched[mode] - bare))} ms more, ` +
            `${ms(part.map(({ shown }) => shown[mode]))} shown`,
        ).join('; '),
    );
  }
  shell.end();
  return all;
}

function figuresOf({ title }: Work, runs: readonly Run[]): Figure[] {
  const bare = median(runs.map((run) => run.bare));
  return MODES.map((mode) => {
    const real = middle(runs.map((run) => run.watched[mode] - run.bare));
    const shown = median(runs.map((run) => run.shown[mode]));
    const ms = (ns: number) => (ns / 1e6).toFixed(2);
    return {
      bench: 'cost-honesty',
      what: `${title}, ${TITLES[mode]}: shown against real`,
      value: Math.abs(shown / real.median - 1),
      unit: '',
      target: { most: OFF_MOST },
      quiet: real.doubt <= OFF_MOST * real.median,
      note: `shown ${ms(shown)} ms, real ${ms(real.median)} ± ${ms(real.doubt)} ms of ${ms(bare)} ms; ${runs.length} runs`,
    };
  });
}

export async function costHonesty(say: (text: string) => void): Promise<Figure[]> {
  const works: readonly Work[] = [
    { title: 'getppid loop', command: [workload('getppid-loop'), '1000000', String(LOOP_CPU), '1'], runs: 3 },
    {
      title: 'open-close loop',
      command: [workload('open-close-loop'), '200000', String(LOOP_CPU), join(ROOT, 'LICENSE')],
      runs: 3,
    },
    { title: 'shell build', command: ['/bin/sh', join(ROOT, 'test/bench/shell-build.sh')], runs: 16 },
  ];
  const figures: Figure[] = [];
  for (const work of works) figures.push(...figuresOf(work, await aside(() => measure(work, say))));
  return figures;
}
