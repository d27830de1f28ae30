// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { person, sessionOf, whyNoSandbox, windowCommand } from '../../../build/scripts/window-person.mjs';

const display = { DISPLAY: ':0' };

describe('the window runs', () => {
  it('as the user who started it', () => {
    assert.equal(person({ HOME: '/home/a' }, 4242).by, 'user');
    const [first, ...rest] = windowCommand({ uid: 4242, by: 'user' }, '/e', display);
    assert.equal(first, '/e');
    assert.ok(!rest.includes('--no-sandbox'));
  });
  it('by sudo as the one who called it, behind the keeper', () => {
    const who = person({ SUDO_UID: '4242', SUDO_GID: '4243', HOME: '/root' }, 0);
    assert.deepEqual([who.uid, who.gid, who.by], [4242, 4243, 'sudo']);
    const command = windowCommand(who, '/e', display);
    assert.match(command[0], /ringside-keeper$/);
    assert.equal(command[1], '4242');
    assert.ok(!command.includes('--no-sandbox'));
  });
  it('as root only for root, and then without a sandbox', () => {
    for (const SUDO_UID of [undefined, '', '0', 'x', '-1']) assert.equal(person({ SUDO_UID }, 0).by, 'root');
    assert.ok(windowCommand({ uid: 0, by: 'root' }, '/e', display).includes('--no-sandbox'));
  });
  it('never as the one that an ordinary user names', () => {
    assert.equal(person({ SUDO_UID: '1', HOME: '/' }, 4242).uid, 4242);
  });
  it('on Wayland when there is nothing else', () => {
    const command = windowCommand({ uid: 4242, by: 'user' }, '/e', { WAYLAND_DISPLAY: 'wayland-0' });
    assert.ok(command.includes('--ozone-platform=wayland'));
  });
});

describe('the session behind sudo', () => {
  it('is the home of the person, and sudo is forgotten', () => {
    const seen = sessionOf(
      { uid: 4242, home: '/home/a', by: 'sudo' },
      { SUDO_UID: '4242', HOME: '/root', A: '1' },
    );
    assert.equal(seen.HOME, '/home/a');
    assert.equal(seen.SUDO_UID, undefined);
    assert.equal(seen.A, '1');
  });
});

describe('the sandbox', () => {
  const files = (contents) => (path) => contents[path] ?? '';
  const plain = { uid: 1000, mode: 0o100755 };
  it('works with user namespaces, or with its own setuid program', () => {
    assert.equal(
      whyNoSandbox('/d/electron', files({}), () => plain),
      null,
    );
    const closed = files({ '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' });
    assert.equal(
      whyNoSandbox('/d/electron', closed, () => ({ uid: 0, mode: 0o104755 })),
      null,
    );
  });
  it('is told to be missing, with the mend', () => {
    for (const [path, value] of [
      ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1\n'],
      ['/proc/sys/kernel/unprivileged_userns_clone', '0\n'],
      ['/proc/sys/user/max_user_namespaces', '0\n'],
    ])
      assert.match(
        whyNoSandbox('/d/electron', files({ [path]: value }), () => plain),
        /chmod 4755 \/d\/chrome-sandbox/,
      );
  });
});
