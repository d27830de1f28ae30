// SPDX-License-Identifier: Apache-2.0
// Captures of several hosts in one tree are read whole by engines that know nothing of Ringside: DuckDB, with the
// statements of the document as they stand there, and hyparquet.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { ROOT } from '../../../src-main/helper/native';
import { callsTables } from '../../support/calls-capture';
import { inFolder } from '../../support/exporting';
import { makeCapture } from '../../support/make-capture';
import { parquetRows } from '../../support/other-reader';

const DOCUMENT = join(ROOT, 'src-main/store/analyse-elsewhere.md');
const HOSTS = [
  { host: 'web-1', date: '2026-11-24', rows: 50, offset: 1_764_000_000_000_000_000n },
  { host: 'web-2', date: '2026-11-24', rows: 70, offset: 1_764_000_100_000_000_000n },
  { host: 'web-2', date: '2026-11-25', rows: 90, offset: 1_764_086_400_000_000_000n },
] as const;
const PARTS = 3;

async function tree(folder: string): Promise<void> {
  for (const { host, date, rows, offset } of HOSTS) {
    const dir = join(folder, 'captures', `host=${host}`, `date=${date}`);
    mkdirSync(join(dir, '..'), { recursive: true });
    await makeCapture(dir, callsTables(rows));
    const path = join(dir, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    manifest.clocks.unix_minus_boot_ns = String(offset);
    writeFileSync(path, JSON.stringify(manifest));
  }
}

/** The statements under the heading of an engine. */
function statements(engine: string): string[] {
  const section = readFileSync(DOCUMENT, 'utf8').split(`## ${engine}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split(/\n{2,}|^\n/)
    .filter((block) => block.startsWith('    '))
    .map((block) => block.replace(/^ {4}/gm, ''));
}

test('DuckDB: the statements of the document, over all hosts', async () => {
  await inFolder(async (folder) => {
    await tree(folder);
    const written = statements('DuckDB');
    assert.equal(written.length, 2);
    const [byCall, onOneLine] = written.map((sql) =>
      sql.replaceAll("'captures/", `'${folder}/captures/`),
    ) as [string, string];
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      const calls = (await connection.runAndReadAll(byCall)).getRowObjects();
      const sum = (host: string) =>
        calls.filter((row) => row.host === host).reduce((all, row) => all + Number(row.calls), 0);
      assert.equal(sum('web-1'), 50 * PARTS);
      assert.equal(sum('web-2'), 70 * PARTS, 'of that day alone');
      const failed = (
        await connection.runAndReadAll(
          `SELECT *, epoch_ns(moment) AS ns FROM (${onOneLine.replace(/;\s*$/, '')})`,
        )
      ).getRowObjects();
      assert.equal(failed.length, (5 + 7 + 9) * PARTS);
      const times = failed.map((row) => row.ns as bigint);
      assert.ok(times.every((at, index) => index === 0 || at >= (times[index - 1] as bigint)));
      assert.equal(times[0], HOSTS[0].offset + 5_000_000_000_000n + 30_000n);
      assert.deepEqual(failed[0]?.error, 'ENOENT');
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  });
});

test('hyparquet, which shares no code with DuckDB, finds the same rows in the same tree', async () => {
  await inFolder(async (folder) => {
    await tree(folder);
    for (const { host, date, rows } of HOSTS) {
      const table = join(folder, 'captures', `host=${host}`, `date=${date}`, 'syscall');
      let calls = 0;
      let failed = 0;
      let nanoseconds = 0n;
      for (const part of readdirSync(table)) {
        for (const row of await parquetRows(join(table, part))) {
          calls++;
          nanoseconds += row.duration_ns as bigint;
          if (row.error === 'ENOENT') failed++;
        }
      }
      assert.deepEqual(
        [calls, failed, nanoseconds],
        [rows * PARTS, (rows / 10) * PARTS, 30_000n * BigInt(rows * PARTS)],
      );
    }
  });
});
