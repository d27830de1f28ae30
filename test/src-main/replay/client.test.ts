// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Replay, type ReplayOptions } from '../../../src-main/replay/client';
import { Failure } from '../../../src-main/shared/failure';
import { Capture } from '../../../src-main/store/capture';
import { makeCapture } from '../../support/make-capture';
import { hasEnded, waitFor } from '../../support/processes';

/** Computes for hours, in little memory. */
const ENDLESS = 'SELECT max(sin(range)) FROM range(1000000000000000)';

const folder = mkdtempSync(join(tmpdir(), 'ringside-replay-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const dir = join(folder, 'capture');
/** Not by a hook of the file: the Node of Electron 25 knows only those of a suite. */
const ready = makeCapture(dir);

const isFailure = (pattern: RegExp) => (error: unknown) =>
  error instanceof Failure && pattern.test(`${error.what} ${error.why}`) && error.mend.length > 0;

describe('a capture in a cage', () => {
  before(() => ready);
  let replay: Replay;
  let capture: Capture;
  before(async () => {
    [replay, capture] = await Promise.all([Replay.open(dir, { limitMs: 60_000 }), Capture.open(dir)]);
  });
  after(() => {
    replay.close();
    capture.close();
  });

  it('is described as in our own process', () => {
    assert.deepEqual(replay.manifest, capture.manifest);
    assert.deepEqual(replay.tables, capture.tables);
    assert.deepEqual(replay.problems, capture.problems);
  });

  it('gives the same rows', async () => {
    for (const [sql, most] of [
      ['SELECT * FROM syscall ORDER BY at_ns', 10_000],
      ['SELECT * FROM syscall ORDER BY at_ns', 10],
      ["SELECT sum(result), avg(duration_ns), DATE '2026-01-02' FROM syscall", 10],
      ['SELECT pid FROM syscall WHERE false', 10],
    ] as const)
      assert.deepEqual(await replay.rows(sql, [], most), await capture.rows(sql, [], most));
    const params = [9007199254740993n, 'prog3'];
    const sql = 'SELECT count(*) FROM syscall WHERE result = ? AND comm = ?';
    assert.deepEqual(await replay.rows(sql, params), await capture.rows(sql, params));
  });

  it('gives the same chunks', async () => {
    const sql = 'SELECT at_ns, error, is_compat FROM syscall ORDER BY at_ns';
    const theirs = capture.chunks(sql);
    for await (const chunk of replay.chunks(sql)) assert.deepEqual(chunk, (await theirs.next()).value);
    assert.equal((await theirs.next()).done, true);
  });

  it('streams no further than it is listened to', async () => {
    let chunks = 0;
    for await (const { rows } of replay.chunks('SELECT * FROM range(1000000000000)')) {
      assert.equal(rows, 2048);
      if (++chunks === 50) break;
    }
    assert.equal((await replay.rows('SELECT 1 AS one')).rows[0]?.[0], 1);
  });

  it('answers several at once', async () => {
    const asked = Array.from({ length: 20 }, (_, index) => replay.rows('SELECT ? + 1', [index]));
    assert.deepEqual(
      (await Promise.all(asked)).map(({ rows }) => Number(rows[0]?.[0])),
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it('tells what is wrong with a query as a Capture does', async () => {
    for (const sql of ['SELEC 1', 'SELECT * FROM missing', "COPY syscall TO '/tmp/never'", '']) {
      const [ours, theirs] = await Promise.all(
        [replay, capture].map((source) => source.rows(sql).catch((error: unknown) => error as Failure)),
      );
      assert.ok(ours instanceof Failure && theirs instanceof Failure);
      assert.deepEqual(
        [ours.what, ours.why, ours.mend, ours.exitCode],
        [theirs.what, theirs.why, theirs.mend, theirs.exitCode],
      );
    }
  });

  it('ends a query by its signal', async () => {
    const stop = new AbortController();
    const asked = replay.rows(ENDLESS, [], 1, stop.signal);
    setTimeout(() => stop.abort(), 50);
    await assert.rejects(asked, isFailure(/ended/));
    assert.equal((await replay.rows('SELECT 1')).rows.length, 1);
  });
});

/** Closed whatever comes of it: an open one would keep the test alive. */
async function opened(
  options: Partial<ReplayOptions>,
  use: (replay: Replay) => Promise<void>,
): Promise<void> {
  const replay = await Replay.open(dir, options);
  try {
    await use(replay);
  } finally {
    replay.close();
  }
}

describe('the caged process', () => {
  before(() => ready);
  it('ends a query at its time limit, and goes on', () =>
    opened({ limitMs: 300 }, async (replay) => {
      await assert.rejects(replay.rows(ENDLESS), isFailure(/longer than 0.3 s/));
      assert.equal((await replay.rows('SELECT 1')).rows.length, 1);
    }));

  it('whose death is a Failure, of what is under way and of what comes later', () =>
    opened({}, async (replay) => {
      const asked = assert.rejects(replay.rows(ENDLESS), isFailure(/has ended/));
      process.kill(replay.pid as number, 'SIGSEGV');
      await asked;
      await assert.rejects(replay.rows('SELECT 1'), isFailure(/crashed/));
    }));

  it('whose CPU time is used up says so', () =>
    opened({ cpuSeconds: 2 }, (replay) =>
      assert.rejects(replay.rows(ENDLESS), isFailure(/CPU time|ended from outside/)),
    ));

  it('ends when it is closed', () =>
    opened({}, async (replay) => {
      replay.close();
      await waitFor('its end', () => (hasEnded(replay.pid as number) ? true : undefined), 10_000);
    }));

  it('says why a folder is no capture', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await assert.rejects(Replay.open(empty), isFailure(/not a capture/));
    await assert.rejects(Replay.open(join(folder, 'missing')), isFailure(/nothing of this name/));
    mkdirSync(join(folder, 'newer'));
    writeFileSync(join(folder, 'newer/manifest.json'), '{"format": 9}');
    await assert.rejects(Replay.open(join(folder, 'newer')), isFailure(/format 9/));
  });
});
