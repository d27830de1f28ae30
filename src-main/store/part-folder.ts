// SPDX-License-Identifier: Apache-2.0
// The parts of one table of one capture: written whole, merged in one step, numbered so that order is theirs.

import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { addon } from '../helper/native';
import type { Duck } from './duck';
import { settle, syncPath } from './durable';

/** So many parts of one size become one of the next: an hour of seconds is some forty files. */
const MERGE_PARTS = 16;
/** A part of this size is not merged further. */
const MERGED_BYTES_MOST = 64 * 1024 * 1024;

export interface Part {
  readonly number: number;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** CLOCK_BOOTTIME, ns, when it was written: nothing in it is newer. */
  readonly at: bigint;
  /** How often it was merged; a part is a second at 0. */
  readonly level: number;
}

const OPTIONS = '(FORMAT parquet, COMPRESSION zstd)';
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const partName = (number: number) => `part-${String(number).padStart(6, '0')}.parquet`;

export class PartFolder {
  readonly parts: Part[] = [];
  rows = 0;
  private next = 1;
  private readonly folder: string;

  constructor(
    private readonly capture: string,
    readonly table: string,
    /** Whether a part is on the disk before it has its name; not where it is only for this run. */
    private readonly durable = true,
  ) {
    this.folder = join(capture, table);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    syncPath(capture);
  }

  get bytes(): number {
    return this.parts.reduce((sum, part) => sum + part.bytes, 0);
  }

  /** Writes what `select` gives, if anything. @throws when the disk or the memory does not suffice; nothing is left */
  async write(duck: Duck, select: string, at: bigint): Promise<Part | undefined> {
    const number = this.next++;
    const unfinished = join(this.folder, `.${partName(number)}.new`);
    try {
      const rows = await copy(duck, select, unfinished);
      if (!rows) {
        rmSync(unfinished, { force: true });
        return undefined;
      }
      const path = join(this.folder, partName(number));
      if (this.durable) settle(unfinished, path);
      else renameSync(unfinished, path);
      return this.add({ number, path, rows, at, bytes: statSync(path).size, level: 0 });
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  }

  /** The same file under another capture's roof: no byte is written twice. */
  link(of: Part): Part {
    const number = this.next++;
    const path = join(this.folder, partName(number));
    try {
      linkSync(of.path, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      const unfinished = join(this.folder, `.${partName(number)}.new`);
      copyFileSync(of.path, unfinished);
      renameSync(unfinished, path);
    }
    if (this.durable) syncPath(path);
    return this.add({ ...of, number, path });
  }

  private add(part: Part): Part {
    this.parts.push(part);
    this.rows += part.rows;
    return part;
  }

  /** The oldest part goes: the flight recorder's way to forget. */
  dropOldest(): void {
    const part = this.parts.shift();
    if (!part) return;
    this.rows -= part.rows;
    rmSync(part.path, { force: true });
  }

  /** Neighbours of one level that are small enough to become one. */
  mergeable(): Part[] | undefined {
    const last = this.parts.at(-1);
    if (!last) return undefined;
    for (let level = last.level; level < 8; level++) {
      const same = this.parts.filter((part) => part.level === level).slice(0, MERGE_PARTS);
      if (same.length < MERGE_PARTS) continue;
      if (same.reduce((sum, part) => sum + part.bytes, 0) <= MERGED_BYTES_MOST) return same;
    }
    return undefined;
  }

  /**
   * Makes one part of several. Readers see all of the old ones or the new one: the folder changes as a whole.
   * False where the file system cannot exchange two folders: then the parts stay as they are.
   */
  async merge(duck: Duck, parts: readonly Part[]): Promise<boolean> {
    const first = parts[0];
    const last = parts.at(-1);
    if (!first || !last) return false;
    const aside = join(this.capture, `.${this.table}.merge`);
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside, { mode: 0o700 });
    try {
      const merged = join(aside, partName(last.number));
      const files = parts.map((part) => quoted(part.path)).join(', ');
      const rows = await copy(duck, `SELECT * FROM read_parquet([${files}])`, merged);
      syncPath(merged);
      // From here on without a pause: no part may come in between.
      const staying = this.parts.filter((part) => !parts.includes(part));
      for (const part of staying) linkSync(part.path, join(aside, basename(part.path)));
      syncPath(aside);
      if (addon().exchangePaths(aside, this.folder)) return false;
      syncPath(this.capture);
      const one: Part = {
        number: last.number,
        path: join(this.folder, basename(merged)),
        rows,
        at: last.at,
        bytes: statSync(join(this.folder, basename(merged))).size,
        level: last.level + 1,
      };
      this.parts.splice(0, this.parts.length, ...[...staying, one].sort((a, b) => a.number - b.number));
      return true;
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }
}

/** @returns the number of rows written */
async function copy(duck: Duck, select: string, path: string): Promise<number> {
  const [row] = await duck.rows(`COPY (${select}) TO ${quoted(path)} ${OPTIONS}`);
  return Number(Object.values(row ?? {})[0] ?? 0);
}
