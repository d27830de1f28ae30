// SPDX-License-Identifier: Apache-2.0
// What the books make of rows that were written in, and of rows that rest.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Books } from '../../../src-main/engine/books';
import type { HelperClient } from '../../../src-main/helper/helper-client';
import { ACCOUNT, ACCOUNTS } from '../../../src-main/shared/events.gen';

const CPUS = 2;
const [FIRST = '', SECOND = ''] = Object.keys(ACCOUNTS);

/** A table of accounts in memory; what a program's row on a CPU has, by the name of the field. */
class Table {
  private readonly rows = new Map<string, bigint>();
  misses = 0;

  set(program: string, cpu: number, field: string, value: number): void {
    const at = (ACCOUNTS[program] ?? 0) + cpu * ACCOUNT.bytes;
    const place = ACCOUNT.fields.find(({ name }) => name === field)?.offset ?? Number.NaN;
    this.rows.set(String(at + place), BigInt(value));
  }

  get helper(): HelperClient {
    const read = (_: string, offset: number, bytes: number) => {
      const view = new DataView(new ArrayBuffer(bytes));
      for (let at = 0; at + 8 <= bytes; at += 8)
        view.setBigUint64(at, this.rows.get(String(offset + at)) ?? 0n, true);
      return view.buffer;
    };
    const statistics = async () => [{ name: FIRST, recursionMisses: this.misses, attached: true }];
    return { native: { read }, ready: { cpus: CPUS }, statistics } as unknown as HelperClient;
  }
}

test('counts since the baseline, and tells each loss once, when it came', async () => {
  const table = new Table();
  table.set(FIRST, 0, 'seen', 100);
  table.set(FIRST, 1, 'ring_full', 7);
  const books = new Books(table.helper);
  await books.baseline();
  await books.update(0);
  assert.equal(books.total('seen'), 0);
  assert.deepEqual(books.losses, []);

  table.set(FIRST, 0, 'seen', 130);
  table.set(FIRST, 1, 'ring_full', 9);
  table.set(SECOND, 1, 'seen', 5);
  await books.update(1);
  // Nothing was written in meanwhile.
  await books.update(2);
  assert.equal(books.total('seen'), 35);
  assert.equal(books.total('seen', [SECOND]), 5);
  assert.deepEqual(
    books.byCpu([FIRST, SECOND]).map(({ seen, ring_full }) => [seen, ring_full]),
    [
      [30, 0],
      [5, 2],
    ],
  );

  table.set(FIRST, 1, 'ring_full', 10);
  table.misses = 4;
  await books.update(3);
  assert.deepEqual(books.losses, [
    { since: 0, second: 1, cause: 'ring_full', cpu: 1, count: 2 },
    { since: 2, second: 3, cause: 'ring_full', cpu: 1, count: 1 },
    { since: 2, second: 3, cause: 'recursion_misses', cpu: -1, count: 4 },
  ]);
});

test('a new baseline forgets what was read before it', async () => {
  const table = new Table();
  const books = new Books(table.helper);
  await books.baseline();
  table.set(FIRST, 0, 'seen', 20);
  await books.update(0);
  await books.baseline();
  await books.update(1);
  assert.equal(books.total('seen'), 0);
  assert.equal(books.accounts.get(FIRST)?.length, CPUS);
});
