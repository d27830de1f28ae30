// SPDX-License-Identifier: Apache-2.0
// One watching in a test's hand: begins by the words of `watch syscalls` (or of
// the tracers that RINGSIDE_WATCH names), says `begun` when the kernel notes,
// ends when standard input does, and says on one line the document and what stands behind it. See watching.ts.

import { watchDocument } from '../../src-main/engine/document';
import { KernelFilter } from '../../src-main/engine/filter';
import { DEFAULT_OPTIONS, Session } from '../../src-main/engine/session';
import { tracersNamed } from '../../src-main/engine/tracers';
import { withNames } from '../../src-main/cli/asked-names';
import { parseWatch } from '../../src-main/cli/options';
import { HelperClient } from '../../src-main/helper/helper-client';
import type { Figures } from '../../src-main/shared/tracer';

/** Every cell of the tallies, as the engine holds them. */
function figuresOf(session: Session): Record<string, Figures[]> {
  const held: Record<string, Figures[]> = {};
  for (const tracer of session.options.tracers)
    session.rows({
      ...tracer,
      rows: (tallies) => {
        for (const [name, figures] of Object.entries(tallies))
          held[name] = figures.map(({ key, values, arrays }) => ({
            key,
            values: Object.fromEntries(
              Object.entries(values).map(([field, value]) => [field, Number(value)]),
            ),
            arrays: Object.fromEntries(
              Object.entries(arrays).map(([field, value]) => [field, Array.from(value)]),
            ),
          }));
        return [];
      },
    });
  return held;
}

async function main(): Promise<void> {
  const options = parseWatch([process.env.RINGSIDE_WATCH ?? 'syscalls', ...process.argv.slice(2)]);
  if (options === 'help') throw new Error('no help here');
  const helper = await HelperClient.open(options.size);
  const session = await Session.begin(
    helper,
    {
      ...DEFAULT_OPTIONS,
      tracers: tracersNamed(options.tracers),
      filter: new KernelFilter(await withNames(options.question, options.names)),
      events: options.events,
      keepEvents: options.limit,
      budget: 0,
    },
    () => undefined,
    (failure) => {
      process.stderr.write(`${failure.message}\n`);
      process.exit(1);
    },
  );
  process.stdout.write('begun\n');
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('end', resolve));
  await session.end();
  helper.close();
  const accounts = Object.fromEntries(session.books.accounts);
  process.stdout.write(
    `${JSON.stringify({ document: watchDocument(session), tallies: figuresOf(session), accounts })}\n`,
  );
}

main().then(
  () => process.stdout.write('', () => process.exit(0)),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
