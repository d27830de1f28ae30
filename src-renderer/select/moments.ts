// SPDX-License-Identifier: Apache-2.0
// What happened to a process, with what happened many times as one line: a shell that started `true` 4,998 times tells
// that once, and what it did beside it stays in sight.

export interface Moment {
  /** Unix time, ms. */
  readonly at: number;
  readonly kind: string;
  readonly text: string;
  /** PID of the child, the sender or the receiver. */
  readonly other: number | null;
  readonly error: string | null;
}

export interface MomentRow {
  readonly moment: Moment;
  /** 1, or so many of a kind: `moment` is the latest of them, `first` the earliest. */
  readonly count: number;
  readonly first: Moment;
  /** Of a fork: how the child is called; '' where that is not known. */
  readonly child: string;
}

/** So many of a kind are one line. */
export const MOMENTS_FOLD_LEAST = 6;

function kindOf({ kind, text }: Moment, child: string): string | null {
  if (kind === 'fork') return `fork ${child}`;
  if (kind === 'thread') return 'thread';
  return kind === 'sends' || kind === 'signal' ? `${kind} ${text}` : null;
}

/** Of moments in any order of time, in that order; a fold stands where the first of its kind stood. */
export function foldMoments(
  moments: readonly Moment[],
  childOf: (pid: number, at: number) => string,
): MomentRow[] {
  const named = moments.map((moment) => {
    const child = moment.kind === 'fork' && moment.other !== null ? childOf(moment.other, moment.at) : '';
    return { moment, child, kind: kindOf(moment, child) };
  });
  const kinds = new Map<string, Moment[]>();
  for (const { moment, kind } of named) {
    if (kind === null) continue;
    const same = kinds.get(kind);
    if (same) same.push(moment);
    else kinds.set(kind, [moment]);
  }
  const told = new Set<string>();
  return named.flatMap(({ moment, child, kind }): MomentRow[] => {
    const same = kind === null ? [] : (kinds.get(kind) ?? []);
    if (kind === null || same.length < MOMENTS_FOLD_LEAST)
      return [{ moment, count: 1, first: moment, child }];
    if (told.has(kind)) return [];
    told.add(kind);
    const byTime = [...same].sort((a, b) => a.at - b.at);
    return [{ moment: byTime.at(-1) ?? moment, count: same.length, first: byTime[0] ?? moment, child }];
  });
}
