// SPDX-License-Identifier: Apache-2.0
// Attaches two programs that do nothing, says so, and keeps them until standard input ends: the floor under
// every observer of system calls.

import { HelperClient } from '../../src-main/helper/helper-client';

async function main(): Promise<void> {
  const helper = await HelperClient.open('small');
  for (const program of ['floor_enter', 'floor_return']) await helper.attach(program);
  process.stdout.write('attached\n');
  process.stdin.resume();
  process.stdin.once('end', () => helper.close());
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
