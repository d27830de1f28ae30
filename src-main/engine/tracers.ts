// SPDX-License-Identifier: Apache-2.0
// Tracers are folders: what the generator found below bpf/tracers, loaded by its name.

import { join } from 'node:path';
import { TRACER_FOLDERS } from '../shared/events.gen';
import { ExitCode, Failure } from '../shared/failure';
import type { TracerInfo } from '../shared/contract';
import { gaugeInfo } from '../shared/gauge';
import type { Tracer } from '../shared/tracer';

/** out/src-main/engine -> out/bpf/tracers */
const FOLDER = join(__dirname, '../../bpf/tracers');

export function loadTracers(folders: readonly string[] = TRACER_FOLDERS): Tracer[] {
  return folders.map((folder) => {
    const file = join(FOLDER, folder, `${folder.replace(/^_/, '')}.tracer.js`);
    const loaded = require(file) as { default: () => Tracer };
    return loaded.default();
  });
}

/** Loads these and no others. @throws {Failure} naming what there is */
export function tracersNamed(names: readonly string[]): Tracer[] {
  const asked = [...new Set(names)];
  for (const name of asked)
    if (!TRACER_FOLDERS.includes(name))
      throw new Failure(
        `There is no tracer "${name}".`,
        `Tracers here: ${TRACER_FOLDERS.join(', ')}.`,
        'See `ringside tracers`.',
        ExitCode.Usage,
      );
  return loadTracers(asked);
}

/** What a window is told of it. */
export const tracerInfo = (
  { name, question, columns, streams, triggers = [], gauges = [] }: Tracer,
  watched = true,
): TracerInfo => ({
  ...{ name, question, columns, watched },
  triggers: triggers.map(({ id, label, asks, usual }) => ({ id, label, asks, usual })),
  ...(gauges.length ? { gauges: gauges.map(gaugeInfo) } : {}),
  streams: streams.map((stream) => ({ name: stream.name, shown: stream.shown ?? null })),
});
