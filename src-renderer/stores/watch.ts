// SPDX-License-Identifier: Apache-2.0
// What this window wants of the engine for longer: an engine that takes the place of another does not know of it.

import { machine } from './app';

/** Tracers that have watched for this window. */
const watched = new Set<string>();
let looked: readonly string[] = [];

/** A tracer that rests is to watch. */
export const watchTracer = (tracer: string): void => machine.send({ kind: 'watch', tracer });

/** Single events of these tables, and of no others, are made from now on. */
export function lookAt(tables: readonly string[]): void {
  looked = tables;
  machine.send({ kind: 'look', tables });
}

/** Asks for what has watched before and rests now, and for what is looked at. */
export function watchAgain(): void {
  for (const { name, watched: watches } of machine.hello?.tracers ?? [])
    if (watches) watched.add(name);
    else if (watched.has(name)) watchTracer(name);
  if (looked.length > 0) lookAt(looked);
}
