// SPDX-License-Identifier: Apache-2.0
// Rows of a capture as a window asks for them, also of the tables that tracers derive.

import assert from 'node:assert/strict';
import { loadTracers } from '../../src-main/engine/tracers';
import { RowPages } from '../../src-main/replay/row-pages';
import type { RowsMessage, RowsQuestion } from '../../src-main/shared/rows-contract';
import { Capture } from '../../src-main/store/capture';

/** Rows by the names of their columns; numbers as they are. */
export const objects = ({ columns, rows, failure }: RowsMessage) => {
  assert.equal(failure, null, JSON.stringify(failure));
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name }, at) => [name, typeof row[at] === 'bigint' ? String(row[at]) : row[at]]),
    ),
  );
};

export async function ofCapture(dir: string, question: RowsQuestion) {
  const capture = await Capture.open(dir);
  const told: RowsMessage[] = [];
  const pages = new RowPages(
    (message) => told.push(message),
    () => BigInt(capture.manifest.clocks.unix_minus_boot_ns),
    false,
    loadTracers().flatMap(({ derived = [] }) => derived),
  );
  await pages.take({ kind: 'rows', id: 1, question, from: 0, count: 8192 }, capture);
  capture.close();
  return objects(told[0] ?? assert.fail('no answer'));
}
