// SPDX-License-Identifier: Apache-2.0
import { Modal } from '@mantine/core';
import type { Command } from './commands';

type Listed = readonly [string, string];

const CHART: readonly Listed[] = [
  ['← →', 'time cursor'],
  ['Shift ← →', 'mark a stretch'],
  ['Alt Shift ← →', 'move it'],
  ['PgUp PgDn', 'ten steps'],
];
const TABLE: readonly Listed[] = [
  ['↑ ↓', 'row'],
  ['→ ←', 'open and close'],
  ['Shift F10', 'its menu, as by the Menu key'],
  ['Ctrl C', 'copy the row'],
];
const HEAD: readonly Listed[] = [
  ['Alt ← →', 'on a head: move the column'],
  ['Shift ← →', 'on a head: its width'],
];

interface KeysProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command[];
  /** Keys of the rows of the place. */
  readonly rowKeys: readonly Listed[];
}

export function Keys({ opened, onClose, commands, rowKeys }: KeysProps) {
  const everywhere = commands.flatMap(({ listed }) => (listed === undefined ? [] : [listed]));
  const lists = [
    { title: 'Everywhere', keys: [...everywhere, ['Ctrl K', 'all commands'] as const] },
    { title: 'In the charts', keys: CHART },
    { title: 'In a table', keys: [...TABLE, ...rowKeys, ...HEAD] },
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keys"
      lockScroll={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      size={640}
      // Beside the top bar it would be a second banner.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="keys">
        {lists.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, words]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
