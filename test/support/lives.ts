// SPDX-License-Identifier: Apache-2.0
// `watch processes` for a test: what it says of single events, and that its books close.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { type Lost, parseDocument, ringside, type Setting, type Watched, workload } from './watch';
import { begin } from './watching';

interface Event {
  readonly at_ns: number;
  readonly pid: number;
  readonly tid: number;
  readonly comm: string;
}

export interface ForkEvent extends Event {
  readonly thread: boolean;
  readonly child_pid: number;
  readonly child_tid: number;
}

export interface ExecEvent extends Event {
  readonly from_tid: number;
  readonly path: string | null;
  readonly path_kind: string;
  readonly asked_path: string | null;
  readonly argv: readonly string[] | null;
  readonly argv_bytes: number;
  readonly cwd: string | null;
  readonly old_comm: string | null;
  readonly error: string | null;
}

export interface ExitEvent extends Event {
  readonly status: number | null;
  readonly signal: number | null;
  readonly signal_name: string | null;
  readonly core_dumped: boolean;
  readonly cpu_ns: number;
  readonly peak_rss_bytes: number;
  readonly duration_ns: number;
}

export interface SignalEvent extends Event {
  readonly signal: number;
  readonly signal_name: string;
  readonly sent_by: string;
  readonly code: string;
  readonly receiver_pid: number;
  readonly receiver_tid: number;
  readonly receiver_comm: string;
  readonly group: boolean;
  readonly result: string;
}

export interface RenameEvent extends Event {
  readonly old_comm: string | null;
  readonly new_comm: string | null;
}

export interface LifeRow {
  readonly pid: number;
  readonly comm: string;
  readonly count: number;
  readonly forks: number;
  readonly threads: number;
  readonly execs: number;
  readonly exec_errors: number;
  readonly renames: number;
  readonly exits: number;
  readonly signals_sent: number;
  readonly signals_received: number;
  readonly exits_by_end: Readonly<Record<string, number>>;
  readonly cpu_ns: number | null;
  readonly lifetime_ns: number | null;
  readonly peak_rss_bytes: number | null;
}

interface Stream<One> {
  readonly delivered: number;
  readonly by_key: readonly { readonly count: number }[];
  readonly rows: readonly One[];
}

export interface LivesDocument {
  readonly tallies: { readonly processes: readonly LifeRow[] };
  readonly streams: {
    readonly process_fork: Stream<ForkEvent>;
    readonly process_exec: Stream<ExecEvent>;
    readonly process_exit: Stream<ExitEvent>;
    readonly process_signal: Stream<SignalEvent>;
    readonly process_rename: Stream<RenameEvent>;
  };
  readonly lost: Lost & { readonly texts_lost: number; readonly texts_forgotten: number };
  readonly cost: { readonly bpf_ns: number };
}

const ALL = ['--events', '--limit', '1000000', '--budget', '0'];

/** Every event of a command and its children. */
export async function watchLives(
  command: readonly string[],
  setting: Setting = {},
  options: readonly string[] = ALL,
): Promise<Watched & { document: LivesDocument }> {
  const watched = await ringside(['watch', 'processes', '--json', ...options, '--', ...command], setting);
  return { ...watched, document: parseDocument(watched) as unknown as LivesDocument };
}

/** Every event of the programs that `options` name, from now until `end()`. */
export async function beginLives(
  options: readonly string[],
): Promise<{ end(): Promise<LivesDocument & Counted> }> {
  const watching = await begin([...ALL, ...options], { environment: { RINGSIDE_WATCH: 'processes' } });
  return {
    end: async () => {
      const { document, accounts } = await watching.end();
      return { ...(document as unknown as LivesDocument), accounts };
    },
  };
}

/** The books, by program, then CPU. */
export interface Counted {
  readonly accounts: Readonly<Record<string, readonly Readonly<Record<string, number>>[]>>;
}

/** Runs ringside-lives; what it says, each line as words. Watched by name by an engine that is somebody else's. */
export async function livesOf(
  words: readonly string[],
  uid = 0,
): Promise<{ document: LivesDocument & Counted; said: string[][] }> {
  const watching = await beginLives(['--comm', 'ringside-lives']);
  const run = spawnSync(workload('lives'), words, { encoding: 'utf8', maxBuffer: 1 << 26, uid, gid: uid });
  const document = await watching.end();
  assert.equal(run.status, 0, run.stderr);
  return { document, said: linesOf(run.stdout) };
}

export const linesOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));

export const said = (lines: readonly string[][], word: string): number[][] =>
  lines.filter(([first]) => first === word).map(([, ...rest]) => rest.map(Number));

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** On each CPU what became of each run, and of each event. */
export function assertLivesBooks({ lost, streams }: Pick<LivesDocument, 'lost' | 'streams'>): void {
  for (const cpu of lost.by_cpu) {
    const where = JSON.stringify(cpu);
    const became = cpu.tallied + cpu.tally_full + cpu.filtered + cpu.no_enter + cpu.newborn + cpu.no_storage;
    assert.equal(cpu.seen, became, where);
    const told = cpu.delivered + cpu.ring_full + cpu.busy + cpu.result_filtered;
    assert.equal(cpu.tallied + cpu.tally_full, told, where);
    assert.equal(cpu.received, cpu.delivered, where);
  }
  const delivered = Object.values(streams).map((stream) => stream.delivered);
  assert.equal(sum(lost.by_cpu.map((cpu) => cpu.delivered)), sum(delivered));
  for (const stream of Object.values(streams))
    assert.equal(sum(stream.by_key.map(({ count }) => count)), stream.delivered);
}

/** Nothing lost, the books close, and the tally counts what the streams have. */
export function assertWholeLives(document: LivesDocument): void {
  const { lost, streams, tallies } = document;
  assert.equal(lost.total, 0, JSON.stringify({ ...lost, by_cpu: [] }));
  assert.equal(lost.texts_lost + lost.texts_forgotten, 0);
  assertLivesBooks(document);
  const total = (figure: 'forks' | 'threads' | 'execs' | 'exec_errors' | 'renames' | 'exits') =>
    sum(tallies.processes.map((row) => row[figure]));
  const { process_fork: forks, process_exec: execs, process_exit: exits, process_rename: renames } = streams;
  for (const stream of Object.values(streams)) assert.equal(stream.rows.length, stream.delivered);
  assert.equal(total('forks'), forks.rows.filter(({ thread }) => !thread).length);
  assert.equal(total('threads'), forks.rows.filter(({ thread }) => thread).length);
  assert.equal(total('execs'), execs.rows.filter(({ error }) => error === null).length);
  assert.equal(total('exec_errors'), execs.rows.filter(({ error }) => error !== null).length);
  assert.equal(total('renames'), renames.rows.length);
  assert.equal(total('exits'), exits.rows.length);
  assert.equal(
    sum(tallies.processes.map(({ exits_by_end }) => sum(Object.values(exits_by_end)))),
    exits.rows.length,
  );
  assert.equal(
    sum(tallies.processes.map(({ cpu_ns }) => cpu_ns ?? 0)),
    sum(exits.rows.map((row) => row.cpu_ns)),
  );
}
