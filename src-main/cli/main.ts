// SPDX-License-Identifier: Apache-2.0
// The command line: `ringside COMMAND ...`.

import { version } from '../helper/version';
import { ExitCode, Failure } from '../shared/failure';
import { usage } from './options';

const HELP = `ringside: what the Linux kernel is doing for the programs on this machine

  ringside watch TRACER [options] [-- COMMAND ARGS...]   live figures, or one JSON document
  ringside record --tracers LIST --out DIR [options]     a capture: a folder of Parquet that any engine reads
  ringside query DIR ["SQL"]                              a capture's tables, or one SELECT over them
  ringside open DIR                                      a capture, in the window
  ringside export DIR --format F --out FILE              a capture as Perfetto trace, JSON lines, CSV or Parquet
  ringside pack DIR --out FILE.ringside                  a capture as one file to send
  ringside unpack FILE.ringside --out DIR                and back
  ringside doctor [--json]                               what this kernel and these rights allow
  ringside tracers [--json]                              what can be watched, and what it means
  ringside --version

Each command has --help. Exit codes: 0 done, 1 internal error, 2 wrong usage, 3 no rights, 4 the helper was
lost while watching; \`watch -- COMMAND\` ends with the command's own status.
`;

type Command = (argv: readonly string[]) => Promise<number>;

/** Each loads what it needs when it is asked for: to watch takes no database. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  watch: async () => (await import('./watch.js')).watch,
  record: async () => (await import('./record.js')).record,
  query: async () => (await import('./query.js')).query,
  open: async () => (await import('./open.js')).open,
  export: async () => (await import('./export.js')).exportCapture,
  pack: async () => (await import('./pack.js')).packCapture,
  unpack: async () => (await import('./pack.js')).unpackCapture,
  doctor: async () => (await import('./doctor.js')).doctor,
  tracers: async () => (await import('./list-tracers.js')).listTracers,
};

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(HELP);
    return name === undefined ? ExitCode.Usage : ExitCode.Done;
  }
  if (name === '--version') {
    process.stdout.write(`ringside ${version()}\n`);
    return ExitCode.Done;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw usage(
      `There is no command "${name}".`,
      `Commands: ${Object.keys(commands).join(', ')}.`,
      'See `ringside --help`.',
    );
  return (await command())(rest);
}

/** A broken pipe is the reader's way to say that it has enough. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.Done);
});

/**
 * Once everything that was said is written: a pipe takes a document piece by piece. Then without waiting for what
 * still keeps the loop alive, such as a child that outlived its command and holds our standard streams.
 */
function leave(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

main(process.argv.slice(2)).then(leave, (error: unknown) => {
  if (error instanceof Failure) {
    process.stderr.write(`ringside: ${error.what}\n  why:  ${error.why}\n  what to do:  ${error.mend}\n`);
    leave(error.exitCode);
    return;
  }
  process.stderr.write(`ringside: internal error: ${(error as Error).stack ?? error}\n`);
  leave(ExitCode.Internal);
});
