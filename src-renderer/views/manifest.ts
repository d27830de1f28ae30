// SPDX-License-Identifier: Apache-2.0
// What a view says of itself. The frame finds views by their folder and knows none by name.
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { TracerInfo } from '../../src-main/shared/contract';
import type { MenuEntry } from '../widgets/menu-state';

export interface ViewManifest {
  /** The tracer it shows, or a name of its own where it shows none; also the name of the place. */
  readonly tracer: string;
  /** A noun. */
  readonly title: string;
  readonly sentence: string;
  readonly icon: LucideIcon;
  readonly component: ComponentType<{ tracer: TracerInfo | null }>;
  /** It stands before the others. */
  readonly first?: boolean;
  /** It shows no tracer: it stands after those that do, and is there when nothing can be watched. */
  readonly apart?: boolean;
  /** It shows a process that is followed, with its children. */
  readonly follows?: boolean;
  /** Without: for this machine now and for a capture. */
  readonly only?: 'live' | 'capture';
  /** Its filter, for the top bar. */
  readonly filter?: ComponentType;
  /** The live figure in the list of places, drawn once a second. */
  readonly figure?: ComponentType<{ tracer: string }>;
  /** What can be done now with what is selected, for the palette. */
  readonly commands?: () => readonly MenuEntry[];
  /** Keys of its rows and what they do, for the list of keys. */
  readonly keys?: readonly (readonly [string, string])[];
}

export function defineView(manifest: ViewManifest): ViewManifest {
  return manifest;
}
