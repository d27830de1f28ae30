// SPDX-License-Identifier: Apache-2.0
// Who the window runs as, and how it is started so.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
export function windowCommand({ uid, by }, electron, environment = process.env, words = []) {
  const wayland = !environment.DISPLAY && environment.WAYLAND_DISPLAY ? ['--ozone-platform=wayland'] : [];
  const app = [electron, ...wayland, root, ...words];
  if (by === 'sudo') return [native('ringside-keeper'), String(uid), native('ringside-helper'), ...app];
  return by === 'root' ? [electron, '--no-sandbox', ...wayland, root, ...words] : app;
}

const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const seen = (path) => statSync(path, { throwIfNoEntry: false });

/**
 * Why Chromium's sandbox cannot work for an ordinary user here, with the mend, or null. Chromium itself would end with
 * a trap. It needs user namespaces, or chrome-sandbox as root's setuid program.
 */
export function whyNoSandbox(electron, read = textOf, stat = seen) {
  const is = (path, value) => read(path).trim() === value;
  const closed =
    is('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1') ||
    is('/proc/sys/kernel/unprivileged_userns_clone', '0') ||
    is('/proc/sys/user/max_user_namespaces', '0');
  const program = join(dirname(electron), 'chrome-sandbox');
  const { uid, mode = 0 } = stat(program) ?? {};
  if (!closed || (uid === 0 && mode & 0o4000)) return null;
  return (
    'The window needs its sandbox, and this system lets no ordinary user make the namespaces for it.\n' +
    `As root, once: chown root ${program} && chmod 4755 ${program}`
  );
}
