// SPDX-License-Identifier: Apache-2.0
// The flight recorder's part on disk: single events of the last minutes, while somebody keeps or looks at them. Tallies
// need none: the hot window has more of them. It is for this run alone, so it is not made to outlive a power cut.

import { mkdirSync, rmSync } from 'node:fs';
import { type Part, PartFolder } from './part-folder';

export interface FlightOptions {
  /** A folder of its own, which comes and goes with it. */
  readonly dir: string;
  readonly seconds: number;
  readonly bytesMost: number;
}

/**
 * `kept`: to be saved when something happened; `shown`: a table of them is looked at; `awaited`: one of them sets off a
 * save.
 */
export type FlightUse = 'kept' | 'shown' | 'awaited';

export const FLIGHT_SECONDS = 120;
export const FLIGHT_BYTES_MOST = 256 * 1024 * 1024;
/** Whoever reads the parts has so long, ns, until one that was let go is no longer there. */
const READING_NS = 5_000_000_000n;

export class Flight {
  readonly streams = true;
  /** Why it is no longer armed, when nobody asked for that. */
  trouble: string | undefined;
  private readonly uses = new Set<FlightUse>();
  private readonly folders = new Map<string, PartFolder>();
  private going: { readonly path: string; readonly at: bigint }[] = [];

  constructor(private readonly options: FlightOptions) {}

  get armed(): boolean {
    return this.uses.size > 0;
  }

  arm(use: FlightUse = 'kept'): void {
    if (!this.armed) mkdirSync(this.options.dir, { recursive: true, mode: 0o700 });
    this.uses.add(use);
    this.trouble = undefined;
  }

  disarm(use: FlightUse): void {
    if (this.uses.delete(use) && !this.armed) this.clear();
  }

  /** For all who use it; `trouble` when nobody asked for that. */
  end(trouble?: string): void {
    if (!this.armed) return;
    this.uses.clear();
    this.trouble = trouble;
    this.clear();
  }

  private clear(): void {
    this.folders.clear();
    this.going = [];
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

  /** In the order of time. */
  parts(table: string): readonly Part[] {
    return this.folders.get(table)?.parts ?? [];
  }

  get bytes(): number {
    return [...this.folders.values()].reduce((sum, folder) => sum + folder.bytes, 0);
  }

  /** Lets go of what is too old, and of the oldest while it is too much. */
  forget(now: bigint): void {
    for (const { path } of this.going.filter(({ at }) => at + READING_NS < now))
      rmSync(path, { force: true });
    this.going = this.going.filter(({ at }) => at + READING_NS >= now);
    const oldest = now - BigInt(this.options.seconds) * 1_000_000_000n;
    for (const folder of this.folders.values())
      while ((folder.parts[0]?.at ?? now) < oldest) this.letGo(folder, now);
    while (this.bytes > this.options.bytesMost) {
      const next = [...this.folders.values()]
        .filter((folder) => folder.parts.length)
        .sort((a, b) => Number((a.parts[0]?.at ?? 0n) - (b.parts[0]?.at ?? 0n)))[0];
      if (!next) return;
      this.letGo(next, now);
    }
  }

  private letGo(folder: PartFolder, at: bigint): void {
    const part = folder.takeOldest();
    if (part) this.going.push({ path: part.path, at });
  }

  /** Parts that hold anything newer than `from`. */
  since(from: bigint): { table: string; part: Part }[] {
    return [...this.folders].flatMap(([table, folder]) =>
      folder.parts.filter((part) => part.at > from).map((part) => ({ table, part })),
    );
  }
}
