// SPDX-License-Identifier: Apache-2.0
// Bits that flip in a part after it was written: each is noticed, wherever it is, and its part is left out by name.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Capture } from '../../../src-main/store/capture';
import { Duck } from '../../../src-main/store/duck';
import { PartFolder } from '../../../src-main/store/part-folder';
import { checkSum } from '../../../src-main/store/part-sum';
import { manifestDocument, ticksTable } from '../../support/make-capture';
import { parquetRows } from '../../support/other-reader';

const folder = mkdtempSync(join(tmpdir(), 'ringside-sums-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let made = 0;

const PARTS = 3;
const ROWS = 2000;
/** Rows of such a second that flips make other numbers of, not nonsense: DuckDB reads them without a word. */
const second = (at: number, rows: number) =>
  `SELECT ${at}::BIGINT * 1000000 + i AS at_ns, (hash(i) % 100000)::BIGINT AS events FROM range(${rows}) t(i)`;

/** A capture with one table, written as a recording writes it; `sums` is what its manifest says. */
async function capture(
  sums: string | undefined,
  rows = ROWS,
  parts = PARTS,
): Promise<{ dir: string; table: PartFolder }> {
  const dir = join(folder, String(made++));
  mkdirSync(dir);
  const duck = await Duck.open(256, 1);
  const table = new PartFolder(dir, 'ticks');
  for (let at = 1; at <= parts; at++) await table.write(duck, second(at, rows), BigInt(at));
  duck.closeAll();
  const manifest = manifestDocument({ ticks: ticksTable(0) });
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ ...manifest, part_sums: sums }));
  return { dir, table };
}

const part = (dir: string, place = 2) => join(dir, 'ticks', `part-00000${place}.parquet`);

function flip(file: string, byte: number, bit = 0): void {
  const bytes = readFileSync(file);
  bytes[byte] = (bytes[byte] ?? 0) ^ (1 << bit);
  writeFileSync(file, bytes);
}

async function total(dir: string): Promise<{ rows: number; problems: readonly string[] }> {
  const opened = await Capture.open(dir);
  try {
    const { rows } = await opened.rows('SELECT count(*)::INTEGER, sum(events) FROM ticks');
    return { rows: Number(rows[0]?.[0]), problems: opened.problems };
  } finally {
    opened.close();
  }
}

describe('the sum of a part', () => {
  it('is sound as written, and any one bit that flips makes it differ or be gone', async () => {
    const { dir } = await capture('sha1');
    const file = part(dir);
    assert.equal(await checkSum(file), 'sound');
    const { size } = statSync(file);
    const sound = readFileSync(file);
    // All of the footer, and as many places of the pages.
    const places = [
      ...Array.from({ length: 700 }, (_, at) => size - 1 - at),
      ...Array.from({ length: 700 }, (_, at) => Math.floor((at * (size - 700)) / 700)),
    ];
    for (const [times, at] of places.entries()) {
      flip(file, at, times % 8);
      assert.notEqual(await checkSum(file), 'sound', `byte ${at} of ${size}`);
      writeFileSync(file, sound);
    }
  });

  it('is a text that others read or pass over', async () => {
    const { dir } = await capture('sha1');
    const duck = await Duck.open(128, 1);
    const [row] = await duck.rows(
      `SELECT key::VARCHAR AS key, value::VARCHAR AS value FROM parquet_kv_metadata('${part(dir)}')`,
    );
    duck.closeAll();
    assert.equal(row?.key, 'ringside_sum');
    assert.match(String(row?.value), /^sha1:[0-9a-f]{40}$/);
    assert.equal((await parquetRows(part(dir))).length, ROWS);
  });

  it('goes with the part: linked and merged', async () => {
    const { dir, table } = await capture('sha1');
    mkdirSync(`${dir}-linked`);
    const other = new PartFolder(`${dir}-linked`, 'ticks');
    for (const one of table.parts) other.link(one);
    assert.equal(await checkSum(part(`${dir}-linked`)), 'sound');
    const duck = await Duck.open(128, 1);
    assert.equal(await table.merge(async () => duck, table.parts), true);
    duck.closeAll();
    assert.equal(await checkSum(table.parts[0]?.path ?? ''), 'sound');
  });

  it('is not made anew for a part that rotted before it was merged', async () => {
    const { dir, table } = await capture('sha1');
    flip(part(dir), 300);
    const duck = await Duck.open(128, 1);
    await assert.rejects(
      table.merge(async () => duck, table.parts),
      /ticks\/part-000002\.parquet is not as it was written/,
    );
    duck.closeAll();
    assert.equal(table.parts.length, PARTS);
  });
});

describe('a capture with a flipped bit', () => {
  it('leaves the part out and names it, though DuckDB reads it without a word', async () => {
    const { dir } = await capture('sha1');
    const file = part(dir);
    const sound = readFileSync(file);
    let unnoticed = 0;
    for (let at = 200; at < 5000; at += 100) {
      flip(file, at);
      const duck = await Duck.open(128, 1);
      unnoticed += await duck.rows(`SELECT sum(events), sum(at_ns) FROM '${file}'`).then(
        () => 1,
        () => 0,
      );
      duck.closeAll();
      const { rows, problems } = await total(dir);
      assert.equal(rows, (PARTS - 1) * ROWS, `byte ${at}`);
      assert.match(problems.join(), /ticks\/part-000002\.parquet was left out/);
      writeFileSync(file, sound);
    }
    assert.ok(unnoticed > 0, 'some of them only the sum tells');
    assert.deepEqual(await total(dir), { rows: PARTS * ROWS, problems: [] });
  });

  it('of many bytes: is not read to open it, only before the first answer', async () => {
    const { dir } = await capture('sha1', 1_500_000);
    assert.ok(statSync(part(dir)).size * PARTS > 16 * 1024 * 1024);
    flip(part(dir), 1_000_000);
    const opened = await Capture.open(dir);
    assert.deepEqual(opened.problems, []);
    await opened.rows('SELECT 1');
    assert.deepEqual(opened.problems, [], 'this asks no table');
    const chunks = opened.chunks('FROM TICKS SELECT count(*)::INTEGER AS n');
    const { value } = await chunks.next();
    await chunks.return(undefined);
    assert.equal(Number(value?.columns[0]?.values[0]), (PARTS - 1) * 1_500_000);
    assert.match(opened.problems.join(), /its bytes are no longer those that were written/);
    opened.close();
  });

  it('that takes the sum’s name away: the manifest says that there was one', async () => {
    const { dir } = await capture('sha1');
    flip(part(dir), readFileSync(part(dir)).lastIndexOf('ringside_sum'));
    const { rows, problems } = await total(dir);
    assert.equal(rows, (PARTS - 1) * ROWS);
    assert.match(problems.join(), /its sum is gone/);
  });
});

describe('a capture of an earlier version, or of another writer', () => {
  it('has no sums, and is taken as it is', async () => {
    const { dir } = await capture(undefined);
    const other = `${dir}-other`;
    cpSync(dir, other, { recursive: true });
    const duck = await Duck.open(128, 1);
    await duck.run(`COPY (${second(2, ROWS)}) TO '${part(other)}' (FORMAT parquet)`);
    duck.closeAll();
    assert.equal(await checkSum(part(other)), 'none');
    assert.deepEqual(await total(other), { rows: PARTS * ROWS, problems: [] });
  });
});
