// SPDX-License-Identifier: Apache-2.0
// Pressure: for how long somebody waited (some), or everybody who could have worked (full), by what was waited for. The
// totals, which add up exactly; the kernel's averages are made of them.

import { type GaugeColumn, type GaugeRow, type GaugeTable, NO_DATA } from '../../../src-main/shared/gauge';

const WAITS = { memory: 'memory', io: 'a disk', cpu: 'a CPU' } as const;
const KINDS = {
  some: 'Time in which at least one task waited for',
  full: 'Time in which every task that was not idle waited for',
} as const;

const columns = Object.entries(WAITS).flatMap(([resource, words]) =>
  Object.entries(KINDS).map(
    ([kind, meaning]): GaugeColumn => ({
      ...{ name: `${resource}_${kind}`, unit: 'duration_ns', kind: 'total' },
      meaning: `${meaning} ${words}, since the machine started.`,
    }),
  ),
);

/** "some avg10=0.00 avg60=0.00 avg300=0.00 total=1234", the total in microseconds. */
export function pressureTotal(text: string | undefined, kind: string): number {
  const micros = new RegExp(`^${kind} .*total=(\\d+)$`, 'm').exec(text ?? '')?.[1];
  return micros === undefined ? NO_DATA : Number(micros) * 1000;
}

export const PRESSURE: GaugeTable = {
  name: 'pressure',
  title: 'Waiting (pressure)',
  columns,
  lanes: [
    {
      title: 'Time spent waiting',
      columns: columns.map(({ name }) => name),
    },
  ],
  read(host): GaugeRow[] {
    const row: Record<string, number> = {};
    let known = false;
    for (const resource of Object.keys(WAITS)) {
      const text = host.text(`/proc/pressure/${resource}`);
      known ||= text !== undefined;
      for (const kind of Object.keys(KINDS)) row[`${resource}_${kind}`] = pressureTotal(text, kind);
    }
    return known ? [row] : [];
  },
};
