// SPDX-License-Identifier: Apache-2.0
// The words after `ringside record`, checked.

import { parseArgs } from 'node:util';
import type { FilterQuestion } from '../engine/filter';
import type { SizeWord } from '../helper/door';
import { PRESETS, type Preset } from '../presets/presets';
import type { Manifest } from '../store/manifest';
import type { AskedNames } from './asked-names';
import {
  namesFrom,
  QUESTION_OPTIONS,
  questionFrom,
  secondsFrom,
  sizeFrom,
  splitCommand,
  usage,
} from './options';

export interface RecordOptions {
  readonly tracers: readonly string[];
  readonly preset: Preset | undefined;
  readonly out: string;
  readonly seconds: number | undefined;
  readonly maxBytes: number | undefined;
  readonly name: string;
  readonly note: string;
  readonly question: FilterQuestion;
  readonly names: AskedNames;
  /** The question in the words of these options, for the manifest. */
  readonly filter: Manifest['filter'];
  readonly events: boolean;
  readonly json: boolean;
  readonly size: SizeWord;
  readonly command: readonly string[];
}

export const RECORD_HELP = `ringside record --tracers LIST | --preset P  --out DIR [options] [-- COMMAND ARGS...]

Keeps what TRACERS find in DIR, a capture: a folder of Parquet that Ringside and any other engine opens.

  --tracers A,B      what to record; see \`ringside tracers\`
  --preset P         a question with everything that answers it:
${PRESETS.map(({ id, question }) => `                       ${id.padEnd(16)} ${question}`).join('\n')}
  --out DIR          a folder that does not exist yet
  --seconds N        end after N seconds (a COMMAND is not ended by it)
  --max-size S       end when the capture has that size: 500M, 2G
  --name TEXT        what it is called; --note TEXT  what you want to remember
  --no-events        only counts, no single events
  --size WORD        memory for events on their way: small, normal or large (default normal)
  --json             progress not shown; one JSON document on standard output at the end

Of what is recorded: --pid, --comm, --uid, --user, --cgroup, --container, --unit, --calls; of the events: --errors, --longer-than
(as \`ringside watch --help\` says). It ends by Ctrl-C, with COMMAND, or at a limit; at least 100 MiB of the disk
stay free. Whatever happens, DIR holds everything up to its last second.

Ends with COMMAND's status (128 + signal), else 0; 1 when it had to end early, 2 wrong usage, 3 no rights,
4 helper lost.
`;

const SIZES: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** "500M" to bytes, IEC. @throws {Failure} */
export function bytesFrom(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)(?:i?B)?$/.exec(text);
  const unit = SIZES[match?.[2] ?? '-'];
  const bytes = match && unit ? Math.round(Number(match[1]) * unit) : 0;
  if (bytes < 1 || !Number.isSafeInteger(bytes))
    throw usage(`--max-size "${text}" is not a size.`, 'Write a number and a unit: 500M, 2G.');
  return bytes;
}

/** @throws {Failure} */
export function parseRecord(argv: readonly string[]): RecordOptions | 'help' {
  const { own, command } = splitCommand(argv);
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  let parsed: ReturnType<typeof parse>;
  function parse() {
    return parseArgs({
      args: [...own],
      options: {
        ...QUESTION_OPTIONS,
        help: flag,
        tracers: text,
        preset: text,
        out: text,
        seconds: text,
        'max-size': text,
        name: text,
        note: text,
        'no-events': flag,
        size: text,
        json: flag,
      },
    });
  }
  try {
    parsed = parse();
  } catch (error) {
    throw usage(
      'An option is not known or lacks its value.',
      `${(error as Error).message}.`,
      'See `ringside record --help`.',
    );
  }
  const { values } = parsed;
  if (values.help) return 'help';
  const preset = presetNamed(values.preset);
  if (preset ? values.tracers !== undefined : values.tracers === undefined)
    throw usage(
      'It is not said what to record.',
      'Either --tracers or --preset says so, and not both.',
      'For example: ringside record --tracers syscalls --out capture.',
    );
  if (values.out === undefined)
    throw usage(
      'It is not said where to.',
      '--out DIR is missing.',
      'Name a folder that does not exist yet.',
    );
  const scoped = command.length > 0 || values.pid !== undefined || values.comm !== undefined;
  if (preset?.scope === 'process' && !scoped)
    throw usage(
      `"${preset.question}" needs to know which.`,
      'It is about one program.',
      'Add --pid P, --comm NAME, or -- COMMAND ARGS....',
    );
  const given = Object.entries({ ...preset?.filter, ...onlyQuestion(values) });
  return {
    tracers: preset ? preset.tracers : (values.tracers ?? '').split(','),
    preset,
    out: values.out,
    seconds: secondsFrom(values.seconds) ?? preset?.seconds,
    maxBytes: values['max-size'] === undefined ? undefined : bytesFrom(values['max-size']),
    name: shortText('name', values.name ?? preset?.question ?? command.join(' '), 200),
    note: shortText('note', values.note ?? '', 4000),
    question: questionFrom({ ...preset?.filter, ...onlyQuestion(values) }, command),
    names: namesFrom(values),
    filter: {
      ...Object.fromEntries(given.map(([name, value]) => [name.replaceAll('-', '_'), value])),
      ...(command.length ? { command: [...command].map((word) => word.slice(0, 1000)).slice(0, 1000) } : {}),
    },
    events: !values['no-events'] && (preset?.events ?? true),
    json: values.json ?? false,
    size: sizeFrom(values.size),
    command,
  };
}

type Question = Record<string, string | boolean>;

function onlyQuestion(values: Readonly<Record<string, string | boolean | undefined>>): Question {
  const named = Object.keys(QUESTION_OPTIONS).filter((name) => values[name] !== undefined);
  return Object.fromEntries(named.map((name) => [name, values[name] ?? false]));
}

function shortText(name: string, text: string, most: number): string {
  if (text.length > most)
    throw usage(
      `--${name} is too long.`,
      `It has ${text.length} characters, and ${most} are kept.`,
      'Shorten it.',
    );
  return text;
}

function presetNamed(id: string | undefined): Preset | undefined {
  if (id === undefined) return undefined;
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset)
    throw usage(
      `There is no preset "${id}".`,
      `Presets: ${PRESETS.map((one) => one.id).join(', ')}.`,
      'See `ringside record --help`.',
    );
  return preset;
}
