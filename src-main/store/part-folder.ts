// SPDX-License-Identifier: Apache-2.0
// The parts of one table of one capture: written whole, merged in one step, numbered so that order is theirs.

import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { addon } from '../helper/native';
import type { Duck } from './duck';
import { settle, syncPath } from './durable';
import { joinParts } from './part-join';
import { checkSum, seal, SUM_OPTION } from './part-sum';

/** So many parts of one size become one of the next: an hour of seconds is some forty files. */
const MERGE_PARTS = 16;
/** What merging makes is no larger. */
const MERGED_BYTES_MOST = 64 * 1024 * 1024;
const LEVEL_MOST = 8;
/** Row groups of so many rows on average are no better for being larger. */
const JOINED_ROWS_LEAST = 32_768;

export interface Part {
  /** Its place in the order of time; of a merged one, that of its first. */
  readonly number: number;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** CLOCK_BOOTTIME, ns, when it was written: nothing in it is newer. */
  readonly at: bigint;
  /** How often it was merged; a part is a second at 0. */
  readonly level: number;
}

const OPTIONS = `(FORMAT parquet, COMPRESSION zstd, ${SUM_OPTION})`;
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const partName = (number: number) => `part-${String(number).padStart(6, '0')}.parquet`;

export class PartFolder {
  readonly parts: Part[] = [];
  rows = 0;
  private lastNumber = 0;
  private readonly folder: string;

  constructor(
    private readonly capture: string,
    readonly table: string,
    /** Whether a part is on the disk before it has its name; not where it is only for this run. */
    private readonly durable = true,
  ) {
    this.folder = join(capture, table);
    // The capture's folder is made once: one that was deleted meanwhile does not come back with half of its tables.
    mkdirSync(this.folder, { mode: 0o700 });
    syncPath(capture);
  }

  private get aside(): string {
    return join(this.capture, `.${this.table}.merge`);
  }

  /** Removes what merging left aside. */
  tidy(): void {
    rmSync(this.aside, { recursive: true, force: true });
  }

  /** Beside the table's folder, which a merge may exchange for another one at any time. */
  private unfinished(number: number): string {
    return join(this.capture, `.${this.table}.${partName(number)}.new`);
  }

  get bytes(): number {
    return this.parts.reduce((sum, part) => sum + part.bytes, 0);
  }

  /** Writes what `select` gives, if anything. @throws when the disk or the memory does not suffice; nothing is left */
  async write(duck: Duck, select: string, at: bigint): Promise<Part | undefined> {
    const number = ++this.lastNumber;
    const unfinished = this.unfinished(number);
    try {
      const rows = await copy(duck, select, unfinished);
      if (!rows) {
        rmSync(unfinished, { force: true });
        return undefined;
      }
      await seal(unfinished);
      return this.place(number, rows, at);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  }

  /** A part that is whole in memory, its sum in it. @throws when the disk does not suffice; nothing is left */
  put(file: Uint8Array, rows: number, at: bigint): Part {
    const number = ++this.lastNumber;
    const unfinished = this.unfinished(number);
    try {
      writeFileSync(unfinished, file);
      return this.place(number, rows, at);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  }

  /** What was written gets its name. */
  private place(number: number, rows: number, at: bigint): Part {
    const unfinished = this.unfinished(number);
    const path = join(this.folder, partName(number));
    if (this.durable) settle(unfinished, path);
    else renameSync(unfinished, path);
    return this.add({ number, path, rows, at, bytes: statSync(path).size, level: 0 });
  }

  /** The same file under another capture's roof: no byte is written twice. */
  link(of: Part): Part {
    const number = ++this.lastNumber;
    const path = join(this.folder, partName(number));
    try {
      linkSync(of.path, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      const unfinished = this.unfinished(number);
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

  /** The oldest part is no longer one of them; its file stays for whoever took it: the flight recorder's way to forget. */
  takeOldest(): Part | undefined {
    const part = this.parts.shift();
    if (part) this.rows -= part.rows;
    return part;
  }

  /** The oldest neighbours of one level that can become one: so many, or as many as fit into the largest part. */
  mergeable(): Part[] | undefined {
    for (let level = 0; level < LEVEL_MOST; level++) {
      let run: Part[] = [];
      let bytes = 0;
      for (const part of this.parts) {
        if (part.level === level && run.length && bytes + part.bytes > MERGED_BYTES_MOST) {
          if (run.length > 1) return run;
          run = [];
          bytes = 0;
        }
        if (part.level !== level) {
          run = [];
          bytes = 0;
          continue;
        }
        run.push(part);
        bytes += part.bytes;
        if (run.length === MERGE_PARTS && bytes <= MERGED_BYTES_MOST) return run;
      }
    }
    return undefined;
  }

  /**
   * Makes one part of several. Readers see all of the old ones or the new one: the folder changes as a whole, and the
   * old one stays aside until the next merge or tidy(), for whoever is still listing it. The new one has the name of the
   * first: engines list names, then leave out without a word those that they do not find, and so miss none of its rows.
   * False where the file system cannot exchange two folders: then the parts stay as they are.
   * @param unpacking what small parts are unpacked with, where there are any
   */
  async merge(unpacking: () => Promise<Duck>, parts: readonly Part[]): Promise<boolean> {
    const first = parts[0];
    const last = parts.at(-1);
    const { aside } = this;
    if (!first || !last) return false;
    this.tidy();
    mkdirSync(aside, { mode: 0o700 });
    // By descriptor: no character of the path is taken for a pattern.
    const folder = openSync(this.folder, 'r');
    try {
      const level = Math.max(...parts.map((part) => part.level)) + 1;
      const merged = join(aside, basename(first.path));
      const rows =
        (await this.join(parts, merged)) ?? (await this.writeAnew(await unpacking(), parts, merged, folder));
      syncPath(merged);
      // From here on without a pause: no part may come in between.
      const staying = this.parts.filter((part) => !parts.includes(part));
      for (const part of staying) linkSync(part.path, join(aside, basename(part.path)));
      syncPath(aside);
      if (addon().exchangePaths(aside, this.folder)) {
        this.tidy();
        return false;
      }
      syncPath(this.capture);
      const one: Part = { ...first, rows, at: last.at, bytes: statSync(first.path).size, level };
      this.parts.splice(0, this.parts.length, ...[...staying, one].sort((a, b) => a.number - b.number));
      return true;
    } catch (error) {
      this.tidy();
      throw error;
    } finally {
      closeSync(folder);
    }
  }

  /** Where they have so many rows that there is no gain in unpacking them; undefined where not. */
  private async join(parts: readonly Part[], to: string): Promise<number | undefined> {
    if (parts.reduce((sum, { rows }) => sum + rows, 0) < JOINED_ROWS_LEAST * parts.length) return undefined;
    const rows = await joinParts(
      parts.map(({ path }) => path),
      to,
    );
    if (rows === undefined) rmSync(to);
    return rows;
  }

  /** Small parts are unpacked: their rows get dictionaries and pages in common. `folder` is the open folder of all. */
  private async writeAnew(duck: Duck, parts: readonly Part[], to: string, folder: number): Promise<number> {
    const files = parts.map((part) => quoted(`/proc/self/fd/${folder}/${basename(part.path)}`)).join(', ');
    // A folder above that is called a=b is no column.
    const select = `SELECT * FROM read_parquet([${files}], hive_partitioning = false)`;
    const rows = await copy(duck, select, to);
    // Read again, but from memory: else bits that flipped since a part was written would get a sum that fits.
    for (const { path } of parts)
      if ((await checkSum(path)) !== 'sound')
        throw new Error(`${this.table}/${basename(path)} is not as it was written`);
    await seal(to);
    return rows;
  }
}

/** @returns the number of rows written */
async function copy(duck: Duck, select: string, path: string): Promise<number> {
  const [row] = await duck.rows(`COPY (${select}) TO ${quoted(path)} ${OPTIONS}`);
  return Number(Object.values(row ?? {})[0] ?? 0);
}
