// SPDX-License-Identifier: Apache-2.0
import { bytesText } from '../../../src-main/shared/amount';
import type { CaptureEntry } from '../../../src-main/shared/capture-files';
import { dayText, minuteText, spanText } from '../../format/clock';
import { countedText } from '../../format/figure';
import type { GridColumn } from '../../widgets/grid-columns';
import { questionOf } from './list';

const lostOf = ({ lost, notWritten }: CaptureEntry) => lost + notWritten;
const whenText = ({ begunMs }: CaptureEntry): string =>
  begunMs === 0 ? '' : `${dayText(begunMs / 1000)} ${minuteText(begunMs / 1000)}`;

export const STATES: Readonly<Record<CaptureEntry['state'], string>> = {
  complete: 'complete',
  writing: 'recording',
  cut: 'cut off',
  unreadable: 'unreadable',
};
const TONES: Readonly<Record<CaptureEntry['state'], string>> = {
  ...{ complete: 'third', writing: '', cut: 'warn', unreadable: 'bad' },
};

const known = (entry: CaptureEntry, text: string) => (entry.state === 'unreadable' ? '' : text);

type Column = Omit<GridColumn<CaptureEntry>, 'cell'> & Partial<Pick<GridColumn<CaptureEntry>, 'cell'>>;

/** Drawn as it is copied, unless it says otherwise. */
const column = (one: Column): GridColumn<CaptureEntry> => ({
  cell: (row) => <span className="cut-short">{one.text(row)}</span>,
  ...one,
});

export const CAPTURE_COLUMNS: readonly GridColumn<CaptureEntry>[] = [
  column({
    ...{ id: 'name', head: 'Name', label: 'Name', width: 0, least: 132, align: 'start', sorts: 'text' },
    fixed: true,
    cell: ({ name, note }) => (
      <span className="name" title={note === '' ? name : `${name}: ${note}`}>
        {name}
      </span>
    ),
    text: ({ name }) => name,
  }),
  column({
    ...{ id: 'question', head: 'Question', label: 'Question', width: 118, align: 'start', sorts: 'text' },
    text: questionOf,
  }),
  column({
    ...{ id: 'when', head: 'When', label: 'When', width: 142, align: 'start', sorts: 'largest' },
    meaning: 'When it begins.',
    text: whenText,
  }),
  column({
    ...{ id: 'length', head: 'Length', label: 'Length', width: 76, align: 'end', sorts: 'largest' },
    text: (row) => known(row, spanText(row.seconds)),
  }),
  column({
    ...{ id: 'size', head: 'Size', label: 'Size', width: 72, align: 'end', sorts: 'largest' },
    text: (row) => known(row, bytesText(row.bytes)),
  }),
  column({
    ...{ id: 'lost', head: 'Lost', label: 'Lost', width: 80, align: 'end', sorts: 'largest' },
    meaning: 'Events that were lost before they could be written, or came faster than they could be.',
    cell: (row) => (
      <span className={lostOf(row) > 0 ? 'bad' : 'zero'}>{known(row, countedText(lostOf(row)))}</span>
    ),
    text: (row) => known(row, countedText(lostOf(row))),
  }),
  column({
    ...{ id: 'host', head: 'Host', label: 'Host', width: 60, align: 'start', sorts: 'text' },
    text: ({ hostname }) => hostname,
  }),
  column({
    ...{ id: 'state', head: 'State', label: 'State', width: 80, align: 'start', sorts: 'text' },
    meaning: 'A capture that was cut off holds everything up to its last finished second.',
    cell: ({ state }) => <span className={TONES[state]}>{STATES[state]}</span>,
    text: ({ state }) => STATES[state],
  }),
];

/** What a column is sorted by. */
export function sortValue(row: CaptureEntry, id: string): string | number {
  switch (id) {
    case 'when':
      return row.begunMs;
    case 'length':
      return row.seconds;
    case 'size':
      return row.bytes;
    case 'lost':
      return lostOf(row);
    default:
      return (CAPTURE_COLUMNS.find((one) => one.id === id)?.text(row) ?? '').toLowerCase();
  }
}
