// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { StoreTable } from '../../../src-main/store/columns';
import { Duck } from '../../../src-main/store/duck';
import { partBytes } from '../../../src-main/store/part-bytes';
import { PartFolder } from '../../../src-main/store/part-folder';
import { checkSum } from '../../../src-main/store/part-sum';
import { parquetRows } from '../../support/other-reader';
import { number, outOfOrder, partsOf } from '../../support/plain-duck';

const folder = mkdtempSync(join(tmpdir(), 'ringside-parts-'));
let duck: Duck;
let made = 0;
/** In each suite: the runner of Electron's Node knows no hooks beside them. */
function opens(): void {
  before(async () => {
    duck = await Duck.open(128, 1);
  });
  after(() => duck.closeAll());
}
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

function capture(name = String(made++)): string {
  const dir = join(folder, name);
  mkdirSync(dir);
  return dir;
}

const ROWS = 100;
const second = (at: number, rows = ROWS) =>
  `SELECT ${at}::BIGINT * 1000 + i AS at_ns FROM range(${rows}) t(i)`;

const timeOf = (at: number, row: number) => at * 1_000_000 + row;
/** A second with more columns, by DuckDB and by our own writer. */
const wide = (at: number, rows: number) =>
  `SELECT ${at}::BIGINT * 1000000 + i AS at_ns, i AS nr, 'w' || i % 9 AS word FROM range(${rows}) t(i)`;
const events = (at: number, rows: number) => {
  const from = (hot: string) => ({ from: { hot } });
  const plain = { unit: '', expression: '' };
  const table: StoreTable = {
    ...{ name: 'calls', kind: 'stream', lookups: [] },
    hot: [
      { name: 'at_ns', type: 'BIGINT', field: 'at', element: 0 },
      { name: 'nr', type: 'UINTEGER', field: 'nr', element: 0 },
    ],
    columns: [
      { ...plain, name: 'at_ns', type: 'BIGINT', ...from('at_ns') },
      { ...plain, name: 'nr', type: 'BIGINT', ...from('nr') },
      {
        ...plain,
        name: 'word',
        type: 'VARCHAR',
        from: { hot: 'nr', words: { table: 'texts', word: 'text' } },
      },
    ],
  };
  const data = [
    BigInt64Array.from({ length: rows }, (_, row) => BigInt(timeOf(at, row))),
    Uint32Array.from({ length: rows }, (_, row) => row),
  ];
  return partBytes(table, [{ table: 'calls', rows, data }], {
    process: () => undefined,
    text: (number) => `w${number % 9}`,
  });
};

async function written(dir: string, parts: number): Promise<PartFolder> {
  const table = new PartFolder(dir, 'calls');
  for (let at = 1; at <= parts; at++) await table.write(duck, second(at), BigInt(at));
  return table;
}

describe('a table’s parts', () => {
  opens();
  it('are whole under their name, numbered in order of time, and nothing else is left', async () => {
    const dir = capture();
    const table = await written(dir, 3);
    assert.deepEqual(partsOf(dir, 'calls'), [
      'part-000001.parquet',
      'part-000002.parquet',
      'part-000003.parquet',
    ]);
    assert.deepEqual(readdirSync(dir), ['calls']);
    assert.equal(table.rows, 3 * ROWS);
    assert.equal(
      table.bytes,
      table.parts.reduce((sum, { path }) => sum + statSync(path).size, 0),
    );
  });

  it('are not made of nothing', async () => {
    const dir = capture();
    const table = new PartFolder(dir, 'calls');
    assert.equal(await table.write(duck, second(1, 0), 1n), undefined);
    assert.deepEqual(readdirSync(join(dir, 'calls')), []);
  });

  it('leave nothing behind when writing fails', async () => {
    const dir = capture();
    const table = new PartFolder(dir, 'calls');
    await assert.rejects(table.write(duck, "SELECT error('no') FROM range(10)", 1n));
    assert.deepEqual([...readdirSync(dir), ...partsOf(dir, 'calls')], ['calls']);
    assert.equal(table.rows, 0);
  });

  it('do not bring a deleted capture back', async () => {
    const dir = capture();
    const table = await written(dir, 1);
    rmSync(dir, { recursive: true });
    await assert.rejects(table.write(duck, second(2), 2n));
    assert.throws(() => new PartFolder(dir, 'others'), { code: 'ENOENT' });
    assert.equal(existsSync(dir), false);
  });

  it('are shared by a link, and dropped from the oldest on', async () => {
    const [one, other] = [capture(), capture()];
    const table = await written(one, 2);
    const linked = new PartFolder(other, 'calls');
    for (const part of table.parts) linked.link(part);
    assert.equal(statSync(linked.parts[0]?.path ?? '').ino, statSync(table.parts[0]?.path ?? '').ino);
    const taken = table.takeOldest();
    assert.ok(existsSync(taken?.path ?? ''), 'whoever reads it may go on');
    assert.deepEqual([table.rows, linked.rows], [ROWS, 2 * ROWS]);
    assert.equal(await number(other, 'calls', 'count(*)'), 2 * ROWS);
  });
});

describe('merging', () => {
  opens();
  it('makes one of sixteen neighbours, in order, with every row, under the name of the first', async () => {
    const dir = capture();
    const table = await written(dir, 18);
    const parts = table.mergeable() ?? [];
    assert.deepEqual(
      parts.map((part) => part.number),
      Array.from({ length: 16 }, (_, i) => i + 1),
    );
    assert.equal(await table.merge(async () => duck, parts), true);
    assert.deepEqual(partsOf(dir, 'calls'), [
      'part-000001.parquet',
      'part-000017.parquet',
      'part-000018.parquet',
    ]);
    assert.deepEqual(
      partsOf(dir, 'calls'),
      table.parts.map(({ path }) => path.split('/').at(-1)),
    );
    assert.equal(await number(dir, 'calls', 'count(DISTINCT at_ns)'), 18 * ROWS);
    assert.equal(await outOfOrder(dir, 'calls'), 0);
    assert.equal(table.rows, 18 * ROWS);
    table.tidy();
    assert.deepEqual(readdirSync(dir), ['calls']);
    assert.equal(table.mergeable(), undefined);
  });

  it('lets a part that is written meanwhile come in', async () => {
    const dir = capture();
    const table = await written(dir, 16);
    const slow = await duck.another();
    const merging = table.merge(async () => duck, table.mergeable() ?? []);
    for (let at = 17; at < 27; at++) await table.write(slow, second(at), BigInt(at));
    assert.equal(await merging, true);
    slow.close();
    assert.equal(await number(dir, 'calls', 'count(DISTINCT at_ns)'), 26 * ROWS);
    assert.equal(await number(dir, 'calls', 'count(*)'), 26 * ROWS);
  });

  it('takes no column from a folder called a=b, and no pattern from its path', async () => {
    const dir = join(capture(), 'day=1 [x]*');
    mkdirSync(dir);
    const table = await written(dir, 16);
    assert.equal(await table.merge(async () => duck, table.mergeable() ?? []), true);
    const [path] = table.parts.map((part) => part.path.replaceAll(/[[\]*]/g, '?'));
    const rows = await duck.rows(`SELECT name FROM parquet_schema('${path}') WHERE type IS NOT NULL`);
    assert.deepEqual(rows, [{ name: 'at_ns' }]);
  });

  it('that fails leaves the parts as they were', async () => {
    const dir = capture();
    const table = await written(dir, 16);
    const before = partsOf(dir, 'calls');
    const [first] = table.parts;
    rmSync(first?.path ?? '');
    await assert.rejects(table.merge(async () => duck, table.parts.slice(0, 16)));
    assert.deepEqual(partsOf(dir, 'calls'), before.slice(1));
    assert.deepEqual(readdirSync(dir), ['calls']);
  });

  it('of many rows copies row groups as they are, of whoever wrote them', async () => {
    const dir = capture();
    const table = await written(dir, 0);
    const rows = 40_000;
    for (let at = 1; at <= 16; at++)
      if (at % 5 === 2) await table.write(duck, wide(at, rows), BigInt(at));
      else table.put(events(at, rows), rows, BigInt(at));
    const groups = async () =>
      duck.rows(
        `SELECT row_group_num_rows::INTEGER AS rows, path_in_schema AS name, total_compressed_size::INTEGER AS bytes,
           stats_min_value AS least, encodings FROM parquet_metadata([${table.parts.map(({ path }) => `'${path}'`)}])`,
      );
    const before = await groups();
    assert.equal(await table.merge(async () => duck, table.mergeable() ?? []), true);
    assert.deepEqual(partsOf(dir, 'calls'), ['part-000001.parquet']);
    assert.deepEqual(await groups(), before);
    assert.equal(await outOfOrder(dir, 'calls'), 0);
    const [found] = await duck.rows(
      `SELECT count(*)::INTEGER AS n, count(DISTINCT at_ns)::INTEGER AS times, sum((word = 'w' || nr % 9)::INTEGER)::INTEGER AS words,
         sum(nr)::BIGINT AS sum FROM '${table.parts[0]?.path}'`,
    );
    const sum = (BigInt(rows) * BigInt(rows - 1)) / 2n;
    assert.deepEqual(found, { n: 16 * rows, times: 16 * rows, words: 16 * rows, sum: 16n * sum });
    const others = await parquetRows(table.parts[0]?.path ?? '');
    assert.equal(others.length, 16 * rows);
    for (const row of [0, rows, 16 * rows - 1])
      assert.deepEqual(others[row], {
        at_ns: BigInt(timeOf(1 + Math.floor(row / rows), row % rows)),
        nr: BigInt(row % rows),
        word: `w${(row % rows) % 9}`,
      });
    assert.equal(await checkSum(table.parts[0]?.path ?? ''), 'sound');
    assert.equal(table.rows, 16 * rows);
  });

  it('of many rows leaves parts as they are where one has a flipped bit, and unpacks those of another schema', async () => {
    for (const other of [false, true]) {
      const dir = capture();
      const table = await written(dir, 0);
      for (let at = 1; at <= 16; at++)
        await table.write(duck, at === 9 && other ? `${second(at, 40_000)}` : wide(at, 40_000), BigInt(at));
      const path = table.parts[4]?.path ?? '';
      const file = readFileSync(path);
      if (!other) writeFileSync(path, file.fill((file[1000] ?? 0) ^ 1, 1000, 1001));
      const before = partsOf(dir, 'calls');
      await assert.rejects(
        table.merge(async () => duck, table.parts.slice(0, 16)),
        other ? /schema|column/i : /part-000005.parquet is not as it was written/,
      );
      assert.deepEqual(partsOf(dir, 'calls'), before);
      assert.deepEqual(readdirSync(dir), ['calls']);
    }
  });

  it('loses no row and repeats none for who listed the folder before, and looks at each name before or after', async () => {
    for (let before = 0; before <= 18; before++) {
      const dir = capture();
      const table = await written(dir, 18);
      const names = partsOf(dir, 'calls');
      assert.equal(await table.merge(async () => duck, table.mergeable() ?? []), true);
      // As engines do: what is not found is left out, what was found is opened.
      const there = (name: string) => existsSync(join(dir, 'calls', name));
      const found = names.filter((name, at) => at < before || there(name));
      const files = found.map((name) => `'${join(dir, 'calls', name)}'`);
      const read = duck.rows(
        `SELECT count(at_ns)::INT AS n, count(DISTINCT at_ns)::INT AS times FROM read_parquet([${files}])`,
      );
      if (before > 1) await assert.rejects(read, /No (such file|files found)/);
      else assert.deepEqual(await read, [{ n: 18 * ROWS, times: 18 * ROWS }]);
    }
  });

  it('is one step for whoever reads all the time: never a row less, never a row twice', async () => {
    const dir = capture();
    const table = await written(dir, 1);
    const reader = fork(join(__dirname, '../../support/counting-reader.js'), [dir, 'calls']);
    const ended = told(reader);
    await looked(reader);
    for (let at = 2; at <= 200; at++) {
      await table.write(duck, second(at), BigInt(at));
      const parts = table.mergeable();
      if (!parts) continue;
      // A look that began before the merge, and one that began after it.
      await Promise.all([looked(reader), table.merge(async () => duck, parts)]);
      await looked(reader);
    }
    reader.send('end');
    const { looks, merged, wrong } = await ended;
    assert.deepEqual(wrong, []);
    assert.ok(looks >= 24 && merged > 0, `${looks} looks, ${merged} of them met a merged part`);
  });
});

interface Told {
  readonly looks: number;
  readonly merged: number;
  readonly wrong: readonly string[];
}

const told = (child: ChildProcess): Promise<Told> =>
  new Promise((resolve) => child.on('message', (message: Told) => message.wrong && resolve(message)));

let looks = 0;
/** A look is over that began after this was asked. */
function looked(child: ChildProcess): Promise<void> {
  const number = ++looks;
  return new Promise((resolve) => {
    const hear = (message: { number?: number }) => {
      if (message.number !== number) return;
      child.off('message', hear);
      resolve();
    };
    child.on('message', hear);
    child.send(number);
  });
}
