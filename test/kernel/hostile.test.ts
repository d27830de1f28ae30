// SPDX-License-Identifier: Apache-2.0
// Messages that no engine sends, against a real helper with everything attached: it ends at once, with the code for
// it, takes no memory, and leaves nothing in the kernel. A message within the bounds may be answered instead.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { BUILT_HELPER } from '../../src-main/helper/door';
import { LONG } from '../support/long';
import { median } from '../support/median';
import { workload } from '../support/watch';

const EXIT_PROTOCOL = 72;
const RSS_GROWTH_KB_MOST = 1024;
const FUZZ_MESSAGES = LONG ? 500_000 : 20_000;

interface Attacked {
  readonly exit: number;
  readonly signal: number;
  readonly ended_ms: number;
  readonly gone_ms: number;
  readonly links: number;
  readonly links_left: number;
  readonly programs: number;
  readonly programs_left: number;
  readonly rss_growth_kb: number;
}

const hostile = (...words: string[]) =>
  JSON.parse(execFileSync(workload('hostile'), [BUILT_HELPER, ...words], { encoding: 'utf8' })) as unknown;

const ATTACKS: Readonly<Record<string, string>> = {
  'one-byte': 'a single byte',
  truncated: 'a request that lacks its last byte',
  'too-long': 'a request with a byte too many',
  '64-kilobytes': 'a request with 64 KiB behind it',
  'kind-zero': 'the request 0',
  'kind-unknown': 'the first request that is not in the table',
  'kind-huge': 'the request 4294967295',
  'program-beyond': 'the first program that is not there',
  'program-huge': 'the program 4294967295',
  'pid-zero': 'process 0',
  'pid-beyond': 'a pid beyond the largest',
  'unknown-flags': 'capture flags that are not the engine’s',
  'unknown-filter': 'a filter that is not in the list',
  'padding-used': 'something in the padding',
  'index-unused': 'an index where none belongs',
  descriptor: 'a descriptor passed along',
  '100-descriptors': 'a hundred descriptors passed along',
  flood: 'requests whose answers are never read',
  random: 'random bytes',
};

const ended: number[] = [];
const gone: number[] = [];

function checkLeft(attacked: Attacked): void {
  assert.equal(attacked.signal, 0, 'no signal ended it, SIGSYS least of all');
  assert.ok(attacked.links >= 7 && attacked.programs >= 10, 'there was something to leave behind');
  assert.deepEqual([attacked.links_left, attacked.programs_left], [0, 0], 'nothing is left in the kernel');
  assert.ok(attacked.gone_ms < 1000, `links and programs are gone after ${attacked.gone_ms} ms`);
  assert.ok(attacked.rss_growth_kb <= RSS_GROWTH_KB_MOST, `memory grew by ${attacked.rss_growth_kb} kB`);
}

for (const [attack, what] of Object.entries(ATTACKS))
  test(`the helper ends at ${what}`, () => {
    const attacked = hostile(attack) as Attacked;
    assert.equal(attacked.exit, EXIT_PROTOCOL);
    checkLeft(attacked);
    ended.push(attacked.ended_ms);
    gone.push(attacked.gone_ms);
  });

test('the helper ends when the engine vanishes with requests under way, or says nothing in a message', () => {
  for (const attack of ['vanish', 'empty']) {
    const attacked = hostile(attack) as Attacked;
    assert.ok([0, EXIT_PROTOCOL].includes(attacked.exit), `${attack}: ${attacked.exit}`);
    checkLeft(attacked);
  }
});

test('it ends within 100 ms', (context) => {
  context.diagnostic(
    `ended: median ${median(ended).toFixed(1)} ms, most ${Math.max(...ended).toFixed(1)} ms; ` +
      `programs gone: median ${median(gone).toFixed(0)} ms, most ${Math.max(...gone).toFixed(0)} ms`,
  );
  assert.equal(ended.length, Object.keys(ATTACKS).length);
  assert.ok(median(ended) < 100);
});

test(`${FUZZ_MESSAGES} random messages are answered in bounds or end the helper`, (context) => {
  const seed = 1 + Math.floor(Math.random() * 2 ** 31);
  const fuzzed = hostile('fuzz', String(seed), String(FUZZ_MESSAGES)) as {
    messages: number;
    answers: number;
    helpers: number;
    codes: Record<string, number>;
    signals: Record<string, number>;
    rss_growth_kb: number;
  };
  context.diagnostic(`seed ${seed}: ${JSON.stringify(fuzzed)}`);
  assert.equal(fuzzed.messages, FUZZ_MESSAGES);
  assert.deepEqual(fuzzed.signals, {}, 'signal 31 would be a system call that is not on the list');
  const { 0: closed = 0, [EXIT_PROTOCOL]: refused = 0, ...others } = fuzzed.codes;
  assert.deepEqual(others, {});
  assert.equal(closed + refused, fuzzed.helpers);
  assert.equal(
    fuzzed.answers,
    FUZZ_MESSAGES - refused,
    'each message is answered, or the last of its helper',
  );
  assert.ok(fuzzed.rss_growth_kb <= RSS_GROWTH_KB_MOST, `memory grew by ${fuzzed.rss_growth_kb} kB`);
});
