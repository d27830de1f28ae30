// SPDX-License-Identifier: Apache-2.0
// What crosses between main and window about captures on disk.

/** What happened, why, and what to do. */
export interface Words {
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}

/** A capture in the folder, as its manifest says. */
export interface CaptureEntry {
  /** Absolute. */
  readonly dir: string;
  /** Its folder's name, where the manifest has none. */
  readonly name: string;
  readonly note: string;
  readonly preset: string | null;
  readonly hostname: string;
  /** Unix time, ms; 0 where it is not known. */
  readonly begunMs: number;
  /** Of a capture that was cut off, up to its last finished second. */
  readonly seconds: number;
  readonly rows: number;
  readonly bytes: number;
  readonly lost: number;
  readonly notWritten: number;
  /** `writing`: its manifest is a few seconds old at most; `cut`: whoever wrote it did not come to its end. */
  readonly state: 'complete' | 'writing' | 'cut' | 'unreadable';
  /** Why it ended, as RecordingInfo has it. */
  readonly ended: string | null;
  /** Why nothing more is known of it; null where something is. */
  readonly problem: Words | null;
}

/** Captures that a list holds; the newest. */
export const CAPTURES_MOST = 500;

export interface CaptureList {
  readonly folder: string;
  /** The newest first. */
  readonly captures: readonly CaptureEntry[];
  /** Folders that are there beyond CAPTURES_MOST. */
  readonly leftOut: number;
}

export interface Description {
  readonly dir: string;
  readonly name: string;
  readonly note: string;
}

/** A capture that was shown lately, wherever it lies. */
export interface RecentCapture {
  /** Absolute: a folder, or a single file. */
  readonly path: string;
  readonly name: string;
  /** Unix time, ms. */
  readonly shownMs: number;
  /** It is not there now. */
  readonly gone: boolean;
}

/** Captures that are remembered as shown; the latest. */
export const RECENT_MOST = 15;

export interface Notice {
  readonly title: string;
  readonly body: string;
}
