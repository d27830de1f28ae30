// SPDX-License-Identifier: Apache-2.0
// A clock that is set for one process of a test alone (test/workloads/preload/set-clock.c).

import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { workload } from './watch';

export interface OwnClock {
  readonly environment: Readonly<Record<string, string>>;
  /** Its time of day is so many seconds ahead from now on. */
  set(seconds: number): void;
}

/** @param file a name that is not taken yet, where everybody may read */
export function ownClock(file: string): OwnClock {
  writeFileSync(file, Buffer.alloc(8), { mode: 0o644 });
  return {
    environment: { LD_PRELOAD: `${workload('set-clock')}.so`, RINGSIDE_SET_CLOCK: file },
    set(seconds) {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(BigInt(seconds));
      // In place, since it is mapped.
      const open = openSync(file, 'r+');
      writeSync(open, bytes, 0, 8, 0);
      closeSync(open);
    },
  };
}
