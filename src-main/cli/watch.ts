// SPDX-License-Identifier: Apache-2.0

import { constants } from 'node:os';
import { watchDocument } from '../engine/document';
import { KernelFilter } from '../engine/filter';
import { DEFAULT_OPTIONS, Session } from '../engine/session';
import { tracersNamed } from '../engine/tracers';
import { wordFor } from '../helper/door';
import { HelperClient } from '../helper/helper-client';
import { WatchedCommand } from './command';
import { withNames } from './asked-names';
import { asFailure, End, ENDS, settleChildren } from './ends';
import { parseWatch, WATCH_HELP, type WatchOptions } from './options';
import { PlainView } from './plain-view';
import { summaryText } from './summary';
import { TerminalView } from './terminal-view';

async function run(options: WatchOptions): Promise<number> {
  const tracers = tracersNamed(options.tracers);
  const question = await withNames(options.question, options.names);
  const helper = await HelperClient.open(wordFor(options.size, options.tracers));
  const command = options.command.length
    ? await WatchedCommand.prepare(helper, options.command, options.json)
    : undefined;
  const end = new End();
  const terminal =
    !options.json && !command && process.stdout.isTTY ? new TerminalView(tracers, end.at) : undefined;
  const plain =
    !options.json && !command && !terminal
      ? new PlainView(tracers, (text) => process.stdout.write(text))
      : undefined;
  const session = await Session.begin(
    helper,
    {
      ...DEFAULT_OPTIONS,
      tracers,
      filter: new KernelFilter(question),
      events: options.events,
      keepEvents: options.limit,
      budget: options.budget,
    },
    (now) => (terminal ?? plain)?.show(now),
    end.at,
  );
  if (options.seconds !== undefined) setTimeout(() => end.at(), options.seconds * 1000).unref();
  if (!command) for (const signal of ENDS) process.once(signal, () => end.at());
  // With the terminal goes whoever would have read the figures: the programs go at once, not in order.
  if (terminal)
    process.prependOnceListener('SIGHUP', () => {
      helper.close();
      process.exit(128 + constants.signals.SIGHUP);
    });
  let status = 0;
  command?.ended
    .then(async (code) => {
      status = code;
      await settleChildren(session);
    })
    .then(() => end.at(), end.at);
  command?.open();
  terminal?.begin();
  let failure = await end.reached;
  terminal?.end();
  if (!failure) failure = await session.end().then(() => undefined, asFailure);
  helper.close();
  if (options.json) process.stdout.write(`${JSON.stringify(watchDocument(session))}\n`);
  else if (command) process.stderr.write(summaryText(session));
  else process.stdout.write(summaryText(session));
  if (failure) throw failure;
  if (command) status = await command.ended;
  return status;
}

/** `ringside watch ARGS`; resolves with the exit code. @throws {Failure} */
export async function watch(argv: readonly string[]): Promise<number> {
  const options = parseWatch(argv);
  if (options === 'help') {
    process.stdout.write(WATCH_HELP);
    return 0;
  }
  return run(options);
}
