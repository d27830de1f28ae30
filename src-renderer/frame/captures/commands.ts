// SPDX-License-Identifier: Apache-2.0
// Captures in the palette, the list of keys and the keys themselves.
import { captures, machine, settings } from '../../stores/app';
import type { Command } from '../commands';
import {
  arm,
  chooseCapture,
  endAll,
  forgetRecent,
  goToMark,
  openCapture,
  openPanel,
  saveLast,
} from './actions';

export const CAPTURE_COMMANDS: readonly Command[] = [
  {
    ...{ id: 'record', only: 'live', label: 'Record', words: 'Keep what happens from now on', keys: ['r'] },
    listed: ['R', 'record'],
    run: openPanel,
  },
  {
    ...{
      id: 'save-last',
      only: 'live',
      label: 'Save the last 30 seconds',
      words: 'It just happened',
      keys: ['Control+s'],
    },
    listed: ['Ctrl S', 'save the last 30 s'],
    run: saveLast,
  },
  { id: 'end-all', only: 'live', label: 'End all recordings', run: endAll },
  {
    ...{
      id: 'mark',
      only: 'live',
      label: 'Mark this moment',
      words: 'In the charts and in what is recorded',
    },
    ...{ keys: ['Control+m'], listed: ['Ctrl M', 'mark this moment'] as const },
    run: () => captures.setState({ marking: Date.now() }),
  },
  {
    ...{ id: 'mark-before', label: 'Mark before', keys: ['['], listed: ['[ ]', 'mark before and after'] },
    run: () => goToMark(-1),
  },
  { id: 'mark-after', label: 'Mark after', keys: [']'], run: () => goToMark(1) },
  {
    ...{ id: 'open-capture', label: 'Open a capture', words: 'In a window of its own', keys: ['Control+o'] },
    listed: ['Ctrl O', 'open a capture'],
    run: chooseCapture,
  },
  {
    ...{ id: 'arm', only: 'live', label: 'Keep every call of the last minutes, or only counts' },
    words: 'The flight recorder; its price stands in Captures',
    run: () => arm(machine.captures?.flight.armed !== true),
  },
];

/** What was shown last and is there, but for what this window shows. */
export function recentCommands(): Command[] {
  const here = settings.getState().facts?.capture ?? null;
  const { recent } = captures.getState();
  const group = 'Opened lately';
  return [
    ...recent
      .filter(({ path, gone }) => !gone && path !== here)
      .map(({ path, name }) => ({
        ...{ id: `recent-${path}`, label: name, words: path, group },
        search: 'open capture recent lately',
        run: () => openCapture(path),
      })),
    ...(recent.length === 0
      ? []
      : [{ id: 'forget-recent', label: 'Clear this list', group, run: () => void forgetRecent(null) }]),
  ];
}
