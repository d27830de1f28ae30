// SPDX-License-Identifier: Apache-2.0
// The rows of the table: groups (processes or calls), and the cells of those that are open.

import { DURATION_BUCKETS } from '../../src-main/shared/contract';
import { isRetry } from './answers';
import { type CellSums, callOf, processOf } from './cell-sums';
import { bucketQuantile } from './durations';
import type { Matcher } from './filter-match';
import type { GroupBy } from './second-digest';
import { waitsByDesign } from './waiting';

export interface RowFigures {
  readonly key: string;
  readonly level: 0 | 1;
  /** Null in rows that hold several. */
  readonly process: number | null;
  readonly call: number | null;
  /** How many processes it holds. */
  readonly processes: number;
  /** Calls a second. */
  readonly rate: number;
  /** Whole calls of the stretch. */
  readonly count: number;
  /** Shares of 1; null when the filter asks for answers. */
  readonly failed: number | null;
  readonly retry: number | null;
  /** ns; null when unknown. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly longest: number | null;
  /** DURATION_BUCKETS counts; null when unknown. */
  readonly durations: Float64Array | null;
  readonly waits: boolean;
}

export const groupKey = (id: number): string => `${id}`;
export const childKey = (process: number, call: number): string => `${process}/${call}`;
export const TOTAL_KEY = 'all';

interface Sum {
  process: number | null;
  call: number | null;
  count: number;
  failed: number;
  retry: number;
  longest: number;
  durations: Float64Array;
  readonly processes: Set<number>;
  /** Cells whose durations count, and the last of them. */
  timed: number;
  cell: number;
}

const newSum = (process: number | null, call: number | null): Sum => ({
  ...{ process, call, count: 0, failed: 0, retry: 0, longest: 0, timed: 0, cell: -1 },
  durations: new Float64Array(DURATION_BUCKETS),
  processes: new Set(),
});

interface Counts {
  count: number;
  failed: number;
  retry: number;
}

/** What of a cell counts under the filter. */
function cellCounts(sums: CellSums, cell: number, matcher: Matcher): Counts {
  const failed = sums.failed[cell] ?? 0;
  if (matcher.onlyFailed) return { count: failed, failed, retry: 0 };
  if (matcher.answers === null) return { count: sums.count[cell] ?? 0, failed, retry: sums.retry[cell] ?? 0 };
  const counts = { count: 0, failed: 0, retry: 0 };
  for (const [error, count] of sums.answers(cell) ?? []) {
    if (!matcher.answers(error)) continue;
    counts.count += count;
    counts[isRetry(error) ? 'retry' : 'failed'] += count;
  }
  return counts;
}

/** Adds a cell to a sum. `timed`: also its durations, which calls that wait by design do not give to sums of calls. */
function addCell(sum: Sum, sums: CellSums, cell: number, counts: Counts, timed: boolean): void {
  sum.processes.add(processOf(sums.key[cell] ?? 0));
  sum.count += counts.count;
  sum.failed += counts.failed;
  sum.retry += counts.retry;
  if (!timed) return;
  sum.timed++;
  sum.cell = cell;
  sum.longest = Math.max(sum.longest, sums.longest(cell));
  const from = cell * DURATION_BUCKETS;
  for (let b = 0; b < DURATION_BUCKETS; b++)
    sum.durations[b] = (sum.durations[b] ?? 0) + (sums.durations[from + b] ?? 0);
}

export interface TableModel {
  readonly total: RowFigures;
  readonly groups: readonly RowFigures[];
  /** The cells of a group, largest first. */
  children(group: number): RowFigures[];
  /** Answers of a row: errno to count of the stretch; `done` are those that succeeded. */
  answers(row: RowFigures): { errors: [number, number][]; done: number };
  /** Seconds that were seen. */
  readonly seen: number;
}

/** `groupOf` turns a process into the fold that it is shown in, or into itself. */
export function tableModel(
  sums: CellSums,
  matcher: Matcher,
  groupBy: GroupBy,
  seen: number,
  groupOf: (process: number) => number = (process) => process,
): TableModel {
  const noDurations = matcher.answers !== null || matcher.onlyFailed;
  const figures = (sum: Sum, key: string, level: 0 | 1): RowFigures => {
    const known = !noDurations && sum.timed > 0;
    const hint = (quantile: 0.5 | 0.99) => (sum.timed === 1 ? sums.hint(sum.cell, quantile) : 0);
    const quantile = (q: 0.5 | 0.99) => (known ? bucketQuantile(sum.durations, q, { hint: hint(q) }) : null);
    const share = (part: number) => (noDurations || sum.count === 0 ? null : part / sum.count);
    const longest = known && sum.longest > 0 ? sum.longest : null;
    const capped = (value: number | null) =>
      value !== null && longest !== null ? Math.min(value, longest) : value;
    return {
      ...{ key, level, process: sum.process, call: sum.call, count: sum.count, longest },
      processes: sum.processes.size,
      rate: seen > 0 ? sum.count / seen : 0,
      failed: share(sum.failed),
      retry: share(sum.retry),
      p50: capped(quantile(0.5)),
      p99: capped(quantile(0.99)),
      durations: known ? sum.durations : null,
      waits: sum.call !== null && waitsByDesign(sum.call),
    };
  };
  const total = newSum(null, null);
  const groups = new Map<number, Sum>();
  const members = new Map<number, number[]>();
  for (const cell of sums.cells()) {
    const key = sums.key[cell] ?? 0;
    const [process, call] = [processOf(key), callOf(key)];
    if (!matcher.row(process, call)) continue;
    const counts = cellCounts(sums, cell, matcher);
    if (counts.count === 0) continue;
    const id = groupBy === 'process' ? groupOf(process) : call;
    let group = groups.get(id);
    if (group === undefined) {
      group = groupBy === 'process' ? newSum(id, null) : newSum(null, call);
      groups.set(id, group);
      members.set(id, []);
    }
    const waits = waitsByDesign(call);
    addCell(group, sums, cell, counts, groupBy === 'call' || !waits);
    addCell(total, sums, cell, counts, !waits);
    members.get(id)?.push(cell);
  }
  /** Cells of a group by the other half of their key: one each, but where processes are folded. */
  const childrenOf = (group: number): RowFigures[] => {
    const children = new Map<string, Sum>();
    for (const cell of members.get(group) ?? []) {
      const key = sums.key[cell] ?? 0;
      const [process, call] = [groupOf(processOf(key)), callOf(key)];
      const id = childKey(process, call);
      const sum = children.get(id) ?? newSum(process, call);
      children.set(id, sum);
      addCell(sum, sums, cell, cellCounts(sums, cell, matcher), true);
    }
    return [...children].map(([id, sum]) => figures(sum, id, 1));
  };
  const cellsOf = (row: RowFigures): Iterable<number> => {
    if (row.key === TOTAL_KEY) return [...members.values()].flat();
    const group = groupBy === 'process' ? row.process : row.call;
    const cells = members.get(group ?? -1) ?? [];
    if (row.process === null || row.call === null) return cells;
    return cells.filter((cell) => {
      const key = sums.key[cell] ?? 0;
      return groupOf(processOf(key)) === row.process && callOf(key) === row.call;
    });
  };
  return {
    total: figures(total, TOTAL_KEY, 0),
    groups: [...groups].map(([id, sum]) => figures(sum, groupKey(id), 0)),
    children: (group) => childrenOf(group).sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)),
    answers: (row) => answersOf(sums, cellsOf(row)),
    seen,
  };
}

function answersOf(sums: CellSums, cells: Iterable<number>): { errors: [number, number][]; done: number } {
  const errors = new Map<number, number>();
  let count = 0;
  let failed = 0;
  for (const cell of cells) {
    count += sums.count[cell] ?? 0;
    for (const [error, times] of sums.answers(cell) ?? []) {
      errors.set(error, (errors.get(error) ?? 0) + times);
      failed += times;
    }
  }
  return {
    errors: [...errors].sort((a, b) => b[1] - a[1] || a[0] - b[0]),
    done: Math.max(0, count - failed),
  };
}
