// SPDX-License-Identifier: Apache-2.0
// Starts and ends what is measured and what measures beside us.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { workload } from '../support/watch';

/** Watchers and what they need run here, the measured loop on the other one. */
export const WATCHER_CPU = 0;
export const LOOP_CPU = 1;

const execute = promisify(execFile);

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

export interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything that it has said so far. */
  said(): string;
  /** Sends the signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<string>;
}

/** Starts a program on the watchers' CPU. */
export function startAside(command: string, argv: readonly string[]): Started {
  const child = spawn('taskset', ['-c', String(WATCHER_CPU), command, ...argv], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
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
    said: () => text,
    end: async (signal = 'SIGINT') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return text;
    },
  };
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

/** Names of the BPF programs that are attached by a link, one for each link. */
export async function attachedPrograms(): Promise<string[]> {
  const [links, programs] = await Promise.all([
    output('bpftool', ['link', 'list', '-j']),
    output('bpftool', ['prog', 'list', '-j']),
  ]);
  const names = new Map(
    (JSON.parse(programs) as { id: number; name?: string }[]).map(({ id, name }) => [id, name]),
  );
  return (JSON.parse(links) as { prog_id?: number }[]).map(({ prog_id }) => names.get(prog_id ?? -1) ?? '');
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

/** CPU time of a process and its ended threads, ns. */
export function cpuNsOf(pid: number): number {
  let ns = 0;
  for (const task of readdirSync(`/proc/${pid}/task`))
    ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
  return ns;
}
