// SPDX-License-Identifier: Apache-2.0
// Long names that keys of tallies are about (`name_ref`), kept after the kernel let go of their rows.

import { IDENTITY, type NameRow, TALLIES } from '../shared/events.gen';
import type { Tally } from '../shared/layout';
import type { Tracer } from '../shared/tracer';
import { readRows } from './records';

const NAMES_MOST = 65_536;

/** What found no row, together; those whose name was not kept are among it. */
export const OTHER_NAMES = '(others)';

/** The field of a key that is a name. */
export const nameField = (tally: Tally | undefined): string | undefined =>
  tally?.key.fields.find(({ unit }) => unit === 'name_ref')?.name;

/** Whether some of its tallies are about names. */
export const hasNames = ({ tallies }: Tracer): boolean =>
  tallies.some((name) => nameField(TALLIES[name]) !== undefined);

export class NameTable {
  private readonly texts = new Map<number, string>();
  /** By their places, those that the kernel had last. */
  private readonly held = new Map<number, number>();

  /** Rows that have changed. */
  update(rows: ArrayBuffer): void {
    for (const { name, text } of readRows<NameRow>(IDENTITY.names, rows)) {
      if (!name) continue;
      this.texts.set(name, text);
      this.held.set(name & 0xffff, name);
    }
    for (const name of this.texts.keys()) {
      if (this.texts.size <= NAMES_MOST) break;
      this.texts.delete(name);
    }
  }

  /** Its place was taken by another one since. */
  isGone(name: number): boolean {
    return this.held.get(name & 0xffff) !== name;
  }

  get(name: number): string {
    return this.texts.get(name) ?? OTHER_NAMES;
  }
}
