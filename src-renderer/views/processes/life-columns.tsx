// SPDX-License-Identifier: Apache-2.0
// The columns of the tree; which of them there is room for.
import { ChevronRight } from 'lucide-react';
import { bytesText, visibleText } from '../../../src-main/shared/amount';
import { preciseClockText } from '../../format/clock';
import { countedText, durationWords } from '../../format/figure';
import type { LifeRow } from '../../select/life-tree';
import { endOf, endText, lifeBelongs } from '../../select/lives';
import { Duration } from '../../widgets/Amount';
import type { GridColumn } from '../../widgets/grid-columns';
import { Swatch } from '../../widgets/Lane';
import { foldWords, LifeBar, lifeWords } from './LifeBar';
import { turn } from './lives-view';
import { colourOf } from './model';

const INDENT = 14;
/** Deeper rows stand no further to the right. */
const INDENTS_MOST = 9;

export function lifeName({ life, folded, pid }: LifeRow): string {
  if (folded.length > 0) return visibleText(folded[0]?.comm ?? '');
  return life === null ? `process ${pid}` : visibleText(life.comm);
}

function Name({ row, full }: { row: LifeRow; full: boolean }) {
  const { life, folded, level, open, key, aside } = row;
  const rest = life === null ? '' : life.words.slice(life.words.indexOf(' ') + 1);
  const words = life?.words.includes(' ') ? rest : '';
  return (
    <span
      className={aside ? 'life-name aside' : 'life-name'}
      style={{ paddingLeft: Math.min(level, INDENTS_MOST) * INDENT }}
    >
      {open === undefined ? (
        <i className="no-chevron" />
      ) : (
        <button
          type="button"
          className={open ? 'chevron open' : 'chevron'}
          tabIndex={-1}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            turn(key);
          }}
        >
          <ChevronRight size={14} />
        </button>
      )}
      <Swatch
        colour={
          life === null && folded.length === 0 ? 'transparent' : colourOf(life?.comm ?? folded[0]?.comm ?? '')
        }
      />
      <span className={life === null && folded.length === 0 ? 'third' : 'name'}>{lifeName(row)}</span>
      {folded.length > 0 && <span className="pid of-many">× {countedText(folded.length)}</span>}
      {life !== null && !full && <span className="pid">{life.pid}</span>}
      {words !== '' && <span className="call third life-words">{visibleText(words)}</span>}
      {words === '' && life !== null && !full && (
        <span className="third life-words">{lifeBelongs(life)}</span>
      )}
    </span>
  );
}

function End({ row: { life, folded } }: { row: LifeRow }) {
  if (life === null) {
    const bad = folded.filter((one) => endOf(one) === 'failed' || endOf(one) === 'killed').length;
    if (folded.length === 0) return null;
    return bad > 0 ? (
      <span className="bad">{countedText(bad)} bad</span>
    ) : (
      <span className="third">all 0</span>
    );
  }
  const end = endOf(life);
  if (end === 'runs') return <span className="second">runs</span>;
  const bad = end === 'failed' || end === 'killed';
  return (
    <span className={bad ? 'bad' : 'third'}>
      {end === 'failed' ? `exit ${endText(life)}` : endText(life)}
    </span>
  );
}

const endWords = ({ life, folded }: LifeRow): string => {
  if (life === null) return folded.length > 0 ? foldWords(folded) : '';
  return endOf(life) === 'runs' ? 'runs' : endText(life);
};

const sum = (row: LifeRow, of: 'cpuNs' | 'lived'): number | null =>
  row.life !== null
    ? row.life[of]
    : row.folded.length > 0
      ? row.folded.reduce((all, life) => all + (life[of] ?? 0), 0)
      : null;

const peakOf = ({ life, folded }: LifeRow): number | null => {
  if (life !== null) return life.peakBytes;
  return folded.length > 0 ? folded.reduce((most, { peakBytes }) => Math.max(most, peakBytes ?? 0), 0) : null;
};

type Column = GridColumn<LifeRow>;

const duration = (
  id: string,
  label: string,
  meaning: string,
  width: number,
  of: 'cpuNs' | 'lived',
): Column => ({
  ...{ id, head: label, label, meaning, width, align: 'end', sorts: 'largest' },
  cell: (row) => (row.life === null && row.folded.length === 0 ? null : <Duration ns={sum(row, of)} />),
  text: (row) => (sum(row, of) === null ? '' : durationWords(sum(row, of) ?? 0)),
});

/** `room`: px for table and bars together; the bars get at least a third of it. */
export function lifeColumns(room: number, rowHeight: number, plotWidth: number): Column[] {
  const wide = room >= 1240;
  const middle = room >= 980;
  const small = room < 640;
  const name: Column = {
    ...{ id: 'name', head: 'Process', label: 'Process', align: 'start', sorts: 'text', fixed: true },
    width: wide ? 300 : middle ? 236 : small ? 170 : 226,
    cell: (row) => <Name row={row} full={middle} />,
    text: (row) =>
      `${'  '.repeat(row.level)}${lifeName(row)}${row.folded.length > 0 ? ` x ${row.folded.length}` : ''}`,
  };
  const pid: Column = {
    ...{ id: 'pid', head: 'PID', label: 'PID', width: 60, align: 'end', sorts: 'largest' },
    cell: ({ life, pid: number }) => (
      <span className="pid">{life === null && number === 0 ? '' : number}</span>
    ),
    text: ({ life, pid: number }) => (life === null && number === 0 ? '' : String(number)),
  };
  const belongs: Column = {
    ...{ id: 'belongs', head: 'Belongs to', label: 'Belongs to', width: 140, align: 'start', sorts: 'text' },
    meaning: 'Its container, else its systemd unit, else its user.',
    cell: ({ life }) =>
      life === null ? null : <span className="second fine name-cut">{lifeBelongs(life)}</span>,
    text: ({ life }) => (life === null ? '' : lifeBelongs(life)),
  };
  const started: Column = {
    ...{ id: 'started', head: 'Began', label: 'Began', width: 96, align: 'start', sorts: 'text' },
    cell: ({ life, folded }) => {
      const at = (life ?? folded[0])?.started;
      return at === undefined ? null : <span className="second">{preciseClockText(at * 1000)}</span>;
    },
    text: ({ life, folded }) => preciseClockText(((life ?? folded[0])?.started ?? 0) * 1000),
  };
  const end: Column = {
    ...{ id: 'end', head: 'End', label: 'End', width: 82, align: 'start', sorts: 'text' },
    meaning: 'Its exit status, or the signal that killed it.',
    cell: (row) => <End row={row} />,
    text: endWords,
  };
  const peak: Column = {
    ...{ id: 'peak', head: 'Peak', label: 'Peak memory', width: 76, align: 'end', sorts: 'largest' },
    meaning: 'The most memory that it ever held, told at its end; of several, the largest.',
    cell: (row) => {
      const bytes = peakOf(row);
      return bytes === null ? <span className="third">–</span> : bytesText(bytes);
    },
    text: (row) => (peakOf(row) === null ? '' : bytesText(peakOf(row) ?? 0)),
  };
  const bar: Column = {
    ...{ id: 'life', head: '', label: 'Life', width: 0, least: 100, align: 'start', last: true },
    meaning: 'From birth to end. Tick: status 0. Cross: another status. Diamond: a signal killed it.',
    cell: (row) => <LifeBar row={row} width={plotWidth} height={rowHeight} />,
    text: ({ life, folded }) =>
      life !== null ? lifeWords(life) : folded.length > 0 ? foldWords(folded) : '',
  };
  const lived = duration('lived', 'Lived', 'From birth to end.', 76, 'lived');
  const cpu = duration('cpu', 'CPU', 'CPU time of all its threads, told at its end.', 72, 'cpuNs');
  if (small) return [name, end, bar];
  if (!middle) return [name, lived, end, bar];
  return wide
    ? [name, pid, belongs, started, lived, end, cpu, peak, bar]
    : [name, pid, lived, end, cpu, peak, bar];
}
