// SPDX-License-Identifier: Apache-2.0
// The condition in SQL says of every row what the window's own matcher says of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { conditionOf, filterText, readFilter } from '../../../src-main/export/filter-sql';
import { Params } from '../../../src-main/export/question';
import { callName, errnoName } from '../../../src-main/shared/call-text';
import type { ProcessInfo } from '../../../src-main/shared/contract';
import { Failure } from '../../../src-main/shared/failure';
import { matcherOf } from '../../../src-renderer/select/filter-match';

const COLUMNS = new Set(['process', 'pid', 'comm', 'call', 'syscall', 'errno', 'error']);
const NAMES = ['node', 'Postgres', 'no', "o'brien", '日本', 'x,y', ''];
const CALLS = [0, 1, 3, 257, 4096 + 6];
const ERRORS = [0, 2, 11, 512];
const rows = NAMES.flatMap((comm, at) =>
  CALLS.flatMap((call) => ERRORS.map((errno) => ({ pid: 100 + at, process: at, comm, call, errno }))),
);

/** Some in containers, some of a unit, one of neither. */
function belonging(process: number): { container?: string; unit?: string; user?: string } {
  if (process === 0) return {};
  return {
    user: process < 3 ? 'root' : 'App',
    ...(process % 2 ? { container: `Web-${process}` } : { unit: 'a.service' }),
  };
}

async function answers(filter: string): Promise<boolean[]> {
  const params = new Params();
  const { sql, cannot } = conditionOf(readFilter(filter), COLUMNS, params);
  assert.deepEqual(cannot, []);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    'CREATE TABLE t (nr INTEGER, process INTEGER, pid INTEGER, comm VARCHAR, call INTEGER, syscall VARCHAR, errno INTEGER, error VARCHAR)',
  );
  await connection.run(
    'CREATE TABLE processes (process INTEGER, container VARCHAR, container_name VARCHAR, unit VARCHAR, user_name VARCHAR)',
  );
  for (const [process] of NAMES.entries()) {
    const { container = null, unit = null, user = null } = belonging(process);
    await connection.run('INSERT INTO processes VALUES ($1, $2, $3, $4, $5)', [
      ...[process, container && `id-of-${container}`, container, unit, user],
    ]);
  }
  for (const [at, { process, pid, comm, call, errno }] of rows.entries())
    await connection.run('INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
      at,
      process,
      pid,
      comm,
      call,
      callName(call),
      errno,
      errno === 0 ? null : errnoName(errno),
    ]);
  const found = await connection.runAndReadAll(`SELECT nr FROM t WHERE ${sql}`, params.values);
  connection.closeSync();
  instance.closeSync();
  const hits = new Set(found.getRows().map(([at]) => at));
  return rows.map((_, at) => hits.has(at));
}

const nameProcess = (id: number) =>
  ({ comm: NAMES[id] ?? '', pid: 100 + id, ...belonging(id) }) as ProcessInfo;

function windowSays(filter: string): boolean[] {
  const matcher = matcherOf(readFilter(filter), nameProcess);
  return rows.map(
    ({ process, call, errno }) =>
      matcher.row(process, call) &&
      (matcher.answers === null || (errno !== 0 && matcher.answers(errno))) &&
      (!matcher.onlyFailed || (errno !== 0 && errno !== 512)),
  );
}

for (const filter of [
  'container = web-1',
  'container = web*, user = app',
  'unit = a.service, user != root',
  'container != web-3',
  'user = root, call != read',
  'process = node',
  'process = node, process = postgres',
  'process = no*, call != read',
  'process != node',
  'pid = 102, call = close',
  'pid != 102',
  'call = close@i386',
  'errno = ENOENT',
  'errno = ENOENT, errno = EAGAIN, process = node',
  'failed',
  'post, read',
  'process = "x,y"',
  "process = o'brien, process = x'z",
  "process = o'brien",
  'process = 日本',
])
  test(`"${filter}" finds the window's rows`, async () => {
    const found = await answers(filter);
    assert.deepEqual(found, windowSays(filter));
    assert.ok(found.includes(true) && found.includes(false), 'a filter that takes some and leaves some');
  });

test('"not failed" leaves successes and restarts', async () => {
  assert.deepEqual(
    await answers('not failed'),
    rows.map(({ errno }) => errno === 0 || errno === 512),
  );
});

test('what is typed is a parameter and never SQL', () => {
  const params = new Params();
  const evil = `x') OR TRUE --`;
  const { sql } = conditionOf(readFilter(`process = ${evil}`), COLUMNS, params);
  assert.ok(!sql.includes('TRUE'), sql);
  assert.deepEqual(params.values, [evil.toLowerCase()]);
});

test('a term that a table knows nothing of is told', () => {
  const terms = readFilter('process = node, failed');
  const { sql, cannot } = conditionOf(terms, new Set(['at_ns', 'comm']), new Params());
  assert.match(sql, /comm/);
  assert.equal(filterText(cannot), 'failed');
  assert.equal(conditionOf(terms, new Set(['at_ns']), new Params()).sql, 'TRUE');
});

test('a filter that is wrong or not finished is refused with what to write', () => {
  for (const filter of ['errno =', 'colour = red', 'pid = x', 'duration > 3'])
    assert.throws(
      () => readFilter(filter),
      (error) => error instanceof Failure && error.exitCode === 2 && error.mend !== '',
      filter,
    );
});
