// SPDX-License-Identifier: Apache-2.0
// How the process is started that a stranger's capture is read in, and what its end means.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { NATIVE_BUILD, ROOT } from '../helper/native';
import { visibleText } from '../shared/amount';
import { Failure } from '../shared/failure';

/** For V8, threads' stacks and what DuckDB holds beyond its limit. */
const BESIDE_DUCKDB_MIB = 640;
const V8_HEAP_MIB = 192;
const SAID_MOST = 4096;

export interface CageBounds {
  /** For what DuckDB holds. */
  readonly memoryMiB: number;
  /** CPU time of all its threads together. */
  readonly cpuSeconds: number;
}

export type CagedProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** What it takes to start at all: libraries, its runtime, our own code; besides these, only the capture. */
function readable(runtime: string, dir: string): string[] {
  const duckdb = ['node-api', 'node-bindings', 'node-bindings-linux-x64'];
  return [
    ...['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/etc/ld.so.cache', '/etc/localtime'],
    // DuckDB looks at the limits of its control group, and ends the process where they are there and cannot be read.
    ...['/proc/self/cgroup', '/sys/fs/cgroup'],
    // Electron has its snapshot and its libraries beside it.
    ...(process.versions.electron ? [dirname(runtime)] : []),
    ...['shared', 'store', 'replay'].map((folder) => join(__dirname, '..', folder)),
    join(ROOT, 'package.json'),
    ...duckdb.map((name) => join(ROOT, 'node_modules/@duckdb', name)),
    dir,
  ];
}

/** @param dir the capture's folder @throws {Failure} when the cage was not built */
export function startCaged(dir: string, { memoryMiB, cpuSeconds }: CageBounds): CagedProcess {
  const cage = join(NATIVE_BUILD, 'ringside-cage');
  if (!existsSync(cage))
    throw new Failure(
      'The capture was not opened.',
      'The cage that it is read in is not there.',
      'Run `npm run build`.',
    );
  const runtime = realpathSync(process.execPath);
  const paths = readable(runtime, dir).flatMap((path) => (existsSync(path) ? ['-r', path] : []));
  return spawn(
    cage,
    [
      ...[String(memoryMiB + BESIDE_DUCKDB_MIB), String(cpuSeconds), ...paths, '--'],
      ...[runtime, `--max-old-space-size=${V8_HEAP_MIB}`, join(__dirname, 'host.js')],
    ],
    {
      // Nothing of our environment: it may hold secrets, and options of Node. OpenSSL is not needed, and Node ends
      // when it may not read OpenSSL's settings.
      env: { OPENSSL_CONF: '/nowhere', ...(process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) },
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: '/',
    },
  );
}

/** The last of what it says on standard error. */
export function listenTo(child: CagedProcess): () => string {
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SAID_MOST);
  });
  return () => said;
}

const SIGNALS: Partial<Record<NodeJS.Signals, string>> = {
  SIGSEGV: 'It crashed over what it read: the capture is spoilt, or made to do harm.',
  SIGBUS: 'It crashed over what it read: a part was cut off meanwhile, or the capture is made to do harm.',
  SIGABRT: 'It gave up over what it read.',
  SIGILL: 'It crashed over what it read: the capture is spoilt, or made to do harm.',
  SIGSYS: 'It tried something that it may not do: the capture is made to do harm.',
  SIGXCPU: 'It used up its CPU time.',
  SIGKILL: 'It was ended from outside, perhaps because memory was short.',
};

/** Why it is no longer there, as a person can act on it. */
export function deathFailure(code: number | null, signal: NodeJS.Signals | null, said: string): Failure {
  const what = 'The process that reads the capture has ended.';
  const mend =
    'Nothing outside it was touched. Open the capture again; if it ends again, ask for less of it at a time.';
  if (/heap out of memory|bad_alloc|Cannot allocate memory/i.test(said))
    return new Failure(what, 'It needed more memory than it may take.', mend);
  const line = said.split('\n').find((text) => text.trim()) ?? '';
  const told = line ? ` It said: ${visibleText(line.slice(0, 300))}` : '';
  if (signal) return new Failure(what, `${SIGNALS[signal] ?? `It ended by ${signal}.`}${told}`, mend);
  return new Failure(what, `It ended with ${code}.${told}`, mend);
}
