// SPDX-License-Identifier: Apache-2.0
// The flight recorder's part on disk: single events of the last minutes, while it is armed. Tallies need none: the hot
// window has more of them. It is for this run alone, so it is not made to outlive a power cut.

import { mkdirSync, rmSync } from 'node:fs';
import { type Part, PartFolder } from './part-folder';

export interface FlightOptions {
  /** A folder of its own, which comes and goes with it. */
  readonly dir: string;
  readonly seconds: number;
  readonly bytesMost: number;
}

export const FLIGHT_SECONDS = 120;
export const FLIGHT_BYTES_MOST = 256 * 1024 * 1024;

export class Flight {
  readonly streams = true;
  armed = false;
  /** Why it is no longer armed, when nobody asked for that. */
  trouble: string | undefined;
  private readonly folders = new Map<string, PartFolder>();

  constructor(private readonly options: FlightOptions) {}

  arm(): void {
    if (this.armed) return;
    mkdirSync(this.options.dir, { recursive: true, mode: 0o700 });
    this.armed = true;
    this.trouble = undefined;
  }

  disarm(trouble?: string): void {
    if (!this.armed) return;
    this.armed = false;
    this.trouble = trouble;
    this.folders.clear();
    rmSync(this.options.dir, { recursive: true, force: true });
  }

  folder(table: string): PartFolder {
    let folder = this.folders.get(table);
    if (!folder) {
      folder = new PartFolder(this.options.dir, table, false);
      this.folders.set(table, folder);
    }
    return folder;
  }

  get bytes(): number {
    return [...this.folders.values()].reduce((sum, folder) => sum + folder.bytes, 0);
  }

  /** Lets go of what is too old, and of the oldest while it is too much. */
  forget(now: bigint): void {
    const oldest = now - BigInt(this.options.seconds) * 1_000_000_000n;
    for (const folder of this.folders.values())
      while ((folder.parts[0]?.at ?? now) < oldest) folder.dropOldest();
    while (this.bytes > this.options.bytesMost) {
      const next = [...this.folders.values()]
        .filter((folder) => folder.parts.length)
        .sort((a, b) => Number((a.parts[0]?.at ?? 0n) - (b.parts[0]?.at ?? 0n)))[0];
      if (!next) return;
      next.dropOldest();
    }
  }

  /** Parts that hold anything newer than `from`. */
  since(from: bigint): { table: string; part: Part }[] {
    return [...this.folders].flatMap(([table, folder]) =>
      folder.parts.filter((part) => part.at > from).map((part) => ({ table, part })),
    );
  }
}
