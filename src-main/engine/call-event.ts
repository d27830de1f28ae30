// SPDX-License-Identifier: Apache-2.0

import type { CallEvent } from '../shared/contract';
import type { EventRow, StreamRow } from '../shared/tracer';

/** One call as a window shows it; `unixMinusBootMs` makes a time of day of CLOCK_BOOTTIME. */
export const callEvent = (raw: StreamRow, row: EventRow, unixMinusBootMs: number): CallEvent => ({
  at: Number(row.at_ns) / 1e6 + unixMinusBootMs,
  process: Number(raw.process),
  pid: Number(row.pid),
  tid: Number(row.tid),
  comm: String(row.comm),
  call: Number(raw.call),
  text: String(row.text),
  error: row.error === null ? null : String(row.error),
  durationNs: Number(row.duration_ns),
});
