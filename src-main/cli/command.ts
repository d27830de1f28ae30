// SPDX-License-Identifier: Apache-2.0
// `-- COMMAND`: a gate is started, put into the watched subtree by pid and start time, and let through.

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { startTicks } from '../engine/proc';
import type { HelperClient } from '../helper/helper-client';
import { NATIVE_BUILD } from '../helper/native';
import { SUBTREE_GATE } from '../shared/events.gen';
import { Failure } from '../shared/failure';

const PASSED_ON: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];

export class WatchedCommand {
  /** The command's status as a shell tells it: 128 + signal when a signal ended it. */
  readonly ended: Promise<number>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
      child.once('error', () => resolve(126));
    });
    for (const signal of PASSED_ON) process.on(signal, () => child.kill(signal));
    // The terminal sends Ctrl-C to the whole foreground group: the command has it already, and we outlast it.
    process.on('SIGINT', () => undefined);
  }

  /** Starts the gate; the command itself does not run yet. @throws {Failure} */
  static async prepare(
    helper: HelperClient,
    command: readonly string[],
    json: boolean,
  ): Promise<WatchedCommand> {
    const directory = process.env.INIT_CWD ?? process.cwd();
    const child = spawn(join(NATIVE_BUILD, 'ringside-gate'), [directory, ...command], {
      // With --json our standard output is the document's alone.
      stdio: ['inherit', json ? 2 : 'inherit', 'inherit', 'pipe'],
    });
    const ticks = child.pid === undefined ? undefined : startTicks(child.pid);
    if (child.pid === undefined || ticks === undefined)
      throw new Failure(
        'The command cannot be started.',
        'Its gate did not come up.',
        'Run `npm run build`.',
      );
    await helper.follow(child.pid, ticks, SUBTREE_GATE);
    return new WatchedCommand(child);
  }

  /** From here on it runs. */
  open(): void {
    (this.child.stdio[3] as Writable).end('g');
  }
}
