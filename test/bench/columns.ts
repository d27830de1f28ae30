// SPDX-License-Identifier: Apache-2.0
// How fast records become columns on one core: the addon's merge and batches, without a kernel and without V8.

import { STREAMS } from '../../src-main/shared/events.gen';
import { columnFields } from '../../src-main/engine/records';
import { measured } from './programs';
import { type Figure, isQuiet, median, ROUNDS, spread } from './rounds';

interface Rates {
  readonly runs_of_64: number;
  readonly alternating: number;
  readonly without_pack: number;
}

export async function columns(say: (text: string) => void): Promise<Figure[]> {
  const stream = STREAMS.syscalls;
  if (!stream) throw new Error('no stream of system calls in the schema');
  const fields = columnFields(stream).map(({ offset, bytes, length }) => `${offset}:${bytes}:${length}`);
  const rounds: Rates[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rates = await measured<Rates>('bench-columns', [stream.bytes, ...fields]);
    say(`columns ${round + 1}/${ROUNDS}: ${JSON.stringify(rates)}`);
    rounds.push(rates);
  }
  const figure = (what: string, of: keyof Rates, least?: number): Figure => {
    const rates = rounds.map((rates) => rates[of] / 1e6);
    return {
      bench: 'columns',
      what,
      value: median(rates),
      unit: 'M rows/s',
      quiet: isQuiet(rates),
      ...(least !== undefined ? { target: { least } } : {}),
      note: `${stream.bytes}-byte records; ${(1000 / median(rates)).toFixed(1)} ns a row; moved ${(spread(rates) * 100).toFixed(1)} %`,
    };
  };
  return [
    figure('runs of 64 a CPU, with the copy', 'runs_of_64', 50),
    figure('strictly alternating CPUs, with the copy', 'alternating', 50),
    figure('runs of 64, without the copy', 'without_pack'),
  ];
}
