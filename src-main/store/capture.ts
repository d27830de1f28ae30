// SPDX-License-Identifier: Apache-2.0
// A capture opened to read: a folder of Parquet parts (README.md), asked by SQL. It may come from a stranger; what
// cannot be read is left out and named. Runs in any process; `replay/` puts it in one that can do nothing else.

import { closeSync, constants, existsSync, openSync, readlinkSync } from 'node:fs';
import { Failure } from '../shared/failure';
import { type DuckBounds, LockedDuck, listed } from './locked-duck';
import {
  emptyManifest,
  type Manifest,
  type ManifestColumn,
  NewerFormat,
  readManifest,
  TABLES_MOST,
  type TableKind,
} from './manifest';
import { type CheckedPart, checkParts, emptyColumns, unreadable } from './part-check';
import { findParts, type PartFile } from './parts';
import { PART_SUMS } from './part-sum';
import { Problems } from './problems';
import { sqlFailure, UnreadableData } from './sql-failure';
import { askedParts, SumChecks } from './sum-checks';
import { type ColumnChunk, type ColumnName, type PlainValue, valueAt } from './values';

/** What a result may weigh before it is cut: texts by their length, anything else 16 bytes a value. */
const RESULT_BYTES_MOST = 64 * 1024 * 1024;
export const ROWS_USUALLY = 10_000;
/** So small a capture is read whole when it is opened, to tell at once which parts are broken. */
const CHECKED_AT_ONCE_BYTES = 16 * 1024 * 1024;
/** How often the folder is listed anew when parts go while it is looked at. */
const LOOKS_MOST = 5;

export interface CaptureTable {
  readonly name: string;
  /** As the manifest says; undefined where it does not. */
  readonly kind: TableKind | undefined;
  /** Unit and meaning are '' where the manifest does not say. */
  readonly columns: readonly ManifestColumn[];
  readonly rows: number;
  /** Of its parts on disk. */
  readonly bytes: number;
  /** How many can be read. */
  readonly parts: number;
}

export interface RowsResult {
  readonly columns: readonly ColumnName[];
  readonly rows: readonly (readonly PlainValue[])[];
  /** There were more. */
  readonly cut: boolean;
}

export type Params = readonly PlainValue[];

/** A capture that can be asked, here or in a process of its own. */
export interface CaptureSource {
  readonly manifest: Manifest;
  readonly problems: readonly string[];
  readonly tables: ReadonlyMap<string, CaptureTable>;
  rows(sql: string, params?: Params, most?: number, signal?: AbortSignal): Promise<RowsResult>;
  chunks(sql: string, params?: Params, signal?: AbortSignal): AsyncGenerator<ColumnChunk>;
  close(): void;
}

/** What was found in the folder at one time. */
interface Found {
  /** Where the folder was: DuckDB knows files by where they are. */
  readonly place: string;
  readonly duck: LockedDuck;
  readonly parts: Map<string, readonly CheckedPart[]>;
  readonly tables: Map<string, CaptureTable>;
}

export class Capture implements CaptureSource {
  private closed = false;
  private readonly manifestProblems = new Problems();
  private partProblems = new Problems();
  /** Parts whose data turned out to be broken when it was asked for. */
  private readonly broken = new Map<string, string>();
  private readonly sums: SumChecks;

  private constructor(
    /** The folder by descriptor: no character that DuckDB takes for a pattern, and the same folder to the end. */
    private readonly folder: number,
    private readonly bounds: DuckBounds,
    private found: Found | undefined,
    readonly manifest: Manifest,
  ) {
    this.sums = new SumChecks(this.root, manifest.part_sums === PART_SUMS);
  }

  /**
   * @param dir the capture's folder
   * @param bounds what DuckDB may take
   * @throws {Failure} when it is no capture, or one of a newer format
   */
  static async open(dir: string, bounds: Partial<DuckBounds> = {}): Promise<Capture> {
    const folder = openFolder(dir);
    try {
      const problems = new Problems();
      const manifest = manifestOf(`/proc/self/fd/${folder}`, problems);
      const capture = new Capture(folder, { memoryMiB: 256, threads: 2, ...bounds }, undefined, manifest);
      for (const sentence of problems.sentences) capture.manifestProblems.add(sentence.slice(0, -1));
      await capture.look();
      await capture.checkIfSmall();
      if (!capture.tables.size)
        throw noCapture('It has no part that can be read, and no manifest that names a table.');
      return capture;
    } catch (error) {
      closeSync(folder);
      throw error;
    }
  }

  /** What could not be read, and why. */
  get problems(): readonly string[] {
    return [...this.manifestProblems.sentences, ...this.partProblems.sentences];
  }

  /** By name. */
  get tables(): ReadonlyMap<string, CaptureTable> {
    return this.found?.tables ?? new Map();
  }

  /**
   * The first `most` rows of one SELECT.
   * @throws {Failure} saying what is wrong with the query or the data
   */
  async rows(
    sql: string,
    params: Params = [],
    most = ROWS_USUALLY,
    signal?: AbortSignal,
  ): Promise<RowsResult> {
    for (let again = true; ; again = false) {
      await this.check(sql, signal);
      try {
        return await this.firstRows(sql, params, most, signal);
      } catch (error) {
        if (!again || !(await this.mended(error))) throw error;
      }
    }
  }

  /**
   * All of one SELECT's result, in pieces of up to 2,048 rows: at least one, so that the columns are known. Only
   * the piece at hand is in memory; leaving the loop ends the query.
   * @throws {Failure} saying what is wrong with the query or the data
   */
  async *chunks(sql: string, params: Params = [], signal?: AbortSignal): AsyncGenerator<ColumnChunk> {
    for (let again = true; ; again = false) {
      let given = false;
      await this.check(sql, signal);
      try {
        for await (const chunk of this.duck.chunks(sql, params, signal)) {
          given = true;
          yield chunk;
        }
        return;
      } catch (error) {
        // What was given cannot be taken back, so only the next time goes well.
        if (!again || !(await this.mended(error)) || given) throw error;
      }
    }
  }

  /** Ends what is under way, too. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.found?.duck.close();
    closeSync(this.folder);
  }

  private get duck(): LockedDuck {
    if (!this.found || this.closed) throw new Error('the capture is closed');
    return this.found.duck;
  }

  private get root(): string {
    return `/proc/self/fd/${this.folder}`;
  }

  private async firstRows(
    sql: string,
    params: Params,
    most: number,
    signal?: AbortSignal,
  ): Promise<RowsResult> {
    let columns: readonly ColumnName[] = [];
    const rows: PlainValue[][] = [];
    let bytes = 0;
    for await (const chunk of this.duck.chunks(sql, params, signal)) {
      columns = chunk.columns.map(({ name, type }) => ({ name, type }));
      for (let at = 0; at < chunk.rows; at++) {
        if (rows.length === most || bytes > RESULT_BYTES_MOST) return { columns, rows, cut: true };
        const row = chunk.columns.map((column) => valueAt(column, at));
        for (const value of row) bytes += typeof value === 'string' ? value.length : 16;
        rows.push(row);
      }
    }
    return { columns, rows, cut: false };
  }

  /** Lists the parts and makes a view of each table's; again when a recording merged some of them meanwhile. */
  private async look(): Promise<void> {
    for (let tries = LOOKS_MOST; ; tries--) {
      const problems = new Problems();
      const place = readlinkSync(this.root);
      const files = findParts(this.root, problems);
      for (const name of Object.keys(this.manifest.tables))
        if (!files.has(name) && files.size < TABLES_MOST) files.set(name, []);
      const all = [...files.values()].flat();
      const paths = all.map(({ name }) => `${this.root}/${name}`);
      const duck = await LockedDuck.open(paths, this.bounds);
      const found: Found = { place, duck, parts: new Map(), tables: new Map() };
      for (const [name, parts] of files) await this.addTable(found, name, parts, problems);
      if (tries > 1 && all.some((part) => this.isGone(part))) {
        duck.close();
        continue;
      }
      for (const [name, why] of this.broken) problems.add(`${name} was left out: ${why}`);
      this.found?.duck.close();
      this.found = found;
      this.partProblems = problems;
      return;
    }
  }

  private async addTable(
    found: Found,
    name: string,
    parts: readonly PartFile[],
    problems: Problems,
  ): Promise<void> {
    const said = Object.hasOwn(this.manifest.tables, name) ? this.manifest.tables[name] : undefined;
    const whole = parts.filter((part) => !this.broken.has(part.name));
    const sound = await checkParts(found.duck, this.root, whole, said?.columns, problems);
    const columns = sound[0]?.columns ?? emptyColumns(said?.columns ?? []);
    if (!columns) return;
    await found.duck.run(`CREATE VIEW "${name}" AS ${this.source(sound, columns)}`);
    found.parts.set(name, sound);
    found.tables.set(name, {
      name,
      kind: said?.kind,
      columns: columns.map((column) => described(column, said?.columns)),
      rows: sound.reduce((sum, part) => sum + part.rows, 0),
      bytes: sound.reduce((sum, part) => sum + part.bytes, 0),
      parts: sound.length,
    });
  }

  private source(parts: readonly CheckedPart[], columns: readonly ColumnName[]): string {
    if (!parts.length)
      return `SELECT ${columns.map(({ name, type }) => `NULL::${type} AS "${name}"`).join(', ')} WHERE false`;
    const files = listed(parts.map(({ name }) => `${this.root}/${name}`));
    // A folder above that is named a=b must not become a column.
    return `SELECT * FROM read_parquet(${files}, hive_partitioning = false)`;
  }

  /**
   * Whether asking again is worth it: the folder moved, a recording merged parts, or a part has broken data, which is
   * looked for only now, since reading all of a capture to open it would be the price of every opening.
   */
  private async mended(error: unknown): Promise<boolean> {
    if (!this.found || this.closed) return false;
    const { place, parts } = this.found;
    const all = [...parts.values()].flat();
    let changed = readlinkSync(this.root) !== place || all.some((part) => this.isGone(part));
    if (!changed && error instanceof UnreadableData) {
      // After an error of its own, DuckDB refuses everything that comes.
      changed = /^(INTERNAL|FATAL) Error/.test(error.why);
      for (const [part, why] of await unreadable(this.root, all, this.bounds)) {
        if (!this.isGone(part)) this.broken.set(part.name, why);
        changed = true;
      }
    }
    if (changed) await this.look();
    return changed;
  }

  private async checkIfSmall(): Promise<void> {
    const tables = [...this.tables.values()];
    if (tables.reduce((sum, { bytes }) => sum + bytes, 0) > CHECKED_AT_ONCE_BYTES) return;
    await this.leaveOut(await this.sums.broken([...(this.found?.parts.values() ?? [])].flat()));
  }

  /** Leaves out, before a query asks them, the parts that are no longer as they were written. */
  private async check(sql: string, signal?: AbortSignal): Promise<void> {
    for (let tries = LOOKS_MOST; tries > 0; tries--) {
      if (!this.found || this.closed) return;
      const parts = askedParts(sql, this.found.parts);
      const broken = await this.sums.broken(parts, signal).catch((error) => {
        throw sqlFailure(error);
      });
      // Where parts were merged meanwhile, there are others then.
      if (!(await this.leaveOut(broken))) return;
    }
  }

  private async leaveOut(parts: ReadonlyMap<PartFile, string>): Promise<boolean> {
    const fresh = [...parts].filter(([part]) => !this.broken.has(part.name));
    for (const [part, why] of fresh) this.broken.set(part.name, why);
    if (fresh.length && !this.closed) await this.look();
    return fresh.length > 0;
  }

  private isGone({ name }: PartFile): boolean {
    return !existsSync(`${this.root}/${name}`);
  }
}

const noCapture = (why: string) =>
  new Failure(
    'This is not a capture.',
    why,
    'Name a folder that `ringside record` wrote, with its tables’ folders in it.',
  );

function openFolder(dir: string): number {
  try {
    return openSync(dir, constants.O_RDONLY | constants.O_DIRECTORY);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw noCapture('There is nothing of this name.');
    if (code === 'ENOTDIR') throw noCapture('It is a file, and a capture is a folder.');
    throw noCapture(`The folder cannot be opened: ${code ?? (error as Error).message}.`);
  }
}

/** With what the manifest says of a column of this name and type. */
function described(column: ColumnName, said: readonly ManifestColumn[] = []): ManifestColumn {
  const found = said.find(({ name, type }) => name === column.name && type === column.type);
  return found ?? { ...column, unit: '', meaning: '' };
}

function manifestOf(root: string, problems: Problems): Manifest {
  try {
    const manifest = readManifest(root);
    if (manifest) return manifest;
    problems.add('There is no manifest.json: units, the time of day and losses are not known');
  } catch (error) {
    if (error instanceof NewerFormat || !(error instanceof Failure)) throw error;
    problems.add(`${error.what} ${error.why} ${error.mend}`.slice(0, -1));
  }
  return emptyManifest();
}
