// SPDX-License-Identifier: Apache-2.0
// How long the start took, from the command on. Written to standard error when RINGSIDE_MARKS=1.

const wanted = process.env.RINGSIDE_MARKS === '1';

/** Unix time, ms: when the command was given (start.mjs says so), else when this process was made. */
const begun = Number(process.env.RINGSIDE_BEGUN) || process.getCreationTime() || Date.now();
const seen = new Set<string>();

/** Tells a mark once. */
export function mark(name: string): void {
  if (!wanted || seen.has(name)) return;
  seen.add(name);
  process.stderr.write(`ringside: mark ${name} ${Math.round(Date.now() - begun)} ms\n`);
}
