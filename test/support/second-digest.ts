// SPDX-License-Identifier: Apache-2.0

import { callName } from '../../src-main/shared/call-text';
import type { SecondMessage } from '../../src-main/shared/contract';

/**
 * Everything that a second says of its calls and gauges, a line a row, in an order of its own. `names` learns who a process is.
 */
export function secondDigest(message: SecondMessage, names: Map<number, string>): string[] {
  for (const { id, pid, comm, uid } of message.processes) names.set(id, `${pid} ${comm} ${uid}`);
  const { calls, errors, status } = message;
  const lines: string[] = [];
  calls.process.forEach((process, row) => {
    const figures = [
      calls.count,
      calls.failed,
      calls.retry,
      calls.total,
      calls.longest,
      calls.p50,
      calls.p99,
    ].map((column) => column[row]);
    const from = calls.durationStart[row] ?? 0;
    const to = calls.durationStart[row + 1] ?? 0;
    const durations = Array.from(
      { length: to - from },
      (_, index) => `${calls.durationBucket[from + index]}:${calls.durationCount[from + index]}`,
    );
    const failures = Array.from(errors.row, (of, index) =>
      of === row ? `${errors.error[index]}x${errors.count[index]}` : '',
    )
      .filter(Boolean)
      .sort();
    lines.push(
      [names.get(process), callName(calls.call[row] ?? 0), ...figures, ...durations, ...failures].join(' '),
    );
  });
  const { eventsPerSecond, costKernel, costApp } = status;
  const own = [message.seconds, eventsPerSecond, costKernel, costApp].map((figure) => figure.toPrecision(9));
  const gauges = (message.gauges ?? []).flatMap(({ table, keys, values }) => {
    const width = values.length / keys.length;
    return keys.map((key, row) => [table, key, ...values.subarray(row * width, (row + 1) * width)].join(' '));
  });
  return [...lines.sort(), own.join(' '), ...gauges.sort()];
}
