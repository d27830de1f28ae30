// SPDX-License-Identifier: Apache-2.0
// The ways to a helper. The protocol behind them is the same.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TRACER_FOLDERS } from '../shared/events.gen';
import { ExitCode, Failure } from '../shared/failure';
import { addon, NATIVE_BUILD, type NativeHelper } from './native';

export const INSTALLED_HELPER = '/usr/local/libexec/ringside/ringside-helper';
export const BUILT_HELPER = join(NATIVE_BUILD, 'ringside-helper');
const KNOCK = join(NATIVE_BUILD, 'ringside-knock');

export type SizeWord = 'small' | 'normal' | 'large';

/** How much memory, and which tracers: all of them where it does not say. */
export type HelperWord = SizeWord | `${SizeWord}:${string}`;

/** The word for a helper that loads the programs of these tracers, and of no others. */
export function wordFor(size: SizeWord, tracers: readonly string[]): HelperWord {
  const bits = tracers.map((name) => TRACER_FOLDERS.indexOf(name));
  // One that is in no list cannot be left out either.
  if (bits.includes(-1)) return size;
  return `${size}:${bits.reduce((all, bit) => all | (1 << bit), 0).toString(16)}`;
}

/**
 * `inherited`: a connected socket was handed to us; `keeper`: root started us as an ordinary user and stayed behind;
 * `direct`: we are root; `pkexec`: a person is asked.
 */
export type DoorName = 'inherited' | 'keeper' | 'direct' | 'pkexec';

export interface Door {
  readonly name: DoorName;
  /** How long READY may take, ms; -1 while a person may be typing a password. */
  readonly patienceMs: number;
  open(): NativeHelper;
  /** The helper's pid where the door knows it. */
  readonly pid?: number;
}

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** The copy that pkexec runs must be the one that was built with us: another speaks another schema. */
export function checkInstalledHelper(installed = INSTALLED_HELPER, built = BUILT_HELPER): void {
  const mend = 'Run `npm run setup` (it asks for root once).';
  if (!existsSync(installed))
    throw new Failure(
      'The privileged helper is not installed.',
      `There is no ${installed}, and only that root-owned copy is ever started with rights.`,
      mend,
      ExitCode.NoRights,
    );
  const status = statSync(installed);
  if (status.uid !== 0 || status.mode & 0o022)
    throw new Failure(
      'The privileged helper is refused.',
      `${installed} is not root's alone: somebody else could have changed it.`,
      mend,
      ExitCode.NoRights,
    );
  if (existsSync(built) && sha256(installed) !== sha256(built))
    throw new Failure(
      'The privileged helper is of another build.',
      `${installed} differs from ${built}.`,
      mend,
      ExitCode.NoRights,
    );
}

/** Picks the door: a socket that we were given, root's own rights, or the polkit dialog. */
export function chooseDoor(
  word: HelperWord,
  environment = process.env,
  uid = process.getuid?.() ?? -1,
): Door {
  const inherited = environment.RINGSIDE_HELPER_FD;
  if (inherited !== undefined) {
    const fd = Number(inherited);
    if (!Number.isInteger(fd) || fd < 3)
      throw new Failure(
        'The helper cannot be reached.',
        `RINGSIDE_HELPER_FD is "${inherited}", which is not a descriptor.`,
        'Start Ringside without that variable.',
        ExitCode.Usage,
      );
    const pid = Number(environment.RINGSIDE_HELPER_PID);
    return {
      name: 'inherited',
      patienceMs: 30_000,
      open: () => new (addon().Helper)(fd),
      ...(Number.isInteger(pid) && pid > 0 ? { pid } : {}),
    };
  }
  const kept = environment.RINGSIDE_HELPER_SOCKET;
  if (kept !== undefined)
    return {
      name: 'keeper',
      patienceMs: 30_000,
      open: () => new (addon().Helper)([KNOCK, kept, word], 2),
      get pid() {
        return helperBehind(kept);
      },
    };
  if (uid === 0)
    return { name: 'direct', patienceMs: 30_000, open: () => new (addon().Helper)([BUILT_HELPER, word], 2) };
  return {
    name: 'pkexec',
    patienceMs: -1,
    open: () => {
      checkInstalledHelper();
      return new (addon().Helper)(['/usr/bin/pkexec', '--disable-internal-agent', INSTALLED_HELPER, word], 2);
    },
  };
}

/** The keeper notes the helper's pid beside the door; our own child is only the knock. */
function helperBehind(door: string): number {
  try {
    return Number.parseInt(readFileSync(join(dirname(door), 'helper'), 'utf8'), 10) || 0;
  } catch {
    return 0;
  }
}

/** What a helper's end means, from its wait status. Codes: native/helper/helper.h and pkexec(1). */
export function explainExit(door: DoorName, status: number): Failure {
  const code = status >= 0 ? (status & 0x7f ? -(status & 0x7f) : status >> 8) : undefined;
  const refused = (why: string, mend: string) =>
    new Failure('Ringside may not watch the kernel.', why, mend, ExitCode.NoRights);
  if (door === 'pkexec' && code === 126)
    return refused('The request was dismissed.', 'Start again and confirm it.');
  if (door === 'pkexec' && code === 127)
    return refused(
      'polkit did not allow it: no authentication agent runs in this session, or its answer was no.',
      'Start Ringside in a desktop session, or as root: `sudo npm start`.',
    );
  switch (code) {
    case 64:
      return refused(
        'The helper was started in a way that it does not accept.',
        'Run `npm run setup` again.',
      );
    case 65:
      return refused('The helper was not started as root.', 'Run `npm run setup` again.');
    case 70:
      return refused(
        'The kernel refused the helper’s programs or memory (its message is above).',
        'Run `ringside doctor` for what this kernel lacks.',
      );
    case 71:
      return refused('The helper could not give its rights up, and so did not start.', 'Please report this.');
    case 72:
      return new Failure(
        'The helper ended.',
        'It was asked something that it does not know.',
        'Please report this.',
        ExitCode.HelperLost,
      );
    case 73:
      return new Failure(
        'The helper ended.',
        'It had heard nothing for two minutes.',
        'Start again.',
        ExitCode.HelperLost,
      );
    default:
      return new Failure(
        'The helper ended.',
        code !== undefined && code < 0
          ? `It was killed by signal ${-code}.`
          : 'The connection to it was closed.',
        'What was counted up to then is kept. Start again to go on.',
        ExitCode.HelperLost,
      );
  }
}
