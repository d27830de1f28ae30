// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type GaugeInfo, NO_DATA } from '../../../src-main/shared/gauge';
import { GAUGE_HELD_SECONDS, gaugePoints } from '../../../src-renderer/select/gauge-points';
import { timeWindow } from '../../../src-renderer/select/time-window';
import { second } from '../second';

const column = (
  name: string,
  kind: 'level' | 'total',
  unit: 'byte_count' | 'duration_ns' = 'byte_count',
) => ({
  ...{ name, kind, unit, meaning: '' },
});
const GAUGE: GaugeInfo = {
  ...{ name: 'gauge', title: '' },
  columns: [column('held', 'level'), column('moved', 'total'), column('waited', 'total', 'duration_ns')],
  lanes: [],
};
const lane = (...columns: string[]) => ({ title: '', columns });
const at = (time: number, ...values: number[]) => ({
  ...second(time, []),
  ...(values.length ? { gauges: [{ table: 'gauge', keys: [''], values: Float64Array.from(values) }] } : {}),
});
const window = timeWindow(100, 106);
const lines = (messages: ReturnType<typeof at>[], ...columns: string[]) =>
  gaugePoints(GAUGE, lane(...columns), messages, window).map(({ values }) => [...values]);
const NONE = Number.NaN;

describe('points of a gauge', () => {
  it('have levels as they stood, and totals as they grew a second; of time as a share', () => {
    const messages = [101, 102, 103].map((time) => at(time, time * 10, time * 4, time * 5e8));
    assert.deepEqual(lines(messages, 'held', 'moved', 'waited'), [
      [1010, 1020, 1030, NONE, NONE, NONE],
      [NONE, 4, 4, NONE, NONE, NONE],
      [NONE, 0.5, 0.5, NONE, NONE, NONE],
    ]);
  });

  it('stand between readings that come seldom, and grow evenly from one to the next', () => {
    const messages = [at(100, 7, 10), at(101), at(102), at(103, 8, 40), at(104)];
    assert.deepEqual(lines(messages, 'held', 'moved'), [
      [7, 7, 8, 8, NONE, NONE],
      [10, 10, 10, NONE, NONE, NONE],
    ]);
  });

  it('are gaps where nothing was watched, where the kernel tells nothing, and after long', () => {
    assert.deepEqual(lines([at(101, 1), at(104, 2), at(105, NO_DATA)], 'held'), [
      [1, NONE, NONE, 2, 2, NONE],
    ]);
    const old = at(102 - GAUGE_HELD_SECONDS, 1);
    assert.deepEqual(lines([old, at(102), at(103)], 'held'), [[NONE, 1, NONE, NONE, NONE, NONE]]);
  });

  it('never fall below zero where a counter began anew', () => {
    assert.deepEqual(lines([at(101, 1, 500), at(102, 1, 3)], 'moved'), [[NONE, 0, NONE, NONE, NONE, NONE]]);
  });

  it('of keys are those of the largest', () => {
    const keyed: GaugeInfo = {
      ...GAUGE,
      columns: [{ ...column('who', 'level'), unit: 'text', kind: 'key' }, column('held', 'level')],
    };
    const keys = Array.from({ length: 12 }, (_, index) => `/${index}`);
    const message = {
      ...second(101, []),
      gauges: [{ table: 'gauge', keys, values: Float64Array.from(keys, (_, index) => index) }],
    };
    const series = gaugePoints(keyed, lane('held'), [message], window);
    assert.deepEqual(
      series.map(({ name }) => name),
      keys.slice(6).reverse(),
    );
    assert.equal(series[0]?.values[0], 11);
  });
});
