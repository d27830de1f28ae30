// SPDX-License-Identifier: Apache-2.0
// Says that this is a capture, and what is true of it: what, whose, when, and what is missing.
import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CaptureInfo } from '../../../src-main/shared/capture-contract';
import { clockText, dayText, spanText } from '../../format/clock';
import { countedText } from '../../format/figure';
import { counted } from '../../format/plain-words';
import { machine } from '../../stores/app';
import { useTold } from '../../stores/hooks';
import { Explained } from '../Explained';
import { Player } from './Player';
import './replay.css';

function Fact({ about, tone = '', children }: { about: ReactNode; tone?: string; children: ReactNode }) {
  return (
    <Explained position="bottom-start" width={360} about={about}>
      <UnstyledButton className={`capture-fact ${tone}`}>{children}</UnstyledButton>
    </Explained>
  );
}

function Missing({ capture }: { capture: CaptureInfo }) {
  const { cutOff, lost, notWritten, problems, together } = capture;
  return (
    <>
      {cutOff && (
        <Fact
          tone="warn"
          about="Whoever wrote it did not come to its end: a crash, a kill or a full disk. It holds everything up to its last part, at most a second before."
        >
          cut off
        </Fact>
      )}
      {lost > 0 && (
        <Fact
          tone="bad"
          about="Events that could not be counted or carried while it was recorded. Charts show where as a hatched band; figures of such a stretch are “at least”."
        >
          lost {countedText(lost)}
        </Fact>
      )}
      {notWritten > 0 && (
        <Fact
          tone="warn"
          about="Single events that came faster than they could be written. They are in the counts, and not among the single calls."
        >
          not written {countedText(notWritten)}
        </Fact>
      )}
      {together > 1 && (
        <Fact about="It is longer than a window’s history, so several of its seconds are drawn as one. Sums are exact; queries see every second.">
          {together} s a point
        </Fact>
      )}
      {problems.length > 0 && (
        <Fact
          tone="warn"
          about={
            <ul className="capture-problems">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          }
        >
          {counted(String(problems.length), 'problem', 'problems')}
        </Fact>
      )}
    </>
  );
}

/** Those of another machine or kernel are as welcome as our own. */
function About({ capture }: { capture: CaptureInfo }) {
  const { note, question, hostname, kernel, ringside, dir } = capture;
  return (
    <dl className="capture-about">
      {note !== '' && (
        <>
          <dt>Note</dt>
          <dd>{note}</dd>
        </>
      )}
      <dt>Asks</dt>
      <dd>{question}</dd>
      <dt>Machine</dt>
      <dd>
        {hostname || 'unknown'}
        {kernel && `, Linux ${kernel}`}
      </dd>
      <dt>Written by</dt>
      <dd>Ringside {ringside}</dd>
      <dt>Lies in</dt>
      <dd className="mono">{dir}</dd>
    </dl>
  );
}

export function CaptureBar() {
  const capture = useTold('rest', () => machine.capture);
  if (capture === null) return null;
  const { name, dir, hostname, begun, seconds } = capture;
  const from = Math.floor(begun);
  return (
    <section className="capture-bar" aria-label="Capture">
      <div className="capture-facts">
        <Fact about={<About capture={capture} />}>
          <b>{name || dir.split('/').at(-1)}</b>
        </Fact>
        <Fact about="When it began and how long it is. Times of day are those of your time zone.">
          {hostname && `${hostname}, `}
          {dayText(from)} {clockText(from)}, {spanText(seconds)}
        </Fact>
        <Missing capture={capture} />
      </div>
      <Player capture={capture} />
    </section>
  );
}
