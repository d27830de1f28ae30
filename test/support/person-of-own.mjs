// SPDX-License-Identifier: Apache-2.0
// A person who is on no machine: in a mount namespace of its own with a user, a home, sudo's rules, and no helper or
// policy of ours yet. What set-up places in the system goes away with the namespace.
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';

/** Free on Debian: between ordinary users and those of systemd. */
export const UID = 59_999;
const NAME = 'ringside-person';

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The topmost folder above `path` that others may not pass, or null. */
function closedAbove(path) {
  const above = [];
  for (let folder = path; folder !== '/'; folder = dirname(folder)) above.unshift(folder);
  return above.find((folder) => !(fs.statSync(folder).mode & 0o001)) ?? null;
}

/** Makes `path` reachable under its own name, whatever lies above it: there may be only the way to it. */
function openWay(path, aside) {
  const closed = closedAbove(path);
  if (closed === null) return [];
  fs.mkdirSync(aside, { recursive: true });
  return [
    `mount --bind ${quoted(path)} ${quoted(aside)}`,
    `mount -t tmpfs -o mode=755 none ${quoted(closed)}`,
    `mkdir -p ${quoted(path)}`,
    `mount --bind ${quoted(aside)} ${quoted(path)}`,
  ];
}

function files(stage, home) {
  const system = (path) => (fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '');
  const put = (path, more, mode) => {
    const own = join(stage, path.replaceAll('/', '_'));
    fs.writeFileSync(own, `${system(path).trimEnd()}\n${more}\n`, { mode });
    return `mount --bind ${quoted(own)} ${path}`;
  };
  const rules = join(stage, 'sudoers');
  const path = `${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;
  fs.writeFileSync(
    rules,
    // As Debian has them, but that nobody is there to write a password, and that tests may ask for marks.
    `Defaults env_reset,use_pty,secure_path="${path}"\n${NAME} ALL=(ALL:ALL) NOPASSWD: SETENV: ALL\n`,
    { mode: 0o440 },
  );
  return [
    put('/etc/passwd', `${NAME}:x:${UID}:${UID}::${home}:/bin/sh`, 0o644),
    put('/etc/group', `${NAME}:x:${UID}:`, 0o644),
    put('/etc/shadow', `${NAME}:*:19000:0:99999:7:::`, 0o640),
    `mount --bind ${quoted(rules)} /etc/sudoers`,
  ];
}

/**
 * The command that runs `command` there, as root. `runtimes` is a folder of Electron runtimes for the person's cache.
 * @param {{ stage: string, root: string, runtimes: string, command: readonly string[] }} what
 */
export function asOwnPerson({ stage, root, runtimes, command }) {
  const home = join(stage, 'home');
  const cache = join(home, '.cache/ringside/electron');
  fs.mkdirSync(cache, { recursive: true });
  for (const folder of [home, join(home, '.cache'), join(home, '.cache/ringside')])
    fs.chownSync(folder, UID, UID);
  const script = [
    `mount --bind ${quoted(runtimes)} ${quoted(cache)}`,
    ...files(stage, home),
    'mkdir -p /usr/local/libexec /usr/share/polkit-1/actions',
    'mount -t tmpfs -o mode=755 none /usr/local/libexec',
    'mount -t tmpfs -o mode=755 none /usr/share/polkit-1/actions',
    ...openWay(root, join(stage, 'aside')),
    `cd ${quoted(root)}`,
    `exec ${command.map(quoted).join(' ')}`,
  ];
  return ['unshare', '--mount', '--propagation', 'private', 'sh', '-ec', script.join('\n')];
}

/** Before a command, to have the person give it. */
export const GIVEN = ['setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups', '--inh-caps=-all'];
