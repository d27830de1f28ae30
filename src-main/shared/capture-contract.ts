// SPDX-License-Identifier: Apache-2.0
// What crosses between engine and window about captures, over the same port as everything else: contract.ts.

import type { Words } from './capture-files';
import { type Fields, isId, isText, isWithin } from './checked';
import {
  type LookRequest,
  lookRequest,
  type RowsRequest,
  rowsRequest,
  type WatchRequest,
  watchRequest,
} from './rows-contract';

/** A capture that is being written, or was. Bytes, seconds and rows as of the last second. */
export interface RecordingInfo {
  readonly id: number;
  readonly dir: string;
  readonly name: string;
  readonly seconds: number;
  readonly rows: number;
  readonly bytes: number;
  readonly files: number;
  /** Lost before it could be written, since the recording began. */
  readonly lost: number;
  /** Events that came faster than they could be written. */
  readonly notWritten: number;
  readonly freeBytes: number;
  readonly limits: {
    readonly seconds?: number;
    /** Of its parts. */
    readonly bytes?: number;
    /** Of the file system, that stay free. */
    readonly freeBytes?: number;
  };
  /** Null while it goes on; else `asked`, `time`, `size`, `disk`, `lost` or `error: ...`. */
  readonly ended: string | null;
  /** What a person should know of it. */
  readonly notice: string | null;
  /** What began it, when it was no person: the trigger in words. */
  readonly trigger: string | null;
}

/** A question with everything that answers it; src-main/presets. */
export interface PresetInfo {
  readonly id: string;
  readonly question: string;
  readonly explanation: string;
  /** What it needs; those that rest begin to watch with it. */
  readonly tracers: readonly string[];
  /** `process`: about one program, which has to be chosen. */
  readonly scope: 'process' | 'machine';
  /** Of which calls it keeps each by itself; none where of all. */
  readonly calls: readonly string[];
  readonly layout: { readonly place: string; readonly tab?: string; readonly by?: string };
}

/** Once a second, and at once when something changes. */
export interface CapturesMessage {
  readonly kind: 'captures';
  readonly presets: readonly PresetInfo[];
  /** Where captures of the window go. */
  readonly folder: string;
  readonly recordings: readonly RecordingInfo[];
  /** Since the message before. */
  readonly ended: readonly RecordingInfo[];
  readonly flight: {
    /** Single events are kept as well. Counts always are. */
    readonly armed: boolean;
    /** Why it is no longer armed, when nobody asked for that. */
    readonly trouble: string | null;
    /** What arming costs at the present rate, share of one core; an estimate. */
    readonly price: number;
    /** How far back a save reaches: the counts, s. */
    readonly seconds: number;
  };
  readonly triggers: readonly Trigger[];
  /** What was asked for and did not go. */
  readonly failure: Words | null;
}

/** What saves by itself, from 30 s before to 10 s after. */
export type Trigger =
  /** A call that took longer than this, ms. */
  | { readonly kind: 'longer'; readonly ms: number }
  /** Of all calls of a second, this share failed, percent; EAGAIN and ETIMEDOUT are no failures. */
  | { readonly kind: 'errors'; readonly percent: number }
  /** Share of the last ten seconds in which something waited for it, percent. */
  | { readonly kind: 'pressure'; readonly resource: 'cpu' | 'memory' | 'io'; readonly percent: number }
  /** What a tracer offers (TracerTrigger), with the name or the number that a person wrote. */
  | {
      readonly kind: 'tracer';
      readonly tracer: string;
      readonly id: string;
      readonly value: string | number;
    };

/** Records from now on, or, with `before`, from as many seconds ago as are still held. */
export interface RecordMessage {
  readonly kind: 'record';
  readonly preset: string | null;
  readonly name: string;
  readonly note: string;
  readonly events: boolean;
  /** Of the events, only this process's. Counts are of all, as they are whatever calls a preset names. */
  readonly pid?: number;
  readonly before?: number;
  readonly seconds?: number;
  readonly bytes?: number;
}

/** A capture that is shown, as its manifest says. */
export interface CaptureInfo {
  readonly dir: string;
  readonly name: string;
  readonly note: string;
  readonly question: string;
  readonly hostname: string;
  readonly kernel: string;
  /** Version of the Ringside that wrote it. */
  readonly ringside: string;
  /** Unix time, s. */
  readonly begun: number;
  readonly seconds: number;
  /** It was cut off: it holds everything up to its last part. */
  readonly cutOff: boolean;
  readonly ended: string | null;
  readonly lost: number;
  readonly notWritten: number;
  readonly marks: readonly { readonly at: number; readonly text: string }[];
  /** What could not be read, and why. */
  readonly problems: readonly string[];
  /** The stretch that its seconds fill, by their numbers. */
  readonly from: number;
  readonly to: number;
  /** Seconds that are drawn as one: more than 1 where it is longer than a window's history. */
  readonly together: number;
  /** Whether it has single events. */
  readonly events: boolean;
}

/** A single file is being unpacked, before there is anything to show; bytes. */
export interface OpeningMessage {
  readonly kind: 'opening';
  readonly done: number;
  readonly total: number;
}

/** A table of a capture that is shown. */
export interface TableInfo {
  readonly name: string;
  /** `stream`, `tally` ...; '' where the manifest does not say. */
  readonly kind: string;
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly unit: string;
    readonly meaning: string;
  }[];
}

/** What can be asked of a capture; once it is open, and again when a question found broken parts. */
export interface SchemaMessage {
  readonly kind: 'schema';
  readonly tables: readonly TableInfo[];
  /** As in CaptureInfo. */
  readonly problems: readonly string[];
}

/** What a query found, or why it did not. */
export interface AnswerMessage {
  readonly kind: 'answer';
  readonly id: number;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly unit: string }[];
  readonly rows: readonly (readonly AnswerValue[])[];
  /** There were more rows than ANSWER_ROWS_MOST, or more text than ANSWER_TEXT_MOST. */
  readonly cut: boolean;
  readonly ms: number;
  readonly failure: { readonly what: string; readonly why: string; readonly mend: string } | null;
}

export type AnswerValue = string | number | bigint | boolean | null;

export const SQL_MOST = 100_000;
export const ANSWER_ROWS_MOST = 10_000;
/** Characters of all texts of an answer. */
export const ANSWER_TEXT_MOST = 8 * 1024 * 1024;

/** Where the replay is. */
export interface PlayerMessage {
  readonly kind: 'player';
  /** Seconds from the beginning that were told, and of all. */
  readonly position: number;
  readonly seconds: number;
  /** The newest second that is told up to there, 0 for none: a window that waits for it draws once. */
  readonly latest: number;
  /** 1 is as it happened; 0 is all at once. */
  readonly speed: number;
  readonly playing: boolean;
}

export type PlayerRequest =
  /** From where it is, or from the beginning when it is at the end; with speed 0 all at once. */
  | { readonly kind: 'play'; readonly speed: number; readonly from?: number }
  /** Stands still: where it is, or `at` seconds from the beginning. */
  | { readonly kind: 'hold'; readonly at?: number };

/** One at a time: the next takes the place of the one before. */
export type QueryRequest =
  | { readonly kind: 'query'; readonly id: number; readonly sql: string }
  | { readonly kind: 'cancel-query'; readonly id: number };

/** A point in time, in every capture that is being written. */
export interface MarkMessage {
  readonly kind: 'mark';
  readonly text: string;
  /** How long ago it was: a word is written after what it is about. */
  readonly agoMs?: number;
}

export type CaptureRequest =
  | PlayerRequest
  | QueryRequest
  | RowsRequest
  | LookRequest
  | WatchRequest
  /** Gives up what OpeningMessage tells of. */
  | { readonly kind: 'cancel-open' }
  | RecordMessage
  | { readonly kind: 'end-record'; readonly id: number }
  | MarkMessage
  | { readonly kind: 'describe'; readonly id: number; readonly name: string; readonly note: string }
  | { readonly kind: 'arm'; readonly on: boolean }
  | { readonly kind: 'triggers'; readonly triggers: readonly Trigger[] };

/** What a save of the flight recorder holds, s. */
export const SAVE_BEFORE = 30;
export const SAVE_AFTER = 10;
export const NAME_MOST = 200;
export const NOTE_MOST = 4000;
export const TRIGGERS_MOST = 20;
/** Of the name that one waits for: a path. */
export const TRIGGER_TEXT_MOST = 4096;
const AGO_MOST_MS = 600_000;

function trigger(value: unknown): value is Trigger {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, ms, percent, resource, tracer, id, value: asked } = value as Fields;
  if (kind === 'longer') return isWithin(ms, 0.001, 1e9);
  if (kind === 'errors') return isWithin(percent, 0, 100);
  if (kind === 'tracer')
    return (
      isText(tracer, NAME_MOST) &&
      isText(id, NAME_MOST) &&
      (isText(asked, TRIGGER_TEXT_MOST) || isWithin(asked, 0, 1e9))
    );
  return (
    kind === 'pressure' && isWithin(percent, 0, 100) && ['cpu', 'memory', 'io'].includes(String(resource))
  );
}

function recordMessage(fields: Fields): RecordMessage | undefined {
  const { preset, name, note, events, pid, before, seconds, bytes } = fields;
  const optional = (value: unknown, most: number) => value === undefined || isWithin(value, 1, most);
  const fits =
    (preset === null || isText(preset, NAME_MOST)) &&
    isText(name, NAME_MOST) &&
    isText(note, NOTE_MOST) &&
    typeof events === 'boolean' &&
    optional(pid, 2 ** 22) &&
    optional(before, 600) &&
    optional(seconds, 7 * 86_400) &&
    optional(bytes, Number.MAX_SAFE_INTEGER);
  if (!fits) return undefined;
  const given = Object.entries({ pid, before, seconds, bytes }).filter(([, value]) => value !== undefined);
  return { kind: 'record', preset, name, note, events, ...Object.fromEntries(given) } as RecordMessage;
}

function markMessage({ text: words, agoMs }: Fields): MarkMessage | undefined {
  if (!isText(words, NOTE_MOST) || (agoMs !== undefined && !isWithin(agoMs, 0, AGO_MOST_MS)))
    return undefined;
  return { kind: 'mark', text: words, ...(agoMs === undefined ? {} : { agoMs }) };
}

/** Triggers as a window or a file of settings has them; undefined unless every one is sound. */
export const soundTriggers = (value: unknown): readonly Trigger[] | undefined =>
  Array.isArray(value) && value.length <= TRIGGERS_MOST && value.every(trigger) ? value : undefined;

/** A request from the window, checked; undefined for anything else. */
export function captureRequest(fields: Fields): CaptureRequest | undefined {
  switch (fields.kind) {
    case 'record':
      return recordMessage(fields);
    case 'play': {
      const { speed, from } = fields;
      if (!isWithin(speed, 0, 1000) || !(from === undefined || isWithin(from, 0, 1e9))) return undefined;
      return { kind: 'play', speed, ...(from === undefined ? {} : { from }) };
    }
    case 'hold': {
      const { at } = fields;
      if (at === undefined) return { kind: 'hold' };
      return isWithin(at, 0, 1e9) ? { kind: 'hold', at } : undefined;
    }
    case 'cancel-open':
      return { kind: 'cancel-open' };
    case 'query':
      return isId(fields.id) && isText(fields.sql, SQL_MOST)
        ? { kind: 'query', id: fields.id, sql: fields.sql }
        : undefined;
    case 'cancel-query':
      return isId(fields.id) ? { kind: 'cancel-query', id: fields.id } : undefined;
    case 'rows':
      return rowsRequest(fields);
    case 'look':
      return lookRequest(fields);
    case 'watch':
      return watchRequest(fields);
    case 'end-record':
      return isId(fields.id) ? { kind: 'end-record', id: fields.id } : undefined;
    case 'mark':
      return markMessage(fields);
    case 'describe':
      return isId(fields.id) && isText(fields.name, NAME_MOST) && isText(fields.note, NOTE_MOST)
        ? { kind: 'describe', id: fields.id, name: fields.name, note: fields.note }
        : undefined;
    case 'arm':
      return typeof fields.on === 'boolean' ? { kind: 'arm', on: fields.on } : undefined;
    case 'triggers': {
      const triggers = soundTriggers(fields.triggers);
      return triggers && { kind: 'triggers', triggers };
    }
    default:
      return undefined;
  }
}
