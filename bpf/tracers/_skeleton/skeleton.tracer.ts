// SPDX-License-Identifier: Apache-2.0

import { columnsByUnit, rowsByUnit } from '../../../src-main/shared/rows-by-unit';
import { defineTracer } from '../../../src-main/shared/tracer';
import { inWords } from '../../../src-main/shared/unit-words';

export default () =>
  defineTracer({
    name: 'skeleton',
    question: 'Who sends which signals?',
    descendsFrom: 'bcc killsnoop',
    programs: { tally: ['on_signal'], stream: ['on_signal'], surveys: [] },
    tallies: ['skeleton'],
    snapshots: [],
    columns: columnsByUnit('skeleton'),
    rows: (tallies, naming) => rowsByUnit('skeleton', tallies.skeleton ?? [], naming),
    streams: [
      {
        name: 'skeleton_event',
        documentName: 'skeleton',
        programs: ['on_signal'],
        countBy: ['process', 'signal', 'cpu'],
        event: (row, naming) => ({
          at_ns: row.at as bigint,
          pid: Number(row.pid),
          tid: Number(row.tid),
          comm: naming.process(Number(row.process)).comm,
          signal: Number(row.signal),
          result: inWords('skeleton_result', row.result),
        }),
        eventKey: ([process, signal], naming) => {
          const { pid, comm } = naming.process(process);
          return { pid, comm, signal };
        },
      },
    ],
  });
