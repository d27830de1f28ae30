// SPDX-License-Identifier: Apache-2.0
// A capture of some size as one file, and back: how far it is, and what a signal leaves.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../../src-main/helper/native';
import { partName } from '../../support/make-capture';
import { withCapture } from '../../support/exporting';

const MAIN = join(ROOT, 'out/src-main/cli/main.js');
const WORDS = {
  pack: ['pack', 'capture', '--out', 'new.ringside'],
  unpack: ['unpack', 'one.ringside', '--out', 'new'],
} as const;

/** A capture with a part that takes a while, and its single file. */
const large = (work: (folder: string) => Promise<void>) =>
  withCapture(async (folder) => {
    const part = join(folder, 'capture/syscall', partName(99));
    writeFileSync(part, '');
    truncateSync(part, 64 * 1024 * 1024);
    const made = spawnSync(process.execPath, [MAIN, 'pack', 'capture', '--out', 'one.ringside'], {
      cwd: folder,
    });
    assert.equal(made.status, 0, String(made.stderr));
    await work(folder);
  });

test('on a terminal pack and unpack tell how far they are, and take the line away at the end', () =>
  large(async (folder) => {
    for (const [command, words] of Object.entries(WORDS)) {
      // `script` gives the command a terminal of its own.
      const line = [process.execPath, MAIN, ...words].join(' ');
      const { stdout, status } = spawnSync('script', ['-qec', line, '/dev/null'], {
        cwd: folder,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stdout);
      const told = [...stdout.matchAll(/(?:un)?packed (\d+) %/g)].map((found) => Number(found[1]));
      assert.ok(told.length >= 2, `${command}: ${JSON.stringify(stdout)}`);
      assert.ok(
        told.every((percent, index) => percent <= 100 && percent >= (told[index - 1] ?? 0)),
        `${command}: ${told}`,
      );
      assert.ok(stdout.endsWith('\r\x1b[K'), `${command}: ${JSON.stringify(stdout.slice(-80))}`);
    }
  }));

for (const [command, words] of Object.entries(WORDS))
  test(`${command}: a signal ends it, with its status, and nothing is left`, () =>
    large(async (folder) => {
      const before = readdirSync(folder).sort();
      const child = spawn(process.execPath, [MAIN, ...words], { cwd: folder, stdio: 'ignore' });
      const ended = once(child, 'exit');
      while (readdirSync(folder).length === before.length && child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 5));
      child.kill('SIGINT');
      assert.deepEqual(await ended, [130, null]);
      assert.deepEqual(readdirSync(folder).sort(), before);
    }));
