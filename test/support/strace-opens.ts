// SPDX-License-Identifier: Apache-2.0
// Opens as `strace -f -y -o` wrote them: PID openat(AT_FDCWD</cwd>, "path", FLAGS) = 3</path>

export interface StraceOpen {
  readonly pid: number;
  /** Of the file where it was opened; else what the caller wrote, joined to what it is relative to. */
  readonly path: string | null;
  readonly fd: number;
  readonly error: string | null;
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };

/** strace's C escapes as the characters that they stand for. */
export function plain(text: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') {
      bytes.push(...Buffer.from(text[at] ?? ''));
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1))?.[0];
    bytes.push(octal ? Number.parseInt(octal, 8) : (ESCAPES[text[at + 1] ?? ''] ?? 63));
    at += octal?.length ?? 1;
  }
  return Buffer.from(bytes).toString();
}

const OPEN = /^(?:open|creat|openat|openat2)\((?:(?:AT_FDCWD|\d+)<(.*?)>(?:\(deleted\))?, )?"(.*?[^\\]|)"/;
const OPENED = / = (\d+)<(.*)>(\(deleted\))?$/;
const FAILED = / = -1 (E[A-Z0-9]+)/;

/** What a caller wrote, below the folder that it is relative to. */
export const joined = (base: string | undefined, claim: string): string =>
  claim.startsWith('/') || base === undefined ? claim : `${base.replace(/\/$/, '')}/${claim}`;

/** Calls that strace wrote in two halves are put together. */
export function* whole(text: string): Generator<{ pid: number; call: string }> {
  const begun = new Map<number, string>();
  for (const entry of text.split('\n')) {
    const [, number = '', rest = ''] = /^(\d+) +(.*)$/.exec(entry) ?? [];
    const pid = Number(number);
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)?.[1];
    if (rest.endsWith(' <unfinished ...>')) begun.set(pid, rest.slice(0, -' <unfinished ...>'.length));
    else if (resumed !== undefined) yield { pid, call: `${begun.get(pid) ?? ''}${resumed}` };
    else yield { pid, call: rest };
  }
}

export function opensOf(text: string): StraceOpen[] {
  const opens: StraceOpen[] = [];
  for (const { pid, call } of whole(text)) {
    const [asked, base, written = ''] = OPEN.exec(call) ?? [];
    if (asked === undefined) continue;
    const opened = OPENED.exec(call);
    const claim = plain(written);
    if (opened) opens.push({ pid, path: plain(opened[2] ?? ''), fd: Number(opened[1]), error: null });
    else
      opens.push({
        pid,
        path: joined(base && plain(base), claim),
        fd: -1,
        error: FAILED.exec(call)?.[1] ?? null,
      });
  }
  return opens;
}
