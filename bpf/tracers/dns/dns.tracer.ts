// SPDX-License-Identifier: Apache-2.0

import { histogramQuantile } from '../../../src-main/shared/histogram';
import {
  type ColumnDescription,
  defineTracer,
  type Figures,
  type Naming,
  type Row,
} from '../../../src-main/shared/tracer';
import { unitWord } from '../../../src-main/shared/unit-words';
import { answerEvent, answerKey } from './event';
import { answerTexts, questionTexts } from './message';

const BUCKETS = 128;

interface Lookups {
  readonly pid: number;
  readonly comm: string;
  readonly result: string;
  count: number;
  retries: number;
  total: bigint;
  max: number;
  readonly histogram: Float64Array;
}

function rows(tallies: Readonly<Record<string, readonly Figures[]>>, naming: Naming): Row[] {
  const found = new Map<string, Lookups>();
  for (const { key, values, arrays } of tallies.dns_lookups ?? []) {
    const { pid, comm, started } = naming.process(key.process ?? 0);
    const result = unitWord('dns_result', key.result ?? 0);
    const id = `${pid}\0${started}\0${comm}\0${result}`;
    const row = found.get(id) ?? {
      ...{ pid, comm, result, count: 0, retries: 0, total: 0n, max: 0 },
      histogram: new Float64Array(BUCKETS),
    };
    found.set(id, row);
    row.count += Number(values.count ?? 0);
    row.retries += Number(values.retries ?? 0);
    row.total += BigInt(values.total ?? 0);
    row.max = Math.max(row.max, Number(values.max ?? 0));
    const histogram = arrays.histogram ?? [];
    for (let i = 0; i < histogram.length; i++)
      row.histogram[i] = (row.histogram[i] ?? 0) + (histogram[i] ?? 0);
  }
  return [...found.values()]
    .filter(({ count }) => count > 0)
    .map(({ pid, comm, result, count, retries, total, max, histogram }) => ({
      ...{ pid, comm, result, count, retries, total_ns: total },
      p50_ns: max ? histogramQuantile(histogram, 0.5, max) : null,
      p99_ns: max ? histogramQuantile(histogram, 0.99, max) : null,
      max_ns: max || null,
    }));
}

const COLUMNS: readonly ColumnDescription[] = [
  {
    name: 'pid',
    unit: 'pid',
    meaning:
      'The process that asked, numbered as the host sees it; 0 (shown as *) where several share a row.',
    terminal: { heading: 'PID', width: 7, key: 'p' },
  },
  {
    name: 'comm',
    unit: 'text',
    meaning: 'The program’s name, at most 15 bytes; an exec begins a new row.',
    terminal: { heading: 'COMM', width: 15 },
  },
  {
    name: 'result',
    unit: 'text',
    meaning:
      'The answer’s code; or unanswered, unreadable (the program’s memory could not be read), encrypted (to port 853: messages, not questions).',
    part: 'key',
    terminal: { heading: 'RESULT', width: 12 },
  },
  {
    name: 'count',
    unit: 'answers',
    meaning: 'Answers, or what stands for them.',
    part: 'sum',
    terminal: { heading: 'COUNT', width: 7, key: 'c' },
  },
  {
    name: 'retries',
    unit: 'questions',
    meaning: 'How often the same was asked again before.',
    part: 'sum',
    terminal: { heading: 'AGAIN', width: 7, key: 'r' },
  },
  {
    name: 'total_ns',
    unit: 'ns',
    meaning: 'Time from the first question to its answer, added up.',
    part: 'sum',
    terminal: { heading: 'TIME', width: 7, key: 't' },
  },
  { name: 'p50_ns', unit: 'ns', meaning: 'Half of the answers took less.', estimate: 'within 13 %' },
  {
    name: 'p99_ns',
    unit: 'ns',
    meaning: 'Ninety-nine of a hundred took less.',
    estimate: 'within 13 %',
    terminal: { heading: '~P99', width: 7 },
  },
  {
    name: 'max_ns',
    unit: 'ns',
    meaning: 'The longest, exactly.',
    terminal: { heading: 'MAX', width: 7, key: 'm' },
  },
];

export default () =>
  defineTracer({
    name: 'dns',
    question: 'Who asks for which name, what comes of it, and how long does it take?',
    descendsFrom: 'gethostlatency, trace_dns',
    onlyWhenNamed: true,
    programs: {
      tally: ['on_dns_enter', 'on_dns_return'],
      stream: ['on_dns_enter', 'on_dns_return'],
      surveys: ['on_dns_survey'],
    },
    texts: { dns_question: questionTexts, dns_answers: answerTexts },
    streams: [
      {
        name: 'dns_answer',
        programs: ['on_dns_return', 'on_dns_survey'],
        countBy: ['process', 'result', 'transport'],
        shown: {
          title: 'Lookups',
          columns: [
            ...['at_ns', 'comm', 'pid'],
            { name: 'name', title: 'Name' },
            { name: 'type', title: 'Type', short: true },
            { name: 'result', title: 'Result', short: true },
            { name: 'answers', title: 'Answers' },
            { name: 'server', title: 'Server', short: true },
            { name: 'attempts', title: 'Asked' },
            { name: 'duration_ns', title: 'Until the answer' },
          ],
          groups: [
            { title: 'Name', column: 'name' },
            { title: 'Process', column: 'comm' },
            { title: 'Result', column: 'result' },
            { title: 'Server', column: 'server' },
            { title: 'Type', column: 'type' },
          ],
        },
        event: answerEvent,
        eventKey: answerKey,
      },
    ],
    tallies: ['dns_lookups'],
    snapshots: [],
    triggers: [
      {
        id: 'lookup-failed',
        label: 'a lookup fails or is not answered, of a program or for a name:',
        asks: 'name or nothing',
        usual: '',
        when: { stream: 'dns_answer', names: ['name', 'process'], nonzero: ['result'] },
      },
      {
        id: 'slow',
        label: 'an answer takes longer than',
        asks: 'ms',
        usual: '1000',
        when: { longest: 'dns_lookups' },
      },
    ],
    columns: COLUMNS,
    rows,
  });
