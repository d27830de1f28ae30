// SPDX-License-Identifier: Apache-2.0
// Changes of files as `strace -f -y -o` wrote them: PID renameat2(AT_FDCWD</cwd>, "old", 5</dir>, "new", FLAGS) = 0

import { resolve } from 'node:path';
import { joined, plain, whole } from './strace-opens';

export interface StraceChange {
  readonly pid: number;
  readonly syscall: string;
  readonly path: string | null;
  readonly new_path: string | null;
  readonly length: number | null;
  readonly error: string | null;
}

/** A path with the folder before it, or a descriptor with its own path: each with what -y says. */
const ARGUMENT = /(?:(AT_FDCWD|\d+)<((?:[^>\\]|\\.)*)>(?:\(deleted\))?(?:, )?)?(?:"((?:[^"\\]|\\.)*)")?/y;

/** Which process began which, as far as their calls were traced. */
function parentsOf(text: string): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const { pid, call } of whole(text)) {
    const child = /^(?:clone3?|fork|vfork)\(.*\) += (\d+)/.exec(call)?.[1];
    if (child) parents.set(Number(child), pid);
  }
  return parents;
}

/**
 * Paths joined to what they are relative to. Of calls without a folder that is the working directory, which strace does
 * not say: it follows from the chdir calls and from who began whom, which have to be traced as well.
 */
export function changesOf(text: string): StraceChange[] {
  const changes: StraceChange[] = [];
  const at = new Map<number, string>();
  const parents = parentsOf(text);
  const cwd = (pid: number): string | undefined =>
    at.get(pid) ?? (parents.has(pid) ? cwd(parents.get(pid) ?? 0) : undefined);
  for (const { pid, call } of whole(text)) {
    const [head, syscall = ''] = /^(\w+)\(/.exec(call) ?? [];
    if (head === undefined || /^(?:clone3?|fork|vfork)$/.test(syscall)) continue;
    // It is its parent's, at the time of its first call.
    const here = cwd(pid);
    if (here !== undefined) at.set(pid, here);
    const to = /^chdir\("((?:[^"\\]|\\.)*)"\) += 0/.exec(call)?.[1];
    if (to !== undefined) at.set(pid, resolve(here ?? '/', plain(to)));
    if (syscall === 'chdir') continue;
    const error = / = -1 (E[A-Z0-9]+)/.exec(call)?.[1] ?? null;
    const paths: { base: string | undefined; written: string | undefined }[] = [];
    ARGUMENT.lastIndex = head.length;
    for (let found = ARGUMENT.exec(call); found?.[0]; found = ARGUMENT.exec(call)) {
      paths.push({ base: found[2], written: found[3] });
      const end = ARGUMENT.lastIndex;
      if (call.slice(end, end + 2) !== ', ') break;
      ARGUMENT.lastIndex = end + 2;
    }
    const rest = call.slice(ARGUMENT.lastIndex || head.length);
    const symlink = syscall.startsWith('symlink');
    const texts = paths.map(({ base, written }, i) => {
      if (written === undefined) return plain(base ?? '');
      return symlink && i === 0
        ? plain(written)
        : joined(base === undefined ? here : plain(base), plain(written));
    });
    const length = /truncate$/.test(syscall) ? Number(/(\d+)\) +=/.exec(call)?.[1] ?? rest) : null;
    changes.push({ pid, syscall, path: texts[0] ?? null, new_path: texts[1] ?? null, length, error });
  }
  return changes;
}
