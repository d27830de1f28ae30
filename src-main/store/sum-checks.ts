// SPDX-License-Identifier: Apache-2.0
// Which parts of an opened capture are as they were written: each is read for that once, before the first answer that
// it can be in.

import type { CheckedPart } from './part-check';
import type { PartFile } from './parts';
import { checkSum, type SumVerdict } from './part-sum';

/** Parts that are read at a time. */
const AT_ONCE = 4;
const WHY: Readonly<Partial<Record<SumVerdict, string>>> = {
  differs: 'its bytes are no longer those that were written',
  none: 'its sum is gone, so its bytes are no longer those that were written',
};

export class SumChecks {
  /** A part's name is never used twice, so what was found holds. */
  private readonly found = new Map<string, SumVerdict>();

  constructor(
    private readonly root: string,
    /** Whether every part has a sum; else those without one are taken as they are. */
    private readonly all: boolean,
  ) {}

  /** Those that are not as they were written, and why. @throws when `signal` says so */
  async broken(parts: readonly PartFile[], signal?: AbortSignal): Promise<Map<PartFile, string>> {
    const left = parts.filter(({ name }) => !this.found.has(name));
    const some = async () => {
      for (let part = left.pop(); part; part = left.pop()) await this.check(part, signal);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
    const broken = new Map<PartFile, string>();
    for (const part of parts) {
      const verdict = this.found.get(part.name);
      const why = verdict && (verdict !== 'none' || this.all) ? WHY[verdict] : undefined;
      if (why !== undefined) broken.set(part, why);
    }
    return broken;
  }

  private async check({ name }: PartFile, signal?: AbortSignal): Promise<void> {
    try {
      this.found.set(name, await checkSum(`${this.root}/${name}`, signal));
    } catch (error) {
      signal?.throwIfAborted();
      // Merged away, or not to be read: whoever asks for its rows is told.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }
}

/** The parts of those tables that a query may ask: their names are in it, or it computes names. */
export function askedParts(
  sql: string,
  tables: ReadonlyMap<string, readonly CheckedPart[]>,
): readonly CheckedPart[] {
  const words = new Set(sql.toLowerCase().match(/[a-z0-9_]+/g));
  const computed = words.has('query') || words.has('query_table');
  return [...tables].flatMap(([name, parts]) => (computed || words.has(name) ? parts : []));
}
