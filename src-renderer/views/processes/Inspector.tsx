// SPDX-License-Identifier: Apache-2.0
// One process: who it is, what it was told, what happened to it, what it asks and opens. Each part leads to the full
// table, narrowed to it.
import { ActionIcon } from '@mantine/core';
import { Copy, GitFork, X } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { bytesText, visibleText } from '../../../src-main/shared/amount';
import { callName } from '../../../src-main/shared/call-text';
import { preciseClockText } from '../../format/clock';
import { countedText, durationWords } from '../../format/figure';
import { counted } from '../../format/plain-words';
import { ancestorsOf } from '../../select/life-tree';
import { endOf, endText, type Life, lifeBelongs } from '../../select/lives';
import { machine } from '../../stores/app';
import { useChannel } from '../../stores/hooks';
import { Swatch } from '../../widgets/Lane';
import { Scroll } from '../../widgets/Scroll';
import { followProcess } from '../cell-actions';
import { isWatched, tracerNameOf } from '../rows/open-rows';
import { lastShown, shownWindow } from '../time/shown-time';
import { openCalls, openEvents } from './actions';
import { Link, Part, valuesOf } from './inspector-parts';
import { choose, livesView } from './lives-view';
import { allLives, asked, colourOf } from './model';
import { Timeline } from './Timeline';

const CALLS_MOST = 6;
const FILES_MOST = 8;
const BAR_WIDTH = 64;

/** All that is asked of one process, anew each second while it can change. */
function useAskedAbout({ pid, started, ended }: Life): void {
  const told = useChannel('rest');
  useEffect(() => {
    if (told === 0 && machine.hello === null) return;
    const stretch = {
      from: Math.max(0, Math.floor(started) - 1),
      to: Math.max(1, Math.ceil(ended ?? Math.max(lastShown(), started)) + 1),
    };
    const key = `${pid}:${started}`;
    const plain = { text: '', stretch, group: null, order: { column: 'at_ns', descending: false } } as const;
    const mine = { column: 'pid', op: 'is', value: pid } as const;
    if (machine.capture === null || machine.capture.events) {
      asked.moments.begin(key, { ...plain, table: 'process_moments', terms: [mine] });
      const done = { column: 'errno', op: 'is', value: 0 } as const;
      asked.programs.begin(key, { ...plain, table: 'process_exec', terms: [mine, done] });
    }
    if (isWatched('file_open'))
      asked.files.begin(key, {
        ...plain,
        ...{ table: 'file_open', terms: [mine], group: { column: 'path' }, order: null },
      });
  }, [told, pid, started, ended]);
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function EndWords({ life }: { life: Life }) {
  const end = endOf(life);
  if (end === 'runs') return <>runs</>;
  const words =
    end === 'killed'
      ? `killed by ${endText(life)}`
      : end === 'unseen'
        ? 'not seen how'
        : `exit ${endText(life)}`;
  return (
    <>
      {preciseClockText((life.ended ?? 0) * 1000)}{' '}
      <b className={end === 'failed' || end === 'killed' ? 'bad' : ''}>{words}</b>
    </>
  );
}

function Identity({ life }: { life: Life }) {
  const parents = ancestorsOf(life, allLives());
  return (
    <dl className="facts">
      <Fact name="Began">{preciseClockText(life.started * 1000)}</Fact>
      <Fact name="Ended">
        <EndWords life={life} />
      </Fact>
      {life.lived !== null && <Fact name="Lived">{durationWords(life.lived)}</Fact>}
      {life.cpuNs !== null && <Fact name="CPU time">{durationWords(life.cpuNs)}</Fact>}
      {life.peakBytes !== null && <Fact name="Peak memory">{bytesText(life.peakBytes)}</Fact>}
      <Fact name="Started by">
        {parents.length === 0 && (
          <span className="third">{life.parent > 0 ? `process ${life.parent}, not seen` : 'nobody'}</span>
        )}
        {parents.map((one, index) => (
          <span key={one.key}>
            {index > 0 && <span className="third"> ‹ </span>}
            <button type="button" className="link" onClick={() => choose(one.key, one)}>
              {visibleText(one.comm)} {one.pid}
            </button>
          </span>
        ))}
      </Fact>
      <Fact name="User">
        {life.user || '–'} <span className="third">{life.uid}</span>
      </Fact>
      {life.container !== '' && <Fact name="Container">{life.container}</Fact>}
      {life.unit !== '' && <Fact name="Unit">{life.unit}</Fact>}
      {life.cgroup !== '' && (
        <Fact name="Control group">
          <span className="call">{visibleText(life.cgroup)}</span>
        </Fact>
      )}
      {life.forks > 0 && (
        <Fact name="Started">{counted(countedText(life.forks), 'process', 'processes')}</Fact>
      )}
    </dl>
  );
}

function Arguments({ life }: { life: Life }) {
  const programs = valuesOf(asked.programs);
  const link = <Link words="Each exec" run={() => openEvents(life, 'process_exec')} />;
  if (programs.length === 0)
    return (
      <Part title="Arguments">
        <p className="third">
          {machine.capture !== null && !machine.capture.events
            ? 'The capture was made without single events.'
            : 'Not known: it began before this page was open, or it runs the program of its parent.'}
        </p>
      </Part>
    );
  return (
    <Part title="Arguments" link={link}>
      {programs.map((of) => {
        const list = String(of('argv') ?? '')
          .replace(/\0$/, '')
          .split('\0')
          .map((one, at) => ({ key: `${at} ${one}`, one, first: at === 0 }));
        return (
          <div key={String(of('at_ns'))} className="program">
            <code className="example">
              {list.map(({ key, one, first }) => (
                <span key={key} className={first ? 'whole' : ''}>
                  {visibleText(/[\s"]/.test(one) || one === '' ? JSON.stringify(one) : one)}{' '}
                </span>
              ))}
            </code>
            <p className="third fine">
              {visibleText(String(of('path') ?? ''))} in {visibleText(String(of('cwd') ?? '?'))}
            </p>
          </div>
        );
      })}
    </Part>
  );
}

interface Bar {
  readonly key: string;
  readonly count: number;
  readonly bad: number;
}

function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <ul className="answers">
      {bars.map(({ key, count, bad }) => (
        <li key={key} title={visibleText(key)}>
          <span className="answer-name call">{visibleText(key)}</span>
          <span>{countedText(count)}</span>
          <i
            className={bad === count ? 'answer-bar red' : 'answer-bar'}
            style={{ width: Math.max(1, (count / most) * BAR_WIDTH) }}
          />
        </li>
      ))}
    </ul>
  );
}

/** Its calls of the shown time, by the tally: all its programs have its PID. */
function callsOf({ pid, programs }: Life): Bar[] {
  const names = new Set(programs.map(({ comm }) => visibleText(comm)));
  const sums = new Map<number, { count: number; bad: number }>();
  const { from, to } = shownWindow();
  for (const { calls } of machine.history.between(from, to))
    for (let row = 0; row < calls.count.length; row++) {
      const info = machine.nameProcess(calls.process[row] ?? 0);
      if (info?.pid !== pid || !names.has(info.comm)) continue;
      const call = calls.call[row] ?? 0;
      const sum = sums.get(call) ?? { count: 0, bad: 0 };
      sum.count += calls.count[row] ?? 0;
      sum.bad += calls.failed[row] ?? 0;
      sums.set(call, sum);
    }
  return [...sums].map(([call, sum]) => ({ key: callName(call), ...sum })).sort((a, b) => b.count - a.count);
}

function Calls({ life }: { life: Life }) {
  if (tracerNameOf('syscall') === null) return null;
  const bars = callsOf(life);
  const rest = bars.slice(CALLS_MOST).reduce((sum, { count }) => sum + count, 0);
  return (
    <Part title="Calls in the shown time" link={<Link words="All its calls" run={() => openCalls(life)} />}>
      {bars.length === 0 ? (
        <p className="third">None.</p>
      ) : (
        <Bars
          bars={[...bars.slice(0, CALLS_MOST), ...(rest > 0 ? [{ key: 'others', count: rest, bad: 0 }] : [])]}
        />
      )}
    </Part>
  );
}

function Files({ life }: { life: Life }) {
  const tracer = tracerNameOf('file_open');
  if (tracer === null) return null;
  if (!isWatched('file_open'))
    return (
      <Part
        title="Files"
        link={<Link words="Watch files" run={() => machine.send({ kind: 'watch', tracer })} />}
      >
        <p className="third">Files are not watched.</p>
      </Part>
    );
  const files = valuesOf(asked.files);
  const bars = files.map((of) => ({
    ...{ key: String(of('path') ?? '?'), count: Number(of('count')), bad: Number(of('failed') ?? 0) },
  }));
  return (
    <Part
      title="Files that it opened"
      link={<Link words="Each open" run={() => openEvents(life, 'file_open')} />}
    >
      {bars.length === 0 ? (
        <p className="third">None while this was looked at.</p>
      ) : (
        <Bars bars={bars.slice(0, FILES_MOST)} />
      )}
    </Part>
  );
}

export function Inspector({ life: chosen }: { life: Life }) {
  useChannel('rows');
  const life = allLives().find(({ key }) => key === chosen.key) ?? chosen;
  useAskedAbout(life);
  const name = `${visibleText(life.comm)} ${life.pid}`;
  const belongs = lifeBelongs(life);
  return (
    <Scroll as="aside" className="explain inspector" aria-label="The process">
      <header>
        <Swatch colour={colourOf(life.comm)} />
        <h2>
          {visibleText(life.comm)} <span className="pid">{life.pid}</span>
        </h2>
        <ActionIcon
          aria-label="Follow it and its children"
          title="Follow it and its children"
          onClick={() => followProcess({ pid: life.pid, comm: life.comm, at: life.started })}
        >
          <GitFork size={14} />
        </ActionIcon>
        <ActionIcon
          aria-label="Copy its name"
          title="Copy its name"
          onClick={() => void window.ringside.copyText(name)}
        >
          <Copy size={14} />
        </ActionIcon>
        <ActionIcon aria-label="Close" title="Close" onClick={() => livesView.setState({ chosen: null })}>
          <X size={14} />
        </ActionIcon>
      </header>
      {belongs !== '' && <p className="explain-sentence">of {belongs}</p>}
      <Identity life={life} />
      <Arguments life={life} />
      <Timeline life={life} />
      <Calls life={life} />
      <Files life={life} />
    </Scroll>
  );
}
