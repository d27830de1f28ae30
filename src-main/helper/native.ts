// SPDX-License-Identifier: Apache-2.0
// The addon's shape. It is untyped on its own side of the boundary: this file is where the types begin.

import { join } from 'node:path';

export interface NativeReady {
  schema: string;
  /** Possible CPUs: one ring and one account row each. */
  cpus: number;
  /** Rings were handed over; false where the kernel's reservations are not sound, then there are no streams. */
  ringsShared: boolean;
  keepsRights: boolean;
  /** Of one ring. */
  ringBytes: number;
  /** Rings and tables together. */
  memoryBytes: number;
  processSlots: number;
  loadUs: number;
  readyUs: number;
  programs: { name: string; error: number; iterator: boolean }[];
  tables: { name: string; bytes: number; entryBytes: number; entries: number }[];
}

/** The same numbers as `enum request_kind` in native/protocol/protocol.h. */
export enum RequestKind {
  Attach = 1,
  Detach,
  Start,
  Stop,
  Follow,
  Own,
  Survey,
  Clear,
  Statistics,
}

export interface NativeFilter {
  /** BY_* bits of events.gen.ts, up to BY_CALL: who and what is counted. Everything named must hold. */
  by: number;
  pid?: number;
  startTicks?: bigint;
  cgroup?: bigint;
  /** Its tree; 0 is v2. */
  hierarchy?: number;
  uid?: number;
  comm?: string;
  /** Bits of `calls`: x86-64 numbers, i386 numbers plus 512. */
  calls?: number[];
  /** BY_PID, BY_CALL, BY_ERRORS, BY_LONGER, BY_STREAM, BY_WHOLE: what of it becomes an event as well. */
  eventBy?: number;
  eventPid?: number;
  /** Bits as in `calls`. */
  eventCalls?: number[];
  /** Ids of streams, at most FILTER_STREAMS. */
  eventStreams?: number[];
  /** The same, of which everything becomes an event, whatever the others say. */
  eventWhole?: number[];
  longerThan?: bigint;
}

export interface NativeRequest {
  kind: RequestKind;
  index?: number;
  value?: bigint | number;
  state?: number;
  filter?: NativeFilter;
}

export interface NativeReply {
  /** Negative errno; 0 is done. */
  error: number;
  value: number;
  programs?: { recursionMisses: number; attached: boolean; id: number }[];
}

export interface NativeLayout {
  id?: number;
  bytes: number;
  /** Bytes of any number follow the fields. */
  tail?: boolean;
  fields: { offset: number; bytes: number; length: number; largest?: boolean }[];
}

export interface NativeScan {
  rows: number;
  /** Cells in use and there, all CPUs together. */
  occupied: number;
  entries: number;
  /** Two words a row. */
  keys: Uint32Array;
  /** One a field: Float64Array for 8-byte fields, Uint32Array of `length` a row for 4-byte ones. */
  columns: (Float64Array | Uint32Array)[];
}

export interface NativeFigures {
  /** Rows taken from each CPU's ring. */
  taken: Float64Array;
  late: number;
  unknown: number;
  batches: number;
  wakeups: number;
  stalls: number;
}

export interface NativeHelper {
  readonly pid: number;
  ready(timeoutMs: number): Promise<NativeReady>;
  ask(request: NativeRequest, timeoutMs: number): Promise<NativeReply>;
  close(): void;
  /** As waitpid() gives it; -1 while it runs or when it is not our child. */
  exitStatus(): number;
  read(table: string, offset: number, bytes: number): ArrayBuffer;
  changed(table: string): ArrayBuffer;
  scan(tally: string, layout: NativeLayout): NativeScan;
  startReader(
    layouts: NativeLayout[],
    slackNs: number,
    /** `columns` may have more room than the rows take. */
    onBatch: (stream: number, rows: number, columns: ArrayBuffer) => void,
  ): void;
  stopReader(): Promise<void>;
  figures(): NativeFigures;
}

/** Rows that become a Parquet file. */
export interface NativePart {
  rows: number;
  /** Numbers as they came, piece by piece, each source of one type. */
  sources: ArrayBufferView[][];
  columns: {
    name: string;
    type: 'BOOLEAN' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'VARCHAR';
    source: number;
    /** Not the source's numbers but words for them, which are asked for; always of VARCHAR. A DOUBLE comes as its bits. */
    hasWords: boolean;
  }[];
  /** A text that the footer carries. */
  key: string;
  value: string;
  createdBy: string;
}

interface Addon {
  Helper: new (socketOrCommand: number | string[], stderr?: number) => NativeHelper;
  /** ns of one call that does next to nothing, the least of ten rounds that together make `calls`. */
  measureCall(calls: number): number;
  /** CLOCK_BOOTTIME, ns (exact to 2^53). */
  bootNs(): number;
  /** Each path becomes what the other was, in one step. Gives 0 or the errno. */
  exchangePaths(a: string, b: string): number;
  /** The whole file. `words` is asked once a column and row group, for numbers of which each is there once. */
  parquetPart(
    part: NativePart,
    words: (column: number, numbers: Float64Array) => readonly (string | number | null)[],
  ): ArrayBuffer;
  /** Buffers of batches that nobody needs any more are for the next ones. */
  reuse(buffers: readonly ArrayBuffer[]): void;
}

/** The repository's root, as seen from out/src-main/helper. */
export const ROOT = join(__dirname, '../../..');
export const NATIVE_BUILD = join(ROOT, 'native/build');

let loaded: Addon | undefined;

/** @throws when the addon was not built */
export function addon(): Addon {
  loaded ??= require(join(NATIVE_BUILD, 'ringside.node')) as Addon;
  return loaded;
}
