// SPDX-License-Identifier: Apache-2.0
// What can be done with a capture of the list: its menu, its keys and the buttons beside it.
import { Copy, Database, FolderOpen, FolderSearch, Pencil, Trash2 } from 'lucide-react';
import type { CaptureEntry } from '../../../src-main/shared/capture-files';
import { askDescription, openCapture, queryCapture, showCapture, trash } from '../../frame/captures/actions';
import type { MenuEntry } from '../../widgets/menu-state';

export const ROW_KEYS = [
  ['O', 'on a capture: open it'],
  ['Q', 'query it'],
  ['N', 'its name and note'],
  ['Del', 'to the trash'],
] as const;

export function actionsOf({ dir, name, state }: CaptureEntry): MenuEntry[] {
  const known = state !== 'unreadable';
  return [
    { id: 'open', label: 'Open', icon: FolderOpen, key: 'O', run: () => openCapture(dir) },
    ...(known
      ? [{ id: 'query', label: 'Query', icon: Database, key: 'Q', run: () => queryCapture(dir) }]
      : []),
    { id: 'show', label: 'Show in folder', icon: FolderSearch, run: () => showCapture(dir) },
    { id: 'path', label: 'Copy path', icon: Copy, run: () => void window.ringside.copyText(dir) },
    ...(known
      ? [
          {
            ...{ id: 'describe', label: 'Name and note', icon: Pencil, key: 'N' },
            run: () => void askDescription(dir),
          },
        ]
      : []),
    ...(state === 'writing'
      ? []
      : [
          { id: 'trash', label: 'Move to trash', icon: Trash2, key: 'Del', run: () => void trash(dir, name) },
        ]),
  ];
}

const KEYS: Readonly<Record<string, string>> = { o: 'open', q: 'query', n: 'describe', Delete: 'trash' };

/** Whether the key meant something. */
export function runKey(key: string, entry: CaptureEntry): boolean {
  const found = actionsOf(entry).find(({ id }) => id === KEYS[key]);
  found?.run();
  return found !== undefined;
}
