// SPDX-License-Identifier: Apache-2.0
// How this process may run a command as root.
import { spawnSync } from 'node:child_process';

const answers = (...command) =>
  spawnSync(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'ignore'] }).status === 0;

function look() {
  const uid = process.getuid();
  return {
    uid,
    sudo: uid !== 0 && answers('sudo', '-V'),
    sudoWithoutPassword: uid !== 0 && answers('sudo', '-n', 'true'),
    terminal: Boolean(process.stdin.isTTY),
  };
}

/**
 * What to put before a command so that it runs as root, or null when there is no way.
 * sudo may only ask where somebody can answer: without a terminal it would fail late, or hang.
 */
export function rootPrefix(seen = look()) {
  if (seen.uid === 0) return [];
  if (seen.sudoWithoutPassword) return ['sudo', '-n'];
  if (seen.sudo && seen.terminal) return ['sudo'];
  return null;
}

/** A command as one would type it. @param {string[]} command */
export function typed(command) {
  return command
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
