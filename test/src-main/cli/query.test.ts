// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { parseQuery } from '../../../src-main/cli/query';
import { ROOT } from '../../../src-main/helper/native';
import { Failure } from '../../../src-main/shared/failure';
import { makeCapture } from '../../support/make-capture';

const folder = mkdtempSync(join(tmpdir(), 'ringside-query-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const dir = join(folder, 'capture');
const ready = makeCapture(dir);

function query(...words: string[]): { status: number | null; stdout: string; stderr: string } {
  const main = join(ROOT, 'out/src-main/cli/main.js');
  return spawnSync(process.execPath, [main, 'query', ...words], { encoding: 'utf8', timeout: 60_000 });
}

describe('ringside query', () => {
  before(() => ready);

  it('lists tables with units, rows, bytes and problems', () => {
    const { status, stdout, stderr } = query(dir);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^syscall \(stream\): 3000 rows, [\d.]+ KiB, 3 parts$/m);
    assert.match(stdout, /^ {2}duration_ns +BIGINT +duration_ns +how long it took$/m);
    const listed = JSON.parse(query(dir, '--format', 'json').stdout) as { tables: { name: string }[] };
    assert.deepEqual(
      listed.tables.map(({ name }) => name),
      ['syscall', 'ticks'],
    );
  });

  it('answers in JSON: row objects, and integers above 2^53 as strings', () => {
    const sql = 'SELECT pid, result, error FROM syscall ORDER BY at_ns LIMIT 2';
    assert.deepEqual(JSON.parse(query(dir, sql, '--format', 'json').stdout), [
      { pid: 100, result: -11, error: 'EAGAIN' },
      { pid: 101, result: '9007199254740993', error: null },
    ]);
    assert.deepEqual(JSON.parse(query(dir, 'FROM syscall WHERE false', '--format', 'json').stdout), []);
  });

  it('answers in CSV, quoted where it has to be', () => {
    const { stdout } = query(dir, `SELECT 1 AS "a,b", 'x"y' AS c, NULL AS d`, '--format', 'csv');
    assert.equal(stdout, '"a,b",c,d\r\n1,"x""y",\r\n');
  });

  it('answers in a table, with the unit where a column has one, and control codes shown', () => {
    const { stdout } = query(
      dir,
      "SELECT events, 'a' || chr(27) || 'b' AS text, NULL AS n FROM ticks LIMIT 1",
    );
    assert.deepEqual(stdout.split('\n'), [
      'events (count)  text      n',
      '--------------  --------  -',
      '          1000  a\\u{1b}b  -',
      '',
    ]);
  });

  it('says what it cut, and only then', () => {
    for (const format of ['table', 'json', 'csv']) {
      const cut = query(dir, 'SELECT pid FROM syscall', '--format', format, '--limit', '2');
      assert.match(cut.stderr, /more than 2 rows/, format);
      assert.equal(
        query(dir, 'SELECT pid FROM syscall LIMIT 2', '--format', format, '--limit', '2').stderr,
        '',
      );
    }
  });

  it('gives all rows in JSON and CSV', () => {
    const { stdout } = query(dir, 'SELECT at_ns FROM syscall', '--format', 'csv');
    assert.equal(stdout.split('\r\n').length, 3002);
  });

  it('tells what is wrong, why, what to do, and ends with 2', () => {
    for (const sql of ['SELEC', 'SELECT x FROM syscall', 'SELECT 1; SELECT 2', "COPY ticks TO '/tmp/x'"]) {
      const { status, stderr } = query(dir, sql);
      assert.equal(status, 2, sql);
      assert.match(stderr, /why:[\s\S]*what to do:/, sql);
    }
    assert.equal(query(join(folder, 'missing'), 'SELECT 1').status, 1);
  });

  it('answers from what is whole, and names what is not', () => {
    const spoilt = join(dir, 'ticks/part-000009.parquet');
    writeFileSync(spoilt, 'PAR1 not really');
    const { status, stdout, stderr } = query(dir, 'SELECT count(*) AS n FROM ticks', '--format', 'csv');
    rmSync(spoilt);
    assert.deepEqual([status, stdout], [0, 'n\r\n3\r\n']);
    assert.match(stderr, /ticks\/part-000009.parquet was left out/);
  });

  it('checks its words', () => {
    assert.equal(parseQuery(['--help']), 'help');
    for (const words of [
      [],
      ['a', 'b', 'c'],
      ['a', '--format', 'xml'],
      ['a', '--limit', '0'],
      ['a', '--what'],
    ])
      assert.throws(() => parseQuery(words), Failure, words.join(' '));
  });
});
