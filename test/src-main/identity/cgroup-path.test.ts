// SPDX-License-Identifier: Apache-2.0
// Paths as runtimes, systemd and desktops write them, and what is to be read from each.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GroupIdentity, parseCgroupPath } from '../../../src-main/identity/cgroup-path';

const A = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';
const B = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
const UID = '7f1c4f2e-0b6d-4a61-9d3a-2f4f5b8a9c01';
const UID_ = UID.replaceAll('-', '_');
const STATIC = '0f3a1b2c4d5e6f708192a3b4c5d6e7f8';

const unit = (name: string): GroupIdentity => ({ kind: 'unit', unit: name });
const container = (runtime: GroupIdentity['runtime'], id = A, rest: Partial<GroupIdentity> = {}) =>
  ({ kind: 'container', container: id, runtime, ...rest }) as GroupIdentity;
const user = { uid: 1000 };
const app = (name: string, unitOf: string, rest: Partial<GroupIdentity> = {}) =>
  ({ kind: 'app', app: name, unit: unitOf, ...user, ...rest }) as GroupIdentity;

const SYSTEM: readonly (readonly [string, GroupIdentity])[] = [
  ['/', { kind: 'root' }],
  ['', { kind: 'root' }],
  ['/init.scope', unit('init.scope')],
  ['/system.slice', { kind: 'slice', unit: 'system.slice' }],
  ['/system.slice/nginx.service', unit('nginx.service')],
  ['/system.slice/system-getty.slice/getty@tty1.service', unit('getty@tty1.service')],
  ['/system.slice/system-postgresql.slice/postgresql@15-main.service', unit('postgresql@15-main.service')],
  ['/system.slice/dev-disk-by\\x2duuid-1.swap', unit('dev-disk-by\\x2duuid-1.swap')],
  ['/system.slice/_cpu.service', unit('cpu.service')],
  ['/system.slice/ssh.service/child', unit('ssh.service')],
  ['/system.slice/run-r0d1c2.scope', unit('run-r0d1c2.scope')],
  ['/system.slice/cron.socket', unit('cron.socket')],
  [`/system.slice/crio-conmon-${A}.scope`, unit(`crio-conmon-${A}.scope`)],
  ['/openrc.sshd', unit('sshd')],
  ['/user.slice', { kind: 'slice', unit: 'user.slice' }],
  ['/user.slice/user-1000.slice', { kind: 'user', unit: 'user-1000.slice', ...user }],
  [
    '/user.slice/user-1000.slice/session-3.scope',
    { kind: 'session', unit: 'session-3.scope', session: '3', ...user },
  ],
  [
    '/user.slice/user-1000.slice/session-c2.scope',
    { kind: 'session', unit: 'session-c2.scope', session: 'c2', ...user },
  ],
  ['/user.slice/user-1000.slice/user@1000.service', { kind: 'user', unit: 'user@1000.service', ...user }],
  ['/user.slice/user-1000.slice/user@1000.service/init.scope', { ...unit('init.scope'), ...user }],
  [
    '/user.slice/user-1000.slice/user@1000.service/session.slice/pipewire.service',
    { ...unit('pipewire.service'), ...user },
  ],
  ['/some/folder', { kind: 'other' }],
  ['/lxc.monitor.web', { kind: 'other' }],
];

const OF_USER = '/user.slice/user-1000.slice/user@1000.service/app.slice';
const APPS: readonly (readonly [string, string, string, Partial<GroupIdentity>?])[] = [
  ['app-gnome-firefox-4711.scope', 'firefox', 'app-gnome-firefox-4711.scope'],
  ['app-org.kde.konsole-4711.scope', 'org.kde.konsole', 'app-org.kde.konsole-4711.scope'],
  [
    'app-gnome-org.gnome.Terminal.Editor\\x2dbeta-99.scope',
    'org.gnome.Terminal.Editor-beta',
    'app-gnome-org.gnome.Terminal.Editor\\x2dbeta-99.scope',
  ],
  ['app-org.gnome.Terminal.slice', 'org.gnome.Terminal', 'app-org.gnome.Terminal.slice'],
  [
    'app-flatpak-org.mozilla.firefox-1723.scope',
    'org.mozilla.firefox',
    'app-flatpak-org.mozilla.firefox-1723.scope',
    { packaging: 'flatpak' },
  ],
  [
    'app-org.gnome.Evolution\\x2dalarm\\x2dnotify@autostart.service',
    'org.gnome.Evolution-alarm-notify',
    'app-org.gnome.Evolution\\x2dalarm\\x2dnotify@autostart.service',
  ],
  ['app-KDE-org.kde.dolphin@0a1b2c3d.service', 'org.kde.dolphin', 'app-KDE-org.kde.dolphin@0a1b2c3d.service'],
  ['gnome-launched-code.desktop-31415.scope', 'code', 'gnome-launched-code.desktop-31415.scope'],
  ['dbus-:1.2-org.gnome.Nautilus@0.service', 'org.gnome.Nautilus', 'dbus-:1.2-org.gnome.Nautilus@0.service'],
  [
    'snap.firefox.firefox.b0d0c1c2-0000-4000-8000-0123456789ab.scope',
    'firefox',
    'snap.firefox.firefox.b0d0c1c2-0000-4000-8000-0123456789ab.scope',
    { packaging: 'snap' },
  ],
  [
    'snap.firefox.firefox-b0d0c1c2-0000-4000-8000-0123456789ab.scope',
    'firefox',
    'snap.firefox.firefox-b0d0c1c2-0000-4000-8000-0123456789ab.scope',
    { packaging: 'snap' },
  ],
  ['snap.lxd.daemon.service', 'lxd.daemon', 'snap.lxd.daemon.service', { packaging: 'snap' }],
  ['app-x.scope', 'x', 'app-x.scope'],
];

const CONTAINERS: readonly (readonly [string, GroupIdentity])[] = [
  [`/docker/${A}`, container('docker')],
  [`/docker/${A}/init.scope`, container('docker', A, { unit: 'init.scope' })],
  [`/docker/${A}/system.slice/nginx.service`, container('docker', A, { unit: 'nginx.service' })],
  [`/system.slice/docker-${A}.scope`, container('docker')],
  [`/user.slice/user-1000.slice/user@1000.service/user.slice/docker-${A}.scope`, container('docker')],
  [`/actions_job/${A}`, container('unknown')],
  [`/ecs/8d9c/${A}`, container('ecs')],
  [`/ecs/${STATIC}/${STATIC}-3681984407`, container('ecs', `${STATIC}-3681984407`)],
  [`/default/${A}`, container('containerd')],
  [`/system.slice/nerdctl-${A}.scope`, container('containerd')],
  [`/machine.slice/libpod-${A}.scope`, container('podman')],
  [`/machine.slice/libpod-${A}.scope/container`, container('podman')],
  [
    `/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${A}.scope/container`,
    container('podman'),
  ],
  [
    `/machine.slice/machine-libpod_pod_${B}.slice/libpod-${A}.scope/container`,
    container('podman', A, { pod: B }),
  ],
  [`/libpod_parent/libpod-${A}`, container('podman')],
  [`/libpod_parent/${B}/libpod-${A}`, container('podman', A, { pod: B })],
  [`/kubepods/pod${UID}/${A}`, container('kubernetes', A, { pod: UID })],
  [`/kubepods/burstable/pod${UID}/${A}`, container('kubernetes', A, { pod: UID })],
  [`/kubepods/besteffort/pod${STATIC}/crio-${A}`, container('cri-o', A, { pod: STATIC })],
  [
    `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${UID_}.slice/cri-containerd-${A}.scope`,
    container('containerd', A, { pod: UID }),
  ],
  [`/kubepods.slice/kubepods-pod${UID_}.slice/docker-${A}.scope`, container('docker', A, { pod: UID })],
  [
    `/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${UID_}.slice/crio-${A}.scope/container`,
    container('cri-o', A, { pod: UID }),
  ],
  [
    `/system.slice/containerd.service/kubepods-burstable-pod${UID_}.slice:cri-containerd:${A}`,
    container('containerd', A, { pod: UID }),
  ],
  [`/docker/${B}/kubelet/kubepods/besteffort/pod${UID}/${A}`, container('kubernetes', A, { pod: UID })],
  [
    `/docker/${B}/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod${UID_}.slice/cri-containerd-${A}.scope`,
    container('containerd', A, { pod: UID }),
  ],
  ['/lxc/web', container('lxc', 'web')],
  ['/lxc.payload.web', container('lxc', 'web')],
  ['/lxc.payload/web/system.slice/ssh.service', container('lxc', 'web', { unit: 'ssh.service' })],
  ['/machine.slice/machine-qemu\\x2d1\\x2dvm.scope', container('machine', 'qemu-1-vm')],
  ['/machine.slice/systemd-nspawn@debian.service/payload', container('nspawn', 'debian')],
];

for (const [path, wanted] of [...SYSTEM, ...CONTAINERS])
  test(`${path || '(nothing)'}`, () => assert.deepEqual(parseCgroupPath(path), wanted));

for (const [part, name, unitOf, rest] of APPS)
  test(`an application: ${part}`, () =>
    assert.deepEqual(parseCgroupPath(`${OF_USER}/${part}`), app(name, unitOf, rest)));

test('a pod without a container is the pod', () => {
  assert.deepEqual(parseCgroupPath(`/kubepods/burstable/pod${UID}`), { kind: 'other', pod: UID });
});

test('names of JavaScript are names like any other', () => {
  for (const part of [`constructor-${A}.scope`, `__proto__/${A}`, 'toString.service', `hasOwnProperty/${A}`])
    assert.doesNotThrow(() => parseCgroupPath(`/${part}`));
  assert.deepEqual(parseCgroupPath(`/constructor-${A}.scope`), unit(`constructor-${A}.scope`));
  assert.deepEqual(parseCgroupPath(`/constructor/${A}`), container('unknown'));
});
