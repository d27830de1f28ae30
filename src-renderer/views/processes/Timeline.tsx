// SPDX-License-Identifier: Apache-2.0
// What happened to one process, from its first moment on; what happened many times is one line.
import { visibleText } from '../../../src-main/shared/amount';
import { preciseClockText } from '../../format/clock';
import { countedText } from '../../format/figure';
import type { Life } from '../../select/lives';
import { foldMoments, type Moment, type MomentRow } from '../../select/moments';
import { openEvents } from './actions';
import { Link, Part, valuesOf } from './inspector-parts';
import { allLives, asked } from './model';

const LINES_MOST = 60;

const WORDS: Readonly<Record<string, (text: string, other: string) => string>> = {
  fork: (_, other) => `starts process ${other}`,
  thread: (text) => `starts thread ${text}`,
  exec: (text) => `becomes ${text.replace(/\0$/, '').replaceAll('\0', ' ')}`,
  'failed exec': (text) => `cannot become ${text}`,
  exit: (text) => (/^\d+$/.test(text) ? `ends with ${text}` : `is killed by ${text}`),
  sends: (text, other) => `sends ${text} to ${other}`,
  signal: (text, other) => `gets ${text} from ${other}`,
  rename: (text) => `renames itself from ${text.replace('\0', ' to ')}`,
};

function words({ moment, count, child }: MomentRow): string {
  const { kind, text, other } = moment;
  if (count === 1) return WORDS[kind]?.(text, String(other ?? '')) ?? kind;
  const times = countedText(count);
  if (kind === 'fork') return `starts ${times} processes ${child}`;
  if (kind === 'thread') return `starts ${times} threads`;
  return kind === 'sends' ? `sends ${text}, ${times} times` : `gets ${text}, ${times} times`;
}

/** A child by the name of its last program; it was born just before its parent's moment. */
function childNames(): (pid: number, at: number) => string {
  const byPid = new Map<number, Life[]>();
  for (const life of allLives()) {
    const same = byPid.get(life.pid);
    if (same) same.push(life);
    else byPid.set(life.pid, [life]);
  }
  return (pid, at) =>
    (byPid.get(pid) ?? [])
      .filter(({ started }) => started * 1000 <= at + 1)
      .reduce((last: Life | null, one) => (last !== null && last.started > one.started ? last : one), null)
      ?.comm ?? '';
}

function momentsOf(): Moment[] {
  const { bootUnixMs } = asked.moments;
  return valuesOf(asked.moments).map((of) => {
    const [other, error] = [of('other_pid'), of('error')];
    return {
      at: bootUnixMs + Number(of('at_ns')) / 1e6,
      kind: String(of('kind')),
      text: String(of('text') ?? ''),
      other: other === null ? null : Number(other),
      error: error === null ? null : String(error),
    };
  });
}

export function Timeline({ life }: { life: Life }) {
  const { total, rows } = asked.moments;
  const lines = foldMoments(momentsOf(), childNames());
  if (lines.length === 0) return null;
  // Two of a kind can be of one moment.
  const shown = lines.slice(0, LINES_MOST).map((line, at) => ({ key: String(at), line }));
  const told = shown.reduce((sum, { line }) => sum + line.count, 0);
  const more = Math.max(total ?? 0, rows.length) - told;
  return (
    <Part
      title="What happened"
      link={<Link words="Its signals" run={() => openEvents(life, 'process_signal', 'receiver_pid')} />}
    >
      <ol className="moments">
        {shown.map(({ key, line }) => {
          const { moment, first, count } = line;
          const said = words(line);
          const [from, to] = [first, moment].map(({ at }) => preciseClockText(at));
          return (
            <li key={key}>
              <span className="third">{count > 1 ? `${from} to ${to}` : to}</span>{' '}
              <span className={moment.kind === 'exit' && said !== 'ends with 0' ? 'bad' : ''}>
                {visibleText(said)}
              </span>
              {moment.error !== null && <span className="bad"> {moment.error}</span>}
            </li>
          );
        })}
      </ol>
      {more > 0 && <p className="third">and {countedText(more)} more</p>}
    </Part>
  );
}
