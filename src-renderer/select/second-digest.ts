// SPDX-License-Identifier: Apache-2.0
// What one second says under a filter and a grouping. Made once a second and kept: a tick costs one digest, whatever
// the length of the window.

import { DURATION_BUCKETS, type SecondMessage } from '../../src-main/shared/contract';
import { addDurations } from '../../src-main/shared/row-durations';
import { isRetry } from './answers';
import type { Matcher } from './filter-match';
import { waitsByDesign } from './waiting';

export type GroupBy = 'process' | 'call';

export interface SecondDigest {
  readonly second: number;
  readonly seconds: number;
  /** Calls that match. */
  readonly total: number;
  readonly failed: number;
  readonly retry: number;
  /** Before any filter. */
  readonly unfiltered: number;
  /** Processes, or folds of them; or calls. */
  readonly groups: Float64Array;
  readonly counts: Float64Array;
  /** Without calls that wait by design; null when the filter asks for answers, whose durations nobody keeps. */
  readonly durations: Float64Array | null;
  readonly errors: Uint16Array;
  readonly errorCounts: Float64Array;
}

/** Of each row: how many calls count. */
function countsOf(message: SecondMessage, matcher: Matcher): ArrayLike<number> {
  const { calls, errors } = message;
  if (matcher.onlyFailed) return calls.failed;
  const { answers } = matcher;
  if (answers === null) return calls.count;
  const counts = new Float64Array(calls.count.length);
  for (let i = 0; i < errors.row.length; i++) {
    const row = errors.row[i] ?? 0;
    if (answers(errors.error[i] ?? 0)) counts[row] = (counts[row] ?? 0) + (errors.count[i] ?? 0);
  }
  return counts;
}

const filled = (sums: Map<number, number>) => ({
  keys: [...sums.keys()],
  values: Float64Array.from(sums.values()),
});

export function digestSecond(
  message: SecondMessage,
  matcher: Matcher,
  groupBy: GroupBy,
  groupOf: (process: number) => number = (process) => process,
): SecondDigest {
  const { calls, errors } = message;
  const counts = countsOf(message, matcher);
  const groups = new Map<number, number>();
  const durations = new Float64Array(DURATION_BUCKETS);
  const matches = new Uint8Array(counts.length);
  let [total, failed, retry, unfiltered] = [0, 0, 0, 0];
  for (let row = 0; row < counts.length; row++) {
    const [process, call] = [calls.process[row] ?? 0, calls.call[row] ?? 0];
    unfiltered += calls.count[row] ?? 0;
    if (!matcher.row(process, call)) continue;
    matches[row] = 1;
    const count = counts[row] ?? 0;
    if (count === 0) continue;
    total += count;
    failed += matcher.answers === null ? (calls.failed[row] ?? 0) : 0;
    retry += matcher.answers === null && !matcher.onlyFailed ? (calls.retry[row] ?? 0) : 0;
    const group = groupBy === 'process' ? groupOf(process) : call;
    groups.set(group, (groups.get(group) ?? 0) + count);
    if (waitsByDesign(call)) continue;
    addDurations(calls, row, durations);
  }
  const answers = new Map<number, number>();
  for (let i = 0; i < errors.row.length; i++) {
    const [error, count] = [errors.error[i] ?? 0, errors.count[i] ?? 0];
    if (matches[errors.row[i] ?? 0] !== 1 || (matcher.answers !== null && !matcher.answers(error))) continue;
    if (matcher.onlyFailed && isRetry(error)) continue;
    answers.set(error, (answers.get(error) ?? 0) + count);
    if (matcher.answers !== null && isRetry(error)) retry += count;
    else if (matcher.answers !== null) failed += count;
  }
  const [byGroup, byAnswer] = [filled(groups), filled(answers)];
  return {
    second: message.second,
    seconds: message.seconds,
    ...{ total, failed, retry, unfiltered },
    groups: Float64Array.from(byGroup.keys),
    counts: byGroup.values,
    durations: matcher.answers !== null || matcher.onlyFailed ? null : durations,
    errors: Uint16Array.from(byAnswer.keys),
    errorCounts: byAnswer.values,
  };
}
