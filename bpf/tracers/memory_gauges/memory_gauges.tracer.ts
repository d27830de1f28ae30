// SPDX-License-Identifier: Apache-2.0

import { GAUGE_COLUMNS, gaugeRows } from '../../../src-main/shared/gauge';
import { defineTracer } from '../../../src-main/shared/tracer';
import { GROUP_MEMORY } from './groups';
import { MACHINE_MEMORY } from './machine';
import { PRESSURE } from './pressure';

const GAUGES = [MACHINE_MEMORY, PRESSURE, GROUP_MEMORY];

export default () =>
  defineTracer({
    name: 'memory_gauges',
    question: 'Where is the memory, and does somebody wait for it?',
    descendsFrom: 'free, vmstat, /proc/pressure',
    programs: { tally: [], stream: [], surveys: [] },
    tallies: [],
    snapshots: [],
    gauges: GAUGES,
    columns: GAUGE_COLUMNS,
    rows: (_tallies, _naming, spans) => gaugeRows(GAUGES, spans),
    streams: [],
  });
