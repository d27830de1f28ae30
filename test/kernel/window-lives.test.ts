// SPDX-License-Identifier: Apache-2.0
// Lives as a window asks for them: of this machine now and of a capture the same, and as a program's own wait4() has them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { RecordingInfo } from '../../src-main/shared/capture-contract';
import type { WindowMessage } from '../../src-main/shared/contract';
import type { RowsMessage, RowsQuestion } from '../../src-main/shared/rows-contract';
import { objects, ofCapture } from '../support/capture-rows';
import { linesOf, said } from '../support/lives';
import { startScript, workload } from '../support/watch';

const FAST = 200;
const STREAMS = ['process_exec', 'process_exit', 'process_fork', 'process_signal'];
const LIVES: RowsQuestion = {
  table: 'process_lives',
  terms: [],
  text: 'ringside-lives',
  stretch: null,
  group: null,
  order: { column: 'started_ns', descending: false },
};
const MOMENTS: RowsQuestion = {
  ...LIVES,
  ...{ table: 'process_moments', text: '', order: { column: 'at_ns', descending: false } },
  terms: [{ column: 'kind', op: 'is', value: 'exit' }],
};

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const ask = (id: number, asker: string, question: RowsQuestion): WindowMessage => ({
  ...{ kind: 'rows', id, asker, question, from: 0, count: 8192 },
});

test('lives are those of the program, now and in a capture', async (t) => {
  const record: WindowMessage = {
    ...{ kind: 'record', preset: null, name: 'lives', note: '', events: true },
  };
  const asks: readonly [number, WindowMessage][] = [
    [1200, { kind: 'watch', tracer: 'processes' }],
    [1800, record],
    [1800, { kind: 'look', tables: STREAMS }],
    [5600, ask(1, 'lives', LIVES)],
    [5600, ask(2, 'moments', MOMENTS)],
    [6000, { kind: 'end-record', id: 1 }],
  ];
  const probe = startScript('test/support/window-probe.js', ['7', 'ask', JSON.stringify(asks)]);
  probe.child.stdin?.end();
  await later(2800);
  const runs = [['ends'], ['at-once', String(FAST)]].map((words) =>
    spawnSync(workload('lives'), words, { encoding: 'utf8' }),
  );
  const lines = runs.flatMap(({ stdout }) => linesOf(stdout));
  const { stdout, stderr } = await probe.ended;
  const told = JSON.parse(stdout) as {
    readonly trouble: unknown;
    readonly rows: readonly RowsMessage[];
    readonly ended: readonly RecordingInfo[];
  };
  assert.equal(told.trouble, null, stderr);
  const by = (asker: string) =>
    objects(told.rows.find((one) => one.asker === asker) ?? assert.fail(`no answer to ${asker}`));
  const lives = by('lives');

  // wait4() as status * 256, or the signal, with 128 for a core.
  const waits = new Map(said(lines, 'end').map(([pid, status = 0]) => [pid, status & 0xff7f]));
  for (const [pid] of said(lines, 'child')) waits.set(pid, 0);
  assert.ok(waits.size > FAST + 50);
  const parents = new Set(runs.map(({ pid }) => pid));
  for (const [pid, wait] of waits) {
    const life = lives.find((one) => one.pid === pid) ?? assert.fail(`no life of ${pid}`);
    assert.equal((Number(life.status) << 8) | Number(life.signal), wait, `${pid}`);
    assert.ok(parents.has(Number(life.parent)), `${pid} of ${life.parent}`);
  }
  // They themselves, which an exec made of what was forked.
  const own = lives.filter((one) => parents.has(Number(one.pid)));
  assert.equal(own.length, 2);
  assert.equal(lives.length, waits.size + 2);
  for (const one of own) assert.match(String(one.argv), /ringside-lives\0(ends|at-once)\0/);

  // Each end is the one that its exit event tells, to what lies between two hooks of one exit.
  const exits = new Map(by('moments').map((one) => [one.pid, one]));
  const apart = lives.map(({ pid, until_ns }) =>
    Number(BigInt(String(until_ns)) - BigInt(String(exits.get(Number(pid))?.at_ns))),
  );
  t.diagnostic(`an end is told at most ${Math.max(...apart.map(Math.abs))} ns from its exit event`);
  for (const [at, ns] of apart.entries())
    assert.ok(Number.isFinite(ns), `no exit event of ${lives[at]?.pid}`);

  const [recorded] = told.ended;
  assert.ok(recorded);
  assert.deepEqual(await ofCapture(recorded.dir, LIVES), lives);
  const ours = (rows: readonly Record<string, unknown>[]) => rows.filter((one) => waits.has(Number(one.pid)));
  assert.deepEqual(ours(await ofCapture(recorded.dir, MOMENTS)), ours(by('moments')));
});
