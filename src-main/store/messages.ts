// SPDX-License-Identifier: Apache-2.0
// What crosses between the engine and the thread that keeps the store.

import type { CalledProcess } from './called-names';
import type { TracerTables } from './columns';
import type { FlightOptions, FlightUse } from './flight';
import type { ManifestBase, Progress, RecordingLimits } from './recording';
import type { StoreSecond } from './store';
import type { ColumnChunk } from './values';

export interface StoreStart {
  readonly tracers: readonly TracerTables[];
  /** None where nobody can ask for it. */
  readonly flight?: FlightOptions;
  /** Whether somebody may ask for what was counted lately; when left out, yes. */
  readonly isAsked?: boolean;
}

/** A batch as the addon packed it; its buffer is handed over. */
export interface BatchMessage {
  readonly kind: 'batch';
  readonly stream: string;
  readonly rows: number;
  readonly columns: ArrayBuffer;
}

export interface SecondMessage {
  readonly kind: 'second';
  readonly second: StoreSecond;
}

/** Events that came so far are to be written; who made them is called so. */
export interface EventsMessage {
  readonly kind: 'events';
  readonly at: bigint;
  readonly names: readonly CalledProcess[];
}

export interface RecordRequest {
  readonly dir: string;
  readonly base: ManifestBase;
  readonly limits: RecordingLimits;
  readonly streams: boolean;
  readonly before?: number;
  /** CLOCK_BOOTTIME, ns. */
  readonly at: bigint;
}

/** Each is answered, in order. */
export type StoreRequest =
  | ({ readonly kind: 'record' } & RecordRequest)
  | { readonly kind: 'end'; readonly id: number; readonly reason: string }
  | { readonly kind: 'mark'; readonly id: number; readonly at: bigint; readonly text: string }
  | { readonly kind: 'describe'; readonly id: number; readonly name: string; readonly note: string }
  | { readonly kind: 'arm'; readonly use: FlightUse; readonly on: boolean }
  /** Nothing more comes, and what is hot can still be read. */
  | { readonly kind: 'rest'; readonly reason: string }
  | { readonly kind: 'close'; readonly reason: string };

export type StoreMessage =
  | BatchMessage
  | SecondMessage
  | EventsMessage
  | { readonly kind: 'ask'; readonly number: number; readonly request: StoreRequest }
  /** A question to the hot window; its numbers are its own. */
  | { readonly kind: 'read'; readonly number: number; readonly sql: string }
  | { readonly kind: 'credit'; readonly number: number }
  | { readonly kind: 'leave'; readonly number: number };

/** What a request that went wrong says; a Failure keeps its three parts. */
export interface AnswerFailure {
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}

export type StoreAnswer =
  /** Batches that are written or were not wanted: what they lay in can be used again. */
  | { readonly kind: 'used'; readonly buffers: readonly ArrayBuffer[] }
  | { readonly kind: 'answer'; readonly number: number; readonly value: number | Progress | null }
  | { readonly kind: 'failed'; readonly number: number; readonly failure: AnswerFailure }
  /** Rows of batches that were taken or refused: room for more. */
  | { readonly kind: 'taken'; readonly rows: number }
  /** After each second. */
  | {
      readonly kind: 'told';
      readonly at: bigint;
      readonly recordings: ReadonlyMap<number, Progress>;
      readonly ended: readonly { readonly id: number; readonly progress: Progress }[];
      readonly notWritten: number;
      readonly hotBytes: number;
      /** Why the flight recorder is no longer armed, when nobody asked for that. */
      readonly flightTrouble: string | undefined;
    }
  /** Pieces of an answer of the hot window, each for a credit; then its end, or why there is none. */
  | { readonly kind: 'chunk'; readonly number: number; readonly chunk: ColumnChunk }
  | { readonly kind: 'read'; readonly number: number; readonly since: bigint }
  | { readonly kind: 'unread'; readonly number: number; readonly failure: AnswerFailure }
  | { readonly kind: 'broken'; readonly failure: AnswerFailure };
