// SPDX-License-Identifier: Apache-2.0
// An export to a disk that fills up says so, and leaves nothing there. A small tmpfs of our own is that disk.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../../src-main/helper/native';
import { calls, callsTables } from '../support/calls-capture';
import { withCapture } from '../support/exporting';

const MAIN = join(ROOT, 'out/src-main/cli/main.js');
/** In a mount namespace of its own: `DISK` is 256 KiB; what is on it at the end goes to standard output. */
const SCENE =
  'mount -t tmpfs -o size=256k none "$DISK"; "$@" && status=0 || status=$?; ls -A "$DISK"; exit $status';

describe('a disk that fills up', () => {
  for (const words of [
    ['export', 'CAPTURE', '--format', 'perfetto', '--out', 'DISK/out'],
    ['export', 'CAPTURE', '--format', 'jsonl', '--out', 'DISK/out'],
    ['export', 'CAPTURE', '--format', 'parquet', '--out', 'DISK/out'],
    ['export', 'CAPTURE', '--format', 'parquet', '--table', 'syscall', '--out', 'DISK/out'],
    ['pack', 'CAPTURE', '--out', 'DISK/out.ringside'],
  ])
    it(`is an error that says what to do, and nothing is left: ${words.join(' ')}`, async () => {
      await withCapture(
        async (folder) => {
          const disk = join(folder, 'disk');
          mkdirSync(disk);
          const said = words.map((word) =>
            word.replace('CAPTURE', join(folder, 'capture')).replace('DISK', disk),
          );
          const done = spawnSync(
            'unshare',
            ['-m', 'sh', '-ec', SCENE, 'sh', process.execPath, MAIN, ...said],
            { encoding: 'utf8', env: { ...process.env, DISK: disk }, timeout: 60_000 },
          );
          assert.equal(done.status, 1, done.stderr);
          assert.match(done.stderr, /could not be written; nothing is left of it/);
          assert.match(done.stderr, /why: {2}The disk is full/);
          assert.match(done.stderr, /what to do: {2}Make room/);
          assert.equal(done.stdout, '');
        },
        { ...callsTables(10), syscall: calls(100_000) },
      );
    });
});
