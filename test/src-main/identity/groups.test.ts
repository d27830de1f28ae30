// SPDX-License-Identifier: Apache-2.0
// What becomes of the rows of the kernel's table of groups, and which group's words a process has.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { groupAt } from '../../../src-main/identity/cgroup-tree';
import { type AskContainer, Groups } from '../../../src-main/identity/groups';
import { containerLabel, wordsOf } from '../../../src-main/identity/whose';
import type { GroupRow } from '../../../src-main/shared/events.gen';

const ID = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';
const folder = mkdtempSync(join(tmpdir(), 'ringside-of-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const row = (id: bigint, path: string, rest: Partial<GroupRow> = {}): GroupRow => ({
  ...{ owner: 1n, id, removed: 0n, hierarchy: 0, uts_ns: 0, host: '' },
  path,
  ...rest,
});

test('a group has its path, also when the process came first, and after it is gone', () => {
  const groups = new Groups(undefined, () => []);
  const early = groups.of(7n, 0);
  assert.deepEqual(wordsOf('ada', early, undefined), { user: 'ada' });
  groups.take([row(7n, '/system.slice/nginx.service'), row(1n, '')]);
  const wanted = { cgroup_path: '/system.slice/nginx.service', unit: 'nginx.service' };
  assert.deepEqual(wordsOf(undefined, early, undefined), wanted);
  groups.take([row(0n, ''), row(7n, '/renamed', { removed: 5n })]);
  assert.deepEqual(wordsOf(undefined, groups.of(7n, 0), undefined), wanted);
  assert.deepEqual(wordsOf(undefined, groups.of(1n, 0), undefined), { cgroup_path: '/' });
});

test('the same number in another tree is another group', () => {
  const groups = new Groups(undefined, () => []);
  groups.take([
    row(7n, '/system.slice/a.service'),
    row(7n, `/docker/${ID}`, { hierarchy: 8, host: 'web-0' }),
  ]);
  const [v2, v1] = [groups.of(7n, 0), groups.of(7n, 8)];
  assert.equal(wordsOf(undefined, v2, undefined).unit, 'a.service');
  assert.deepEqual(wordsOf(undefined, v2, v1), {
    ...{ cgroup_path: `/docker/${ID}`, container: ID, runtime: 'docker', uts_name: 'web-0' },
  });
  assert.equal(wordsOf(undefined, groups.of(1n, 0), v1).container, ID, 'the root of v2 says nothing');
});

test('where both trees say the same, v2 is told', () => {
  const groups = new Groups(undefined, () => []);
  groups.take([row(3n, '/a.slice/a.service'), row(4n, '/b.slice/b.service', { hierarchy: 8 })]);
  assert.equal(wordsOf(undefined, groups.of(3n, 0), groups.of(4n, 8)).unit, 'a.service');
});

test('a runtime is asked once a container; its answer is the words of all who are in it', () => {
  const asked: Parameters<AskContainer>[] = [];
  const groups = new Groups(
    (...one) => asked.push(one),
    () => [],
  );
  groups.take([row(7n, `/docker/${ID}`), row(8n, '/system.slice/a.service')]);
  groups.take([row(7n, `/docker/${ID}`, { host: 'web' })]);
  assert.equal(asked.length, 1);
  const group = groups.of(7n, 0);
  assert.equal(group.asked, true);
  assert.equal(containerLabel(wordsOf(undefined, group, undefined)), ID.slice(0, 12));
  asked[0]?.[1]({ name: 'web', image: 'nginx:1.25' });
  assert.equal(group.asked, false);
  const words = wordsOf(undefined, group, undefined);
  assert.deepEqual([words.container_name, words.image, containerLabel(words)], ['web', 'nginx:1.25', 'web']);
});

test('a group that the kernel had no row for is found by its folder', () => {
  const tree = { mount: folder, hierarchy: 0 };
  mkdirSync(join(folder, 'user.slice/late.service'), { recursive: true });
  const groups = new Groups(undefined, () => [tree]);
  const late = groups.of(groupAt(tree, '/user.slice/late.service')?.id ?? 0n, 0);
  groups.want(late);
  groups.find();
  assert.equal(late.path, '/user.slice/late.service');
  mkdirSync(join(folder, 'user.slice/latest.service'));
  const latest = groups.of(groupAt(tree, '/user.slice/latest.service')?.id ?? 0n, 0);
  groups.want(latest);
  groups.find(true);
  assert.equal(latest.path, '/user.slice/latest.service', 'the last time it is not put off');
});

test('ten times as many groups as are kept: the newest are', () => {
  const groups = new Groups(undefined, () => []);
  const first = groups.of(1n, 0);
  groups.take([row(1n, '/first.service')]);
  for (let id = 2n; id < 160_000n; id++) groups.of(id, 0);
  assert.equal(first.path, '/first.service', 'whoever has it keeps it');
  assert.notEqual(groups.of(1n, 0), first);
});
