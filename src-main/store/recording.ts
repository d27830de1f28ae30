// SPDX-License-Identifier: Apache-2.0
// A capture that is being written: its folder, its limits, and what its manifest says of it.

import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RecordingInfo } from '../shared/capture-contract';
import { Failure } from '../shared/failure';
import type { StoreTable } from './columns';
import { emptyManifest, type Manifest, writeManifest } from './manifest';
import { type Part, PartFolder } from './part-folder';
import { PART_SUMS } from './part-sum';
import type { Totals } from './store';
import { unitMeaning } from './units';

/** What a manifest says from the beginning. */
export type ManifestBase = Pick<
  Manifest,
  'ringside' | 'name' | 'note' | 'preset' | 'host' | 'schema' | 'tracers' | 'filter'
> & { readonly unixMinusBootNs: bigint };

export type RecordingLimits = RecordingInfo['limits'];

export interface RecordingOptions {
  readonly dir: string;
  readonly base: ManifestBase;
  readonly limits: RecordingLimits;
  /** Whether single events are written. */
  readonly streams: boolean;
  /** Seconds from before it was asked for, as far as they are still held. */
  readonly before?: number;
}

/** What the window is told of it, but for what the window's engine alone knows. */
export type Progress = Omit<RecordingInfo, 'id' | 'trigger'>;

/** By default a tenth of a gigabyte stays free: what runs beside us needs some. */
export const FREE_BYTES_LEAST = 100 * 1024 * 1024;
const SECOND = 1e9;
/** Kept so that a full disk still takes the manifest that says so. */
const ROOM_FILE = '.room';
const ROOM_BYTES = 64 * 1024;
const GONE = 'error: its folder is gone';

/** Undefined where the folder is gone. */
function freeBytes(dir: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

export class Recording {
  readonly streams: boolean;
  private readonly folders = new Map<string, PartFolder>();
  private manifest: Manifest;
  private totals: Totals;
  private notWritten: Record<string, number> = {};
  private noMerging: string | undefined;
  private lastAt: bigint;

  private constructor(
    private readonly options: RecordingOptions,
    private readonly tables: readonly StoreTable[],
    private readonly begun: bigint,
    private readonly before: Totals,
    /** Rows of streams that were refused before it began. */
    private readonly notWrittenBase: ReadonlyMap<string, number>,
  ) {
    this.streams = options.streams;
    this.totals = before;
    this.lastAt = begun;
    const { unixMinusBootNs, ...base } = options.base;
    this.manifest = {
      ...emptyManifest(),
      ...base,
      part_sums: PART_SUMS,
      clocks: {
        unix_minus_boot_ns: String(unixMinusBootNs),
        begun_boot_ns: String(begun),
        ended_boot_ns: null,
      },
    };
  }

  /** @throws {Failure} when there is no such place, or something is in it */
  static begin(
    options: RecordingOptions,
    tables: readonly StoreTable[],
    from: bigint,
    at: bigint,
    totals: Totals,
    notWritten: ReadonlyMap<string, number>,
  ): Recording {
    const dir = resolve(options.dir);
    let found: string[];
    try {
      makeFolder(dir);
      found = readdirSync(dir);
    } catch (error) {
      throw placeFailure(dir, error);
    }
    if (found.length)
      throw new Failure(
        `${dir} is not empty.`,
        'A capture is a folder of its own.',
        'Name a folder that does not exist yet.',
      );
    const least = options.limits.freeBytes ?? FREE_BYTES_LEAST;
    const free = freeBytes(dir) ?? 0;
    if (free < least)
      throw new Failure(
        'There is too little room for a capture.',
        `${dirname(dir)} has ${free} bytes free, and ${least} shall stay free.`,
        'Make room, or record to another place.',
      );
    try {
      const recording = new Recording(
        { ...options, dir },
        tables,
        from < 0n ? 0n : from,
        totals,
        new Map(notWritten),
      );
      recording.lastAt = at;
      writeFileSync(join(dir, ROOM_FILE), new Uint8Array(ROOM_BYTES), { mode: 0o600 });
      recording.save();
      return recording;
    } catch (error) {
      throw placeFailure(dir, error);
    }
  }

  /** The reason to end, from what writing threw. */
  static whyFailed(error: unknown): string {
    const text = (error as Error).message ?? String(error);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || /No such file or directory/.test(text))
      return GONE;
    return /no space left|ENOSPC|EDQUOT|quota/i.test(text) ? 'disk' : `error: ${text.split('\n')[0]}`;
  }

  folder(table: string): PartFolder {
    let folder = this.folders.get(table);
    if (!folder) {
      folder = new PartFolder(this.options.dir, table);
      this.folders.set(table, folder);
    }
    return folder;
  }

  private get bytes(): number {
    return [...this.folders.values()].reduce((sum, folder) => sum + folder.bytes, 0);
  }

  mergeable(): { recording: Recording; folder: PartFolder; parts: Part[] }[] {
    if (this.noMerging) return [];
    return [...this.folders.values()].flatMap((folder) => {
      const parts = folder.mergeable();
      return parts ? [{ recording: this, folder, parts }] : [];
    });
  }

  /** Parts stay small from now on, and why. */
  mergesNot(why: string): void {
    this.noMerging = why;
  }

  /** What was lost and what it cost, as of `at`. */
  tell(at: bigint, totals: Totals, notWritten: ReadonlyMap<string, number>): void {
    this.totals = totals;
    this.lastAt = at;
    // A capture of counts misses no single event: it was to have none.
    for (const [table, rows] of this.streams ? notWritten : []) {
      const since = rows - (this.notWrittenBase.get(table) ?? 0);
      if (since) this.notWritten[table] = since;
    }
    try {
      this.save();
    } catch {
      // The parts are what counts; whether there is room for them is found out by them.
    }
  }

  /** Rows that writing failed for. */
  missed(table: string, rows: number): void {
    if (rows) this.notWritten[table] = (this.notWritten[table] ?? 0) + rows;
  }

  /** The reason to end now; undefined to go on. */
  over(at: bigint): string | undefined {
    const { seconds, bytes, freeBytes: least = FREE_BYTES_LEAST } = this.options.limits;
    if (seconds !== undefined && Number(at - this.begun) >= seconds * SECOND) return 'time';
    if (bytes !== undefined && this.bytes >= bytes) return 'size';
    const free = freeBytes(this.options.dir);
    if (free === undefined) return GONE;
    return free < least ? 'disk' : undefined;
  }

  mark(at: bigint, text: string): void {
    this.manifest = {
      ...this.manifest,
      marks: [...this.manifest.marks, { at_ns: String(at), text }].slice(-10_000),
    };
    this.save();
  }

  describe(name: string, note: string): void {
    this.manifest = { ...this.manifest, name, note };
    this.save();
  }

  /** Writes the manifest as things are. @throws when the disk refuses */
  save(): void {
    const { before, totals } = this;
    const since = (of: (totals: Totals) => number) => of(totals) - of(before);
    const causes = Object.keys(totals.byCause);
    this.manifest = {
      ...this.manifest,
      tables: Object.fromEntries(
        this.tables.flatMap((table) => {
          const folder = this.folders.get(table.name);
          if (!folder) return [];
          const columns = table.columns.map(({ name, type, unit, meaning }) => ({
            name,
            type,
            unit,
            meaning: meaning || unitMeaning(unit),
          }));
          return [[table.name, { kind: table.kind, columns, rows: folder.rows, bytes: folder.bytes }]];
        }),
      ),
      losses: {
        total: since(({ lost }) => lost),
        by_cause: Object.fromEntries(
          causes.map((cause) => [cause, since(({ byCause }) => byCause[cause] ?? 0)]),
        ),
        not_written: this.notWritten,
      },
      cost: { bpf_ns: since(({ bpfNs }) => bpfNs), app_ns: since(({ appNs }) => appNs) },
    };
    writeManifest(this.options.dir, this.manifest);
  }

  end(reason: string, at: bigint): void {
    this.manifest = {
      ...this.manifest,
      state: 'complete',
      ended: reason,
      clocks: { ...this.manifest.clocks, ended_boot_ns: String(at) },
    };
    try {
      rmSync(join(this.options.dir, ROOM_FILE), { force: true });
      for (const folder of this.folders.values()) folder.tidy();
      this.save();
    } catch {
      // Without it the capture says that it was cut off, which is true.
    }
  }

  progress(at: bigint): Progress {
    return {
      dir: this.options.dir,
      name: this.manifest.name,
      seconds: Math.max(0, Number((at > this.lastAt ? at : this.lastAt) - this.begun) / SECOND),
      rows: [...this.folders.values()].reduce((sum, folder) => sum + folder.rows, 0),
      bytes: this.bytes,
      files: [...this.folders.values()].reduce((sum, folder) => sum + folder.parts.length, 0),
      lost: this.manifest.losses.total,
      notWritten: Object.values(this.notWritten).reduce((sum, rows) => sum + rows, 0),
      freeBytes: freeBytes(this.options.dir) ?? 0,
      limits: this.options.limits,
      ended: this.manifest.ended,
      notice: this.noMerging ? `Its parts stay small: ${this.noMerging}.` : null,
    };
  }
}

/**
 * With those above it. Node's own way asks without an end where a file system takes no new folder though there is the one
 * above (/proc).
 */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  const above = dirname(dir);
  if (above !== dir) makeFolder(above);
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Somebody else was quicker.
    if (code === 'EEXIST') return;
    if (code === 'ENOENT') throw new Error(`${above} takes no new folders`);
    throw error;
  }
}

function placeFailure(dir: string, error: unknown): Failure {
  return new Failure(
    `A capture cannot be written to ${dir}.`,
    `${(error as Error).message}.`,
    'Name another folder, in a place where you may write.',
  );
}
