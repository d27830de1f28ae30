// SPDX-License-Identifier: Apache-2.0
import { Modal } from '@mantine/core';

const KEYS: readonly { title: string; keys: readonly [string, string][] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['/', 'to the filter'],
      ['Space', 'pause and resume'],
      ['Ctrl K', 'all commands'],
      ['Esc', 'one step back: mark, stretch, selection'],
      ['1, 2, 3', '30 s, 2 min, 10 min'],
      ['G', 'by process or by call'],
      ['Alt ← →', 'back and forward'],
      ['F6', 'to the next part of the window'],
      ['?', 'this list'],
    ],
  },
  {
    title: 'In the charts',
    keys: [
      ['← →', 'time cursor'],
      ['Shift ← →', 'mark a stretch'],
      ['PgUp PgDn', 'ten steps'],
    ],
  },
  {
    title: 'In a table',
    keys: [
      ['↑ ↓', 'row'],
      ['→ ←', 'open and close'],
      ['F', 'filter by the row'],
      ['L', 'follow its live calls'],
      ['Ctrl C', 'copy the row'],
      ['Alt ← →', 'on a head: move the column'],
      ['Shift ← →', 'on a head: its width'],
    ],
  },
];

export function Keys({ opened, onClose }: { opened: boolean; onClose: () => void }) {
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
        {KEYS.map(({ title, keys }) => (
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
