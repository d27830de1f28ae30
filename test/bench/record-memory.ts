// SPDX-License-Identifier: Apache-2.0
// The memory of an engine that records at full rate for ten minutes: its peak, and whether it grows.

import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestOf } from '../support/plain-duck';
import { startRingside, workload } from '../support/watch';
import { mine, pause, statusField } from './programs';
import { type Figure, SHORT } from './rounds';

const SECONDS = SHORT ? 30 : 600;
/** What is promised without loss. */
const RATE = 500_000;
/** DuckDB's share, batches on their way, and Node itself. */
const PEAK_MOST_MIB = 1200;
const SLOPE_MOST_MIB = 6;

function pssMib(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
}

/** MiB a minute, by least squares over the second half. */
function slope(samples: readonly { at: number; mib: number }[]): number {
  const half = samples.slice(samples.length >> 1);
  const mean = (of: (sample: { at: number; mib: number }) => number) =>
    half.reduce((sum, sample) => sum + of(sample), 0) / half.length;
  const [at, mib] = [mean((one) => one.at), mean((one) => one.mib)];
  const up = half.reduce((sum, one) => sum + (one.at - at) * (one.mib - mib), 0);
  return (up / half.reduce((sum, one) => sum + (one.at - at) ** 2, 0)) * 60;
}

export async function recordMemory(say: (text: string) => void): Promise<Figure[]> {
  const bench = 'record, memory';
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-memory-'));
  chownSync(folder, 1000, 1000);
  const dir = join(folder, 'capture');
  try {
    const loop = [workload('paced-calls'), '2', String(RATE), String(SECONDS)];
    const words = ['record', '--tracers', 'syscalls', '--json', '--out', dir, '--', ...loop];
    const running = startRingside(words, { limitMs: (SECONDS + 120) * 1000 });
    mine(running.child);
    const samples: { at: number; mib: number }[] = [];
    let going = true;
    let peak = 0;
    void running.ended.finally(() => {
      going = false;
    });
    const begun = performance.now();
    for (await pause(3000); going; await pause(3000)) {
      const at = (performance.now() - begun) / 1000;
      if (at > SECONDS) break;
      samples.push({ at, mib: pssMib(running.pid) });
      peak = statusField(running.pid, 'VmHWM') / 1024;
      if (samples.length % 10 === 0)
        say(`${bench}: ${at.toFixed(0)} s: ${samples.at(-1)?.mib.toFixed(0)} MiB`);
    }
    const { status, stderr } = await running.ended;
    if (status !== 0) throw new Error(`record ended with ${status}:\n${stderr}`);
    const { losses } = manifestOf(dir);
    const lost = losses.total + Object.values(losses.not_written).reduce((sum, rows) => sum + rows, 0);
    const note = `${RATE / 1e6} M calls/s for ${SECONDS} s; ${lost} events lost or not written`;
    return [
      { bench, what: 'most memory (VmHWM)', value: peak, unit: 'MiB', target: { most: PEAK_MOST_MIB }, note },
      {
        bench,
        what: 'PSS, mean',
        value: samples.reduce((sum, { mib }) => sum + mib, 0) / samples.length,
        unit: 'MiB',
      },
      {
        bench,
        what: 'PSS, growth in the second half',
        value: slope(samples),
        unit: 'MiB a minute',
        target: { most: SLOPE_MOST_MIB },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
