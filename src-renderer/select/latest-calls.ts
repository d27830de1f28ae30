// SPDX-License-Identifier: Apache-2.0
// What the machine does just now, added up over some seconds and under no filter: the figures of a lesson.
import { DURATION_BUCKETS, type SecondMessage } from '../../src-main/shared/contract';
import { addDurations } from '../../src-main/shared/row-durations';
import { isRetry } from './answers';
import { familyOf } from './call-family';
import { waitsByDesign } from './waiting';

export interface CallSum {
  readonly call: number;
  /** Calls in all these seconds. */
  count: number;
  failed: number;
  readonly durations: Float64Array;
}

export interface AnswerSum {
  readonly error: number;
  count: number;
  /** The call that got most of these answers. */
  call: number;
}

export interface LatestCalls {
  readonly seconds: number;
  readonly count: number;
  /** Most calls first. */
  readonly calls: readonly CallSum[];
  /** Failures and retries, most first. */
  readonly answers: readonly AnswerSum[];
  /** Durations of calls that wait by design, and of all others: DURATION_BUCKETS. */
  readonly waiting: Float64Array;
  readonly working: Float64Array;
}

export function latestCalls(messages: readonly SecondMessage[]): LatestCalls {
  const calls = new Map<number, CallSum>();
  const answers = new Map<number, Map<number, number>>();
  const [waiting, working] = [new Float64Array(DURATION_BUCKETS), new Float64Array(DURATION_BUCKETS)];
  let [seconds, count] = [0, 0];
  for (const { calls: rows, errors, seconds: covered } of messages) {
    seconds += covered;
    for (let row = 0; row < rows.count.length; row++) {
      const call = rows.call[row] ?? 0;
      const sum = calls.get(call) ?? {
        ...{ call, count: 0, failed: 0, durations: new Float64Array(DURATION_BUCKETS) },
      };
      calls.set(call, sum);
      sum.count += rows.count[row] ?? 0;
      sum.failed += rows.failed[row] ?? 0;
      count += rows.count[row] ?? 0;
      const kind = waitsByDesign(call) ? waiting : working;
      addDurations(rows, row, sum.durations);
      addDurations(rows, row, kind);
    }
    for (let i = 0; i < errors.row.length; i++) {
      const [error, call] = [errors.error[i] ?? 0, rows.call[errors.row[i] ?? 0] ?? 0];
      const of = answers.get(error) ?? new Map<number, number>();
      answers.set(error, of);
      of.set(call, (of.get(call) ?? 0) + (errors.count[i] ?? 0));
    }
  }
  return {
    ...{ seconds, count, waiting, working },
    calls: [...calls.values()].sort((a, b) => b.count - a.count),
    answers: [...answers]
      .map(([error, of]) => {
        const [call] = [...of].reduce((a, b) => (b[1] > a[1] ? b : a));
        return { error, call, count: [...of.values()].reduce((a, b) => a + b, 0) };
      })
      .sort((a, b) => Number(isRetry(a.error)) - Number(isRetry(b.error)) || b.count - a.count),
  };
}

/** The calls of a family; all of them without one. */
export const ofFamily = (calls: readonly CallSum[], family: string | undefined): readonly CallSum[] =>
  family === undefined ? calls : calls.filter(({ call }) => familyOf(call) === family);
