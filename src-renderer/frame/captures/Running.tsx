// SPDX-License-Identifier: Apache-2.0
// A recording that goes on: the truth about it, once a second.
import { Button } from '@mantine/core';
import { Flag, Square } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { bytesText } from '../../../src-main/shared/amount';
import type { RecordingInfo } from '../../../src-main/shared/capture-contract';
import { spanText } from '../../format/clock';
import { countedText } from '../../format/figure';
import { rateBetween } from '../../select/capture-words';
import { captures, machine } from '../../stores/app';

function Fact({ name, bad = false, children }: { name: string; bad?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={bad ? 'bad' : undefined}>{children}</dd>
    </div>
  );
}

const of = (limit: string | null) => limit !== null && <span className="third"> of {limit}</span>;

/** Bytes a second of the last second that was told. */
function useRate(now: RecordingInfo): number | null {
  const looks = useRef({ before: now, now, rate: null as number | null });
  const { current } = looks;
  if (current.now.seconds !== now.seconds)
    looks.current = { before: current.now, now, rate: rateBetween(current.now, now) };
  return looks.current.rate;
}

export function Running({ recording }: { recording: RecordingInfo }) {
  const { id, name, seconds, rows, bytes, lost, notWritten, freeBytes, limits, notice, trigger } = recording;
  const rate = useRate(recording);
  return (
    <article className="running">
      <header>
        <i className="dot recording" aria-hidden="true" />
        <b className="name">{name}</b>
        <Button
          leftSection={<Flag size={13} />}
          onClick={() => captures.setState({ marking: Date.now(), panel: false })}
        >
          Mark
        </Button>
        <Button
          leftSection={<Square size={12} />}
          onClick={() => machine.send({ kind: 'end-record', id })}
          aria-label={`End ${name}`}
        >
          End
        </Button>
      </header>
      {trigger !== null && <p className="second">By itself: {trigger}</p>}
      <dl className="facts">
        <Fact name="time">
          {spanText(seconds)}
          {of(limits.seconds === undefined ? null : spanText(limits.seconds))}
        </Fact>
        <Fact name="size">
          {bytesText(bytes)}
          {of(limits.bytes === undefined ? null : bytesText(limits.bytes))}
        </Fact>
        <Fact name="rows">{countedText(rows)}</Fact>
        <Fact name="rate">{rate === null ? '–' : `${bytesText(Math.round(rate))}/s`}</Fact>
        <Fact name="lost" bad={lost > 0}>
          {countedText(lost)}
        </Fact>
        <Fact name="not written" bad={notWritten > 0}>
          {countedText(notWritten)}
        </Fact>
        <Fact name="disk free">{bytesText(freeBytes)}</Fact>
      </dl>
      {notice !== null && <p className="warn">{notice}</p>}
    </article>
  );
}
