// SPDX-License-Identifier: Apache-2.0
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { settings, view } from '../stores/app';
import { useChannel } from '../stores/hooks';
import { change } from '../stores/settings-store';
import { LESSONS } from '../lessons/lessons';
import type { Tab } from '../stores/view-store';
import { togglePause } from './pause';
import type { Place } from './places';

const TABS: readonly [Tab, string][] = [
  ['table', 'Show processes and calls'],
  ['errors', 'Show errors'],
  ['live', 'Show live calls of the selection'],
  ['chart', 'Show the charts as a table'],
];

function actionsFor(
  places: readonly Place[],
  onKeys: () => void,
): (SpotlightActionData | SpotlightActionGroupData)[] {
  const action = (
    id: string,
    label: string,
    onClick: () => void,
    description?: string,
  ): SpotlightActionData => ({
    ...{ id, label, onClick },
    ...(description === undefined ? {} : { description }),
  });
  return [
    ...places.map(({ tracer, title, sentence }) =>
      action(`go-${tracer}`, `Go to ${title}`, () => view.setState({ place: tracer }), sentence),
    ),
    action('pause', 'Pause or resume', togglePause, 'Counting goes on'),
    action('process', 'Group by process', () => view.setState({ groupBy: 'process', open: new Set() })),
    action('call', 'Group by call', () => view.setState({ groupBy: 'call', open: new Set() })),
    ...([30, 120, 600] as const).map((span) =>
      action(`span-${span}`, span === 30 ? 'Last 30 seconds' : `Last ${span / 60} minutes`, () =>
        view.setState({ span, fixed: null, marked: null }),
      ),
    ),
    ...TABS.map(([tab, label]) => action(`tab-${tab}`, label, () => view.setState({ tab }))),
    action('failed', 'Show only calls that failed', () =>
      view.setState({ terms: [...view.getState().terms, { field: 'failed', not: false, value: '' }] }),
    ),
    action('clear', 'Clear the filter', () => view.setState({ terms: [], typed: '' })),
    action('light', 'Light colours', () => change(settings, { colorScheme: 'light' })),
    action('dark', 'Dark colours', () => change(settings, { colorScheme: 'dark' })),
    action('system', 'Colours as the desktop', () => change(settings, { colorScheme: 'system' })),
    action('density', 'Change the height of rows', () => {
      const { density } = settings.getState().settings;
      change(settings, { density: density === 'compact' ? 'comfortable' : 'compact' });
    }),
    action('keys', 'List all keys', onKeys),
    {
      group: 'Lessons',
      actions: LESSONS.map(({ id, title, sentence, words }) => ({
        ...action(`lesson-${id}`, title, () => view.setState({ place: 'learn', lesson: id }), sentence),
        keywords: words,
      })),
    },
  ];
}

export function Palette({ places, onKeys }: { places: readonly Place[]; onKeys: () => void }) {
  useChannel('rest');
  return (
    <Spotlight
      actions={actionsFor(places, onKeys)}
      shortcut={['mod + K']}
      nothingFound="There is no such command"
      highlightQuery
      scrollable
      maxHeight={360}
      lockScroll={false}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      searchProps={{ placeholder: 'Command', 'aria-label': 'Command' }}
    />
  );
}
