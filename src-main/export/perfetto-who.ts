// SPDX-License-Identifier: Apache-2.0
// Processes and threads as Perfetto's tracks. A track is named by pid, tid and when its process began, so that a pid
// that is used again is another process, and an exec is not.

import { type PacketWriter, trackId } from './perfetto-packets';
import type { ExportPlan } from './plan';
import { selectRows } from './plan';
import type { Source } from './source';

/** Of each kind; beyond, names are said again or beginnings are unknown, and nothing else is lost. */
const KNOWN_MOST = 65_536;
/** Calls of one thread cannot overlap; rows that do all the same get tracks beside it. */
const LANES_MOST = 16;

interface Known {
  readonly started: bigint;
  readonly comm: string;
}

export interface Thread {
  readonly track: bigint;
  /** What the process is called, which is what it ran last. */
  readonly processName: string;
  /** Where the last slice of each lane ended. */
  readonly lanes: { readonly track: bigint; end: bigint }[];
}

export class Who {
  private readonly known = new Map<bigint, Known>();
  private readonly lastNames = new Map<string, { execs: bigint; comm: string }>();
  private readonly processes = new Map<string, bigint>();
  /** By process (its reference, or its pid with a minus) and tid: numbers, since this is asked once a call. */
  private readonly threads = new Map<number, Map<number, Thread>>();
  private threadCount = 0;

  private constructor(private readonly writer: PacketWriter) {}

  static async of(source: Source, plan: ExportPlan, writer: PacketWriter, signal: AbortSignal): Promise<Who> {
    const who = new Who(writer);
    const identity = plan.tables.find(({ kind, name }) => kind === 'identity' || name === 'processes');
    const has = new Set(identity?.columns.map(({ name }) => name));
    if (!identity || !['process', 'pid', 'comm', 'started_ns'].every((name) => has.has(name))) return who;
    const { sql, values } = selectRows(identity, plan.redactor);
    const execs = has.has('execs') ? 'CAST(execs AS BIGINT)' : 'CAST(process AS BIGINT)';
    const { rows } = await source.rows(
      `SELECT CAST(process AS BIGINT), CAST(pid AS BIGINT), comm, started_ns, ${execs} FROM (${sql})`,
      values,
      KNOWN_MOST,
      signal,
    );
    for (const [process, pid, comm, started, ran] of rows) {
      if (typeof process !== 'bigint' || typeof started !== 'bigint') continue;
      const name = String(comm ?? '');
      who.known.set(process, { started, comm: name });
      const key = `${pid} ${started}`;
      const last = who.lastNames.get(key);
      const order = typeof ran === 'bigint' ? ran : 0n;
      if (!last || last.execs <= order) who.lastNames.set(key, { execs: order, comm: name });
    }
    return who;
  }

  private names(
    process: bigint | undefined,
    pid: number,
    comm: string,
  ): { key: string; started: bigint | undefined; name: string } {
    const known = process === undefined ? undefined : this.known.get(process);
    const key = `${pid} ${known?.started ?? ''}`;
    return { key, started: known?.started, name: this.lastNames.get(key)?.comm ?? comm };
  }

  /** The track of a process, said before it is used. */
  process(process: bigint | undefined, pid: number, comm: string, since: bigint): bigint {
    const { key, started, name } = this.names(process, pid, comm);
    const track = this.processes.get(key);
    if (track !== undefined) return track;
    if (this.processes.size === KNOWN_MOST) this.processes.clear();
    const made = trackId('process', key);
    // Where several processes share a row there is no pid to say.
    if (pid > 0) this.writer.track({ uuid: made, since, process: { pid, name, started } });
    else this.writer.track({ uuid: made, name: `${comm || 'unknown'} (several processes)` });
    this.processes.set(key, made);
    return made;
  }

  thread(process: bigint | undefined, pid: number, tid: number, comm: string, since: bigint): Thread {
    const owner = process === undefined ? -pid : Number(process);
    let own = this.threads.get(owner);
    const known = own?.get(tid);
    if (known) return known;
    if (this.threadCount === KNOWN_MOST) {
      this.threads.clear();
      own = undefined;
      this.threadCount = 0;
    }
    if (!own) {
      own = new Map();
      this.threads.set(owner, own);
    }
    const { key, name } = this.names(process, pid, comm);
    const parent = this.process(process, pid, comm, since);
    const track = trackId('thread', key, tid);
    if (pid > 0 && tid > 0)
      this.writer.track({
        uuid: track,
        since,
        parent,
        thread: { pid, tid, name: tid === pid ? name : comm },
      });
    else this.writer.track({ uuid: track, parent, name: `thread ${tid}` });
    const thread = { track, processName: name, lanes: [{ track, end: 0n }] };
    own.set(tid, thread);
    this.threadCount++;
    return thread;
  }

  /** A lane of the thread that is free from `begin` on, taken until `end`; undefined when there is none. */
  lane(thread: Thread, begin: bigint, end: bigint): bigint | undefined {
    let lane = thread.lanes.find((one) => one.end <= begin);
    if (!lane) {
      if (thread.lanes.length === LANES_MOST) return undefined;
      const track = trackId(thread.track, thread.lanes.length);
      this.writer.track({ uuid: track, parent: thread.track, name: 'overlapping' });
      lane = { track, end };
      thread.lanes.push(lane);
    }
    lane.end = end;
    return lane.track;
  }
}
