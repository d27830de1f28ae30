// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SecondMessage } from '../../../src-main/shared/contract';
import { CellSums } from '../../../src-renderer/select/cell-sums';
import { matcherOf } from '../../../src-renderer/select/filter-match';
import { Sliding } from '../../../src-renderer/select/sliding';
import { type RowFigures, tableModel } from '../../../src-renderer/select/table-rows';
import { named, type RowText, second } from '../second';

const names = named({ 1: 'node', 2: 'postgres', 3: 'rg' });
const all = matcherOf([], names);

function sliding() {
  const sums = new CellSums();
  const seconds = new Sliding<SecondMessage>(
    (one, sign) => sums.put(one, sign),
    () => sums.clear(),
  );
  return { sums, seconds };
}

/** Seconds whose rows come from a small random generator, so that a failure repeats itself. */
function story(count: number): SecondMessage[] {
  let seed = 3;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed % below;
  };
  return Array.from({ length: count }, (_, at) => {
    const rows: RowText[] = [];
    for (let process = 1; process <= 3; process++)
      for (const call of [0, 1, 257])
        if (random(3) > 0)
          rows.push({
            process,
            call,
            count: 10 + random(90),
            errors: { 2: random(5), 11: random(5) },
            bucket: random(25),
          });
    return second(100 + at, rows);
  });
}

const plain = (row: RowFigures) => ({ ...row, durations: row.durations && [...row.durations] });
const rows = (sums: CellSums, groupBy: 'process' | 'call') => {
  const table = tableModel(sums, all, groupBy, 10);
  return [table.total, ...[...table.groups].sort((a, b) => (a.key < b.key ? -1 : 1))].map(plain);
};

test('sums that slid over the story equal those made from the stretch alone', () => {
  const messages = story(60);
  const moving = sliding();
  for (const [from, to] of [
    [0, 20],
    [1, 21],
    [15, 35],
    [10, 18],
    [40, 60],
    [39, 59],
  ] as const) {
    const stretch = messages.slice(from, to);
    moving.seconds.move(stretch);
    const fresh = sliding();
    fresh.seconds.move(stretch);
    for (const groupBy of ['process', 'call'] as const) {
      const [a, b] = [rows(moving.sums, groupBy), rows(fresh.sums, groupBy)];
      for (const row of [...a, ...b]) Object.assign(row, { longest: 0, p50: 0, p99: 0 });
      assert.deepEqual(a, b, `${from} to ${to} by ${groupBy}`);
    }
  }
});

test('cells of what is gone are used again', () => {
  const { sums, seconds } = sliding();
  for (let at = 0; at < 5000; at++) seconds.move([second(at, [{ process: at, call: 0, count: 1 }])]);
  assert.equal(sums.size, 1);
  assert.equal(sums.key.length, 1024);
});

test('a sum over calls leaves out how long the waiting ones took, and counts them', () => {
  const { sums, seconds } = sliding();
  const EPOLL_WAIT = 232;
  seconds.move([
    second(1, [
      { process: 1, call: 0, count: 10, bucket: 3, longest: 900 },
      { process: 1, call: EPOLL_WAIT, count: 90, bucket: 20, longest: 9e7 },
    ]),
  ]);
  const table = tableModel(sums, all, 'process', 1);
  const [node] = table.groups;
  assert.equal(node?.count, 100);
  assert.equal(node?.longest, 900);
  assert.ok((node?.p99 ?? 0) < 1024);
  const wait = table.children(1).find((row) => row.call === EPOLL_WAIT);
  assert.equal(wait?.waits, true);
  assert.ok((wait?.p50 ?? 0) > 1e7);
});

test('answers of a row are by errno, and the rest is done', () => {
  const { sums, seconds } = sliding();
  seconds.move([second(1, [{ process: 1, call: 0, count: 10, errors: { 2: 3, 11: 1 } }])]);
  const table = tableModel(sums, all, 'process', 1);
  assert.deepEqual(table.answers(table.total), {
    errors: [
      [2, 3],
      [11, 1],
    ],
    done: 6,
  });
  assert.deepEqual([table.total.failed, table.total.retry], [0.3, 0.1]);
});

test('a second that is told again, whole, takes the place of its part in the sums', () => {
  const sums = new CellSums();
  const seconds = new Sliding<SecondMessage>(
    (one, sign) => sums.put(one, sign),
    () => sums.clear(),
  );
  const part = second(100, [{ process: 1, call: 0, count: 2 }], { seconds: 0.25 });
  const rows = [
    { process: 1, call: 0, count: 5 },
    { process: 2, call: 0, count: 1 },
  ];
  const whole = second(100, rows, { seconds: 0.9 });
  const next = second(101, [{ process: 1, call: 0, count: 3 }]);
  seconds.move([part]);
  seconds.move([whole]);
  assert.equal(sums.count[sums.cellOf(1, 0) ?? -1], 5);
  seconds.move([whole, next]);
  assert.equal(sums.count[sums.cellOf(1, 0) ?? -1], 8);
  seconds.move([next]);
  assert.equal(sums.count[sums.cellOf(1, 0) ?? -1], 3);
  assert.equal(sums.cellOf(2, 0), undefined);
});
