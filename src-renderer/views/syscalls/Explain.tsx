// SPDX-License-Identifier: Apache-2.0
// What is selected, in words.
import { ActionIcon } from '@mantine/core';
import { Copy, Crosshair, Filter, Hourglass } from 'lucide-react';
import { callSentence, errnoName } from '../../../src-main/shared/call-text';
import { countedText, percentText, rateText } from '../../format/figure';
import { spanText } from '../../format/clock';
import { answerWords, counted } from '../../format/plain-words';
import { lessonsAbout } from '../../lessons/lessons';
import { isRetry } from '../../select/answers';
import { secondsSeen } from '../../select/bands';
import { type Topic, familyOf } from '../../select/call-family';
import { DURATION_MARKS, durationPlace } from '../../select/durations';
import { digestSecond } from '../../select/second-digest';
import type { RowFigures, TableModel } from '../../select/table-rows';
import { machine, view } from '../../stores/app';
import { useChannel, useView } from '../../stores/hooks';
import type { Selected } from '../../stores/view-store';
import { AxisMarks, Histogram } from '../../widgets/Histogram';
import { actByKey, openLesson } from './actions';
import { model } from './model';
import { belongsWords, nameOfProcess, pidOf } from '../process-names';
import { nameOfCall } from './names';
import { Scroll } from '../../widgets/Scroll';
import { useWide } from '../time/use-wide';

const ANSWERS_MOST = 5;
const BAR_WIDTH = 64;

function rowOf(table: TableModel, { process, call }: Selected): RowFigures | null {
  const { groupBy } = view.getState();
  const id = groupBy === 'process' ? process : call;
  if (id !== null) {
    const group = table.groups.find((row) => (groupBy === 'process' ? row.process : row.call) === id);
    if (group === undefined) return null;
    if (process === null || call === null) return group;
    return table.children(id).find((row) => row.process === process && row.call === call) ?? null;
  }
  return null;
}

/** Calls a second of the selection in the stretch before the marked one, as long as it. */
function before(selected: Selected): { rate: number; failed: number } | null {
  const { marked } = view.getState();
  if (marked === null) return null;
  const stretch = { from: marked.from - (marked.to - marked.from), to: marked.from };
  const messages = machine.history.between(stretch.from, stretch.to);
  const seen = secondsSeen(messages, stretch);
  if (seen === 0) return null;
  const asked = model.matcher();
  const only = {
    ...asked,
    row: (process: number, call: number) =>
      (selected.process === null || machine.folds.holds(selected.process, process)) &&
      (selected.call === null || selected.call === call) &&
      asked.row(process, call),
  };
  let [total, failed] = [0, 0];
  for (const message of messages) {
    const digest = digestSecond(message, only, 'process');
    total += digest.total;
    failed += digest.failed;
  }
  return { rate: total / seen, failed: total > 0 ? failed / total : 0 };
}

function Counts({ row, answers }: { row: RowFigures; answers: ReturnType<TableModel['answers']> }) {
  const who = row.process === null ? 'All programs' : nameOfProcess(row.process);
  const belongs = row.process === null ? '' : belongsWords(row.process);
  const [error, count] = answers.errors[0] ?? [0, 0];
  const share = row.count > 0 ? count / row.count : 0;
  return (
    <p className="explain-counts">
      <b>
        {who} asked {rateText(row.rate)} times a second, {counted(countedText(row.count), 'time', 'times')} in
        all{belongs === '' ? '.' : `, ${belongs}.`}
      </b>{' '}
      {row.failed !== null && share >= 0.005 && (
        <>
          <span className={isRetry(error) ? '' : 'bad'}>
            {percentText(share)}
            {'\u00a0'}%
          </span>{' '}
          of the answers were <code>{errnoName(error)}</code>: {answerWords(error)}.
        </>
      )}
      {row.failed !== null && answers.errors.length === 0 && 'None failed.'}
    </p>
  );
}

function Answers({
  row,
  answers,
  seen,
}: {
  row: RowFigures;
  answers: ReturnType<TableModel['answers']>;
  seen: number;
}) {
  const entries = answers.errors.slice(0, ANSWERS_MOST).map(([error, count]) => ({
    ...{ key: errnoName(error), words: answerWords(error), count, bad: !isRetry(error) },
  }));
  const rest = answers.errors.slice(ANSWERS_MOST).reduce((sum, [, count]) => sum + count, 0);
  if (rest > 0) entries.push({ key: 'others', words: 'other errors', count: rest, bad: true });
  if (answers.done > 0) entries.push({ key: 'done', words: '', count: answers.done, bad: false });
  const most = Math.max(1, ...entries.map((entry) => entry.count));
  if (row.count === 0) return null;
  return (
    <>
      <h3>Answers</h3>
      <ul className="answers">
        {entries.map(({ key, words, count, bad }) => (
          <li key={key} title={words}>
            <span className="answer-name">
              <span className={key === 'done' ? '' : 'mono'}>{key}</span>{' '}
              <span className="third">{words}</span>
            </span>
            <span className={bad ? 'bad' : ''}>{rateText(count / seen)}</span>
            <i
              className={bad ? 'answer-bar red' : 'answer-bar'}
              style={{ width: (count / most) * BAR_WIDTH }}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function Before({ selected, row }: { selected: Selected; row: RowFigures }) {
  const was = before(selected);
  const marked = view.getState().marked;
  if (was === null || marked === null) return null;
  return (
    <>
      <h3>Against the {spanText(marked.to - marked.from)} before</h3>
      <dl className="before">
        <dt>calls a second</dt>
        <dd>
          {rateText(was.rate)} to <b>{rateText(row.rate)}</b>
        </dd>
        {row.failed !== null && (
          <>
            <dt>failed</dt>
            <dd>
              {percentText(was.failed)} % to{' '}
              <b className={row.failed > was.failed ? 'bad' : ''}>{percentText(row.failed)} %</b>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function Example({ selected }: { selected: Selected }) {
  const event = machine.events.findLast(
    ({ process, call }) =>
      (selected.process === null || machine.folds.holds(selected.process, process)) &&
      (selected.call === null || call === selected.call),
  );
  if (event === undefined) return null;
  const at = event.text.lastIndexOf(' = ');
  return (
    <>
      <h3>For example</h3>
      <code className="example">
        {event.text.slice(0, at)} ={' '}
        <span className={event.error === null ? 'whole' : 'whole bad'}>{event.text.slice(at + 3)}</span>
      </code>
    </>
  );
}

/** The lessons that fit: the kind of call, what its answers are, and how all of this is counted. */
function Lessons({ selected, row }: { selected: Selected; row: RowFigures | null }) {
  const topics: Topic[] = [selected.call === null ? 'other' : familyOf(selected.call)];
  if ((row?.failed ?? 0) > 0) topics.push('failed');
  return (
    <ul className="lesson-links">
      {lessonsAbout('syscalls', [...topics, 'counting']).map(({ id, title }) => (
        <li key={id}>
          <button type="button" className="link" onClick={() => openLesson(id)}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}

function HowLong({ row }: { row: RowFigures }) {
  if (row.durations === null) return null;
  const width = 250;
  const place = (ns: number | null) => (ns === null ? null : durationPlace(ns));
  return (
    <>
      <h3>How long it took</h3>
      <Histogram
        counts={row.durations}
        half={place(row.p50)}
        most={place(row.p99)}
        width={width}
        height={64}
      />
      <AxisMarks marks={DURATION_MARKS} width={width} />
    </>
  );
}

function Head({ selected, title }: { selected: Selected; title: string }) {
  const pid = selected.process === null ? '' : pidOf(selected.process);
  const copied = [selected.process === null ? '' : `${nameOfProcess(selected.process)} ${pid}`, title];
  return (
    <header>
      <h2 className={selected.call === null ? '' : 'mono'}>
        {title} {selected.call === null && <span className="pid">{pid}</span>}
      </h2>
      <ActionIcon aria-label="Filter by it" title="Filter by it" onClick={() => actByKey('f', selected)}>
        <Filter size={14} />
      </ActionIcon>
      <ActionIcon
        aria-label="Follow its calls"
        title="Follow its calls"
        onClick={() => view.setState({ tab: 'live' })}
      >
        <Crosshair size={14} />
      </ActionIcon>
      <ActionIcon
        aria-label="Copy its name"
        title="Copy its name"
        onClick={() => void window.ringside.copyText(copied.filter(Boolean).join(' ').trim())}
      >
        <Copy size={14} />
      </ActionIcon>
    </header>
  );
}

export function Explain() {
  useChannel('rest');
  const selected = useView((state) => state.selected);
  const table = useView(() => model.table());
  const wide = useWide();
  if (selected === null)
    return (
      <Scroll as="aside" className="explain" aria-label="Explanation">
        <h2>What a row means</h2>
        <p className="explain-sentence">
          Select a process or a call in the table, and it is explained here: what the call is for, how often
          it is asked, and what the kernel answers.
        </p>
        <p className="third">
          Drag over the charts to look at a stretch of time. Calls with an hourglass wait by design; no sum of
          durations holds them.
        </p>
      </Scroll>
    );
  const row = rowOf(table, selected);
  const title = selected.call === null ? nameOfProcess(selected.process ?? 0) : nameOfCall(selected.call);
  const sentence = selected.call === null ? '' : callSentence(selected.call);
  const answers = row === null ? null : table.answers(row);
  return (
    <Scroll as="aside" className="explain" aria-label="Explanation">
      <Head selected={selected} title={title} />
      {sentence !== '' && <p className="explain-sentence">{sentence}</p>}
      {row?.waits && (
        <p className="explain-sentence">
          <Hourglass size={12} aria-hidden="true" /> It waits by design: a long time says that nothing
          happened.
        </p>
      )}
      {row === null || answers === null ? (
        <p className="third">Not seen in this stretch of time.</p>
      ) : (
        <>
          <Counts row={row} answers={answers} />
          <Before selected={selected} row={row} />
          <Example selected={selected} />
          <Answers row={row} answers={answers} seen={table.seen} />
          {wide && <HowLong row={row} />}
        </>
      )}
      <h3>Learn</h3>
      <Lessons selected={selected} row={row} />
    </Scroll>
  );
}
