// SPDX-License-Identifier: Apache-2.0
// What is written is read back by something else: JSON.parse, and DuckDB's reader of CSV.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { jsonText } from '../../../src-main/export/text-forms';
import { csvText } from '../../../src-main/shared/csv-text';
import { Failure } from '../../../src-main/shared/failure';
import { AWKWARD, SECRET_ARGUMENT } from '../../support/calls-capture';
import { asked, exported, withCapture } from '../../support/exporting';

test('a value as JSON: what a reader would round is a string, what has no number is null', () => {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  assert.deepEqual([most, most + 1n, -most - 1n, 3n, 0.5, Number.NaN, null, true, AWKWARD].map(jsonText), [
    `${most}`,
    `"${most + 1n}"`,
    `"${-most - 1n}"`,
    '3',
    '0.5',
    'null',
    'null',
    'true',
    JSON.stringify(AWKWARD),
  ]);
});

test('a value as CSV: quotes only where they are needed, nothing and no text told apart', () => {
  assert.deepEqual(
    [null, '', 'a', 'a b', 'a,b', 'a"b', 'a\nb', 'a\rb', 9007199254740993n, false].map(csvText),
    ['', '""', 'a', 'a b', '"a,b"', '"a""b"', '"a\nb"', '"a\rb"', '9007199254740993', 'false'],
  );
});

test('JSON lines hold every row of every table, in order of time', async () => {
  await withCapture(async (folder) => {
    const lines = readFileSync(await exported(folder, 'rows', { format: 'jsonl' }), 'utf8').split('\n');
    assert.equal(lines.pop(), '');
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const count = (table: string) => rows.filter((row) => row.table === table).length;
    for (const table of ['syscall', 'syscalls', 'processes', 'ticks', 'losses'])
      assert.deepEqual(
        [[BigInt(count(table))]],
        await asked(folder, `SELECT count(*) FROM {${table}}`),
        table,
      );
    const calls = rows.filter((row) => row.table === 'syscall');
    assert.deepEqual(calls[0], {
      ...{
        table: 'syscall',
        at_ns: 5_000_000_030_000,
        cpu: 0,
        call: 257,
        syscall: 'openat',
        duration_ns: 30_000,
      },
      ...{
        process: 1,
        comm: 'node',
        pid: 100,
        tid: 100,
        errno: 2,
        error: 'ENOENT',
        returned: true,
        result: -2,
      },
      ...{ arg0: 3, arg1: String(SECRET_ARGUMENT), arg2: 0, arg3: 0, arg4: 0, arg5: 0 },
    });
    const times = calls.map((row) => row.at_ns as number);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
    assert.ok(calls.some((row) => row.comm === AWKWARD));
  });
});

test('CSV is the only stream, read back value for value', async () => {
  await withCapture(async (folder) => {
    const path = await exported(folder, 'rows.csv', { format: 'csv' });
    const text = readFileSync(path, 'utf8');
    assert.ok(text.startsWith('at_ns,cpu,call,syscall,') && text.endsWith('\r\n'));
    const columns = 'at_ns, pid, comm, syscall, errno, error, returned, arg1';
    assert.deepEqual(
      await asked(
        folder,
        `SELECT ${columns} FROM read_csv('${path}', header = true, types = {'pid': 'INTEGER', 'errno': 'INTEGER'}) ORDER BY at_ns`,
      ),
      await asked(folder, `SELECT ${columns} FROM {syscall} ORDER BY at_ns`),
    );
  });
});

test('a table by name, and no table of such a name', async () => {
  await withCapture(async (folder) => {
    const path = await exported(folder, 'ticks.csv', { format: 'csv', table: 'ticks' });
    assert.equal(readFileSync(path, 'utf8').split('\r\n').length, 1 + 3 + 1);
    await assert.rejects(exported(folder, 'x', { format: 'csv', table: 'nothing' }), (error) => {
      assert.ok(error instanceof Failure && error.exitCode === 2);
      assert.match(error.why, /syscall/);
      return true;
    });
  });
});

test('the filter is in the rows of each form', async () => {
  await withCapture(async (folder) => {
    const filter = 'process = node, process = postgres, call != read, failed';
    const [[count]] = (await asked(
      folder,
      `SELECT count(*) FROM {syscall} WHERE comm IN ('node', 'postgres') AND syscall <> 'read' AND errno <> 0`,
    )) as [[bigint]];
    assert.ok(count > 0n);
    const lines = readFileSync(await exported(folder, 'f.csv', { format: 'csv', filter }), 'utf8').split(
      '\r\n',
    );
    assert.equal(lines.length - 2, Number(count));
    const rows = readFileSync(await exported(folder, 'f.jsonl', { format: 'jsonl', filter }), 'utf8').split(
      '\n',
    );
    assert.equal(rows.filter((row) => row.startsWith('{"table":"syscall"')).length, Number(count));
    assert.equal(
      rows.filter((row) => row.startsWith('{"table":"syscalls"')).length,
      0,
      'it knows of no single failure',
    );
  });
});
