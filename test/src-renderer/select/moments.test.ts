// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldMoments, type Moment, MOMENTS_FOLD_LEAST } from '../../../src-renderer/select/moments';

let at = 0;
const moment = (kind: string, text = '', other: number | null = null): Moment => ({
  ...{ at: at++, kind, text, other, error: null },
});
const times = (count: number, one: (index: number) => Moment): Moment[] =>
  Array.from({ length: count }, (_, index) => one(index));

/** Children below 1000 are called `true`, all others `make`. */
const childOf = (pid: number) => (pid < 1000 ? 'true' : 'make');
const lines = (moments: readonly Moment[]) =>
  foldMoments(moments, childOf).map(({ moment: { kind, text }, count, child }) =>
    [count > 1 ? `${count} x` : '', kind, text, child].filter(Boolean).join(' '),
  );

describe('what happened', () => {
  it('is told one by one where it happened seldom', () => {
    const few = [
      moment('exec', 'sh'),
      ...times(MOMENTS_FOLD_LEAST - 1, (index) => moment('fork', '', index)),
      moment('exit', '0'),
    ];
    assert.deepEqual(lines(few), ['exec sh', ...few.slice(1, -1).map(() => 'fork true'), 'exit 0']);
    assert.deepEqual(lines([]), []);
  });

  it('of one kind and name is one line, whatever came in between, with its first and last time', () => {
    const many = times(300, (index) =>
      index % 3 ? moment('fork', '', index) : moment('signal', 'SIGCHLD', index),
    );
    const newestFirst = [
      moment('exec', 'sh'),
      ...many,
      moment('fork', '', 4000),
      moment('exit', '0'),
    ].reverse();
    assert.deepEqual(lines(newestFirst), [
      'exit 0',
      'fork make',
      '200 x fork true',
      '100 x signal SIGCHLD',
      'exec sh',
    ]);
    const forks = foldMoments(newestFirst, childOf).find(({ count }) => count === 200);
    assert.deepEqual([forks?.first.at, forks?.moment.at], [many[1]?.at, many.at(-1)?.at]);
  });

  it('is told apart by the signal, and by whether it was sent or came', () => {
    const all = times(60, (index) =>
      moment(index % 2 ? 'sends' : 'signal', index % 3 ? 'SIGUSR1' : 'SIGTERM', 7),
    );
    assert.deepEqual(lines(all), [
      '10 x signal SIGTERM',
      '20 x sends SIGUSR1',
      '20 x signal SIGUSR1',
      '10 x sends SIGTERM',
    ]);
  });

  it('that changes the process itself is never folded', () => {
    for (const kind of ['exec', 'failed exec', 'exit', 'rename'])
      assert.equal(lines(times(20, () => moment(kind, 'same'))).length, 20, kind);
  });
});
