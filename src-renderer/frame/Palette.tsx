// SPDX-License-Identifier: Apache-2.0
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useCaptures, useView } from '../stores/hooks';
import { lookAtRecent } from './captures/actions';
import type { Command } from './commands';

const actionOf = ({ id, label, words, search, run }: Command): SpotlightActionData => ({
  ...{ id, label, onClick: run },
  ...(words === undefined ? {} : { description: words }),
  ...(search === undefined ? {} : { keywords: search }),
});

/** Those without a group first. */
function grouped(commands: readonly Command[]): (SpotlightActionData | SpotlightActionGroupData)[] {
  const shown = commands.filter((one) => !one.onlyKey);
  const names = [...new Set(shown.flatMap(({ group }) => group ?? []))];
  return [
    ...shown.filter(({ group }) => group === undefined).map(actionOf),
    ...names.map((name) => ({
      ...{ group: name, actions: shown.filter(({ group }) => group === name).map(actionOf) },
    })),
  ];
}

export function Palette({ commands }: { commands: () => readonly Command[] }) {
  useView((state) => state.selected);
  useCaptures((state) => state.recent);
  return (
    <Spotlight
      actions={grouped(commands())}
      shortcut={['mod + K']}
      onSpotlightOpen={() => void lookAtRecent()}
      // Also from the filter, where the focus often is.
      tagsToIgnore={[]}
      nothingFound="There is no such command"
      highlightQuery
      scrollable
      maxHeight={360}
      lockScroll={false}
      // It scrolls by the arrows of the field above as well; what scrolls can be reached.
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': 'Found' } }}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      searchProps={{ placeholder: 'Command or lesson', 'aria-label': 'Command' }}
    />
  );
}
