// SPDX-License-Identifier: Apache-2.0
// Every change of a file or folder that `strace -f -y` sees is in the stream, in its order, with the same paths,
// numbers and result. Both look at the same run.

import assert from 'node:assert/strict';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { changesOf } from '../support/strace-changes';
import { parseDocument, ringside } from '../support/watch';

interface Change {
  readonly pid: number;
  readonly tid: number;
  readonly syscall: string;
  readonly path: string | null;
  readonly new_path: string | null;
  readonly path_kind: string;
  readonly length: number | null;
  readonly error: string | null;
  readonly duration_ns: number;
}

const CALLS =
  'unlink,unlinkat,rmdir,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate,ftruncate,fsync,fdatasync';

/** Every kind of call that perl and the small tools make, some of which fail. */
const SCRIPT = `
  mkdir a a/b; mkdir a; rmdir a/none; cd a/b; echo 1 >f; mv f ../g; ln ../g ../h; ln -s "../no where" s; ln ../none x;
  rm s; rm ../h; mv ../g "gr\\303\\274n"; cd ..; truncate -s 4096 b/cut; dd if=/dev/zero of=b/safe bs=1k count=4 conv=fsync;
  dd if=/dev/zero of=b/data bs=1k count=1 conv=fdatasync; sync b/safe;
  perl -e 'mkdir "p"; rename "p", "q" or die; rename "none", "q2"; unlink "b/cut", "none"; truncate "b/data", 7;
           link "b/data", "l"; symlink "to/there", "sl"; rmdir "q"; open(F, "+<", "b/safe"); truncate(F, 99); rmdir "b"';
  rm -r b; true`;

const line = (one: Pick<Change, 'syscall' | 'path' | 'new_path' | 'length' | 'error'>) =>
  `${one.syscall} ${one.path} -> ${one.new_path} ${one.length} ${one.error}`;

test('strace sees the same changes, with the same paths', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-changes-'));
  chownSync(folder, 1000, 1000);
  try {
    const file = join(folder, '.changes');
    const strace = [
      'strace',
      '-f',
      '-y',
      '-qq',
      '-s',
      '5000',
      '-o',
      file,
      '-e',
      `trace=${CALLS},chdir,clone,clone3,fork,vfork`,
    ];
    const command = [...strace, '--', '/bin/sh', '-c', `cd ${folder}; ${SCRIPT}`];
    const watched = await ringside(
      ['watch', 'file_changes', '--json', '--events', '--budget', '0', '--', ...command],
      { environment: { HOME: '/tmp' } },
    );
    const document = parseDocument(watched) as unknown as {
      tallies: { file_changes: { count: number; errors: number; max_ns: number }[] };
      streams: { file_changes: { rows: Change[]; delivered: number } };
      lost: { total: number };
    };
    assert.equal(document.lost.total, 0, watched.stderr);
    const told = changesOf(readFileSync(file, 'utf8'));
    const rows = document.streams.file_changes.rows;
    const traced = new Set(told.map(({ pid }) => pid));
    for (const pid of traced)
      assert.deepEqual(
        rows.filter(({ tid }) => tid === pid).map(line),
        told.filter((one) => one.pid === pid).map(line),
      );
    const seen = new Set(told.map(({ syscall }) => syscall));
    for (const name of [
      'unlink',
      'rmdir',
      'rename',
      'mkdir',
      'link',
      'symlink',
      'truncate',
      'ftruncate',
      'fsync',
    ])
      assert.ok(
        seen.has(name) || seen.has(`${name}at`) || seen.has(`${name}at2`),
        `${name}: ${[...seen].join()}`,
      );
    assert.ok(seen.has('fdatasync'));
    const kinds = new Map(rows.map(({ syscall, path_kind }) => [syscall, path_kind]));
    assert.deepEqual([kinds.get('fsync'), kinds.get('mkdir')], ['object', 'claim']);
    const sum = document.tallies.file_changes.reduce((total, { count }) => total + count, 0);
    assert.equal(sum, document.streams.file_changes.delivered);
    const longest = Math.max(...rows.map(({ duration_ns }) => duration_ns));
    assert.equal(Math.max(...document.tallies.file_changes.map(({ max_ns }) => max_ns)), longest);
    t.diagnostic(`${told.length} changes by ${seen.size} calls of ${traced.size} processes, difference 0`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
