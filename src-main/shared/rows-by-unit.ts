// SPDX-License-Identifier: Apache-2.0
// Rows for a tracer that has nothing to say beyond its units: the process by name, numbers as they are, a
// histogram as its quantiles. Enough for a table, a chart and the document.

import { TALLIES, UNITS } from './events.gen';
import { histogramQuantile } from './histogram';
import type { Cell, ColumnDescription, Figures, Naming, Row } from './tracer';
import { hasWords, unitWord } from './unit-words';

const isHistogram = (unit: string) => unit === 'histogram_count';
const shown = (name: string) => !name.startsWith('unused');

/** How a unit of bpf/lib/units.bpf.h is written in the terminal. */
function shownUnit(unit: string): string {
  return /duration/.test(unit) ? 'ns' : unit === 'event_count' ? 'events' : unit;
}

/** What a unit says when nothing else is known. */
const MEANINGS: Readonly<Record<string, string>> = {
  event_count: 'How often it happened.',
  duration_ns: 'How long it took, added up.',
  duration_max_ns: 'The longest.',
  plain_number: 'A number, as the kernel has it.',
  errno_nr: 'The answer, as an error number.',
  uid_nr: 'The user.',
  cgroup_id: 'The control group.',
};
const meaningOf = (unit: string) => {
  const { meaning, words } = UNITS[unit] ?? {};
  if (meaning && words) return `${meaning[0]?.toUpperCase()}${meaning.slice(1)}.`;
  return MEANINGS[unit] ?? `In ${unit.replaceAll('_', ' ')}.`;
};

/** The columns of a tally: who, its key, its figures. */
export function columnsByUnit(tally: string): ColumnDescription[] {
  const layout = TALLIES[tally];
  if (!layout) throw new Error(`no tally ${tally} in the schema`);
  const columns: ColumnDescription[] = [
    { name: 'pid', unit: 'pid', meaning: 'The process.', terminal: { heading: 'PID', width: 7, key: 'p' } },
    { name: 'comm', unit: 'text', meaning: 'Its name.', terminal: { heading: 'COMM', width: 15 } },
  ];
  for (const { name, unit } of layout.key.fields)
    if (shown(name) && unit !== 'process_ref')
      columns.push({
        ...{ name, unit: hasWords(unit) ? 'text' : unit, meaning: meaningOf(unit), part: 'key' },
        terminal: { heading: name.toUpperCase(), width: 8 },
      });
  for (const { name, unit } of layout.value.fields) {
    if (!shown(name)) continue;
    if (isHistogram(unit))
      for (const [quantile, part] of Object.entries({ p50_ns: 'Half', p99_ns: 'Ninety-nine of a hundred' }))
        columns.push({ name: quantile, unit: 'ns', meaning: `${part} took less.`, estimate: 'within 13 %' });
    else
      columns.push({
        ...{ name, unit: shownUnit(unit), meaning: meaningOf(unit) },
        ...(unit === 'duration_max_ns' ? {} : { part: 'sum' }),
        terminal: { heading: name.toUpperCase(), width: 9 },
      });
  }
  return columns;
}

function figuresOf(figures: Figures, largest: number): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [name, value] of Object.entries(figures.values)) if (shown(name)) cells[name] = value;
  for (const histogram of Object.values(figures.arrays)) {
    cells.p50_ns = histogramQuantile(histogram, 0.5, largest);
    cells.p99_ns = histogramQuantile(histogram, 0.99, largest);
  }
  return cells;
}

/** One row a key of that tally, as `columnsByUnit` describes it. */
export function rowsByUnit(tally: string, figures: readonly Figures[], naming: Naming): Row[] {
  const units = new Map((TALLIES[tally]?.key.fields ?? []).map(({ name, unit }) => [name, unit]));
  const cell = (name: string, value: number) => {
    const unit = units.get(name) ?? '';
    return hasWords(unit) ? unitWord(unit, value) : value;
  };
  return figures.map((one) => {
    const { pid, comm } = naming.process(one.key.process ?? 0);
    const key = Object.fromEntries(
      Object.entries(one.key)
        .filter(([name]) => shown(name) && name !== 'process')
        .map(([name, value]) => [name, cell(name, value)]),
    );
    return { pid, comm, ...key, ...figuresOf(one, Number(one.values.max ?? Number.MAX_SAFE_INTEGER)) };
  });
}
