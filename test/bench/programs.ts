// SPDX-License-Identifier: Apache-2.0
// Starts and ends what is measured and what measures beside us.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { workload } from '../support/watch';

/** Watchers and what they need run here, the measured loop on the other one. */
export const WATCHER_CPU = 0;
export const LOOP_CPU = 1;

const execute = promisify(execFile);

const started = new Set<ChildProcess>();

/** Ends with this bench at the latest, also when the bench fails. */
export function mine<Child extends ChildProcess>(child: Child): Child {
  started.add(child);
  child.once('close', () => started.delete(child));
  return child;
}

export function endWhatIsLeft(): void {
  for (const child of started) child.kill('SIGKILL');
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs a program to its end. @throws when it fails */
export async function output(command: string, argv: readonly string[]): Promise<string> {
  const { stdout } = await execute(command, [...argv], { maxBuffer: 1 << 28 });
  return stdout;
}

/** A program of test/workloads that says one line of JSON. */
export async function measured<Line>(name: string, argv: readonly (string | number)[]): Promise<Line> {
  return JSON.parse(await output(workload(name), argv.map(String))) as Line;
}

/** Keeps a process and all its threads on the watchers' CPU. */
export async function keepAside(pid: number): Promise<void> {
  await output('taskset', ['-a', '-p', '-c', String(WATCHER_CPU), String(pid)]);
}

/** Runs `work` with us, and with whatever it starts, on the watchers' CPU. */
export async function aside<Result>(work: () => Promise<Result>): Promise<Result> {
  await keepAside(process.pid);
  try {
    return await work();
  } finally {
    await output('taskset', ['-a', '-p', '-c', `0-${cpus().length - 1}`, String(process.pid)]);
  }
}

export interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<void>;
  /** Everything that it has said so far. */
  said(): string;
  /** Sends the signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<string>;
}

/** Starts a program on the watchers' CPU. */
export function startAside(command: string, argv: readonly string[]): Started {
  const child = mine(
    spawn('taskset', ['-c', String(WATCHER_CPU), command, ...argv], { stdio: ['pipe', 'pipe', 'pipe'] }),
  );
  let text = '';
  for (const from of [child.stdout, child.stderr])
    from.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  ended.catch(() => undefined);
  return {
    child,
    pid: child.pid ?? 0,
    ended,
    said: () => text,
    end: async (signal = 'SIGINT') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return text;
    },
  };
}

/** The peers find their tracepoints under tracefs: it is mounted for them alone where the machine has it not. */
const WITH_TRACEFS =
  'mountpoint -q /sys/kernel/tracing || mount -t tracefs tracefs /sys/kernel/tracing; exec "$@"';

export function startPeer(command: string, argv: readonly string[]): Started {
  return startAside('unshare', ['--mount', 'sh', '-c', WITH_TRACEFS, 'sh', command, ...argv]);
}

/** Waits until `holds` does. @throws with `what` after `limitMs` */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 20_000,
): Promise<void> {
  for (const begun = Date.now(); ; await pause(20)) {
    if (await holds()) return;
    if (Date.now() - begun > limitMs) throw new Error(`${what}: not within ${limitMs} ms`);
  }
}

/** Names of the BPF programs that a process keeps attached: others may have programs of the same names. */
export async function attachedPrograms(pid: number): Promise<string[]> {
  const ids = readdirSync(`/proc/${pid}/fdinfo`).flatMap((fd) => {
    const text = readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'utf8');
    return /^link_id:/m.test(text) ? [Number(/^prog_id:\s*(\d+)/m.exec(text)?.[1])] : [];
  });
  const programs = JSON.parse(await output('bpftool', ['prog', 'list', '-j'])) as {
    id: number;
    name?: string;
  }[];
  return programs.filter(({ id }) => ids.includes(id)).map(({ name }) => name ?? '');
}

/** How many programs are attached to system calls while we have none there: each makes every call slower. */
export async function otherWatchers(): Promise<number> {
  // bpftool fails when a link goes while it lists: then there is somebody.
  const links = await output('bpftool', ['link', 'list', '-j']).catch(() => undefined);
  if (links === undefined) return 1;
  return (JSON.parse(links) as { tp_name?: string }[]).filter(({ tp_name }) => /^sys_/.test(tp_name ?? ''))
    .length;
}

/** One number of /proc/PID/status, in its own unit. */
export function statusField(pid: number, name: string): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  return Number(line?.split(/\s+/)[1]);
}

/** The processes that `pid` has started and that live. */
export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

/** CPU time of a process's threads, ns. */
export function cpuNsOf(pid: number): number {
  let ns = 0;
  for (const task of readdirSync(`/proc/${pid}/task`))
    ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
  return ns;
}
