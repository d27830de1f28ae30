// SPDX-License-Identifier: Apache-2.0
// Mounts as machines have them, and groups as folders of the test's own.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { groupAt, groupsOf, isInhabited, treesFrom } from '../../../src-main/identity/cgroup-tree';

const folder = mkdtempSync(join(tmpdir(), 'ringside-groups-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const CONTROLLERS = '#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpuset\t3\t1\t1\npids\t8\t20\t1\n';

test('v2 alone', () => {
  const mountinfo =
    '30 24 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n';
  assert.deepEqual(treesFrom(mountinfo, CONTROLLERS.replace('\t8\t', '\t0\t')), [
    { mount: '/sys/fs/cgroup', hierarchy: 0 },
  ]);
});

test('v1 beside an unused v2: v2 first, then the tree of pids', () => {
  const mountinfo = [
    '31 30 0:27 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory',
    '32 30 0:28 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids',
    '33 30 0:29 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd',
    '34 30 0:30 / /sys/fs/cgroup/uni\\040fied rw,relatime - cgroup2 cgroup2 rw',
  ].join('\n');
  assert.deepEqual(treesFrom(mountinfo, CONTROLLERS), [
    { mount: '/sys/fs/cgroup/uni fied', hierarchy: 0 },
    { mount: '/sys/fs/cgroup/pids', hierarchy: 8 },
  ]);
});

test('a part of a tree, as in a container, is none; the first mount of several holds', () => {
  const mountinfo = [
    '40 30 0:28 /docker/abc /sys/fs/cgroup/pids ro - cgroup cgroup rw,pids',
    '41 30 0:30 / /sys/fs/cgroup ro - cgroup2 cgroup2 rw',
    '42 30 0:30 / /mnt/again ro - cgroup2 cgroup2 rw',
    'no mount at all',
    '',
  ].join('\n');
  assert.deepEqual(treesFrom(mountinfo, CONTROLLERS), [{ mount: '/sys/fs/cgroup', hierarchy: 0 }]);
  assert.deepEqual(treesFrom('', ''), []);
});

test('groups are folders, numbered by their inodes, those above first', () => {
  const mount = join(folder, 'tree');
  for (const path of ['a/b/c', 'a/d', 'e']) mkdirSync(join(mount, path), { recursive: true });
  writeFileSync(join(mount, 'a/cgroup.procs'), '');
  const tree = { mount, hierarchy: 8 };
  const groups = [...groupsOf(tree)];
  assert.deepEqual(
    groups.map(({ path }) => path),
    ['/a', '/e', '/a/b', '/a/d', '/a/b/c'],
  );
  for (const { id, path, hierarchy } of groups) {
    assert.equal(id, statSync(join(mount, path), { bigint: true }).ino);
    assert.equal(hierarchy, 8);
  }
  assert.equal([...groupsOf(tree, 2)].length, 2);
  assert.equal(groupAt(tree, '/none'), undefined);
});

test('somebody is in a group: v2 says it, of v1 it is looked up', () => {
  const mount = join(folder, 'inhabited');
  for (const path of ['v2', 'v1/below/deep']) mkdirSync(join(mount, path), { recursive: true });
  const v2 = groupAt({ mount, hierarchy: 0 }, '/v2');
  const v1 = groupAt({ mount, hierarchy: 8 }, '/v1');
  assert.ok(v2 && v1);
  writeFileSync(join(v2.folder, 'cgroup.events'), 'populated 0\nfrozen 0\n');
  assert.equal(isInhabited(v2), false);
  writeFileSync(join(v2.folder, 'cgroup.events'), 'populated 1\nfrozen 0\n');
  assert.equal(isInhabited(v2), true);
  assert.equal(isInhabited(v1), false);
  writeFileSync(join(v1.folder, 'below/deep/cgroup.procs'), '17\n');
  assert.equal(isInhabited(v1), true);
});
