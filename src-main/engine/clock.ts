// SPDX-License-Identifier: Apache-2.0
// The time of day as this process tells it: CLOCK_BOOTTIME and an offset that is looked at once. Whoever sets the
// machine's clock moves no second that is counted here, and none comes twice or never.

import { addon } from '../helper/native';

/** Looked at when a millisecond begins, which is all that Node tells of time. */
function look(): bigint {
  const before = Date.now();
  let now = before;
  while (now === before) now = Date.now();
  return BigInt(now) * 1_000_000n - BigInt(addon().bootNs());
}

let offset: bigint | undefined;

/** Unix time minus CLOCK_BOOTTIME, ns: the same for as long as this process lives. */
export function unixMinusBootNs(): bigint {
  offset ??= look();
  return offset;
}

/** Unix time, ms. */
export const unixMs = (): number => Number(unixMinusBootNs() + BigInt(addon().bootNs())) / 1e6;

/** How far the machine's clock is ahead of what is told here, s: it was set since the offset was looked at. */
export const clockAheadBy = (): number => (Date.now() - unixMs()) / 1000;
