// SPDX-License-Identifier: Apache-2.0
// What an export needs of a capture, wherever it is read (`store/capture.ts`, `replay/client.ts`).

import type { CaptureSource } from '../store/capture';

export type Source = Pick<CaptureSource, 'manifest' | 'tables' | 'rows' | 'chunks'>;

/** How far an export is, told as often as rows are written. */
export interface Course {
  readonly signal: AbortSignal;
  /** `total` is 0 where it is not known. */
  tell(what: string, done: number, total: number): void;
}
