// SPDX-License-Identifier: Apache-2.0
// What can be done with a capture of the list: its menu, its keys and the buttons beside it.
import { Copy, FolderOpen, FolderSearch, Pencil, Trash2 } from 'lucide-react';
import type { CaptureEntry } from '../../../src-main/shared/capture-files';
import { openCapture, showCapture, trash } from '../../frame/captures/actions';
import { captures } from '../../stores/app';
import type { MenuEntry } from '../../widgets/menu-state';

export const ROW_KEYS = [
  ['O', 'on a capture: open it'],
  ['N', 'its name and note'],
  ['Del', 'to the trash'],
] as const;

export function actionsOf({ dir, name, note, state }: CaptureEntry): MenuEntry[] {
  const known = state !== 'unreadable';
  return [
    { id: 'open', label: 'Open', icon: FolderOpen, key: 'O', run: () => openCapture(dir) },
    { id: 'show', label: 'Show in folder', icon: FolderSearch, run: () => showCapture(dir) },
    { id: 'path', label: 'Copy path', icon: Copy, run: () => void window.ringside.copyText(dir) },
    ...(known
      ? [
          {
            ...{ id: 'describe', label: 'Name and note', icon: Pencil, key: 'N' },
            run: () => captures.setState({ describing: { dir, name, note } }),
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

const KEYS: Readonly<Record<string, string>> = { o: 'open', n: 'describe', Delete: 'trash' };

/** Whether the key meant something. */
export function runKey(key: string, entry: CaptureEntry): boolean {
  const found = actionsOf(entry).find(({ id }) => id === KEYS[key]);
  found?.run();
  return found !== undefined;
}
