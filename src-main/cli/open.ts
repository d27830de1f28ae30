// SPDX-License-Identifier: Apache-2.0
// `ringside open`: a capture in the window, which is started for it unless it is there.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { askedAt } from '../app/open-capture';
import { ROOT } from '../helper/native';
import { ExitCode } from '../shared/failure';
import { usage } from './options';

const HELP = `ringside open DIR | FILE.ringside

Shows a capture in the window. Where one is open already, it comes to the front with it.
`;

/** Resolves with the window's exit code. */
export async function open(argv: readonly string[]): Promise<number> {
  const [word, more] = argv;
  if (word === '--help') {
    process.stdout.write(HELP);
    return ExitCode.Done;
  }
  if (word === undefined || more !== undefined || word.startsWith('-'))
    throw usage('One word names the capture.', `There are ${argv.length}.`, 'See `ringside open --help`.');
  // What can be refused without a window is refused here, where it was asked for.
  const path = askedAt(resolve(process.env.INIT_CWD ?? process.cwd(), word));
  const start = spawn(process.execPath, [join(ROOT, 'build/scripts/start.mjs'), 'open', path], {
    stdio: 'inherit',
  });
  const [code] = (await once(start, 'exit')) as [number | null];
  return code ?? ExitCode.Internal;
}
