// SPDX-License-Identifier: Apache-2.0
// A window that looks at the rows of a tracer: it watches from when it is asked to, and only that stream becomes events.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { WindowMessage } from '../../src-main/shared/contract';
import type { RowsMessage, RowsQuestion } from '../../src-main/shared/rows-contract';
import { userFolder } from '../support/recording';
import { startScript, workload } from '../support/watch';

interface Probe {
  readonly trouble: unknown;
  readonly rows: readonly RowsMessage[];
  /** Tracers that a second told of, by second. */
  readonly tallied: Readonly<Record<string, readonly string[]>>;
}

const [OPENS, FILES] = [4_000, 20];
const MADE = OPENS + FILES;
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const QUESTION: RowsQuestion = {
  table: 'file_open',
  terms: [],
  text: 'looked-at',
  stretch: null,
  group: null,
  order: { column: 'at_ns', descending: true },
};

const ask = (id: number, over: Partial<RowsQuestion> = {}): WindowMessage => ({
  ...{ kind: 'rows', id, question: { ...QUESTION, ...over }, from: 0, count: 256 },
});

test('a tracer that rested watches when it is asked to, and its rows are what the program did', async () => {
  const folder = join(userFolder('window-rows'), 'looked-at');
  mkdirSync(folder);
  const asks: readonly [number, WindowMessage][] = [
    [2500, { kind: 'watch', tracer: 'files' }],
    [3000, { kind: 'look', tables: ['file_open'] }],
    [8000, ask(1)],
    [8500, ask(2, { group: { column: 'path' }, order: null })],
    [9000, ask(3, { table: 'syscall', text: '' })],
    [9500, { kind: 'look', tables: [] }],
    [11_500, ask(4)],
  ];
  const probe = startScript('test/support/window-probe.js', ['13', 'ask', JSON.stringify(asks)]);
  probe.child.stdin?.end();
  await later(4500);
  const words = [String(OPENS), '0', folder, String(FILES), '2000'];
  const opens = spawn(workload('opens'), words, { stdio: ['pipe', 'pipe', 'inherit'] });
  opens.stdin.end();
  const { stdout, stderr } = await probe.ended;
  const { trouble, rows, tallied } = JSON.parse(stdout) as Probe;
  assert.equal(trouble, null, stderr);
  const [each, files, calls, left] = rows;

  assert.equal(each?.failure, null, JSON.stringify(each?.failure));
  assert.equal(each?.total, MADE);
  const at = each?.columns.findIndex(({ name }) => name === 'at_ns') ?? -1;
  const path = each?.columns.findIndex(({ name }) => name === 'path') ?? -1;
  const times = each?.rows.map((row) => BigInt(String(row[at]))) ?? [];
  assert.deepEqual(
    times,
    [...times].sort((a, b) => (a > b ? -1 : 1)),
    'the newest first',
  );
  assert.equal(each?.rows[0]?.[path], join(folder, String((OPENS - 1) % FILES)));

  assert.equal(files?.total, FILES);
  for (const [, count] of files?.rows ?? []) assert.equal(Number(count), MADE / FILES);

  assert.equal(calls?.total, 0, 'no call became an event');
  assert.equal(left?.total, 0, 'nobody looked any more');

  const seconds = Object.keys(tallied).map(Number).sort();
  const first = seconds.findIndex((second) => tallied[second]?.includes('files'));
  assert.ok(first >= 1, 'seconds before say nothing of it, not zero');
  assert.ok(seconds.slice(first).every((second) => tallied[second]?.includes('files')));
});
