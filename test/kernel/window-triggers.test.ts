// SPDX-License-Identifier: Apache-2.0
// What a tracer that rests offers as a trigger: armed, it watches, and a save has the event, what came before it and
// what came after.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CapturesMessage } from '../../src-main/shared/capture-contract';
import { ask, manifestOf } from '../support/plain-duck';
import { startScript, workload } from '../support/watch';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a trigger on exec of a program saves it, with what ran before and after; one on a kill saves the end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-triggers-'));
  const awaited = join(folder, 'awaited-program');
  const killed = join(folder, 'awaited-end');
  copyFileSync('/bin/true', awaited);
  copyFileSync('/bin/sleep', killed);
  const triggers = [
    { kind: 'tracer', tracer: 'processes', id: 'exec', value: 'awaited-program' },
    { kind: 'tracer', tracer: 'processes', id: 'killed', value: 'awaited-end' },
    { kind: 'tracer', tracer: 'processes', id: 'exec', value: join(folder, 'never-run') },
    { kind: 'tracer', tracer: 'network', id: 'connect-failed', value: '127.0.0.9' },
  ];
  try {
    const question = { kind: 'record', preset: 'some-calls', name: '', note: '', events: true };
    const asks = JSON.stringify([
      [500, { kind: 'triggers', triggers }],
      [1500, question],
    ]);
    const probe = startScript('test/support/window-probe.js', ['8', 'ask', asks]);
    probe.child.stdin?.end();
    await later(3000);
    const before = spawnSync('/bin/true');
    await later(100);
    const { pid } = spawnSync(awaited, ['one', 'two words']);
    const sleeper = spawn(killed, ['60']);
    await later(100);
    sleeper.kill('SIGTERM');
    await once(sleeper, 'exit');
    const refused = spawnSync(workload('talks'), ['127.0.0.9', 'refused']);
    await later(1500);
    const after = spawnSync('/bin/true');
    const { stdout, stderr } = await probe.ended;
    const { trouble, failures, captures } = JSON.parse(stdout) as {
      trouble: unknown;
      failures: unknown[];
      captures: CapturesMessage;
    };
    assert.deepEqual([trouble, failures], [null, []], stderr);
    const [narrow, exec, end, failed, ...more] = captures.recordings;
    assert.deepEqual(more, []);
    assert.match(exec?.trigger ?? '', new RegExp(`^awaited-program ${pid}: exec "${awaited}"`));
    assert.match(end?.trigger ?? '', new RegExp(`^awaited-end ${sleeper.pid}: killed by SIGTERM`));
    assert.match(
      failed?.trigger ?? '',
      new RegExp(`^ringside-talks ${refused.pid}: connect to 127.0.0.9:9 fails: ECONNREFUSED`),
    );

    const dir = exec?.dir ?? '';
    const pids = [before.pid, pid, sleeper.pid, after.pid].join();
    const execs = (
      await ask(dir, `SELECT pid, path, argv FROM {process_exec} WHERE pid IN (${pids}) ORDER BY at_ns`)
    ).map(Object.values);
    assert.deepEqual(execs, [
      [before.pid, realpathSync('/bin/true'), '/bin/true\0'],
      [pid, awaited, [awaited, 'one', 'two words', ''].join('\0')],
      [sleeper.pid, killed, [killed, '60', ''].join('\0')],
      [after.pid, realpathSync('/bin/true'), '/bin/true\0'],
    ]);
    const ends = (
      await ask(
        end?.dir ?? '',
        `SELECT pid, status, signal FROM {process_exit} WHERE pid IN (${pids}) ORDER BY at_ns`,
      )
    ).map(Object.values);
    assert.deepEqual(ends, [
      [before.pid, 0, 0],
      [pid, 0, 0],
      [sleeper.pid, 0, 15],
      [after.pid, 0, 0],
    ]);
    const counted = (
      await ask(dir, `SELECT sum(execs)::INT, sum(exits)::INT FROM {process_counts} WHERE pid IN (${pids})`)
    ).map(Object.values);
    assert.deepEqual(counted, [[4, 4]]);
    assert.equal(manifestOf(dir).losses.total, 0);
    // Beside what is awaited, a question about some calls still has these alone.
    const calls = await ask(narrow?.dir ?? '', 'SELECT DISTINCT syscall FROM {syscall} ORDER BY 1');
    assert.deepEqual(
      calls.map(({ syscall }) => syscall).filter((name) => name !== 'getppid'),
      ['openat'],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
