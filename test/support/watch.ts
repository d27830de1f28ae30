// SPDX-License-Identifier: Apache-2.0
// Runs `ringside watch` for a test, as an ordinary user with a root helper behind its socket, and gives back
// what a person would have got: the document, the status and what was said on standard error.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { reachableRoot } from './reachable-root';

/** The build, where an ordinary user gets to. */
const root = reachableRoot();

export interface TallyRow {
  readonly pid: number;
  readonly comm: string;
  readonly syscall: string;
  readonly count: number;
  readonly returned: number;
  readonly in_flight: number;
  readonly never_returned: number;
  readonly errors: number;
  readonly errors_by_errno: Readonly<Record<string, number>>;
  readonly total_ns: number;
  readonly p50_ns: number | null;
  readonly p99_ns: number | null;
  readonly max_ns: number | null;
}

export interface StreamRow {
  readonly at_ns: number;
  readonly pid: number;
  readonly tid: number;
  readonly comm: string;
  readonly cpu: number;
  readonly syscall: string;
  readonly text: string;
  readonly args: string;
  readonly result: number | string | null;
  readonly error: string | null;
  readonly duration_ns: number;
}

/** One CPU's books of the programs that make events: `received` is the addon's own count. */
export interface CpuBooks {
  readonly cpu: number;
  readonly seen: number;
  readonly tallied: number;
  readonly delivered: number;
  readonly received: number;
  readonly ring_full: number;
  readonly busy: number;
  readonly tally_full: number;
  readonly filtered: number;
  readonly result_filtered: number;
  readonly no_enter: number;
  readonly newborn: number;
  readonly no_storage: number;
}

export interface Lost {
  readonly total: number;
  readonly ring_full: number;
  readonly busy: number;
  readonly tally_full: number;
  readonly no_storage: number;
  readonly recursion_misses: number;
  readonly exit_missed: number;
  readonly not_followed: number;
  readonly folded_processes: number;
  readonly folded_events: number;
  readonly late_rows: number;
  readonly reader_stalls: number;
  readonly by_cpu: readonly CpuBooks[];
  readonly misses_by_program: Readonly<Record<string, number>>;
  readonly when: readonly { since: number; second: number; cause: string; cpu: number; count: number }[];
  readonly when_left_out: number;
}

export interface EventCount {
  readonly pid: number;
  readonly comm: string;
  readonly syscall: string;
  readonly error: string | null;
  readonly count: number;
}

export interface Stream {
  readonly delivered: number;
  readonly by_key: readonly EventCount[];
  readonly rows: readonly StreamRow[];
  readonly rows_left_out: number;
}

export interface WatchDocument {
  readonly seconds: number;
  readonly tallies: { readonly syscalls: readonly TallyRow[] };
  readonly streams: { readonly syscalls?: Stream };
  readonly lost: Lost;
  readonly cost: { readonly bpf_ns: number; readonly others_ns: number; readonly app_cpu_ns: number };
  readonly notices: readonly { second: number; text: string }[];
  readonly door: string;
}

export interface Watched {
  /** As a shell tells it: 128 + signal when a signal ended the engine. */
  readonly status: number;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Setting {
  /** The memory that the helper takes. */
  readonly size?: 'small' | 'normal' | 'large';
  /** The engine as root with a helper of its own, instead of as an ordinary user. */
  readonly asRoot?: boolean;
  /** What stands behind the socket instead of the helper that was built. */
  readonly helper?: string;
  /** The ordinary user. */
  readonly uid?: number;
  /** What the engine and the command read on standard input; nothing when left out. */
  readonly input?: string;
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends the engine after this long, and the test with it. */
  readonly limitMs?: number;
}

export interface Running {
  /** The engine; its pid is the engine's own (the helper is its child). */
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<Watched>;
}

/** A program of test/workloads, by its name. */
export const workload = (name: string) => join(root, 'native/build', `ringside-${name}`);

/** `ringside ARGV` as an ordinary user with a helper, as one line for whoever starts it as root. */
export const ringsideLine = (argv: readonly string[]): string[] => [
  ...[workload('door-keeper'), '1000', workload('helper'), 'normal', process.execPath],
  join(root, 'out/src-main/cli/main.js'),
  ...argv,
];

/** The same behind the keeper, as root starts it for a user: the helper is started when the engine knows what for. */
export const ringsideKeptLine = (argv: readonly string[]): string[] => [
  ...[workload('keeper'), '1000', workload('helper'), process.execPath],
  join(root, 'out/src-main/cli/main.js'),
  ...argv,
];

/** Starts a compiled script (path below out/) with Node and a helper; the caller ends it. */
export function startScript(script: string, argv: readonly string[], setting: Setting = {}): Running {
  assert.equal(process.getuid?.(), 0, 'kernel tests run as root: the helper needs it');
  const { size = 'normal', uid = 1000, limitMs = 120_000 } = setting;
  const engine = [process.execPath, join(root, 'out', script), ...argv];
  const line = setting.asRoot
    ? engine
    : [workload('door-keeper'), String(uid), setting.helper ?? workload('helper'), size, ...engine];
  const environment: NodeJS.ProcessEnv = { ...process.env, ...setting.environment };
  // Set by npm and by node --test for their own children: the engine of a test is nobody's child.
  for (const name of ['NODE_TEST_CONTEXT', 'NODE_OPTIONS']) delete environment[name];
  if (setting.environment?.INIT_CWD === undefined) delete environment.INIT_CWD;
  const child = spawn(line[0] ?? '', line.slice(1), {
    cwd: setting.cwd ?? root,
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', (text: string) => {
      texts[name] += text;
    });
  }
  child.stdin.on('error', () => undefined); // It may end before it has read everything.
  if (setting.input !== undefined) child.stdin.write(setting.input);
  const ended = new Promise<Watched>((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${script} ${argv.join(' ')} did not end in ${limitMs} ms:\n${texts.stderr}`));
    }, limitMs);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      resolve({ status: code ?? 128 + (signal ? constants.signals[signal] : 0), signal, ...texts });
    });
  });
  ended.catch(() => undefined); // Told to whoever awaits it; nobody may, when the test has failed already.
  return { child, pid: child.pid ?? 0, ended };
}

/** Starts `ringside ARGV`, as it is. */
export function startRingside(argv: readonly string[], setting: Setting = {}): Running {
  const running = startScript('src-main/cli/main.js', argv, setting);
  running.child.stdin?.end();
  return running;
}

/** Runs `ringside ARGV` to its end. */
export function ringside(argv: readonly string[], setting: Setting = {}): Promise<Watched> {
  return startRingside(argv, setting).ended;
}

/** Runs `ringside watch syscalls --json OPTIONS [-- COMMAND]` and parses its document. */
export async function watch(
  options: readonly string[],
  command: readonly string[] = [],
  setting: Setting = {},
): Promise<Watched & { document: WatchDocument }> {
  const size = setting.asRoot && setting.size ? ['--size', setting.size] : [];
  const argv = [
    'watch',
    'syscalls',
    '--json',
    ...size,
    ...options,
    ...(command.length ? ['--', ...command] : []),
  ];
  const watched = await ringside(argv, setting);
  return { ...watched, document: parseDocument(watched) };
}

/** @throws when standard output is not one document alone */
export function parseDocument(watched: Watched): WatchDocument {
  const lines = watched.stdout.split('\n').filter((line) => line !== '');
  assert.equal(
    lines.length,
    1,
    `one document on standard output, not:\n${watched.stdout}\n${watched.stderr}`,
  );
  return JSON.parse(lines[0] ?? '') as WatchDocument;
}
