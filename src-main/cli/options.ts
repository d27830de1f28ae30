// SPDX-License-Identifier: Apache-2.0
// The words after `ringside watch`, checked; each complaint says what is wrong and what would be right.

import { parseArgs } from 'node:util';
import { startTicks } from '../engine/proc';
import { COMM_BYTES_MOST, type FilterQuestion } from '../engine/filter';
import type { SizeWord } from '../helper/door';
import { lengthNs } from '../shared/amount';
import { callByName } from '../shared/call-text';
import { ExitCode, Failure } from '../shared/failure';
import type { AskedNames } from './asked-names';

export interface WatchOptions {
  readonly tracers: readonly string[];
  readonly seconds: number | undefined;
  readonly question: FilterQuestion;
  readonly names: AskedNames;
  readonly events: boolean;
  readonly json: boolean;
  readonly limit: number;
  readonly budget: number;
  readonly size: SizeWord;
  readonly command: readonly string[];
}

const LIMIT_MOST = 1_000_000;
const SECONDS_MOST = 7 * 86_400;

export function usage(what: string, why: string, mend = 'See `ringside watch --help`.'): Failure {
  return new Failure(what, why, mend, ExitCode.Usage);
}

/** @throws {Failure} */
export function number(name: string, text: string, least: number, most: number, whole = true): number {
  const value = Number(text);
  if (
    text.trim() === '' ||
    !Number.isFinite(value) ||
    (whole && !Number.isInteger(value)) ||
    value < least ||
    value > most
  )
    throw usage(`--${name} "${text}" is not usable.`, `It takes a number from ${least} to ${most}.`);
  return value;
}

/** "10ms" to ns. @throws {Failure} */
export function duration(text: string): bigint {
  const ns = lengthNs(text);
  if (ns === undefined)
    throw usage(
      `--longer-than "${text}" is not a length of time.`,
      'Write a number and a unit: 500us, 10ms, 1.5s.',
    );
  return BigInt(ns);
}

function process(option: string, text: string): { pid: number; startTicks: bigint } {
  const pid = number(option, text, 1, 4_194_304);
  const ticks = startTicks(pid);
  if (ticks === undefined)
    throw usage(`There is no process ${pid}.`, 'It has ended, or never was.', 'Look it up with `ps -e`.');
  return { pid, startTicks: ticks };
}

function calls(text: string): number[] {
  return text.split(',').flatMap((name) => {
    const found = callByName(name.trim());
    if (!found.length)
      throw usage(
        `There is no system call "${name}".`,
        'Names are the kernel’s: openat, read, futex.',
        'See `ringside tracers`.',
      );
    return found;
  });
}

function comm(text: string): string {
  if (Buffer.byteLength(text) > COMM_BYTES_MOST)
    throw usage(
      `--comm "${text}" is too long.`,
      `The kernel keeps ${COMM_BYTES_MOST} bytes of a name.`,
      `Use its beginning: --comm "${text.slice(0, COMM_BYTES_MOST)}".`,
    );
  return text;
}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;

/** What is asked for, by every command that watches. */
export const QUESTION_OPTIONS = {
  pid: TEXT,
  tree: TEXT,
  comm: TEXT,
  uid: TEXT,
  user: TEXT,
  cgroup: TEXT,
  container: TEXT,
  unit: TEXT,
  calls: TEXT,
  errors: FLAG,
  'longer-than': TEXT,
} as const;

export interface QuestionValues {
  readonly pid?: string | undefined;
  readonly tree?: string | undefined;
  readonly comm?: string | undefined;
  readonly uid?: string | undefined;
  readonly user?: string | undefined;
  readonly cgroup?: string | undefined;
  readonly container?: string | undefined;
  readonly unit?: string | undefined;
  readonly calls?: string | undefined;
  readonly errors?: boolean | undefined;
  readonly 'longer-than'?: string | undefined;
}

/** @throws {Failure} */
export function questionFrom(values: QuestionValues, command: readonly string[]): FilterQuestion {
  return {
    ...(values.pid !== undefined ? { pid: process('pid', values.pid) } : {}),
    ...(values.tree !== undefined ? { tree: process('tree', values.tree) } : {}),
    ...(values.comm !== undefined ? { comm: comm(values.comm) } : {}),
    ...(values.uid !== undefined ? { uid: number('uid', values.uid, 0, 4_294_967_294) } : {}),
    ...(values.cgroup !== undefined && isId(values.cgroup)
      ? { cgroup: BigInt(number('cgroup', values.cgroup, 1, Number.MAX_SAFE_INTEGER)) }
      : {}),
    ...(values.calls !== undefined ? { calls: calls(values.calls) } : {}),
    ...(values.errors ? { errorsOnly: true } : {}),
    ...(values['longer-than'] !== undefined ? { longerThan: duration(values['longer-than']) } : {}),
    ...(command.length ? { subtree: true } : {}),
  };
}

/** A number is a group's; what begins with a slash is its path. */
const isId = (cgroup: string) => !cgroup.startsWith('/');

/** What has to be looked up first. @throws {Failure} */
export function namesFrom(values: QuestionValues): AskedNames {
  const { cgroup, container, unit, uid, user } = values;
  if ([cgroup, container, unit].filter((value) => value !== undefined).length > 1)
    throw usage(
      'Several control groups are asked for.',
      '--cgroup, --container and --unit each name one.',
      'Choose one.',
    );
  if (uid !== undefined && user !== undefined)
    throw usage('Two users are asked for.', '--uid and --user each name one.', 'Choose one.');
  for (const [name, value] of Object.entries({ cgroup, container, unit, user }))
    if (value === '') throw usage(`--${name} "" is not usable.`, 'It takes a name.');
  const by = container !== undefined ? 'container' : unit !== undefined ? 'unit' : 'cgroup';
  const name = container ?? unit ?? cgroup;
  const group = name !== undefined && (by !== 'cgroup' || !isId(name)) ? ({ by, name } as const) : undefined;
  return { ...(group && { group }), ...(user !== undefined && { user }) };
}

/** The words before and after "--". @throws {Failure} */
export function splitCommand(argv: readonly string[]): {
  own: readonly string[];
  command: readonly string[];
} {
  const split = argv.indexOf('--');
  if (split < 0) return { own: argv, command: [] };
  const command = argv.slice(split + 1);
  if (!command.length)
    throw usage('There is no command after "--".', 'It would be watched with its children.');
  return { own: argv.slice(0, split), command };
}

/** @throws {Failure} */
export function secondsFrom(text: string | undefined): number | undefined {
  return text === undefined ? undefined : number('seconds', text, 0.1, SECONDS_MOST, false);
}

/** @throws {Failure} */
export function sizeFrom(size = 'normal'): SizeWord {
  if (size !== 'small' && size !== 'normal' && size !== 'large')
    throw usage(`--size "${size}" is not known.`, 'It takes small, normal or large.');
  return size;
}

export const WATCH_HELP = `ringside watch TRACER[,TRACER] [options] [-- COMMAND ARGS...]

Shows, live, what TRACER counts. With a COMMAND, watches exactly that command and its children.

  --seconds N        watch N seconds, then end (a COMMAND is not ended by it)
  --pid P            only process P (with its threads)
  --tree P           only process P and all that descends from it, now and later
  --comm NAME        only programs of this name (15 bytes at most)
  --uid U            only processes of user U
  --user NAME        only processes of this user
  --cgroup PATH      only processes in this control group or below it: /system.slice/x, a folder of
                     /sys/fs/cgroup, or the number of a v2 group
  --container NAME   only processes in this container: its name, or the beginning of its id
  --unit NAME        only processes in this systemd unit: nginx, app.slice
  --calls A,B        only these system calls
  --events           also every single event, not only counts
  --errors           of the events, only failed ones
  --longer-than D    of the events, only those that took longer: 500us, 10ms, 1s
  --limit N          keep N events whole in the document (default 10000); all are counted
  --budget PERCENT   give single events up when watching costs more of a core for 5 s (default 10, 0: never)
  --size WORD        memory: small, normal or large (default normal)
  --json             one JSON document on standard output at the end; COMMAND's output goes to standard error

Keys in the terminal view: q leave, c/e/t/m/p sort by calls, errors, time, longest, process; r reverse; space pause.

Ends with COMMAND's status (128 + signal), else 0; 2 wrong usage, 3 no rights, 4 helper lost, 1 anything else.
`;

/** @throws {Failure} */
export function parseWatch(argv: readonly string[]): WatchOptions | 'help' {
  const { own, command } = splitCommand(argv);
  let parsed: ReturnType<typeof parse>;
  function parse() {
    return parseArgs({
      args: [...own],
      allowPositionals: true,
      options: {
        ...QUESTION_OPTIONS,
        help: FLAG,
        seconds: TEXT,
        events: FLAG,
        limit: TEXT,
        budget: TEXT,
        size: TEXT,
        json: FLAG,
      },
    });
  }
  try {
    parsed = parse();
  } catch (error) {
    throw usage('An option is not known or lacks its value.', `${(error as Error).message}.`);
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  if (positionals.length !== 1)
    throw usage(
      'One word names the tracers.',
      `There are ${positionals.length}: write them with commas, as in "syscalls".`,
    );
  return {
    tracers: (positionals[0] ?? '').split(','),
    seconds: secondsFrom(values.seconds),
    question: questionFrom(values, command),
    names: namesFrom(values),
    events: values.events ?? false,
    json: values.json ?? false,
    limit: values.limit === undefined ? 10_000 : number('limit', values.limit, 0, LIMIT_MOST),
    budget: values.budget === undefined ? 0.1 : number('budget', values.budget, 0, 100, false) / 100,
    size: sizeFrom(values.size),
    command,
  };
}

/** The options of a command that only reports: whether as JSON, or only its help. @throws {Failure} */
export function parseReport(command: string, argv: readonly string[]): { json: boolean; help: boolean } {
  try {
    const { values } = parseArgs({ args: [...argv], options: { json: FLAG, help: FLAG } });
    return { json: values.json ?? false, help: values.help ?? false };
  } catch (error) {
    throw usage(
      'An option is not known.',
      `${(error as Error).message}.`,
      `See \`ringside ${command} --help\`.`,
    );
  }
}
