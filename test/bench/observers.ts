// SPDX-License-Identifier: Apache-2.0
// What watches while the loop runs: nothing, ours in several ways, and the peers. Each is started, proved to
// watch, and ended within one round.

import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workload } from '../support/watch';
import { counted, startOurs } from './ours';
import { pause, startAside, startPeer, statusField, until } from './programs';

/** What the loop said of itself. */
export interface Loop {
  readonly pid: number;
  readonly calls: number;
  readonly kinds: number;
}

export interface Watching {
  /** Ends it. @throws when it did not see what the loops did */
  end(loops: readonly Loop[]): Promise<string | undefined>;
}

export interface Observer {
  readonly name: string;
  /** Calls of one loop: fewer under what is slow. */
  readonly calls: number;
  /** Why it cannot be measured here. */
  readonly missing?: string;
  /** With `loop` the pid of a loop that waits. */
  start(loop: () => number): Promise<Watching>;
}

const CALLS = 1_500_000;

function ours(name: string, options: readonly string[], seesLoops: boolean): Observer {
  return {
    name,
    calls: CALLS,
    start: async () => {
      const watching = await startOurs(options);
      return {
        end: async (loops) => {
          const document = await watching.end();
          for (const { pid, calls, kinds } of loops) {
            const saw = counted(document, pid, 'getppid');
            const made = seesLoops ? calls / kinds : 0;
            if (saw !== made) throw new Error(`${name}: counted ${saw} getppid of ${made}`);
          }
          return document.lost.total ? `${document.lost.total} lost` : undefined;
        },
      };
    },
  };
}

/** Programs that do nothing, or only look at the clock: what nobody can be cheaper than. */
function floor(name: string, programs: 'empty' | 'clock'): Observer {
  return {
    name,
    calls: CALLS,
    start: async () => {
      const started = startAside(workload('bench-floor'), [programs]);
      await until('the empty programs attach', () => started.said().includes('attached'));
      return {
        end: async () => {
          started.child.stdin?.end();
          await started.ended;
          return undefined;
        },
      };
    },
  };
}

/** A peer that says on SIGINT what it counted; `proof` reads that. */
function peer(name: string, command: string, argv: readonly string[], ready: RegExp | undefined): Observer {
  return {
    name,
    calls: CALLS,
    ...(existsSync(command) ? {} : { missing: `${command} is not installed` }),
    start: async () => {
      const started = startPeer(command, argv);
      if (ready) await until(`${name} starts`, () => ready.test(started.said()));
      await pause(1500);
      return {
        end: async (loops) => {
          const said = await started.end();
          if (!loops.every(({ pid }) => said.includes(String(pid)) || said.includes('getppid')))
            throw new Error(`${name} did not see the loop:\n${said}`);
          return undefined;
        },
      };
    },
  };
}

const BPFTRACE_HISTOGRAM = `
  tracepoint:raw_syscalls:sys_enter { @start[tid] = nsecs; }
  tracepoint:raw_syscalls:sys_exit /@start[tid]/ { @ns[comm, pid] = hist(nsecs - @start[tid]); delete(@start[tid]); }`;
const BPFTRACE_COUNT = 'tracepoint:raw_syscalls:sys_enter { @calls[comm, pid] = count(); }';

function perf(name: string, options: readonly string[]): Observer {
  const events = 'raw_syscalls:sys_enter,raw_syscalls:sys_exit';
  return {
    name,
    calls: 500_000,
    ...(existsSync('/usr/bin/perf') ? {} : { missing: 'perf is not installed' }),
    start: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
      const file = join(folder, 'perf.data');
      const started = startPeer('/usr/bin/perf', ['record', '-e', events, '-a', ...options, '-o', file]);
      await pause(2000);
      return {
        end: async (loops) => {
          const said = await started.end();
          const bytes = statSync(file).size;
          rmSync(folder, { recursive: true });
          const calls = loops.reduce((sum, loop) => sum + loop.calls, 0);
          if (bytes < calls * 50) throw new Error(`perf wrote ${bytes} bytes for ${calls} calls:\n${said}`);
          const lost = /lost ([\d.]+%)/.exec(said);
          return lost ? `it lost ${lost[1]} of the events` : undefined;
        },
      };
    },
  };
}

const strace: Observer = {
  name: 'strace -c -f',
  calls: 50_000,
  ...(existsSync('/usr/bin/strace') ? {} : { missing: 'strace is not installed' }),
  start: async (loop) => {
    const pid = loop();
    const started = startAside('/usr/bin/strace', ['-c', '-f', '-p', String(pid)]);
    await until('strace attaches', () => statusField(pid, 'TracerPid') > 0);
    return {
      end: async () => {
        const said = await started.end();
        if (!said.includes('getppid')) throw new Error(`strace did not see the loop:\n${said}`);
        return undefined;
      },
    };
  },
};

const nothing: Observer = {
  name: 'nothing',
  calls: CALLS,
  start: async () => ({ end: async () => undefined }),
};

export const OBSERVERS = {
  nothing,
  empty: floor('two empty programs', 'empty'),
  clock: floor('two looks at the clock', 'clock'),
  filtered: ours('ours, filtered out', ['--pid', '1'], false),
  tally: ours('ours, tally', [], true),
  stream: ours('ours, tally and stream', ['--events', '--limit', '0', '--budget', '0'], true),
  syscount: peer('syscount', '/usr/sbin/syscount', ['-T', '500'], undefined),
  syscountLatency: peer('syscount -P -L', '/usr/sbin/syscount', ['-P', '-L', '-T', '500'], undefined),
  bpftraceCount: peer('bpftrace, count by comm', '/usr/bin/bpftrace', ['-e', BPFTRACE_COUNT], /Attach/),
  bpftraceHistogram: peer(
    'bpftrace, histogram by comm',
    '/usr/bin/bpftrace',
    ['-e', BPFTRACE_HISTOGRAM],
    /Attach/,
  ),
  perf: perf('perf record raw_syscalls', []),
  perfLarge: perf('perf record, buffers of 256 MiB', ['-m', '256M']),
  strace,
} as const satisfies Record<string, Observer>;

export type ObserverName = keyof typeof OBSERVERS;
