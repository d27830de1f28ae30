// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountFigures } from '../../../src-main/engine/books';
import { programCost, type Returns } from '../../../src-main/engine/cost-meter';
import { ACCOUNT } from '../../../src-main/shared/events.gen';

const perCall = { floor: 30, filtered: 40, tally: 100, stream: 130 };
const known = new Map([
  ['on_call_enter', { booked: 50, filtered: 10 }],
  ['on_call_return', { booked: 60, filtered: 15 }],
  ['on_call_return_stream', { booked: 90, filtered: 15 }],
]);

const returns: Returns = new Map([
  ['on_call_return', 'tally'],
  ['on_call_return_stream', 'stream'],
]);

function account(figures: Partial<AccountFigures>): AccountFigures {
  const zero = Object.fromEntries(ACCOUNT.fields.map(({ name }) => [name, 0]));
  return { ...zero, ...figures } as AccountFigures;
}

test('calls as the loop made them cost what the loop measured', () => {
  const runs = { seen: 1000, tallied: 1000, metered: 10 };
  const accounts = new Map([
    ['on_call_enter', [account({ ...runs, metered_ns: 500 })]],
    ['on_call_return', [account({ ...runs, metered_ns: 600 })]],
  ]);
  assert.deepEqual(programCost(accounts, perCall, known, returns), { all: 100_000, others: 0 });
});

test('the stream has a price of its own', () => {
  const accounts = new Map([['on_call_return_stream', [account({ seen: 10, tallied: 10 })]]]);
  assert.equal(programCost(accounts, perCall, known, returns).all, 1300);
});

test('runs that take longer than the loop’s add the difference, over all CPUs', () => {
  const accounts = new Map([
    [
      'on_call_return',
      [
        account({ seen: 600, tallied: 600, metered: 6, metered_ns: 1260 }),
        account({ seen: 400, tallied: 400, metered: 4, metered_ns: 840 }),
      ],
    ],
  ]);
  assert.equal(programCost(accounts, perCall, known, returns).all, 1000 * (100 + 210 - 60));
});

test('calls that were left out are no reason to think that the others became cheaper', () => {
  // 100 of 1,000 were asked for: the average timed run is mostly of those that were not.
  const accounts = new Map([
    ['on_call_enter', [account({ seen: 1000, tallied: 100, filtered: 900, metered: 100, metered_ns: 1400 })]],
    [
      'on_call_return',
      [account({ seen: 1000, tallied: 100, filtered: 900, metered: 100, metered_ns: 1950 })],
    ],
  ]);
  const { all, others } = programCost(accounts, perCall, known, returns);
  assert.equal(all, 100 * 100 + 900 * 40);
  assert.equal(others, 900 * 40);
});

test('programs of births and deaths cost their own runs and the dispatch', () => {
  const accounts = new Map([
    ['on_fork', [account({ seen: 20, tallied: 20, metered: 20, metered_ns: 20_000 })]],
  ]);
  assert.equal(programCost(accounts, perCall, known, returns).all, 20 * (1000 + 15));
});

test('without a timed run nothing is added', () => {
  const accounts = new Map([['on_call_return', [account({ seen: 3, tallied: 3 })]]]);
  assert.equal(programCost(accounts, perCall, known, returns).all, 300);
});
