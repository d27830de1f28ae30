// SPDX-License-Identifier: Apache-2.0
// Captures longer than a window's history: several of their seconds are told as one, and no figure is lost by it. The
// parts are DuckDB's own.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadTracers } from '../../../src-main/engine/tracers';
import { CaptureView } from '../../../src-main/replay/capture-view';
import { HISTORY_SECONDS } from '../../../src-main/shared/contract';
import { Capture } from '../../../src-main/store/capture';
import { inFolder } from '../../support/exporting';
import { BEGUN, type MadeTable, makeCapture, SECOND } from '../../support/make-capture';
import { ask } from '../../support/plain-duck';

const UNIX = BEGUN / SECOND + 1_764_000_000;
const column = (name: string, type = 'BIGINT') => ({ name, type, unit: '', meaning: name });
const at = `${BEGUN}::BIGINT + s * ${SECOND} AS at_ns`;

/** Two processes: one calls as often as the second's number, the other each seventh second, and then fails. */
const tables = (seconds: number): Record<string, MadeTable> => ({
  syscalls: {
    kind: 'tally',
    columns: ['at_ns', 'process', 'call', 'returned', 'never_returned', 'errors', 'total_ns'].map((name) =>
      column(name),
    ),
    part: () => `SELECT ${at}, process, process AS call, CASE process WHEN 1 THEN s ELSE 3 END AS returned,
        0::BIGINT AS never_returned, CASE process WHEN 1 THEN 0 ELSE 2 END AS errors, s * 1000 AS total_ns
      FROM range(1, ${seconds + 1}) r(s), range(1, 3) p(process) WHERE process = 1 OR s % 7 = 0`,
    parts: 1,
  },
  syscall_errors: {
    kind: 'tally',
    columns: ['at_ns', 'process', 'call', 'errno', 'count'].map((name) => column(name)),
    part: () => `SELECT ${at}, 2::BIGINT AS process, 2::BIGINT AS call, 2::BIGINT AS errno, 2::BIGINT AS "count"
      FROM range(7, ${seconds + 1}, 7) r(s)`,
    parts: 1,
  },
  ticks: {
    kind: 'ticks',
    columns: [
      column('at_ns'),
      column('second'),
      column('seconds', 'DOUBLE'),
      column('span_ns'),
      column('events'),
    ],
    part: () => `SELECT ${at}, ${UNIX} + s - 1 AS second, 1::DOUBLE AS seconds, ${SECOND}::BIGINT AS span_ns,
        10::BIGINT AS events FROM range(1, ${seconds + 1}) r(s)`,
    parts: 1,
  },
});

async function told(dir: string) {
  const capture = await Capture.open(dir);
  try {
    const view = await CaptureView.open(capture, loadTracers());
    const sums: Record<number, { calls: number; failed: number; ns: number }> = {};
    const messages: { second: number; seconds: number }[] = [];
    for await (const { second, seconds, calls } of view.seconds()) {
      messages.push({ second, seconds });
      calls.process.forEach((process, row) => {
        const sum = sums[process] ?? { calls: 0, failed: 0, ns: 0 };
        sums[process] = sum;
        sum.calls += calls.count[row] ?? 0;
        sum.failed += calls.failed[row] ?? 0;
        sum.ns += calls.total[row] ?? 0;
      });
    }
    return { info: view.info(dir), sums, messages };
  } finally {
    capture.close();
  }
}

describe('a capture longer than a window shows second by second', () => {
  for (const [seconds, together] of [
    [HISTORY_SECONDS, 1],
    [HISTORY_SECONDS + 1, 2],
    [2100, 4],
    [24 * 3600, 144],
  ] as const)
    it(`has all figures of ${seconds} s in ${Math.ceil(seconds / together)} messages`, () =>
      inFolder(async (folder) => {
        const dir = join(folder, 'capture');
        await makeCapture(dir, tables(seconds));
        const { info, sums, messages } = await told(dir);
        const rows = await ask(
          dir,
          `SELECT process::INTEGER AS process, sum(returned)::DOUBLE AS calls, sum(errors)::DOUBLE AS failed,
             sum(total_ns)::DOUBLE AS ns FROM {syscalls} GROUP BY ALL ORDER BY ALL`,
        );
        assert.deepEqual(
          Object.entries(sums).map(([process, sum]) => ({ process: Number(process), ...sum })),
          rows,
        );
        assert.equal(info.together, together);
        assert.equal(messages.length, Math.ceil(seconds / together));
        assert.equal(info.to - info.from, seconds);
        // One after the other, without a gap and without a second twice.
        let end = info.from;
        for (const { second, seconds: covers } of messages) {
          assert.equal(second - covers, end);
          end = second;
        }
        assert.equal(end, info.to);
      }));
});
