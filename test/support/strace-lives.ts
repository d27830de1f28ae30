// SPDX-License-Identifier: Apache-2.0
// Execs, births and ends of processes as `strace -f -s 100000 -v -o` wrote them.

import { joined, plain, whole } from './strace-opens';

export interface StraceExec {
  readonly pid: number;
  /** As the caller wrote it. */
  readonly asked: string;
  /** The same below the folder that it is relative to. */
  readonly path: string;
  readonly argv: readonly string[];
  readonly error: string | null;
}

export interface StraceLives {
  readonly execs: readonly StraceExec[];
  /** Processes, not threads: "PARENT CHILD", as they were begun. */
  readonly births: readonly string[];
  /** "PID STATUS" or "PID SIGNAL"; of threads too. */
  readonly ends: readonly string[];
}

const STRING = /"((?:[^"\\]|\\.)*)"/g;
const EXEC = /^execve\("((?:[^"\\]|\\.)*)", \[((?:"(?:[^"\\]|\\.)*"(?:, )?)*)\]/;
const EXECVEAT =
  /^execveat\((?:AT_FDCWD|\d+)(?:<[^>]*>)?, "((?:[^"\\]|\\.)*)", \[((?:"(?:[^"\\]|\\.)*"(?:, )?)*)\]/;

/** `cwd`: where all relative paths are. */
export function livesOf(text: string, cwd: string): StraceLives {
  const execs: StraceExec[] = [];
  const births: string[] = [];
  const ends: string[] = [];
  for (const { pid, call } of whole(text)) {
    const [asked, path = '', argv = ''] = EXEC.exec(call) ?? EXECVEAT.exec(call) ?? [];
    if (asked !== undefined) {
      const words = [...argv.matchAll(STRING)].map(([, word = '']) => plain(word));
      const error = / = -1 (E[A-Z0-9]+)/.exec(call)?.[1] ?? null;
      execs.push({ pid, asked: plain(path), path: joined(cwd, plain(path)), argv: words, error });
      continue;
    }
    const child = /^(?:clone3?|v?fork)\(.*\) += (\d+)$/.exec(call)?.[1];
    if (child !== undefined && !call.includes('CLONE_THREAD')) births.push(`${pid} ${child}`);
    const [, status, signal] = /^\+\+\+ (?:exited with (\d+)|killed by (SIG\w+).*) \+\+\+$/.exec(call) ?? [];
    if (status ?? signal) ends.push(`${pid} ${status ?? signal}`);
  }
  return { execs, births, ends };
}
