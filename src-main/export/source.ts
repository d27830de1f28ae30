// SPDX-License-Identifier: Apache-2.0
// What an export needs of a capture. `store/capture.ts` is one; so is whatever asks a capture in another process.

import type { CaptureTable, RowsResult } from '../store/capture';
import type { Manifest } from '../store/manifest';
import type { ColumnChunk } from '../store/values';
import type { Param } from './question';

export interface Source {
  readonly manifest: Manifest;
  readonly tables: ReadonlyMap<string, CaptureTable>;
  rows(sql: string, params?: readonly Param[], most?: number, signal?: AbortSignal): Promise<RowsResult>;
  chunks(sql: string, params?: readonly Param[], signal?: AbortSignal): AsyncIterable<ColumnChunk>;
}

/** How far an export is, told as often as rows are written. */
export interface Course {
  readonly signal: AbortSignal;
  /** `total` is 0 where it is not known. */
  tell(what: string, done: number, total: number): void;
}
