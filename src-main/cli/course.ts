// SPDX-License-Identifier: Apache-2.0
// A command that takes a while: how far it is on standard error, when that is a terminal, and ended by a signal.

import type { Course } from '../export/source';

const TELL_MS = 200;

/** @returns what the work gave, or the exit code of the signal that ended it (128 + its number) */
export async function withCourse(work: (course: Course) => Promise<number>): Promise<number> {
  const cancel = new AbortController();
  let ended = 0;
  const end = (signal: NodeJS.Signals) => {
    ended = signal === 'SIGINT' ? 130 : 143;
    cancel.abort();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  let last = Number.NEGATIVE_INFINITY;
  let drawn = false;
  try {
    return await work({
      signal: cancel.signal,
      tell(what, done, total) {
        const now = performance.now();
        if (!process.stderr.isTTY || now - last < TELL_MS) return;
        last = now;
        drawn = true;
        const share = total > 0 ? ` ${Math.floor((100 * done) / total)} %` : '';
        process.stderr.write(`\r\x1b[K${what}${share}`);
      },
    });
  } catch (error) {
    if (ended === 0) throw error;
    process.stderr.write(`${drawn ? '\r\x1b[K' : ''}ringside: ended before it was done; nothing was kept\n`);
    return ended;
  } finally {
    if (drawn && ended === 0) process.stderr.write('\r\x1b[K');
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}
