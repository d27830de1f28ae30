// SPDX-License-Identifier: Apache-2.0
// Lives of processes, as rows of the table `process_lives` tell them.
//
//     started              exec                       ended
//        |----- sh ---------|------- true -------------|        programs, one after the other

import type { AnswerValue } from '../../src-main/shared/capture-contract';
import type { RowTerm } from '../../src-main/shared/rows-contract';
import { signalName } from '../../src-main/shared/signals';

export interface Program {
  readonly comm: string;
  /** Unix time, s; null where it runs. */
  readonly from: number;
  readonly to: number | null;
}

export interface Life {
  /** PID and birth: what a PID alone is not, once it is reused. */
  readonly key: string;
  /** `process_ref` of its last program. */
  readonly process: number;
  readonly pid: number;
  readonly comm: string;
  readonly uid: number;
  /** PID of whoever started it; 0 for nobody. */
  readonly parent: number;
  /** Unix time, s. */
  readonly started: number;
  readonly ended: number | null;
  /** ns; null while it runs. */
  readonly lived: number | null;
  readonly programs: readonly Program[];
  /** Empty where nothing is known. */
  readonly unit: string;
  readonly container: string;
  readonly user: string;
  readonly cgroup: string;
  /** Null where it was not seen how it ended. */
  readonly status: number | null;
  readonly signal: number | null;
  readonly cpuNs: number | null;
  readonly peakBytes: number | null;
  readonly forks: number;
  /** The beginning of the last program's arguments, as words; empty where its exec was not seen. */
  readonly words: string;
}

interface Answer {
  readonly rows: readonly (readonly AnswerValue[])[];
  readonly columns: readonly { readonly name: string }[];
  /** When the clock of the rows was 0, Unix time, ms. */
  readonly bootUnixMs: number;
}

const RUNS = 9223372036854775807n;

/** `comm`, NUL, when it made room for the next (0: it runs), NUL, ... */
function programsOf(text: string, started: number, unix: (ns: bigint) => number): Program[] {
  const parts = text.split('\0');
  const programs: Program[] = [];
  let from = started;
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const until = BigInt(parts[at + 1] || 0);
    const to = until === 0n ? null : unix(until);
    programs.push({ comm: parts[at] ?? '', from, to });
    from = to ?? from;
  }
  return programs;
}

export function livesOf({ rows, columns, bootUnixMs }: Answer): Life[] {
  const at = new Map(columns.map(({ name }, index) => [name, index]));
  // Seconds and their parts apart: together they would be rounded before they are added.
  const bootMs = BigInt(Math.floor(bootUnixMs));
  const restNs = Math.round((bootUnixMs - Number(bootMs)) * 1e6);
  const unix = (ns: bigint) => Number(bootMs * 1_000_000n + ns + BigInt(restNs)) / 1e9;
  return rows.map((row) => {
    const of = (name: string): AnswerValue => row[at.get(name) ?? -1] ?? null;
    const text = (name: string) => String(of(name) ?? '');
    const number = (name: string) => (of(name) === null ? null : Number(of(name)));
    const startedNs = BigInt(String(of('started_ns') ?? 0));
    const untilNs = BigInt(String(of('until_ns') ?? 0));
    const runs = untilNs === RUNS;
    const started = unix(startedNs);
    const pid = Number(of('pid'));
    return {
      ...{ key: `${pid}:${startedNs}`, process: Number(of('process')), pid, comm: text('comm') },
      ...{ uid: Number(of('uid')), parent: Number(of('parent')), started },
      ended: runs ? null : unix(untilNs),
      lived: runs ? null : Number(untilNs - startedNs),
      programs: programsOf(text('programs'), started, unix),
      ...{ unit: text('unit'), container: text('container'), user: text('user_name') },
      cgroup: text('cgroup_path'),
      ...{ status: number('status'), signal: number('signal') },
      ...{ cpuNs: number('cpu_ns'), peakBytes: number('peak_rss_bytes'), forks: number('forks') ?? 0 },
      words: text('argv').replace(/\0$/, '').replaceAll('\0', ' '),
    };
  });
}

export type End = 'runs' | 'done' | 'failed' | 'killed' | 'unseen';

export function endOf({ ended, status, signal }: Pick<Life, 'ended' | 'status' | 'signal'>): End {
  if (ended === null) return 'runs';
  if (signal) return 'killed';
  if (status === null) return 'unseen';
  return status === 0 ? 'done' : 'failed';
}

/** `0`, `3`, `SIGKILL`; nothing while it runs. */
export function endText(life: Life): string {
  const end = endOf(life);
  if (end === 'runs') return '';
  if (end === 'unseen') return 'not seen';
  return end === 'killed' ? (signalName(life.signal ?? 0) ?? String(life.signal)) : String(life.status);
}

/** What a life says in a column that terms can name. */
export function lifeText(life: Life, column: string): string {
  switch (column) {
    case 'pid':
      return String(life.pid);
    case 'parent':
      return String(life.parent);
    case 'end':
      return endText(life);
    case 'container':
    case 'unit':
    case 'user':
      return life[column];
    default:
      return life.comm;
  }
}

/** What it belongs to, by the name a person knows: its container, else its unit, else its user. */
export const lifeBelongs = ({ container, unit, user }: Life): string => container || unit || user;

function textFits(life: Life, wanted: string): boolean {
  const { comm, pid, words, unit, container, user, programs } = life;
  if (String(pid) === wanted) return true;
  const all = [comm, words, unit, container, user, endText(life), ...programs.map((one) => one.comm)];
  return all.some((one) => one.toLowerCase().includes(wanted));
}

export type LifeMatcher = (life: Life) => boolean;

/** Terms of one column are alternatives, those of different columns must all hold; `not` takes away. */
export function lifeMatcher(terms: readonly RowTerm[], text: string): LifeMatcher {
  const wanted = text.trim().toLowerCase();
  const columns = [...new Set(terms.filter(({ op }) => op === 'is').map(({ column }) => column))];
  return (life) => {
    const is = ({ column, value }: RowTerm) => lifeText(life, column) === String(value ?? '');
    if (terms.some((term) => term.op === 'not' && is(term))) return false;
    const held = columns.every((name) =>
      terms.some((term) => term.op === 'is' && term.column === name && is(term)),
    );
    return held && (wanted === '' || textFits(life, wanted));
  };
}
