// SPDX-License-Identifier: Apache-2.0
// Questions with everything that answers them, as data: `*.json` beside this file, found by their names. A preset whose
// tracers are not here is not offered.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../helper/native';
import { TRACER_FOLDERS } from '../shared/events.gen';

export interface Preset {
  /** As it is named on the command line. */
  readonly id: string;
  readonly question: string;
  /** One sentence: what it records and how to read it. */
  readonly explanation: string;
  readonly tracers: readonly string[];
  /** `process`: about one program, which has to be named; `machine`: about all of them. */
  readonly scope: 'process' | 'machine';
  /** Options of `ringside watch`, by name. */
  readonly filter: Readonly<Record<string, string | boolean>>;
  readonly events: boolean;
  readonly seconds?: number;
  /** The place of the window that shows it, and how it begins there. */
  readonly layout: { readonly place: string; readonly tab?: string; readonly by?: string };
}

const FOLDER = join(ROOT, 'src-main/presets');

function load(): Preset[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Preset)
    .filter(({ tracers }) => tracers.every((tracer) => TRACER_FOLDERS.includes(tracer)));
}

export const PRESETS: readonly Preset[] = load();
