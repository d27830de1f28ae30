// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseExport } from '../../../src-main/cli/export';
import { ROOT } from '../../../src-main/helper/native';
import { ExitCode, Failure } from '../../../src-main/shared/failure';
import { calls, callsTables } from '../../support/calls-capture';
import { withCapture } from '../../support/exporting';

const MAIN = join(ROOT, 'out/src-main/cli/main.js');
const ringside = (...words: string[]) =>
  spawnSync(process.execPath, [MAIN, ...words], { encoding: 'utf8', timeout: 60_000 });

for (const [words, what] of [
  ['', /One word names the capture/],
  ['dir other --format csv --out x', /One word names the capture/],
  ['dir --out x', /There is no --format/],
  ['dir --format csv', /There is no --out/],
  ['dir --format word --out x', /--format "word" is not known/],
  ['dir --format pcapng --out x', /pcapng is not there yet.*network tracer/s],
  ['dir --format csv --out x --redact secrets', /--redact "secrets" is not known/],
  ['dir --format csv --out x --colour', /option is not known/],
] as const)
  test(`"export ${words}" is refused with what to do`, () => {
    assert.throws(
      () => parseExport(words.split(' ').filter(Boolean)),
      (error) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.exitCode, ExitCode.Usage);
        assert.ok(error.mend);
        assert.match(error.message, what);
        return true;
      },
    );
  });

test('one command writes each form, another packs and unpacks', async () => {
  await withCapture(async (folder) => {
    const dir = join(folder, 'capture');
    const to = (name: string) => join(folder, name);
    for (const format of ['perfetto', 'jsonl', 'csv', 'parquet']) {
      const done = ringside(
        'export',
        dir,
        '--format',
        format,
        '--out',
        to(format),
        '--filter',
        'process = node',
      );
      assert.equal(done.status, 0, done.stderr);
      assert.ok(existsSync(to(format)));
      assert.equal(done.stdout, '');
    }
    assert.equal(ringside('pack', to('parquet'), '--out', to('one.ringside')).status, 0);
    assert.equal(ringside('unpack', to('one.ringside'), '--out', to('back')).status, 0);
    assert.deepEqual(readFileSync(to('back/manifest.json')), readFileSync(to('parquet/manifest.json')));
  });
});

test('a preview writes nothing and shows what would stand in its place', async () => {
  await withCapture(async (folder) => {
    const done = ringside('export', join(folder, 'capture'), '--redact', 'names', '--preview');
    assert.equal(done.status, 0, done.stderr);
    assert.match(
      done.stdout,
      /syscall: 3000 rows\n {2}comm \(names\): 3000 values, about \d+ different\n {4}\S.* {2}-> {2}name-[0-9a-f]{16}/,
    );
    assert.match(done.stdout, /ticks: 3 rows, given as they are/);
    assert.match(done.stdout, /host: elsewhere {2}-> {2}name-/);
    assert.doesNotMatch(done.stdout, /arg1/);
    assert.deepEqual(readdirSync(folder), ['capture']);
  });
});

test('what cannot be: no capture, a place that is not there, a filter that fits nothing', async () => {
  await withCapture(async (folder) => {
    const dir = join(folder, 'capture');
    for (const [words, status, what] of [
      [[join(folder, 'nothing'), '--format', 'csv', '--out', join(folder, 'x')], 1, /not a capture/],
      [
        [dir, '--format', 'csv', '--out', join(folder, 'no', 'x')],
        1,
        /folder it would lie in does not exist/,
      ],
      [[dir, '--format', 'csv', '--out', folder], 2, /not a file/],
      [
        [dir, '--format', 'csv', '--out', join(folder, 'x'), '--filter', 'pid = one'],
        2,
        /A pid is a whole number/,
      ],
    ] as const) {
      const done = ringside('export', ...words);
      assert.equal(done.status, status, done.stderr);
      assert.match(done.stderr, what);
      assert.match(done.stderr, /why: .*\n {2}what to do: /);
    }
    assert.deepEqual(readdirSync(folder), ['capture']);
  });
});

for (const format of ['perfetto', 'jsonl', 'parquet'])
  test(`${format}: a signal ends it, with its status, and nothing is left`, async () => {
    await withCapture(
      async (folder) => {
        const words = ['export', join(folder, 'capture'), '--format', format, '--out', join(folder, 'out')];
        const child = spawn(process.execPath, [MAIN, ...words], { stdio: 'ignore' });
        const ended = once(child, 'exit');
        // Once it has begun to write there is something to be left.
        while (readdirSync(folder).length < 2 && child.exitCode === null)
          await new Promise((resolve) => setTimeout(resolve, 5));
        child.kill('SIGINT');
        assert.deepEqual(await ended, [130, null]);
        assert.deepEqual(readdirSync(folder), ['capture']);
      },
      { ...callsTables(10), syscall: calls(300_000) },
    );
  });
