// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CellSums } from '../../../src-renderer/select/cell-sums';
import { matcherOf } from '../../../src-renderer/select/filter-match';
import { digestSecond } from '../../../src-renderer/select/second-digest';
import { tableModel } from '../../../src-renderer/select/table-rows';
import { FOLD_FROM, Folds, isFold, LASTING_SECONDS } from '../../../src-renderer/stores/folds';
import { named, second } from '../second';

const READ = 0;
const OPENAT = 257;
const cc1 = Array.from({ length: FOLD_FROM }, (_, i) => i + 10);
const names = named({ 1: 'make', ...Object.fromEntries(cc1.map((id) => [id, 'cc1'])) });
const everything = matcherOf([], names);

/** Each second `make`, and one more cc1 that makes `i` reads and one openat. */
const build = cc1.map((id, i) =>
  second(100 + i, [
    { process: 1, call: READ, count: 5 },
    { process: id, call: READ, count: i + 1, errors: { 2: 1 } },
    { process: id, call: OPENAT, count: 1 },
  ]),
);

function folded() {
  const folds = new Folds();
  for (const message of build) folds.take(message, names);
  return folds;
}

test('a name folds with its eighth short process, and stays folded', () => {
  const folds = new Folds();
  for (const message of build.slice(0, -1)) folds.take(message, names);
  assert.equal(folds.groupOf(cc1[0] ?? 0), cc1[0]);
  assert.equal(folds.version, 0);
  folds.take(build.at(-1) ?? second(0, []), names);
  const fold = folds.groupOf(cc1[0] ?? 0);
  assert.ok(isFold(fold));
  assert.equal(folds.nameOf(fold), 'cc1');
  assert.deepEqual([...new Set(cc1.map(folds.groupOf))], [fold]);
  assert.equal(folds.groupOf(1), 1, 'another name is left alone');
  assert.equal(folds.version, 1);
});

test('a process that lasts stands alone again', () => {
  const folds = folded();
  const [first = 0, other = 0] = cc1;
  folds.take(second(100 + LASTING_SECONDS, [{ process: first, call: READ, count: 1 }]), names);
  assert.equal(folds.groupOf(first), first);
  assert.ok(isFold(folds.groupOf(other)));
  assert.ok(folds.holds(folds.groupOf(other), other));
  assert.ok(!folds.holds(folds.groupOf(other), first));
});

test('lasting processes of one name never fold, however many', () => {
  const folds = new Folds();
  for (const at of [0, LASTING_SECONDS])
    folds.take(
      second(
        100 + at,
        cc1.slice(0, -1).map((process) => ({ process, call: READ, count: 1 })),
      ),
      names,
    );
  folds.take(
    second(
      200,
      cc1.map((process) => ({ process, call: READ, count: 1 })),
    ),
    names,
  );
  assert.equal(folds.groupOf(cc1[0] ?? 0), cc1[0]);
});

test('the row of a fold is the exact sum of its processes, and opens to their calls', () => {
  const folds = folded();
  const sums = new CellSums();
  for (const message of build) sums.put(message, 1);
  const table = tableModel(sums, everything, 'process', build.length, folds.groupOf);
  const reads = (FOLD_FROM * (FOLD_FROM + 1)) / 2;
  const row = table.groups.find(({ process }) => isFold(process ?? 0));
  assert.equal(table.groups.length, 2);
  assert.equal(row?.count, reads + FOLD_FROM);
  assert.equal(row?.processes, FOLD_FROM);
  assert.equal(
    row?.durations?.reduce((a, b) => a + b, 0),
    reads + FOLD_FROM,
  );
  const children = table.children(row?.process ?? 0);
  assert.deepEqual(
    children.map(({ call, count, process }) => [call, count, process]),
    [
      [READ, reads, row?.process],
      [OPENAT, FOLD_FROM, row?.process],
    ],
  );
  assert.deepEqual(children[0] && table.answers(children[0]), {
    errors: [[2, FOLD_FROM]],
    done: reads - FOLD_FROM,
  });
  assert.equal(table.total.count, reads + FOLD_FROM + 5 * FOLD_FROM);
});

test('by call, a fold is one of its processes', () => {
  const folds = folded();
  const sums = new CellSums();
  for (const message of build) sums.put(message, 1);
  const children = tableModel(sums, everything, 'call', 1, folds.groupOf).children(READ);
  assert.equal(children.length, 2);
  assert.equal(children.find(({ process }) => isFold(process ?? 0))?.processes, FOLD_FROM);
});

test('the series of a second is the fold’s', () => {
  const folds = folded();
  const digest = digestSecond(build[3] ?? second(0, []), everything, 'process', folds.groupOf);
  assert.deepEqual([...digest.groups].map(isFold), [false, true]);
  assert.deepEqual([...digest.counts], [5, 5]);
});
