// SPDX-License-Identifier: Apache-2.0
// Requests by name instead of number, one at a time, with a bound on every wait.

import { constants } from 'node:os';
import { OWN_ALONE, SCHEMA_HASH } from '../shared/events.gen';
import { ExitCode, Failure } from '../shared/failure';
import { chooseDoor, type Door, explainExit, type HelperWord } from './door';
import {
  type NativeFilter,
  type NativeHelper,
  type NativeReady,
  type NativeRequest,
  RequestKind,
} from './native';

const ANSWER_MS = 5000;

const LOST_MEND = 'What was counted up to then is kept. Start again to go on.';

/** "the helper is gone" to "The helper is gone." */
function sentence(error: unknown): string {
  const { message } = error as Error;
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`;
}

const errnoName = (error: number) =>
  Object.entries(constants.errno).find(([, value]) => value === Math.abs(error))?.[0] ??
  `errno ${Math.abs(error)}`;

export interface ProgramStatistics {
  readonly name: string;
  readonly recursionMisses: number;
  readonly attached: boolean;
}

export class HelperClient {
  private tail: Promise<unknown> = Promise.resolve();
  private lost: Failure | undefined;

  private constructor(
    readonly door: Door,
    readonly native: NativeHelper,
    readonly ready: NativeReady,
  ) {}

  /** Opens the door and waits for READY. @throws {Failure} with the reason and the mend */
  static async open(word: HelperWord = 'normal', door: Door = chooseDoor(word)): Promise<HelperClient> {
    let native: NativeHelper;
    try {
      native = door.open();
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw new Failure(
        'The helper cannot be started.',
        sentence(error),
        'Run `npm run setup`.',
        ExitCode.NoRights,
      );
    }
    let ready: NativeReady;
    try {
      ready = await native.ready(door.patienceMs);
    } catch (error) {
      const status = await settledStatus(native);
      native.close();
      if (status < 0)
        throw new Failure(
          'The helper cannot be used.',
          sentence(error),
          'Run `npm run setup`.',
          ExitCode.NoRights,
        );
      throw explainExit(door.name, status);
    }
    if (ready.schema !== SCHEMA_HASH) {
      native.close();
      throw new Failure(
        'The helper is of another build.',
        'Its programs write records of another shape than this engine reads.',
        'Run `npm run setup`.',
        ExitCode.NoRights,
      );
    }
    return new HelperClient(door, native, ready);
  }

  /** The helper's pid; 0 where the door does not know it. */
  get pid(): number {
    return this.door.pid ?? Math.max(this.native.pid, 0);
  }

  private ask(request: NativeRequest) {
    const next = this.tail.then(async () => {
      if (this.lost) throw this.lost;
      try {
        return await this.native.ask(request, ANSWER_MS);
      } catch (error) {
        const status = await settledStatus(this.native);
        this.lost =
          status < 0
            ? new Failure('The helper was lost.', sentence(error), LOST_MEND, ExitCode.HelperLost)
            : explainExit(this.door.name, status);
        this.native.close();
        throw this.lost;
      }
    });
    this.tail = next.catch(() => undefined);
    return next;
  }

  private async must(what: string, request: NativeRequest): Promise<number> {
    const reply = await this.ask(request);
    if (reply.error)
      throw new Failure(
        `The kernel refused to ${what}.`,
        `${errnoName(reply.error)}.`,
        'Run `ringside doctor`.',
      );
    return reply.value;
  }

  private program(name: string): number {
    const index = this.ready.programs.findIndex((program) => program.name === name);
    if (index < 0) throw new Error(`the helper has no program ${name}`);
    return index;
  }

  /** Whether this kernel took the program; otherwise the errno's name. */
  refusal(name: string): string | undefined {
    const error =
      this.ready.programs.find((program) => program.name === name)?.error ?? -constants.errno.ENOENT;
    return error ? errnoName(error) : undefined;
  }

  attach(name: string): Promise<number> {
    return this.must(`attach ${name}`, { kind: RequestKind.Attach, index: this.program(name) });
  }
  detach(name: string): Promise<number> {
    return this.must(`detach ${name}`, { kind: RequestKind.Detach, index: this.program(name) });
  }
  /** A new generation: from here on the kernel notes what `filter` asks for. */
  start(filter: NativeFilter, flags: number): Promise<number> {
    return this.must('begin', { kind: RequestKind.Start, index: flags, filter });
  }
  stop(): Promise<number> {
    return this.must('stop', { kind: RequestKind.Stop });
  }
  /** Puts a process into the watched subtree; its start in ticks as /proc tells it. */
  follow(pid: number, startTicks: bigint, state: number): Promise<number> {
    return this.must('follow a process', { kind: RequestKind.Follow, index: pid, value: startTicks, state });
  }
  /** Never reported: a process of ours, alone or with whatever it starts from now on (OWN_TREE); OWN_NOT takes that back. */
  own(pid: number, startTicks: bigint, state: number = OWN_ALONE): Promise<number> {
    return this.must('leave a process out', { kind: RequestKind.Own, index: pid, value: startTicks, state });
  }
  /** Counts what is under way, by an iterator program. */
  survey(name: string): Promise<number> {
    return this.must(`run ${name}`, { kind: RequestKind.Survey, index: this.program(name) });
  }
  /** Forgets programs that ended before `before` (boot ns); returns how many. */
  clear(before: number): Promise<number> {
    return this.must('clear', { kind: RequestKind.Clear, value: BigInt(Math.floor(before)) });
  }
  async statistics(): Promise<ProgramStatistics[]> {
    const reply = await this.ask({ kind: RequestKind.Statistics });
    return (reply.programs ?? []).map((program, index) => ({
      name: this.ready.programs[index]?.name ?? '',
      recursionMisses: program.recursionMisses,
      attached: program.attached,
    }));
  }

  /** Closes the socket: the helper ends, and with it every program. */
  close(): void {
    this.native.close();
  }
}

/** The status arrives a moment after the socket's end. */
async function settledStatus(native: NativeHelper): Promise<number> {
  for (let waited = 0; waited < 500; waited += 10) {
    const status = native.exitStatus();
    if (status >= 0 || native.pid <= 0) return status;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return native.exitStatus();
}
