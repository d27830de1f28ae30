// SPDX-License-Identifier: Apache-2.0
// From a name to a group, in trees of the test's own: v2 and v1 side by side, as on a machine that is half way.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type AskedGroup, findGroup } from '../../../src-main/identity/find-group';

const WEB = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';
const DB = 'a1b2ffffe5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f91';
const folder = mkdtempSync(join(tmpdir(), 'ringside-find-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const V2 = { mount: join(folder, 'unified'), hierarchy: 0 };
const V1 = { mount: join(folder, 'pids'), hierarchy: 8 };
for (const path of [
  ...[
    `system.slice/docker-${WEB}.scope/nested`,
    'system.slice/nginx.service/worker',
    'system.slice/ssh.service',
  ],
  ...['user.slice/user-1000.slice/user@1000.service/app.slice/sync.service'],
  ...['user.slice/user-1001.slice/user@1001.service/app.slice/sync.service'],
])
  mkdirSync(join(V2.mount, path), { recursive: true });
for (const path of [`docker/${DB}/nested`, 'system.slice/nginx.service', 'lxc/mail'])
  mkdirSync(join(V1.mount, path), { recursive: true });
// Of nginx, only the v1 group has somebody in it.
writeFileSync(join(V1.mount, 'system.slice/nginx.service/cgroup.procs'), '17\n');

const words = async ({ container }: { readonly container?: string }) =>
  container === WEB ? { name: 'web' } : container === DB ? { name: 'db' } : {};
const find = (by: AskedGroup['by'], name: string) => findGroup({ by, name }, [V2, V1], words);
const at = ({ mount, hierarchy }: typeof V2, path: string) => ({
  kind: 'found',
  group: {
    id: statSync(join(mount, path), { bigint: true }).ino,
    hierarchy,
    path,
    folder: join(mount, path),
  },
});

test('a container by its id, the beginning of it, or its name: the topmost group, in the tree that has it', async () => {
  for (const name of [WEB, WEB.slice(0, 12), 'web'])
    assert.deepEqual(await find('container', name), at(V2, `/system.slice/docker-${WEB}.scope`), name);
  for (const name of [DB, 'a1b2f', 'db'])
    assert.deepEqual(await find('container', name), at(V1, `/docker/${DB}`), name);
  assert.deepEqual(await find('container', 'mail'), at(V1, '/lxc/mail'));
});

test('a beginning that two have is told', async () => {
  const found = await find('container', 'a1b2');
  assert.deepEqual(found, { kind: 'several', paths: [`/system.slice/docker-${WEB}.scope`, `/docker/${DB}`] });
});

test('where there is none, what there is', async () => {
  assert.deepEqual(await find('container', 'cache'), {
    kind: 'none',
    there: [`web (${WEB.slice(0, 12)})`, `db (${DB.slice(0, 12)})`, 'mail'],
  });
  const units = await find('unit', 'apache2');
  assert.equal(units.kind, 'none');
  assert.ok(
    units.kind === 'none' && units.there.includes('nginx.service') && units.there.includes('system.slice'),
  );
  assert.ok(units.kind === 'none' && !units.there.some((name) => name.startsWith('docker-')));
});

test('a unit, with and without its ending, in the tree in which somebody runs', async () => {
  for (const name of ['nginx', 'nginx.service'])
    assert.deepEqual(await find('unit', name), at(V1, '/system.slice/nginx.service'));
  assert.deepEqual(await find('unit', 'ssh'), at(V2, '/system.slice/ssh.service'));
  assert.deepEqual(await find('unit', 'app.slice'), {
    kind: 'several',
    paths: [1000, 1001].map((uid) => `/user.slice/user-${uid}.slice/user@${uid}.service/app.slice`),
  });
});

test('a path: from the root of its tree, or with the mount before it; never out of a tree', async () => {
  assert.deepEqual(await find('cgroup', '/lxc/mail/'), at(V1, '/lxc/mail'));
  assert.deepEqual(await find('cgroup', `${V2.mount}/system.slice`), at(V2, '/system.slice'));
  assert.deepEqual(await find('cgroup', '/../../../../lxc/./mail'), at(V1, '/lxc/mail'));
  assert.deepEqual(await find('cgroup', '/etc'), { kind: 'none', there: [] });
});
