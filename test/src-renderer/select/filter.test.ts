// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matcherOf } from '../../../src-renderer/select/filter-match';
import { type FilterTerm, readTerm, termText } from '../../../src-main/shared/filter-terms';
import { digestSecond } from '../../../src-renderer/select/second-digest';
import { named, second } from '../second';

const isErrno = (name: string) => ['ENOENT', 'EAGAIN', 'EPERM'].includes(name);
const read = (text: string) => readTerm(text, isErrno);
const terms = (...texts: string[]): FilterTerm[] =>
  texts.map((text) => {
    const reading = read(text);
    assert.equal(reading.state, 'complete', text);
    return (reading as { term: FilterTerm }).term;
  });
const READ = 0;
const OPENAT = 257;
const names = named({ 1: 'node', 2: 'postgres' });

test('a term is read as it is written again', () => {
  for (const text of [
    'process = node',
    'pid = 2214',
    'call != read',
    'errno = ENOENT',
    'failed',
    'not failed',
    'web',
  ])
    assert.equal(termText(terms(text)[0] as FilterTerm), text);
});

test('what is not finished is incomplete, what cannot be right is invalid', () => {
  for (const text of ['errno =', 'errno = E', 'errno = ENO', 'process', 'call = '])
    assert.equal(read(text).state, 'incomplete');
  for (const text of ['pid = x', 'errno = 3', 'color = red', 'latency > 3'])
    assert.equal(read(text).state, 'invalid', text);
  assert.equal(read('  ').state, 'empty');
});

test('terms of one field are alternatives, those of different fields all hold, != takes away', () => {
  const row = (...texts: string[]) => matcherOf(terms(...texts), names).row;
  assert.equal(row('process = node', 'process = postgres')(2, READ), true);
  assert.equal(row('process = node', 'call = read')(2, READ), false);
  assert.equal(row('call != read')(1, READ), false);
  assert.equal(row('call != read')(1, OPENAT), true);
  assert.equal(row('pid = 200')(2, READ), true);
  assert.equal(row('process = no*')(1, READ), true);
});

test('what a process belongs to is a field as its name is', () => {
  const who = (id: number) => {
    const info = names(id);
    return (
      info && (id === 1 ? { ...info, container: 'Web-1', user: 'app' } : { ...info, unit: 'pg.service' })
    );
  };
  const row = (...texts: string[]) => matcherOf(terms(...texts), who).row;
  const both = (...texts: string[]) => [1, 2].map((process) => row(...texts)(process, READ));
  assert.deepEqual(both('container = web-1'), [true, false]);
  assert.deepEqual(both('container = web*', 'unit = pg.service'), [false, false]);
  assert.deepEqual(both('unit = pg.service'), [false, true]);
  assert.deepEqual(both('user != app'), [false, true]);
  assert.equal(termText(terms('unit = pg.service')[0] as FilterTerm), 'unit = pg.service');
});

test('free text is found in the process or the call', () => {
  const row = matcherOf(terms('post', 'read'), names).row;
  assert.deepEqual([row(2, READ), row(1, READ), row(2, OPENAT)], [true, false, false]);
});

test('an answer counts only the calls that got it, and says nothing of their durations', () => {
  const message = second(10, [
    { process: 1, call: READ, count: 100, errors: { 11: 30, 2: 5 } },
    { process: 2, call: OPENAT, count: 40 },
  ]);
  const enoent = digestSecond(message, matcherOf(terms('errno = ENOENT'), names), 'process');
  assert.deepEqual([enoent.total, enoent.failed, enoent.retry, enoent.unfiltered], [5, 5, 0, 140]);
  assert.equal(enoent.durations, null);
  const failed = digestSecond(message, matcherOf(terms('failed'), names), 'process');
  assert.deepEqual([failed.total, [...failed.errors]], [5, [2]]);
});
