// SPDX-License-Identifier: Apache-2.0
// Captures that are spoilt, or made to do harm: each opens in part or says why not; nothing outside changes, and the
// process that reads it stays within its memory. Peaks are the kernel's own (VmHWM).

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Replay } from '../../../src-main/replay/client';
import { Failure } from '../../../src-main/shared/failure';
import {
  callsTable,
  makeCapture,
  manifestDocument,
  ticksTable,
  writeParquet,
} from '../../support/make-capture';

/** What the process may take by its limits: DuckDB's 256 MiB, 640 MiB beside it, and the pages of files. */
const PEAK_MIB_MOST = 1024;

const folder = mkdtempSync(join(tmpdir(), 'ringside-hostile-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const pristine = join(folder, 'pristine');
const outside = join(folder, 'outside');
const ready = makeCapture(pristine).then(() => writeFileSync(outside, 'untouched'));
let made = 0;

function copy(): string {
  const dir = join(folder, `capture-${made++}`);
  cpSync(pristine, dir, { recursive: true });
  return dir;
}

const part = (dir: string, number: number, table = 'syscall') =>
  join(dir, table, `part-00000${number}.parquet`);

interface Outcome {
  readonly rows: number | undefined;
  readonly problems: readonly string[];
  readonly failure: Failure | undefined;
  readonly peakMiB: number;
}

/** Opens it, reads all of each table, and looks whether anything else changed. */
async function read(dir: string): Promise<Outcome> {
  const before = readdirSync(folder).sort();
  let peakMiB = 0;
  let replay: Replay | undefined;
  const measure = () => {
    const status = replay?.pid === undefined ? '' : readFileSync(`/proc/${replay.pid}/status`, 'utf8');
    peakMiB = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  };
  try {
    replay = await Replay.open(dir, { limitMs: 60_000 });
    let rows = 0;
    for (const { name, columns } of replay.tables.values()) {
      const sums = columns.map((column) => `max("${column.name}")`).join(', ');
      const result = await replay.rows(`SELECT count(*), ${sums} FROM "${name}"`);
      rows += Number(result.rows[0]?.[0]);
    }
    measure();
    return { rows, problems: (await replay.describe()).problems, failure: undefined, peakMiB };
  } catch (error) {
    assert.ok(error instanceof Failure, String((error as Error).stack));
    return { rows: undefined, problems: [], failure: error, peakMiB };
  } finally {
    replay?.close();
    assert.deepEqual(readdirSync(folder).sort(), before, 'nothing came or went beside it');
    assert.equal(readFileSync(outside, 'utf8'), 'untouched');
  }
}

const isShown = (texts: readonly string[]) => texts.every((text) => !/[\p{Cc}\u202e]/u.test(text));

/** It opened, but for some parts, which are named. */
function inPart(outcome: Outcome, rows: number, why: RegExp): void {
  assert.equal(outcome.failure, undefined);
  assert.equal(outcome.rows, rows);
  assert.ok(
    outcome.problems.some((problem) => why.test(problem)),
    outcome.problems.join('\n'),
  );
  assert.ok(isShown(outcome.problems));
  assert.ok(outcome.peakMiB > 10 && outcome.peakMiB < PEAK_MIB_MOST, `${outcome.peakMiB} MiB`);
}

describe('a spoilt capture', () => {
  before(() => ready);

  it('with a part that is cut off opens without it, wherever it was cut', async () => {
    const whole = readFileSync(part(pristine, 2)).length;
    for (const length of [0, 1, 3, 4, 8, 100, whole >> 1, whole - 9, whole - 8, whole - 1]) {
      const dir = copy();
      truncateSync(part(dir, 2), length);
      inPart(await read(dir), 2003, /syscall\/part-000002.parquet was left out/);
    }
  });

  it('with flipped bits opens in part or says why not', async () => {
    const dir = copy();
    const sound = readFileSync(part(dir, 1));
    const outcomes = { same: 0, without: 0, failed: 0 };
    for (let round = 0; round < 15; round++) {
      const bad = Buffer.from(sound);
      for (let flips = 0; flips < 1 + (round % 4); flips++) {
        const bit = Math.floor(Math.random() * bad.length * 8);
        bad[bit >> 3] = (bad[bit >> 3] as number) ^ (1 << (bit & 7));
      }
      writeFileSync(part(dir, 1), bad);
      const { rows, failure, peakMiB } = await read(dir);
      assert.ok(peakMiB < PEAK_MIB_MOST);
      if (failure) outcomes.failed++;
      else if (rows === 3003) outcomes.same++;
      else outcomes.without++;
    }
    assert.ok(outcomes.without > 0, `some were noticed: ${JSON.stringify(outcomes)}`);
  });

  it('with broken data behind a sound footer answers from the rest', async () => {
    const dir = copy();
    const bytes = readFileSync(part(dir, 3));
    bytes.fill(0xff, 4, bytes.length >> 1);
    writeFileSync(part(dir, 3), bytes);
    inPart(await read(dir), 2003, /syscall\/part-000003.parquet was left out/);
  });

  it('with other columns in a part, or foreign Parquet, opens without it', async () => {
    const dir = copy();
    await writeParquet(part(dir, 4), 'SELECT 1 AS something, [1, 2] AS nested');
    await writeParquet(part(dir, 5), 'SELECT 1::BIGINT AS at_ns');
    await writeParquet(part(dir, 6), 'SELECT 1 AS "a\' ; DROP\u001b[2J"');
    mkdirSync(join(dir, 'foreign'));
    await writeParquet(part(dir, 1, 'foreign'), "SELECT {'a': 1} AS s");
    const outcome = await read(dir);
    inPart(outcome, 3003, /part-000004.parquet was left out: its column "nested"/);
    inPart(outcome, 3003, /part-000005.parquet was left out: it has other columns/);
    inPart(outcome, 3003, /part-000006.parquet was left out: .*cannot be the name of a column/);
  });
});

describe('a capture made to do harm', () => {
  before(() => ready);

  it('as a zip, a text or a device in place of a folder is none', async () => {
    const zip = join(folder, 'capture.zip');
    writeFileSync(zip, 'PK\u0003\u0004');
    for (const path of [zip, '/dev/null', '/dev/zero'])
      assert.match((await read(path)).failure?.what ?? '', /not a capture/);
  });

  it('with links, FIFOs, devices and folders as parts reads none of them', async () => {
    const dir = copy();
    symlinkSync('/etc/passwd', part(dir, 4));
    symlinkSync(part(pristine, 1), part(dir, 5));
    assert.equal(spawnSync('mkfifo', [part(dir, 6)]).status, 0);
    mkdirSync(part(dir, 7));
    if (process.getuid?.() === 0) assert.equal(spawnSync('mknod', [part(dir, 8), 'c', '1', '5']).status, 0);
    symlinkSync('/etc', join(dir, 'etc'));
    symlinkSync(join(pristine, 'ticks'), join(dir, 'linked'));
    const outcome = await read(dir);
    for (const name of ['part-000004', 'part-000005', 'part-000006', 'part-000007'])
      inPart(outcome, 3003, new RegExp(`${name}.parquet is not a regular file`));
    inPart(outcome, 3003, /"etc" is neither a folder nor a file/);
  });

  it('with a link as its manifest does not follow it', async () => {
    const dir = copy();
    rmSync(join(dir, 'manifest.json'));
    symlinkSync(outside, join(dir, 'manifest.json'));
    inPart(await read(dir), 3003, /manifest.json cannot be used/);
  });

  it('with names that climb or hold control codes leaves those out', async () => {
    const dir = copy();
    for (const name of [
      '..x',
      'a\u001b[2J',
      '-rf',
      'a b',
      "a'b",
      'A',
      '\u202etxt',
      `x${'y'.repeat(200)}`,
      'a;drop',
    ])
      mkdirSync(join(dir, name));
    const climbing = { ...manifestDocument({}), tables: { '../../outside': {} } };
    writeFileSync(join(dir, 'manifest.json'), JSON.stringify(climbing));
    const outcome = await read(dir);
    inPart(outcome, 3003, /"a\\u\{1b\}\[2J" cannot be the name of a table/);
    inPart(outcome, 3003, /manifest.json cannot be used/);
  });

  it('with ten thousand tables opens a thousand of them', async () => {
    const dir = copy();
    rmSync(join(dir, 'manifest.json'));
    for (let table = 0; table < 10_000; table++) mkdirSync(join(dir, `t${table}`));
    inPart(await read(dir), 3000, /more than 1000 tables/);
  });

  it('with a hundred-megabyte manifest, or one a million deep, opens without it', async () => {
    for (const text of [
      ' '.repeat(100_000_000),
      `{"filter":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`,
    ]) {
      const dir = copy();
      writeFileSync(join(dir, 'manifest.json'), text);
      inPart(await read(dir), 3003, /manifest.json cannot be used/);
    }
  });

  it('with parts that unpack to a thousand times their size stays within its memory', async () => {
    const dir = copy();
    const texts = `SELECT at_ns, duration_ns, pid, repeat('x', 1000000) AS comm, syscall, result, errno, error, is_compat
      FROM (${callsTable(1, 500).part(4)})`;
    await writeParquet(part(dir, 4), texts, 'COMPRESSION zstd, ROW_GROUP_SIZE 2048');
    const many = 'SELECT 5::BIGINT AS at_ns, 1::BIGINT AS events FROM range(20000000)';
    await writeParquet(part(dir, 4, 'ticks'), many, 'COMPRESSION zstd, ROW_GROUP_SIZE 5000000');
    const outcome = await read(dir);
    assert.equal(outcome.rows, 20_003_503, outcome.failure?.why);
    assert.ok(outcome.peakMiB < PEAK_MIB_MOST, `${outcome.peakMiB} MiB`);
  });

  it('answers no query beyond its memory, and asks for nothing outside', async () => {
    const replay = await Replay.open(copy(), { limitMs: 60_000 });
    try {
      for (const sql of [
        `SELECT * FROM read_text('${outside}')`,
        `COPY syscall TO '${join(folder, 'new')}'`,
        "SELECT string_agg(repeat('x', 1000000), '') FROM range(100000)",
        'SELECT list(a.at_ns) FROM syscall a, syscall b, syscall c',
      ])
        await assert.rejects(replay.rows(sql), Failure, sql);
    } finally {
      replay.close();
    }
    assert.ok(!existsSync(join(folder, 'new')));
  });

  it('that is exchanged while it is open still gives an answer or a reason', async () => {
    const dir = copy();
    const replay = await Replay.open(dir, { limitMs: 60_000 });
    try {
      rmSync(join(dir, 'syscall'), { recursive: true });
      symlinkSync('/etc', join(dir, 'syscall'));
      await replay
        .rows('SELECT count(*) FROM syscall')
        .catch((error: unknown) => assert.ok(error instanceof Failure));
      renameSync(dir, `${dir}-gone`);
      const ticks = await replay.rows('SELECT count(*) FROM ticks');
      assert.equal(ticks.rows[0]?.[0], BigInt(ticksTable(3).parts));
    } finally {
      replay.close();
    }
  });
});
