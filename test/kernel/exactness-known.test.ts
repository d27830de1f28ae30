// SPDX-License-Identifier: Apache-2.0
// A program that makes known numbers of known calls, some failing, from four threads and through int $0x80:
// tally, stream and histogram say what it says, call by call and errno by errno.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import {
  assertNothingLost,
  assertRowsAddUp,
  assertStreamIsTally,
  errorsOf,
  sumOf,
  total,
} from '../support/books';
import { type Setting, type WatchDocument, watch, workload } from '../support/watch';
import { begin } from '../support/watching';

interface Known {
  readonly pid: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, Record<string, number>>>;
}

function assertAsItSays(document: WatchDocument, known: Known): number {
  for (const [name, count] of Object.entries(known.calls)) {
    const its = (row: { pid: number; comm: string; syscall: string }) =>
      row.pid === known.pid && row.comm === 'ringside-known' && row.syscall === name;
    assert.equal(total(document, its), count, name);
    assert.deepEqual(errorsOf(document, its), known.errors[name] ?? {}, name);
    assert.equal(total(document, its, 'in_flight'), 0, name);
    assert.equal(total(document, its, 'never_returned'), name === 'exit_group' ? 1 : 0, name);
  }
  return sumOf(Object.values(known.calls));
}

for (const [who, setting] of [
  ['an ordinary user', { asRoot: false }],
  ['root', { asRoot: true }],
] as [string, Setting][]) {
  test(`tally and stream say what the program says, watched by ${who}`, async (t) => {
    const { status, stderr, document } = await watch(['--events'], [workload('known')], setting);
    assert.equal(status, 0, stderr);
    assert.equal(document.door, setting.asRoot ? 'direct' : 'inherited');
    const calls = assertAsItSays(document, JSON.parse(stderr) as Known);
    assertRowsAddUp(document);
    assertStreamIsTally(document);
    assertNothingLost(document);
    t.diagnostic(`${calls} known calls, difference 0; ${document.streams.syscalls?.delivered} events`);
  });
}

test('the tally alone says it as well', async () => {
  const { status, stderr, document } = await watch([], [workload('known')]);
  assert.equal(status, 0, stderr);
  assertAsItSays(document, JSON.parse(stderr) as Known);
  assertRowsAddUp(document);
  assertNothingLost(document);
  assert.deepEqual(document.streams, {});
});

test('only what the command and its children did is in the document', async () => {
  const { stderr, document } = await watch([], [workload('known')]);
  const { pid } = JSON.parse(stderr) as Known;
  assert.deepEqual(
    [...new Set(document.tallies.syscalls.map((row) => `${row.pid} ${row.comm}`))],
    [`${pid} ringside-known`],
  );
});

test('each histogram sums to what returned', async (t) => {
  const watching = await begin(['--comm', 'ringside-known']);
  const known = spawnSync(workload('known'), { encoding: 'utf8' });
  const { document, tallies } = await watching.end();
  assertAsItSays(document, JSON.parse(known.stdout) as Known);
  const cells = tallies.syscalls ?? [];
  assert.ok(cells.length > 20, `${cells.length} cells`);
  for (const { key, values, arrays } of cells)
    assert.equal(sumOf(arrays.histogram ?? []), values.returned, JSON.stringify(key));
  assert.equal(
    sumOf(cells.map(({ values }) => values.returned ?? 0)),
    total(document, () => true, 'returned'),
  );
  t.diagnostic(`${cells.length} cells, ${total(document, () => true, 'returned')} returned calls`);
});
