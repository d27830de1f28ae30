// SPDX-License-Identifier: Apache-2.0
// hyparquet, which shares no code with DuckDB, reads what we write; and it is a capture again.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../../src-main/shared/failure';
import { Capture } from '../../../src-main/store/capture';
import { asked, exported, withCapture } from '../../support/exporting';
import { parquetRows } from '../../support/other-reader';

test('a folder of one sorted file a table, which another reader finds whole', async () => {
  await withCapture(async (folder) => {
    const out = await exported(folder, 'out', { format: 'parquet' });
    assert.deepEqual(readdirSync(out).sort(), [
      'losses',
      'manifest.json',
      'processes',
      'syscall',
      'syscalls',
      'ticks',
    ]);
    for (const table of ['syscall', 'syscalls', 'processes', 'losses']) {
      assert.deepEqual(readdirSync(join(out, table)), ['part-000001.parquet']);
      const rows = await parquetRows(join(out, table, 'part-000001.parquet'));
      const order = table === 'processes' ? 'process' : 'at_ns, ALL';
      const known = await asked(
        folder,
        `SELECT * FROM {${table}} ORDER BY ${order === 'at_ns, ALL' ? 'ALL' : order}`,
      );
      const key = (row: readonly unknown[]) => row.map(String).join('\0');
      assert.deepEqual(
        rows.map((row) => key(Object.values(row).map((value) => value ?? null))).sort(),
        known.map(key).sort(),
        table,
      );
      const times = rows.map((row) => row.at_ns as bigint);
      if (table !== 'processes')
        assert.ok(
          times.every((at, index) => index === 0 || at >= (times[index - 1] as bigint)),
          table,
        );
    }
    assert.equal(statSync(join(out, 'syscall', 'part-000001.parquet')).mode & 0o777, 0o600);
  });
});

test('the folder opens as a capture, of the same host, clocks and columns', async () => {
  await withCapture(async (folder) => {
    const out = await exported(folder, 'out', { format: 'parquet' });
    const [before, after] = [await Capture.open(join(folder, 'capture')), await Capture.open(out)];
    assert.deepEqual(after.problems, []);
    for (const [name, table] of before.tables) {
      assert.deepEqual(after.tables.get(name)?.columns, table.columns);
      assert.equal(after.tables.get(name)?.rows, table.rows);
      assert.equal(after.tables.get(name)?.kind, table.kind);
    }
    for (const part of ['host', 'clocks', 'marks', 'losses', 'name', 'note'] as const)
      assert.deepEqual(after.manifest[part], before.manifest[part]);
    before.close();
    after.close();
  });
});

test('one table is one file, which says what it is', async () => {
  await withCapture(async (folder) => {
    const out = await exported(folder, 'calls.parquet', {
      format: 'parquet',
      table: 'syscall',
      filter: 'failed',
    });
    assert.deepEqual(
      await asked(folder, `SELECT count(*) FROM '${out}'`),
      await asked(folder, 'SELECT count(*) FROM {syscall} WHERE errno <> 0'),
    );
    assert.ok(readFileSync(out).includes('unix_minus_boot_ns'));
    assert.deepEqual(readdirSync(folder).sort(), ['calls.parquet', 'capture'], 'no sorting folder is left');
  });
});

test('a folder that exists is not written over', async () => {
  await withCapture(async (folder) => {
    await assert.rejects(exported(folder, 'capture', { format: 'parquet' }), (error) => {
      assert.ok(error instanceof Failure && error.exitCode === 2 && error.mend !== '');
      return true;
    });
    assert.deepEqual(readdirSync(folder), ['capture']);
  });
});

test('parts that overlap are merged into one order', async () => {
  await withCapture(
    async (folder) => {
      const out = await exported(folder, 'out', { format: 'parquet' });
      const unsorted = `SELECT count(*) FROM (SELECT at_ns < lag(at_ns) OVER () AS back FROM '${out}/syscall/part-000001.parquet') WHERE back`;
      assert.deepEqual(await asked(folder, unsorted), [[0n]]);
    },
    {
      syscall: {
        kind: 'stream',
        columns: [{ name: 'at_ns', type: 'BIGINT', unit: 'boot_ns', meaning: '' }],
        part: (p) => `SELECT ((i * 7919 + ${p}) % 1000003)::BIGINT AS at_ns FROM range(300000) t(i)`,
        parts: 3,
      },
    },
  );
});
