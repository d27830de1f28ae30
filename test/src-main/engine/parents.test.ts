// SPDX-License-Identifier: Apache-2.0
// /proc as it is, with the names that processes give themselves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parentFrom, Parents } from '../../../src-main/engine/parents';

const stat = (comm: string) =>
  `17 (${comm}) S 4 17 17 0 -1 4194304 100 0 0 0 1 2 0 0 20 0 1 0 4711 1000000 100 18446744073709551615`;

test('a line of /proc/PID/stat, whatever the name is', () => {
  const wanted = { pid: 17, started: 47_110_000_000n, parent: 4, uid: 1000 };
  for (const comm of ['bash', 'a b', ') S 1 (', '((', ''])
    assert.deepEqual(parentFrom(17, stat(comm), 1000), { ...wanted, comm });
  for (const broken of ['', '17', '17 (bash', '17 (bash) S x', '17 (bash) S 4 17'])
    assert.equal(parentFrom(17, broken, 0), undefined, broken);
});

const NEVER = 2n ** 62n;

test('up to the first process, or to one that has a row', () => {
  const parents = new Parents();
  parents.learn([{ parent: process.ppid, started: NEVER }], (pid) => pid === 1);
  const found = parents.all();
  assert.equal(found[0]?.pid, process.ppid);
  assert.ok(found.every(({ pid }) => pid !== 1));
  parents.learn([{ parent: process.ppid, started: NEVER }], () => false);
  assert.equal(new Set(parents.all().map(({ pid }) => pid)).size, parents.all().length, 'each once');
});

test('a process that began after the child is not its parent, and one that is not there none', () => {
  const parents = new Parents();
  parents.learn([{ parent: process.ppid, started: 1n }], () => false);
  parents.learn([{ parent: 4_194_304, started: NEVER }], () => false);
  assert.deepEqual(parents.all(), []);
});
