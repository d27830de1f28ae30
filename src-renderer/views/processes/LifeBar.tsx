// SPDX-License-Identifier: Apache-2.0
// A life on the time axis: a bar from birth to end, a part for each program, and how it ended by colour and form.
//
//     ‹━━━━━━━▪━━━━━━┥     began before, ran two programs, ended well
//          ━━━━━━━━✕       ended with another status than 0
//            ━━◆           was killed
import { memo } from 'react';
import { preciseClockText } from '../../format/clock';
import { durationWords } from '../../format/figure';
import type { LifeRow } from '../../select/life-tree';
import { type End, endOf, endText, type Life } from '../../select/lives';
import { placeOf, type TimeWindow } from '../../select/time-window';
import { useChannel, useView } from '../../stores/hooks';
import { lastShown, shownWindow } from '../time/shown-time';
import { colourOf, signals } from './model';

/** px; a life of a millisecond is seen. */
const LEAST = 3;
const BAR = 8;
/** Room for a mark at the edges. */
const MARK = 4;

const ENDS: Readonly<Record<End, string>> = {
  runs: 'runs',
  done: 'ended with 0',
  failed: 'ended with ',
  killed: 'killed by ',
  unseen: 'ended, it was not seen how',
};

/** "10:09:34.316 to 10:09:34.317, 1.02 ms, ended with 3". */
export function lifeWords(life: Life): string {
  const end = endOf(life);
  const how = end === 'failed' || end === 'killed' ? ENDS[end] + endText(life) : ENDS[end];
  const from = preciseClockText(life.started * 1000);
  if (life.ended === null) return `since ${from}, ${how}`;
  return `${from} to ${preciseClockText(life.ended * 1000)}, ${durationWords(life.lived ?? 0)}, ${how}`;
}

export function foldWords(lives: readonly Life[]): string {
  const count = (wanted: End) => lives.filter((life) => endOf(life) === wanted).length;
  const [failed, killed] = [count('failed'), count('killed')];
  const ends = [
    failed > 0 && `${failed} ended with another status than 0`,
    killed > 0 && `${killed} were killed`,
  ];
  return [`${lives.length} processes of less than a second each`, ...ends].filter(Boolean).join(', ');
}

function EndMark({ end, x, y }: { end: End; x: number; y: number }) {
  if (end === 'failed')
    return <path className="end-failed" d={`M${x - 3} ${y - 3}l6 6m0-6l-6 6`} data-end="failed" />;
  if (end === 'killed')
    return <path className="end-killed" d={`M${x} ${y - 5}l5 5l-5 5l-5-5z`} data-end="killed" />;
  if (end === 'unseen') return <circle className="end-unseen" cx={x} cy={y} r={3} data-end="unseen" />;
  return end === 'done' ? <path className="end-done" d={`M${x} ${y - 6}v12`} data-end="done" /> : null;
}

interface Placed {
  readonly window: TimeWindow;
  readonly width: number;
  readonly height: number;
  readonly now: number;
}

function OneLife({ life, aside, window, width, height, now }: Placed & { life: Life; aside: boolean }) {
  const x = (time: number) => placeOf(window, time) * width;
  const y = height / 2;
  const end = endOf(life);
  const [left, right] = [x(life.started), x(Math.min(life.ended ?? now, now))];
  if (right < 0 || left > width) return null;
  const clamped = (at: number) => Math.min(width, Math.max(0, at));
  const endX = Math.max(right, left + LEAST);
  const marks = (signals().get(life.pid) ?? []).filter(
    ({ at }) => at >= life.started && at <= (life.ended ?? now) && at > window.from && at <= window.to,
  );
  return (
    <g className={aside ? 'life aside' : 'life'}>
      {life.programs.map(({ comm, from, to }, index) => {
        const a = clamped(x(from));
        const last = index === life.programs.length - 1;
        const b = clamped(last ? endX : x(Math.min(to ?? now, now)));
        // A pixel of ground between two programs.
        const size = Math.max(last ? LEAST : 0, b - a - (last ? 0 : 1));
        if (size <= 0) return null;
        const key = `${comm}${from}`;
        return (
          <rect
            key={key}
            x={Math.min(a, width - size)}
            y={y - BAR / 2}
            width={size}
            height={BAR}
            style={{ fill: colourOf(comm) }}
          />
        );
      })}
      {left < 0 && <path className="life-before" d={`M5 ${y - 4}l-4 4l4 4`} />}
      {marks.map(({ at, name }) => (
        <path key={`${at}${name}`} className="life-signal" d={`M${clamped(x(at)) - 3} ${y - 10}h6l-3 4.5z`}>
          <title>{`${name} at ${preciseClockText(at * 1000)}`}</title>
        </path>
      ))}
      {life.ended !== null && right <= width && (
        <EndMark
          end={end}
          x={Math.min(width - MARK, Math.max(MARK, endX + (end === 'done' ? 0 : 4)))}
          y={y}
        />
      )}
    </g>
  );
}

/** All of a fold: where at least one lived, and where one ended badly. */
function Fold({ lives, window, width, height, now }: Placed & { lives: readonly Life[] }) {
  const y = height / 2;
  const seen = new Set<number>();
  let [path, bad] = ['', ''];
  for (const life of lives) {
    const from = placeOf(window, life.started) * width;
    const to = placeOf(window, Math.min(life.ended ?? now, now)) * width;
    if (to < 0 || from > width) continue;
    const at = Math.max(0, Math.round(Math.min(from, width - 2)));
    const isBad = endOf(life) === 'failed' || endOf(life) === 'killed';
    if (isBad && !seen.has(-1 - at)) {
      seen.add(-1 - at);
      bad += `M${at} ${y + 5}h2v4h-2z`;
    }
    if (seen.has(at)) continue;
    seen.add(at);
    path += `M${at} ${y - BAR / 2}h${Math.max(2, Math.round(to - from))}v${BAR}h-${Math.max(2, Math.round(to - from))}z`;
  }
  return (
    <g>
      <path d={path} style={{ fill: colourOf(lives[0]?.comm ?? '') }} />
      <path className="fold-bad" d={bad} />
    </g>
  );
}

export const LifeBar = memo(function LifeBar({
  row,
  width,
  height,
}: {
  row: LifeRow;
  width: number;
  height: number;
}) {
  useChannel('rest');
  useChannel('rows');
  useView((state) => state.span);
  useView((state) => state.fixed);
  const window = shownWindow();
  const placed = { window, width, height, now: Math.max(lastShown(), window.from) };
  const { life, folded, aside } = row;
  const words = life !== null ? lifeWords(life) : folded.length > 0 ? foldWords(folded) : 'not seen';
  if (width <= 0) return null;
  return (
    <svg className="life-bar" width={width} height={height} role="img" aria-label={words}>
      <title>{words}</title>
      {life !== null && <OneLife life={life} aside={aside} {...placed} />}
      {folded.length > 0 && <Fold lives={folded} {...placed} />}
    </svg>
  );
});
