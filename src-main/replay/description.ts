// SPDX-License-Identifier: Apache-2.0
// What the caged process says of the capture, checked anew: it read what a stranger wrote.

import { visibleText } from '../shared/amount';
import type { CaptureTable } from '../store/capture';
import {
  checkedColumns,
  checkedManifest,
  type Manifest,
  PLAIN_NAME,
  TABLE_KINDS,
  TABLES_MOST,
} from '../store/manifest';
import type { Frame } from './frames';

const PROBLEMS_MOST = 300;
const SENTENCE_MOST = 1000;

export interface Description {
  readonly manifest: Manifest;
  readonly problems: readonly string[];
  readonly tables: ReadonlyMap<string, CaptureTable>;
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Error('no count');
  return value;
}

function list(value: unknown, most: number): unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new Error('no list, or too long a one');
  return value;
}

function table(value: unknown): CaptureTable {
  const { name, kind, columns, rows, bytes, parts } = value as Record<string, unknown>;
  if (typeof name !== 'string' || !PLAIN_NAME.test(name)) throw new Error('no name of a table');
  return {
    name,
    kind: TABLE_KINDS.find((known) => known === kind),
    columns: checkedColumns(columns, name),
    rows: count(rows),
    bytes: count(bytes),
    parts: count(parts),
  };
}

/** @throws when it is none */
export function descriptionFrom({ manifest, problems, tables }: Frame['header']): Description {
  return {
    manifest: checkedManifest(manifest),
    problems: list(problems, PROBLEMS_MOST).map((text) => visibleText(String(text).slice(0, SENTENCE_MOST))),
    tables: new Map(
      list(tables, TABLES_MOST)
        .map(table)
        .map((checked) => [checked.name, checked]),
    ),
  };
}
