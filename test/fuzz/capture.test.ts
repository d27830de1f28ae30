// SPDX-License-Identifier: Apache-2.0
// Manifests and parts with random damage, read in the cage: an answer or a Failure, never anything else, and the
// process stays within its memory. `npm run test:long` goes on for ten thousand captures.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Replay } from '../../src-main/replay/client';
import { Failure } from '../../src-main/shared/failure';
import { readManifest } from '../../src-main/store/manifest';
import { LONG } from '../support/long';
import { makeCapture } from '../support/make-capture';

const CAPTURES = LONG ? 10_000 : 60;
const MANIFESTS = LONG ? 1_000_000 : 5_000;
const PEAK_MIB_MOST = 1024;

const folder = mkdtempSync(join(tmpdir(), 'ringside-fuzz-'));
const pristine = join(folder, 'pristine');
before(() => makeCapture(pristine));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Told with each failure, so that it can be had again. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39) >>> 0;
    return Math.floor((mixed / 2 ** 32) * below);
  };
}

/** Bits flipped, stretches cut, doubled, or filled. */
function damaged(bytes: Buffer, random: (below: number) => number): Buffer {
  let result = Buffer.from(bytes);
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(result.length);
    const end = Math.min(result.length, at + 1 + random(64));
    switch (random(5)) {
      case 0:
        result = Buffer.concat([result.subarray(0, at), result.subarray(end)]);
        break;
      case 1:
        result = Buffer.concat([result.subarray(0, end), result.subarray(at)]);
        break;
      case 2:
        result.fill([0, 0x7f, 0x80, 0xff][random(4)] as number, at, end);
        break;
      default:
        result[at] = (result[at] ?? 0) ^ (1 << random(8));
    }
    if (!result.length) result = Buffer.from([0]);
  }
  return result;
}

/** MiB, of the caged process; 0 when it has ended. */
function peak(replay: Replay): number {
  try {
    const status = readFileSync(`/proc/${replay.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function readAll(dir: string): Promise<{ answered: boolean; peakMiB: number }> {
  let replay: Replay | undefined;
  try {
    replay = await Replay.open(dir, { limitMs: 20_000 });
    for (const { name, columns } of replay.tables.values())
      await replay.rows(
        `SELECT count(*), ${columns.map((column) => `max("${column.name}")`).join(', ')} FROM "${name}"`,
      );
    return { answered: true, peakMiB: peak(replay) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { answered: false, peakMiB: replay ? peak(replay) : 0 };
  } finally {
    replay?.close();
  }
}

test('no damage to a capture does more than make it unreadable', async (context) => {
  const files = ['manifest.json', 'syscall/part-000001.parquet', 'ticks/part-000001.parquet'];
  const total = { answered: 0, refused: 0 };
  let highest = 0;
  const seed = 1 + Math.floor(Math.random() * 2 ** 31);
  const random = generator(seed);
  const dir = join(folder, 'damaged');
  for (let round = 0; round < CAPTURES; round++) {
    rmSync(dir, { recursive: true, force: true });
    cpSync(pristine, dir, { recursive: true });
    for (const file of files)
      if (random(2)) writeFileSync(join(dir, file), damaged(readFileSync(join(dir, file)), random));
    const { answered, peakMiB } = await readAll(dir);
    total[answered ? 'answered' : 'refused']++;
    highest = Math.max(highest, peakMiB);
  }
  context.diagnostic(`seed ${seed}: ${JSON.stringify(total)}, at most ${highest.toFixed(0)} MiB`);
  assert.ok(highest > 10 && highest < PEAK_MIB_MOST, `seed ${seed}: ${highest} MiB`);
  assert.ok(total.answered > 0, `seed ${seed}`);
});

test('no damaged manifest gives anything but a manifest or a Failure', (context) => {
  const sound = readFileSync(join(pristine, 'manifest.json'));
  const seed = 1 + Math.floor(Math.random() * 2 ** 31);
  const random = generator(seed);
  const dir = join(folder, 'manifests');
  mkdirSync(dir);
  let read = 0;
  for (let round = 0; round < MANIFESTS; round++) {
    writeFileSync(join(dir, 'manifest.json'), damaged(sound, random));
    try {
      const manifest = readManifest(dir);
      assert.doesNotMatch(JSON.stringify({ ...manifest, note: '' }), /\p{Cc}/u);
      read++;
    } catch (error) {
      assert.ok(error instanceof Failure, `seed ${seed}: ${(error as Error).stack}`);
    }
  }
  context.diagnostic(`seed ${seed}: ${read} of ${MANIFESTS} were read`);
  assert.ok(read > 0 && read < MANIFESTS, 'some damage is harmless, some is not');
});
