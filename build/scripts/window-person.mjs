// SPDX-License-Identifier: Apache-2.0
// Who the window runs as, and how it is started so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const native = (name) => join(root, 'native/build', name);

/**
 * The person behind this process: for sudo the one who called it, never root.
 * @returns {{ uid: number, gid: number, home: string, by: 'user' | 'sudo' | 'root' }}
 */
export function person(environment = process.env, uid = process.getuid()) {
  const asked = Number(environment.SUDO_UID);
  const bySudo = uid === 0 && Number.isSafeInteger(asked) && asked > 0;
  const line =
    spawnSync('getent', ['passwd', String(bySudo ? asked : uid)], { encoding: 'utf8' }).stdout ?? '';
  const [, , , gid, , home] = line.trim().split(':');
  if (!bySudo)
    return { uid, gid: process.getgid(), home: environment.HOME || home || '/', by: uid ? 'user' : 'root' };
  return { uid: asked, gid: Number(gid ?? environment.SUDO_GID ?? asked), home: home || '/', by: 'sudo' };
}

/** The environment of that person's session; sudo takes much of it away. */
export function sessionOf({ uid, home, by }, environment = process.env) {
  if (by !== 'sudo') return environment;
  const runtime = `/run/user/${uid}`;
  const bus = `${runtime}/bus`;
  return {
    ...environment,
    // A user who starts something by sudo inside would otherwise look like root's.
    ...Object.fromEntries(
      ['SUDO_UID', 'SUDO_GID', 'SUDO_USER', 'SUDO_COMMAND'].map((name) => [name, undefined]),
    ),
    HOME: home,
    ...(existsSync(runtime) ? { XDG_RUNTIME_DIR: runtime } : {}),
    ...(existsSync(bus) ? { DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}` } : {}),
  };
}

/**
 * The command that opens the window. By sudo: the keeper stays root and starts helpers, all else is the person's.
 * As root without a person behind it, Chromium runs only without its sandbox; the status bar says so.
 */
export function windowCommand({ uid, by }, electron, environment = process.env) {
  const wayland = !environment.DISPLAY && environment.WAYLAND_DISPLAY ? ['--ozone-platform=wayland'] : [];
  const app = [electron, ...wayland, root];
  if (by === 'sudo') return [native('ringside-keeper'), String(uid), native('ringside-helper'), ...app];
  return by === 'root' ? [electron, '--no-sandbox', ...wayland, root] : app;
}
