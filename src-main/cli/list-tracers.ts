// SPDX-License-Identifier: Apache-2.0

import { jsonValue } from '../engine/document';
import { loadTracers } from '../engine/tracers';
import { STREAMS } from '../shared/events.gen';
import { parseReport } from './options';

const HELP = `ringside tracers [--json]

Lists what can be watched: the question each tracer answers, its columns and events with their units.
`;

function eventFields(stream: string): { name: string; unit: string; length: number }[] {
  return (STREAMS[stream]?.fields ?? [])
    .filter((field) => !field.name.startsWith('unused'))
    .map(({ name, unit, length }) => ({ name, unit, length }));
}

/** `ringside tracers`; resolves with the exit code. */
export async function listTracers(argv: readonly string[]): Promise<number> {
  const values = parseReport('tracers', argv);
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const tracers = loadTracers();
  if (values.json) {
    const document = tracers.map(({ name, question, descendsFrom, columns, streams }) => ({
      name,
      question,
      descends_from: descendsFrom,
      columns,
      events: streams.map((stream) => ({ stream: stream.name, fields: eventFields(stream.name) })),
    }));
    process.stdout.write(`${JSON.stringify(jsonValue(document), null, 1)}\n`);
    return 0;
  }
  for (const tracer of tracers) {
    process.stdout.write(`${tracer.name}\n  ${tracer.question}\n  like ${tracer.descendsFrom}\n`);
    for (const column of tracer.columns)
      process.stdout.write(
        `    ${column.name.padEnd(16)} ${column.unit.padEnd(15)} ${column.meaning}${column.estimate ? ` (estimate, ${column.estimate})` : ''}\n`,
      );
    for (const stream of tracer.streams) {
      const fields = eventFields(stream.name).map(({ name, unit }) => `${name} (${unit})`);
      process.stdout.write(`  each ${stream.name} (--events): ${fields.join(', ')}\n`);
    }
  }
  return 0;
}
