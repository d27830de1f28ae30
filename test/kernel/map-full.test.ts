// SPDX-License-Identifier: Apache-2.0
// Tables made small and filled beyond their room: processes share a row by name, and that is said; what finds no room
// even there is counted as lost, to the call. Nothing that was counted is forgotten.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertBooksClose, assertRowsAddUp, rowsOf, sumOf, total } from '../support/books';
import { ringside, type TallyRow, watch, type Watched, workload } from '../support/watch';

/** --size small: what the helper has room for (native/helper/start.c). */
const PROCESS_SLOTS = 256;
const COMM = 'ringside-many';

const said = ({ stderr }: Watched) =>
  JSON.parse(stderr.split('\n').find((line) => line.startsWith('{')) ?? '') as {
    pid: number;
    count: number;
    calls: number;
  };

const many = (...words: string[]) =>
  watch(['--events', '--limit', '0', '--budget', '0'], [workload('many'), ...words], { size: 'small' });

describe('more processes than there are rows', () => {
  it('share a row by name: every call is counted, and the sharing is said', async (context) => {
    const watched = await many('processes', '1000', '50');
    assert.equal(watched.status, 0, watched.stderr);
    const { document } = watched;
    const { lost } = document;
    const made = said(watched);
    const processes = made.count + 1;
    const ours = (syscall: string) => (row: TallyRow) => row.comm === COMM && row.syscall === syscall;
    const shared = rowsOf(document, (row) => row.pid === 0);
    context.diagnostic(
      `${processes} processes, ${lost.folded_processes} of them in shared rows; ` +
        `${sumOf(shared.map(({ count }) => count))} of ${total(document, () => true)} calls in shared rows`,
    );
    assertBooksClose(document);
    assertRowsAddUp(document);
    assert.equal(lost.tally_full, 0, 'the rows that are shared have room');
    assert.equal(total(document, ours('getppid')), made.calls);
    assert.equal(total(document, ours('exit_group')), processes, 'each ended once');
    assert.deepEqual(new Set(shared.map(({ comm }) => comm)), new Set([COMM]));
    assert.ok(lost.folded_processes >= processes - PROCESS_SLOTS);
    assert.ok(lost.folded_processes <= processes);
    assert.ok(lost.folded_events >= sumOf(shared.map(({ count }) => count)));
  });

  it('are said in the summary for people too', async () => {
    const words = ['watch', 'syscalls', '--', workload('many'), 'processes', '600', '1'];
    const { status, stderr } = await ringside(words, { size: 'small' });
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^\d+ processes share a row \(PID \*\) per name: the table was full$/m);
  });
});

describe('more kinds of calls than there are cells, shared ones included', () => {
  it('are counted as lost, to the call', async (context) => {
    const watched = await many('kinds', '2000', '10');
    assert.equal(watched.status, 0, watched.stderr);
    const { document } = watched;
    const { lost } = document;
    const made = said(watched);
    assertBooksClose(document);
    assertRowsAddUp(document);
    const unknown = (row: TallyRow) => /^syscall_\d{4}$/.test(row.syscall);
    // The exit is a kind of call as well; when it found no cell it is one of those lost.
    const exits = total(document, (row) => row.syscall === 'exit_group');
    const counted = total(document, unknown);
    context.diagnostic(`${made.calls} calls, ${counted} counted, ${lost.tally_full} found no room`);
    assert.ok(lost.tally_full > 0 && counted > 0);
    assert.equal(lost.tally_full, made.calls - counted + (1 - exits));
    assert.equal(total(document, unknown, 'errors'), counted, 'each failed');
    for (const row of rowsOf(document, unknown)) assert.equal(row.count, 10, JSON.stringify(row));
    const told = lost.when.filter(({ cause }) => cause === 'tally_full');
    assert.equal(sumOf(told.map(({ count }) => count)), lost.tally_full);
    assert.ok(lost.total >= lost.tally_full);
  });
});
