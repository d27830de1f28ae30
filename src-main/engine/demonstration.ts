// SPDX-License-Identifier: Apache-2.0
// Some system calls for an empty page, by a process of our own that is reported all the same.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { HelperClient } from '../helper/helper-client';
import { NATIVE_BUILD } from '../helper/native';
import { OWN_NOT } from '../shared/events.gen';
import { startTicks } from './proc';

export class Demonstration {
  private child: ChildProcess | undefined;

  /**
   * Runs `ringside-demo` for its ten seconds; does nothing while one runs. All that the window starts is left out from
   * its birth, so the gate holds it until the helper has let it in again; the exec has it judged anew.
   */
  async run(helper: HelperClient): Promise<void> {
    if (this.child) return;
    const child = spawn(join(NATIVE_BUILD, 'ringside-gate'), ['/', join(NATIVE_BUILD, 'ringside-demo')], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    });
    this.child = child;
    const over = () => {
      this.child = undefined;
    };
    child.once('exit', over);
    child.once('error', over);
    const gate = child.stdio[3] as Writable;
    gate.on('error', over);
    const ticks = child.pid === undefined ? undefined : startTicks(child.pid);
    if (child.pid === undefined || ticks === undefined) return;
    try {
      await helper.own(child.pid, ticks, OWN_NOT);
      gate.end('g');
    } catch (error) {
      gate.destroy();
      throw error;
    }
  }
}
