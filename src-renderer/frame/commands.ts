// SPDX-License-Identifier: Apache-2.0
// Everything that can be done from anywhere, once: the palette, the list of keys and the listener for keys are made
// from it. What can be done with a row or a series says its view (`commands` and `keys` of its manifest).
import { LESSONS } from '../lessons/lessons';
import { machine, settings, trail, view } from '../stores/app';
import { change } from '../stores/settings-store';
import { stepBack, type Tab } from '../stores/view-store';
import { CAPTURE_COMMANDS, recentCommands } from './captures/commands';
import { togglePause } from './pause';
import type { Place } from './places';
import { nextRegion } from './regions';
import { PLAYER_COMMANDS } from './replay/player-commands';
import { TEXT_AS_IT_WAS, textSize } from './text-size';

export interface Command {
  readonly id: string;
  readonly label: string;
  /** One more sentence in the palette. */
  readonly words?: string;
  /** What the search in the palette looks through besides. */
  readonly search?: string;
  readonly group?: string;
  /** Keys as `keyName` gives them. */
  readonly keys?: readonly string[];
  /** How the list of keys writes them, and what it says to them; without, they are not listed. */
  readonly listed?: readonly [string, string];
  /** Without: of use both for this machine now and for a capture. */
  readonly only?: 'live' | 'capture';
  /** Of use by key alone. */
  readonly onlyKey?: boolean;
  run(): void;
}

const TABS: readonly [Tab, string][] = [
  ['table', 'Show processes and calls'],
  ['errors', 'Show errors'],
  ['live', 'Show live calls of the selection'],
  ['chart', 'Show the charts as a table'],
];
const SPANS = [
  { span: 30, label: 'Last 30 seconds', key: '1' },
  { span: 120, label: 'Last 2 minutes', key: '2' },
  { span: 600, label: 'Last 10 minutes', key: '3' },
] as const;

const group = (by: 'process' | 'call') => view.setState({ groupBy: by, open: new Set() });
const otherGroup = () => group(view.getState().groupBy === 'process' ? 'call' : 'process');

/** A key press in one word: `g`, `Escape`, `Alt+ArrowLeft`, `Control+=`. */
export function keyName(event: KeyboardEvent): string {
  const held = [event.ctrlKey || event.metaKey ? 'Control+' : '', event.altKey ? 'Alt+' : ''].join('');
  const shift = event.shiftKey && event.key.length > 1 ? 'Shift+' : '';
  return held + shift + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

const ALWAYS: readonly Command[] = [
  {
    ...{ id: 'filter', label: 'Write a filter', keys: ['/'], listed: ['/', 'to the filter'] },
    run: () => document.querySelector<HTMLElement>('#filter')?.focus(),
  },
  {
    ...{ id: 'pause', label: 'Pause or resume', words: 'Counting goes on', keys: [' '], run: togglePause },
    only: 'live',
    listed: ['Space', 'pause and resume'],
  },
  {
    ...{ id: 'step-back', label: 'One step back', keys: ['Escape'], onlyKey: true },
    listed: ['Esc', 'one step back: mark, stretch, selection'],
    run: () => void stepBack(view),
  },
  ...SPANS.map(
    ({ span, label, key }, index): Command => ({
      ...{ id: `span-${span}`, label, keys: [key] },
      ...(index === 0 ? { listed: ['1, 2, 3', '30 s, 2 min, 10 min'] } : {}),
      run: () => view.setState({ span, fixed: null, marked: null }),
    }),
  ),
  {
    ...{ id: 'other-group', label: 'By process or by call', keys: ['g'], onlyKey: true, run: otherGroup },
    listed: ['G', 'by process or by call'],
  },
  { id: 'by-process', label: 'Group by process', run: () => group('process') },
  { id: 'by-call', label: 'Group by call', run: () => group('call') },
  ...TABS.map(([tab, label]): Command => ({ id: `tab-${tab}`, label, run: () => view.setState({ tab }) })),
  {
    ...{ id: 'failed', label: 'Show only calls that failed' },
    run: () =>
      view.setState({ terms: [...view.getState().terms, { field: 'failed', not: false, value: '' }] }),
  },
  {
    ...{ id: 'demonstrate', label: 'Make some system calls' },
    only: 'live',
    words: '10 s of getppid and openat by a process named ringside-demo; changes nothing',
    run: () => machine.send({ kind: 'demonstrate' }),
  },
  { id: 'clear', label: 'Clear the filter', run: () => view.setState({ terms: [], typed: '' }) },
  {
    ...{ id: 'back', label: 'Back', keys: ['Alt+ArrowLeft'], listed: ['Alt ← →', 'back and forward'] },
    run: () => trail.go(-1),
  },
  { id: 'forward', label: 'Forward', keys: ['Alt+ArrowRight'], run: () => trail.go(1) },
  {
    ...{ id: 'next-part', label: 'Next part of the window', keys: ['F6'], onlyKey: true },
    listed: ['F6', 'to the next part of the window'],
    run: () => nextRegion(1),
  },
  {
    ...{ id: 'part-before', label: 'Part before', keys: ['Shift+F6'], onlyKey: true },
    run: () => nextRegion(-1),
  },
  {
    ...{ id: 'larger', label: 'Larger text', keys: ['Control++', 'Control+='], run: () => textSize(1) },
    listed: ['Ctrl + −', 'larger and smaller text'],
  },
  { id: 'smaller', label: 'Smaller text', keys: ['Control+-', 'Control+_'], run: () => textSize(-1) },
  {
    ...{ id: 'as-it-was', label: 'Text as it was', keys: ['Control+0'], run: () => textSize(TEXT_AS_IT_WAS) },
    listed: ['Ctrl 0', 'text as it was'],
  },
  { id: 'light', label: 'Light colours', run: () => change(settings, { colorScheme: 'light' }) },
  { id: 'dark', label: 'Dark colours', run: () => change(settings, { colorScheme: 'dark' }) },
  { id: 'system', label: 'Colours as the desktop', run: () => change(settings, { colorScheme: 'system' }) },
  {
    ...{ id: 'density', label: 'Change the height of rows' },
    run: () => {
      const { density } = settings.getState().settings;
      change(settings, { density: density === 'compact' ? 'comfortable' : 'compact' });
    },
  },
];

/** `onKeys` opens the list of keys. */
export function commandsFor(places: readonly Place[], onKeys: () => void): Command[] {
  const here = places.find(({ tracer }) => tracer === view.getState().place);
  return [
    ...(here?.commands?.() ?? []).map(({ id, label, run }) => ({
      ...{ id: `selected-${id}`, label, group: 'The selection', run },
    })),
    ...places.map(({ tracer, title, sentence }) => ({
      ...{ id: `go-${tracer}`, label: `Go to ${title}`, words: sentence },
      run: () => view.setState({ place: tracer }),
    })),
    ...[...ALWAYS, ...CAPTURE_COMMANDS, ...PLAYER_COMMANDS].filter(
      ({ only }) => only === undefined || (only === 'capture') === (machine.capture !== null),
    ),
    {
      ...{ id: 'keys', label: 'List all keys', keys: ['?'], run: onKeys },
      listed: ['?', 'this list'],
    },
    ...recentCommands(),
    ...LESSONS.map(({ id, title, sentence, words }) => ({
      ...{ id: `lesson-${id}`, label: title, words: sentence, search: words, group: 'Lessons' },
      run: () => view.setState({ place: 'learn', lesson: id }),
    })),
  ];
}
