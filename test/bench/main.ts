// SPDX-License-Identifier: Apache-2.0
// npm run bench [-- NAME...] [--short]: measures, prints one table, writes test/bench/results.json.

import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src-main/helper/native';
import { callCost } from './call-cost';
import { columns } from './columns';
import { costHonesty } from './cost-honesty';
import { idle, start } from './idle';
import { endWhatIsLeft, otherWatchers } from './programs';
import { record } from './record';
import { recordMemory } from './record-memory';
import { openCost } from './open-cost';
import { type Figure, SHORT, table, verdict } from './rounds';
import { sustained } from './sustained';
import { windowIdle, windowLive, windowLong, windowRows, windowStart } from './window';

type Bench = (say: (text: string) => void) => Promise<Figure[]>;

const BENCHES: Readonly<Record<string, Bench>> = {
  'call-cost': callCost,
  'open-cost': openCost,
  columns,
  sustained,
  record,
  'record-memory': recordMemory,
  'cost-honesty': costHonesty,
  idle,
  start,
  'window-start': windowStart,
  'window-live': windowLive,
  'window-rows': windowRows,
  'window-idle': windowIdle,
  'window-long': windowLong,
};

/** Several by one name; ten minutes are measured only when they are asked for. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  window: ['window-start', 'window-live', 'window-rows', 'window-idle'],
};
const ON_REQUEST: readonly string[] = ['window-long'];

async function main(words: readonly string[]): Promise<number> {
  const names = words.flatMap((word) => GROUPS[word] ?? [word]);
  const unknown = names.filter((name) => !(name in BENCHES));
  if (unknown.length) {
    process.stderr.write(
      `bench: there is no ${unknown.join(', ')}; there are ${[...Object.keys(GROUPS), ...Object.keys(BENCHES)].join(', ')}.\n`,
    );
    return 2;
  }
  if (process.getuid?.() !== 0) {
    process.stderr.write('bench: run as root: the helper and the peers need it.\n');
    return 2;
  }
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const figures: Figure[] = [];
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length ? !names.includes(name) : ON_REQUEST.includes(name)) continue;
    try {
      const before = await otherWatchers();
      const measured = await bench(say);
      const alone = before + (await otherWatchers()) === 0;
      if (!alone) say(`bench ${name}: somebody else watches system calls here, so there is no verdict`);
      figures.push(...measured.map((figure) => (alone ? figure : { ...figure, quiet: false })));
    } catch (error) {
      say(`bench ${name}: ${(error as Error).stack ?? error}`);
      figures.push({
        bench: name,
        what: 'failed',
        value: 1,
        unit: '',
        target: { exactly: 0 },
        note: String(error),
      });
    } finally {
      endWhatIsLeft();
    }
  }
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    kernel: release(),
    cpus: cpus().length,
    model: cpus()[0]?.model ?? '',
    memory_gib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    ...(SHORT ? { short: true } : {}),
  };
  const judged = figures.map((figure) => ({ ...figure, verdict: verdict(figure) }));
  writeFileSync(
    join(ROOT, 'test/bench/results.json'),
    `${JSON.stringify({ machine, figures: judged }, null, 1)}\n`,
  );
  process.stdout.write(`${JSON.stringify(machine)}\n${table(figures)}\n`);
  return judged.some((figure) => figure.verdict === 'missed') ? 1 : 0;
}

main(process.argv.slice(2).filter((word) => word !== '--short')).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`bench: ${String(error)}\n`);
    process.exitCode = 1;
  },
);
