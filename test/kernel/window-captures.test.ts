// SPDX-License-Identifier: Apache-2.0
// What the window keeps: recordings, the flight recorder and what sets it off, each read back by a plain DuckDB.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { loadTracers } from '../../src-main/engine/tracers';
import { CaptureView } from '../../src-main/replay/capture-view';
import { Replay } from '../../src-main/replay/client';
import type { CapturesMessage, RecordingInfo } from '../../src-main/shared/capture-contract';
import type { WindowMessage } from '../../src-main/shared/contract';
import { secondDigest } from '../support/second-digest';
import { startScript, workload } from '../support/watch';

interface Probe {
  readonly trouble: unknown;
  readonly ended: readonly RecordingInfo[];
  readonly failures: readonly unknown[];
  readonly captures: CapturesMessage;
  readonly digests: Readonly<Record<string, readonly string[]>>;
}

interface Paced {
  readonly pid: number;
  readonly getppid: number;
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A window that asks for things at its times while calls are made from `after` ms on. */
async function window(
  seconds: number,
  asks: readonly [number, WindowMessage][],
  after: number,
  busy: number,
) {
  const probe = startScript('test/support/window-probe.js', [String(seconds), 'ask', JSON.stringify(asks)]);
  probe.child.stdin?.end();
  await later(after);
  const paced = spawn(workload('paced-calls'), ['1', '2000', String(busy)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  paced.stdout.on('data', (part) => {
    text += part;
  });
  const { stdout, stderr } = await probe.ended;
  const told = JSON.parse(stdout) as Probe;
  assert.equal(told.trouble, null, stderr);
  return { told, made: JSON.parse(text) as Paced };
}

/** One figure of a capture. */
async function ask(dir: string, table: string, sql: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `SELECT (${sql})::DOUBLE FROM read_parquet('${join(dir, table)}/part-*.parquet')`,
  );
  return Number(reader.getRows()[0]?.[0]);
}

const manifest = (dir: string) => JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
const record = (more: object) =>
  ({ kind: 'record', preset: null, name: 'a test', note: '', events: false, ...more }) as WindowMessage;

// Two at a time: most of what each does is waiting.
describe('what a window keeps', { concurrency: 2 }, () => {
  test('a recording of the window has every call of the program, and the mark', async () => {
    const { told, made } = await window(
      9,
      [
        [2500, record({ events: true, name: 'Why is this slow?' })],
        [4000, { kind: 'mark', text: 'here' }],
        [8000, { kind: 'end-record', id: 1 }],
      ],
      3500,
      3,
    );
    assert.deepEqual(told.failures, []);
    const [ended] = told.ended;
    assert.equal(ended?.ended, 'asked');
    const dir = ended?.dir ?? '';
    const mine = `WHERE pid = ${made.pid} AND syscall = 'getppid'`;
    assert.equal(await ask(dir, 'syscall', `count(*) FILTER (${mine})`), made.getppid);
    assert.equal(await ask(dir, 'syscalls', `sum(returned) FILTER (${mine})`), made.getppid);
    assert.equal(await ask(dir, 'syscalls_histogram', `sum("count") FILTER (${mine})`), made.getppid);
    const { state, name, marks, losses } = manifest(dir);
    assert.deepEqual(
      [state, name, losses.total, marks[0].text],
      ['complete', 'Why is this slow?', 0, 'here'],
    );
  });

  test('a replay tells what the live window was told, to the row and the nanosecond', async () => {
    const { told, made } = await window(
      9,
      [
        [2000, record({ events: true })],
        [8000, { kind: 'end-record', id: 1 }],
      ],
      3000,
      3,
    );
    assert.deepEqual(told.failures, []);
    const replay = await Replay.open(told.ended[0]?.dir ?? '');
    try {
      const view = await CaptureView.open(replay, loadTracers());
      const names = new Map<number, string>();
      let last = 0;
      let seconds = 0;
      for await (const message of view.seconds()) {
        assert.deepEqual(
          secondDigest(message, names),
          told.digests[message.second],
          `second ${message.second}`,
        );
        last = message.second;
        seconds++;
      }
      assert.ok(seconds >= 4, `${seconds} seconds`);
      const { events, leftOut } = await view.events({ pid: made.pid }, last);
      assert.equal(events.length, 1000);
      assert.ok(leftOut + events.length > made.getppid);
      assert.ok(events.every(({ comm, text }) => comm === 'ringside-paced-' || text.length > 0));
    } finally {
      replay.close();
    }
  });

  test('a save holds what was counted before it was asked for, and armed also each call', async () => {
    const { told, made } = await window(
      9,
      [
        [1500, { kind: 'arm', on: true }],
        [7500, record({ events: true, before: 30, seconds: 30 })],
      ],
      2500,
      3,
    );
    assert.deepEqual(told.failures, []);
    assert.equal(told.captures.flight.armed, true);
    const dir = told.ended[0]?.dir ?? told.captures.recordings[0]?.dir ?? '';
    const mine = `WHERE pid = ${made.pid} AND syscall = 'getppid'`;
    assert.equal(await ask(dir, 'syscalls', `sum(returned) FILTER (${mine})`), made.getppid);
    assert.equal(await ask(dir, 'syscall', `count(*) FILTER (${mine})`), made.getppid);
  });

  test('a long call saves by itself, from before it on', async () => {
    const { told, made } = await window(
      7,
      [[1000, { kind: 'triggers', triggers: [{ kind: 'longer', ms: 1500 }] }]],
      2500,
      2,
    );
    assert.deepEqual(told.failures, []);
    const saved = told.captures.recordings[0];
    assert.match(saved?.trigger ?? '', /^A call took \d/);
    const mine = `WHERE pid = ${made.pid} AND syscall = 'getppid'`;
    assert.equal(await ask(saved?.dir ?? '', 'syscalls', `sum(returned) FILTER (${mine})`), made.getppid);
  });

  test('a question about some calls keeps each of these alone, and counts all', async () => {
    const { told, made } = await window(
      7,
      [
        [1500, record({ events: true, preset: 'some-calls' })],
        [6000, { kind: 'end-record', id: 1 }],
      ],
      2500,
      2,
    );
    assert.deepEqual(told.failures, []);
    const dir = told.ended[0]?.dir ?? '';
    const mine = `WHERE pid = ${made.pid} AND syscall = 'getppid'`;
    const others = "WHERE syscall NOT IN ('getppid', 'openat')";
    assert.equal(await ask(dir, 'syscall', `count(*) FILTER (${mine})`), made.getppid);
    assert.equal(await ask(dir, 'syscalls', `sum(returned) FILTER (${mine})`), made.getppid);
    assert.equal(await ask(dir, 'syscall', `count(*) FILTER (${others})`), 0);
    assert.ok((await ask(dir, 'syscalls', `sum(returned) FILTER (${others})`)) > 1000, 'counts are of all');
    assert.deepEqual(manifest(dir).filter, { calls: 'getppid,openat' });
  });

  test('a question about failures keeps those alone as single calls, and one about long calls only these', async () => {
    // Each is provoked: a machine that rests has neither.
    for (const [preset, only, provoke, its] of [
      ['what-fails', "error <> ''", ['cat', '/nosuch'], "syscall = 'openat' AND error = 'ENOENT'"],
      ['slow-calls', 'duration_ns > 10000000', ['sleep', '0.5'], "syscall = 'clock_nanosleep'"],
    ] as const) {
      let provoker: number | undefined;
      const spawned = later(4000).then(() => {
        const env = { PATH: process.env.PATH, LC_ALL: 'C' };
        provoker = spawn(provoke[0], [provoke[1]], { stdio: 'ignore', env }).pid;
      });
      const { told, made } = await window(
        7,
        [
          [1500, record({ events: true, preset })],
          [6000, { kind: 'end-record', id: 1 }],
        ],
        2500,
        2,
      );
      assert.deepEqual(told.failures, []);
      const dir = told.ended[0]?.dir ?? '';
      const mine = `WHERE pid = ${made.pid} AND syscall = 'getppid'`;
      assert.equal(
        await ask(dir, 'syscalls', `sum(returned) FILTER (${mine})`),
        made.getppid,
        'counts are of all',
      );
      await spawned;
      const rows = await ask(dir, 'syscall', 'count(*)');
      const provoked = `WHERE pid = ${provoker} AND ${its}`;
      assert.equal(
        await ask(dir, 'syscall', `count(*) FILTER (${provoked})`),
        1,
        `${preset} has single calls`,
      );
      assert.equal(await ask(dir, 'syscall', `count(*) FILTER (WHERE ${only})`), rows, preset);
    }
  });
});
