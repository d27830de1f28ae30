// SPDX-License-Identifier: Apache-2.0
// Runs a command as an ordinary user with a helper behind its socket, the way a person's session has it:
//   node out/test/support/as-ordinary-user.js [--uid N] [--size WORD] [--helper PATH] -- COMMAND ARGS...
// Run as root: makes the socket pair, starts the helper with one end as descriptor 0, drops to the user and
// becomes COMMAND with the other end as descriptor RINGSIDE_HELPER_FD. Ends with COMMAND's status.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { NATIVE_BUILD, ROOT } from '../../src-main/helper/native';
import { reachableRoot } from './reachable-root';

const argv = process.argv.slice(2);
const split = argv.indexOf('--');
const option = (name: string, otherwise: string) => {
  const at = argv.indexOf(`--${name}`);
  return at >= 0 && at < split ? (argv[at + 1] ?? otherwise) : otherwise;
};
if (split < 0 || process.getuid?.() !== 0) {
  process.stderr.write('as-ordinary-user: run as root, with -- and a command\n');
  process.exit(64);
}
const root = reachableRoot();
const command = argv
  .slice(split + 1)
  .map((word) => (word.startsWith(ROOT) ? root + word.slice(ROOT.length) : word));
const { status, signal } = spawnSync(
  join(NATIVE_BUILD, 'ringside-door-keeper'),
  [
    option('uid', '1000'),
    option('helper', join(NATIVE_BUILD, 'ringside-helper')),
    option('size', 'normal'),
    ...command,
  ],
  { stdio: 'inherit', ...(root === ROOT ? {} : { cwd: root }) },
);
process.exit(status ?? (signal ? 1 : 0));
